"""Many pages against one body of evidence, and the verdicts that make a check fail."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from claims.batch import Batch, failing
from claims.checked import CheckedClaim, CheckedPage
from ingest.errors import BadInput, OnfileError

PAGES = {
    "a.md": "# Tree tea\n\nTree tea eased colds in 40% of patients.\n",
    "b.txt": "Tree tea\n\nTree tea never fails. Tree tea eased colds in 95% of patients.\n",
    "c.html": "<main><h1>Tree tea</h1><p>Tree tea eased colds in 40% of patients.</main>",
}
STUDIES = "study_id,authors,title,journal,year\noak-2001,Oak A,A trial of tree tea,J Trees,2001\n"
FINDINGS = (
    "study_id,drug,outcome,percent,events,n,direction,confidence\n"
    "oak-2001,Tree tea,eased colds,40,40,100,benefit,verified\n"
)
Write = Callable[[str, str | bytes], str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A function that writes a file below a folder of its own and returns its name."""

    def written(name: str, content: str | bytes) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return written


@pytest.fixture
def pack(write: Write) -> Path:
    write("pack/studies.csv", STUDIES)
    return Path(write("pack/findings.csv", FINDINGS)).parent


@pytest.fixture
def pages(write: Write) -> list[str]:
    return [write(f"pages/{name}", text) for name, text in PAGES.items()]


Told = tuple[str, list[tuple[object, ...]]]


def told(pages: Iterable[CheckedPage]) -> list[Told]:
    """Pages with what is said of their claims: equal for equal evidence, whoever read it."""
    return [(page.page.name, [claim_of(one) for one in page.claims]) for page in pages]


def claim_of(claim: CheckedClaim) -> tuple[object, ...]:
    verdict = claim.verdict
    judged = verdict.verdict, verdict.reasons, verdict.rationale, verdict.study_id
    return claim.quote, claim.start, claim.end, claim.reading, *judged


def test_a_batch_gives_what_one_by_one_gives(pack: Path, pages: list[str]) -> None:
    together = told(Batch([pack], pages).checked())
    assert together == [page for name in pages for page in told(Batch([pack], [name]).checked())]
    assert [name for name, _ in together] == pages
    assert all(claims for _, claims in together)


def test_the_order_of_pages_is_that_of_their_names(pack: Path, pages: list[str]) -> None:
    backwards = told(Batch([pack], pages[::-1]).checked())
    assert backwards[::-1] == told(Batch([pack], pages).checked())


def test_a_folder_is_its_pages(pack: Path, pages: list[str]) -> None:
    folder = str(Path(pages[0]).parent)
    assert told(Batch([pack], [folder]).checked()) == told(Batch([pack], pages).checked())


def test_verdicts_are_those_of_all_pages(pack: Path, pages: list[str]) -> None:
    batch = Batch([pack], pages)
    assert batch.verdicts == set()
    checked = list(batch.checked())
    given = {claim.verdict.verdict for page in checked for claim in page.claims}
    assert batch.verdicts == given >= {"supported", "contradicted"}
    assert batch.refused == []


def test_one_line_for_each_page_that_cannot_be_read(
    pack: Path, pages: list[str], write: Write
) -> None:
    empty, binary = write("empty.txt", ""), write("binary.txt", bytes(range(256)))
    names = ["no-such.html", pages[0], empty, binary, pages[1]]
    batch = Batch([pack], names)
    assert [page.page.name for page in batch.checked()] == [pages[0], pages[1]]
    assert [line.partition(": ")[0] for line in batch.refused] == ["no-such.html", empty, binary]


def test_evidence_is_read_once(pack: Path, pages: list[str]) -> None:
    batch = Batch([pack], pages)
    assert batch.evidence is batch.evidence
    assert list(batch.evidence.studies) == ["oak-2001"]


def test_a_pack_with_faults_is_refused(write: Write, pages: list[str]) -> None:
    folder = Path(write("bad/studies.csv", "study_id,authors\noak-2001,Oak A\n")).parent
    with pytest.raises(BadInput):
        list(Batch([folder], pages).checked())


FLAGGED = {"partly-supported", "overstated", "contradicted", "misattributed", "unsupported"}


@pytest.mark.parametrize(
    ("names", "verdicts"),
    [
        ("", FLAGGED),
        ("none", set()),
        ("unsupported", {"unsupported"}),
        ("unsupported, contradicted", {"unsupported", "contradicted"}),
        ("supported,none", {"supported"}),
        ("not-checkable", {"not-checkable"}),
    ],
)
def test_verdicts_that_fail(names: str, verdicts: set[str]) -> None:
    assert failing(names) == verdicts


@pytest.mark.parametrize("names", ["Unsupported", "wrong", "unsupported;overstated", "supported,,"])
def test_an_unknown_verdict_is_named(names: str) -> None:
    with pytest.raises(OnfileError) as caught:
        failing(names)
    told = str(caught.value)
    assert told.startswith("--fail-on: there is no verdict ")
    assert "\n" not in told and all(verdict in told for verdict in FLAGGED)
