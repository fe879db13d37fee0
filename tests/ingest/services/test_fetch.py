"""Works come in from the services as documented; what does not is refused by its id."""

from __future__ import annotations

import pytest

from ingest.errors import BadInput, OnfileError, Refusal
from ingest.formats.record import Incoming
from tests.ingest.services.conftest import Ask
from tests.ingest.services.local import (
    CONTACT,
    Clock,
    Local,
    Said,
    article,
    crossref_work,
    openalex_work,
    registration,
)

DOI = "10.1000/leaf(tea)/1"


def _studies(items: list[Incoming | Refusal], column: str) -> list[object]:
    return [item.study.get(column) for item in items if isinstance(item, Incoming)]


def _refusals(items: list[Incoming | Refusal]) -> list[str]:
    return [str(item) for item in items if isinstance(item, Refusal)]


def test_pubmed_is_asked_in_batches_with_contact_and_key(local: Local, ask: Ask) -> None:
    ids = [str(pmid) for pmid in range(1, 452)]
    items = ask(f"pubmed:{','.join(ids)}", ncbi_api_key="s3cret")
    assert _studies(items, "pmid") == ids
    asked = local.of("pubmed")
    assert [len(one.query["id"].split(",")) for one in asked] == [200, 200, 51]
    for one in asked:
        assert one.path == "efetch.fcgi"
        assert {**one.query, "id": ""} == {
            "db": "pubmed",
            "retmode": "xml",
            "id": "",
            "tool": "onfile",
            "email": CONTACT,
            "api_key": "s3cret",
        }
        assert one.agent.startswith("Onfile/")
        assert one.agent.endswith(f"(mailto:{CONTACT})")


def test_each_work_has_the_address_of_its_record(local: Local, ask: Ask) -> None:
    items = ask("pmid:7,8", ncbi_api_key="s3cret")
    wanted = [
        f"{local.address}/pubmed/efetch.fcgi?db=pubmed&id={pmid}&retmode=xml" for pmid in (7, 8)
    ]
    assert [item.file for item in items] == wanted


def test_an_unknown_id_is_refused_and_the_rest_come_in(ask: Ask) -> None:
    items = ask("pubmed:7,99999999,8")
    assert _studies(items, "pmid") == ["7", "8"]
    assert _refusals(items) == [
        "pubmed:99999999: PubMed knows no record of this id; check the number"
    ]


@pytest.mark.parametrize(
    "said",
    [
        Said(400, b"<eFetchResult><ERROR>ID list is empty! No correct IDs.</ERROR></eFetchResult>"),
        Said(200, b'<?xml version="1.0" ?><PubmedArticleSet></PubmedArticleSet>'),
    ],
)
def test_ids_that_are_all_unknown(local: Local, ask: Ask, said: Said) -> None:
    local.script("pubmed", said)
    refused = _refusals(ask("pubmed:99999998,99999999"))
    assert [line.split(":")[1] for line in refused] == ["99999998", "99999999"]


def test_a_record_that_is_refused_is_not_called_unknown(local: Local, ask: Ask) -> None:
    untitled = article("7").replace("Leaf tea, part 7.", "")
    body = f"<PubmedArticleSet>{untitled}{article('8')}</PubmedArticleSet>"
    local.script("pubmed", Said(200, body.encode()))
    items = ask("pubmed:7,8")
    assert _studies(items, "pmid") == ["8"]
    (refused,) = _refusals(items)
    assert "PMID 7 has no title" in refused


def test_a_doi_is_asked_of_crossref_and_blanks_of_openalex(local: Local, ask: Ask) -> None:
    local.dois[DOI] = crossref_work(DOI)
    local.blanks[DOI] = openalex_work(DOI)
    (item,) = ask(f"doi:https://doi.org/{DOI}", openalex_api_key="s3cret")
    assert isinstance(item, Incoming)
    assert item.study["title"] == "A trial of leaf tea"
    assert item.study["year"] == 2001
    assert (item.study["pmid"], item.study["volume"]) == ("77", "5")
    assert item.study["source_url"] == f"https://doi.org/{DOI}"
    (crossref,), (openalex,) = local.of("crossref"), local.of("openalex")
    assert (crossref.path, dict(crossref.query)) == (
        "works/10.1000%2Fleaf%28tea%29%2F1",
        {"mailto": CONTACT},
    )
    assert (openalex.path, dict(openalex.query)) == (
        "works/doi:10.1000%2Fleaf%28tea%29%2F1",
        {"mailto": CONTACT, "api_key": "s3cret"},
    )


def test_openalex_stands_in_where_crossref_does_not_know_the_doi(local: Local, ask: Ask) -> None:
    local.blanks[DOI] = openalex_work(DOI)
    assert _studies(ask(f"doi:{DOI}"), "title") == ["A trial of leaf tea, as OpenAlex has it"]


def test_openalex_stands_in_where_crossref_s_record_is_refused(local: Local, ask: Ask) -> None:
    local.dois[DOI] = crossref_work(DOI, title=[])
    local.blanks[DOI] = openalex_work(DOI)
    assert _studies(ask(f"doi:{DOI}"), "title") == ["A trial of leaf tea, as OpenAlex has it"]


def test_a_doi_that_only_openalex_could_know(local: Local, ask: Ask) -> None:
    local.script("openalex", Said(403))
    (refused,) = _refusals(ask(f"doi:{DOI}"))
    assert refused.startswith(f"doi:{DOI}: OpenAlex: it answers 403 Forbidden; ")


def test_a_doi_that_nobody_knows_is_refused(ask: Ask) -> None:
    (refused,) = _refusals(ask(f"doi:{DOI}"))
    assert refused.startswith(f"doi:{DOI}: neither Crossref nor OpenAlex knows this DOI; ")


@pytest.mark.parametrize(
    ("updates", "kinds"),
    [
        ([], ["retraction"]),
        (["correction"], ["correction", "retraction"]),
        (["retraction"], ["retraction"]),
        (["retraction", "reinstatement"], ["retraction", "reinstatement"]),
        (["reinstatement"], ["reinstatement"]),
    ],
)
def test_a_retraction_that_only_openalex_knows(
    local: Local, ask: Ask, updates: list[str], kinds: list[str]
) -> None:
    listed = [{"type": kind, "DOI": f"10.1000/notice-{kind}"} for kind in updates]
    local.dois[DOI] = crossref_work(DOI, **{"updated-by": listed})
    local.blanks[DOI] = openalex_work(DOI, is_retracted=True)
    (item,) = ask(f"doi:{DOI}")
    assert isinstance(item, Incoming)
    assert [notice["kind"] for notice in item.notices] == kinds


def test_without_openalex_blanks_stay_blank(local: Local, ask: Ask, notes: list[str]) -> None:
    local.dois |= {DOI: crossref_work(DOI), "10.1000/2": crossref_work("10.1000/2")}
    local.script("openalex", *[Said(403, b"no")] * 2)
    items = ask(f"doi:{DOI},10.1000/2")
    assert _studies(items, "pmid") == [None, None]
    (note,) = notes
    assert note.startswith("OpenAlex: it answers 403 Forbidden; ")


def test_a_trial(local: Local, ask: Ask) -> None:
    local.trials["NCT00000102"] = registration("NCT00000102")
    items = ask("nct:nct00000102,NCT99999999")
    assert _studies(items, "nct") == ["NCT00000102"]
    assert _refusals(items) == [
        "nct:NCT99999999: ClinicalTrials.gov knows no registration of this number; check the number"
    ]
    assert local.of("clinicaltrials")[0].path == "studies/NCT00000102"


def test_nonsense_is_refused_by_id_and_the_rest_come_in(local: Local, ask: Ask) -> None:
    local.script("pubmed", Said(200, b"<html>Log in to the network</html>"))
    local.script("crossref", Said(200, b'{"message": '))
    local.script("clinicaltrials", Said(200, b"[" * 100_000))
    local.trials["NCT00000103"] = registration("NCT00000103")
    items = ask("pubmed:7,8", f"doi:{DOI}", "nct:NCT00000102,NCT00000103")
    assert _studies(items, "nct") == ["NCT00000103"]
    assert _refusals(items) == [
        "pubmed:7, pubmed:8: PubMed: what it answers is no record; try again later",
        f"doi:{DOI}: Crossref: what it answers is no record; try again later",
        "nct:NCT00000102: ClinicalTrials.gov: what it answers is no record; try again later",
    ]


def test_nonsense_is_not_kept(local: Local, ask: Ask) -> None:
    local.script("pubmed", Said(200, b"<html>Log in to the network</html>"))
    assert _studies(ask("pubmed:7"), "pmid") == []
    assert _studies(ask("pubmed:7"), "pmid") == ["7"]


def test_an_answer_that_repeats_the_key_is_not_told(local: Local, ask: Ask) -> None:
    local.script("pubmed", Said(400, b'{"error":"API key invalid","api-key":"s3cret"}'))
    (refused,) = _refusals(ask("pubmed:7", ncbi_api_key="s3cret"))
    assert refused == (
        "pubmed:7: PubMed: it answers 400 Bad Request; check the keys and addresses in the settings"
    )


def test_without_a_network_there_is_a_line_for_each_service(local: Local, ask: Ask) -> None:
    local.close()
    with pytest.raises(BadInput) as caught:
        ask("pubmed:1,2,3,4,5,6,7", f"doi:{DOI},10.1000/2", "nct:NCT00000102")
    lines = str(caught.value).splitlines()
    assert [line.split(":")[0] for line in lines] == ["ClinicalTrials.gov", "Crossref", "PubMed"]
    assert lines[2].startswith("PubMed: it could not be reached (Connection refused): ")
    assert lines[2].endswith("pubmed:5 and 2 more; check the connection")


def test_one_service_that_is_down_does_not_keep_the_others_out(local: Local, ask: Ask) -> None:
    local.trials["NCT00000102"] = registration("NCT00000102")
    elsewhere = local.services(pubmed="http://127.0.0.1:1/pubmed")
    items = ask("pubmed:7", "nct:NCT00000102", services=elsewhere)
    assert _studies(items, "nct") == ["NCT00000102"]
    (refused,) = _refusals(items)
    assert refused.startswith("PubMed: it could not be reached")


def test_a_malformed_id_is_refused_before_anything_is_asked(local: Local, ask: Ask) -> None:
    items = ask("pubmed:x")
    assert _refusals(items) == [
        "pubmed:x: that is no PubMed id;"
        " give the number of the PubMed record, such as pubmed:20679586"
    ]
    assert local.asked == []


def test_without_a_contact_nothing_is_asked(local: Local, ask: Ask) -> None:
    with pytest.raises(OnfileError, match=r"ONFILE_EMAIL=.*settings\.toml"):
        ask("pubmed:7", email=None)
    assert local.asked == []


def test_requests_keep_the_pace(local: Local, ask: Ask, clock: Clock) -> None:
    ask(*[f"nct:NCT{number:08}" for number in range(100)])
    assert len(local.of("clinicaltrials")) == 100
    assert sum(clock.waits) == pytest.approx(33 * 4.4)


def test_the_pace_that_crossref_tells_is_kept(local: Local, ask: Ask, clock: Clock) -> None:
    told = {"x-rate-limit-limit": "1", "x-rate-limit-interval": "2s"}
    local.script("crossref", *[Said(404, b"", told)] * 3)
    other = local.services(openalex=local.address.replace("127.0.0.1", "localhost") + "/openalex")
    ask("doi:10.1000/1,10.1000/2,10.1000/3", services=other)
    assert clock.waits == pytest.approx([2.2, 2.2])
