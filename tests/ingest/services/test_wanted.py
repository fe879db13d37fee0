"""What the user asks for is read as meant, and nothing is asked that is no id."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.services.wanted import Wanted, is_source, wanted

_PLAIN = st.text(st.characters(codec="ascii", categories=("L", "N"), include_characters="()./,-"))
# No DOI ends in a comma, and one behind a comma would be another.
_DOIS = _PLAIN.filter(lambda text: text.strip(",") == text != "" and ",10." not in text).map(
    "10.1000/{}".format
)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("pubmed:20679586", Wanted(("20679586",), (), ())),
        ("PMID: 12, 0013 ,12", Wanted(("12", "13"), (), ())),
        ("doi:10.1000/182", Wanted((), ("10.1000/182",), ())),
        ("doi:https://doi.org/10.1000/182", Wanted((), ("10.1000/182",), ())),
        ("doi:http://dx.doi.org/10.1000/A,doi.org/10.1000/a", Wanted((), ("10.1000/A",), ())),
        ("DOI:doi:10.1000/1,2, 10.1000/3,", Wanted((), ("10.1000/1,2", "10.1000/3"), ())),
        ("nct:nct00000102,00000103", Wanted((), (), ("NCT00000102", "NCT00000103"))),
    ],
)
def test_ids_are_read(source: str, expected: Wanted) -> None:
    assert is_source(source)
    assert wanted([source]) == (expected, [])


@pytest.mark.parametrize(
    "source",
    ["pubmed:", "pubmed:x", "pubmed:0", "pubmed:123456789", "pubmed:²", "pmid:1-2", "doi:11.1/2",
     "doi:10.1000/a b", "doi:10.1000/a\nb", "doi:10.1000/a\u200bb", "doi:10.1000/",
     "nct:NCT1", "nct:123456789"],
)  # fmt: skip
def test_what_is_no_id_is_refused(source: str) -> None:
    found, (refusal,) = wanted([source])
    assert found == Wanted((), (), ())
    assert refusal.reason.startswith("that is no ")
    assert len(str(refusal).splitlines()) == 1


@pytest.mark.parametrize("source", ["works.ris", "isbn:12", "./doi", "https://doi.org/10.1/2", ""])
def test_what_names_no_service(source: str) -> None:
    assert not is_source(source)
    _, (refusal,) = wanted([source])
    assert refusal.reason == "it names no service"


@given(st.lists(_DOIS, min_size=1, unique_by=str.casefold))
def test_dois_divided_by_commas_are_told_apart(dois: list[str]) -> None:
    assert wanted([f"doi:{','.join(dois)}"]) == (Wanted((), tuple(dois), ()), [])


@given(st.lists(st.text() | st.text().map("pubmed:{}".format) | st.text().map("doi:{}".format)))
def test_any_text_is_read_or_refused(sources: list[str]) -> None:
    found, refusals = wanted(sources)
    assert all(pmid.isascii() and pmid.isdigit() for pmid in found.pmids)
    assert len(found.pmids) + len(found.dois) + len(refusals) >= bool(sources)
