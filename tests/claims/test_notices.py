"""From notices.csv to verdicts: what a notice takes away, and what gives it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.check import Checker
from claims.pages.formats import read_page
from claims.verdict import Verdict
from ingest.corpus import read_evidence
from ingest.formats.retraction_watch import Listed, notices_for, read
from ingest.notices import add_notices

STUDIES = """study_id,authors,title,journal,year,doi,design,notice
oak-2001,Oak A,A trial of tree tea,Journal of Trees,2001,10.1000/oak,randomised-parallel,{}
"""
FINDINGS = """study_id,drug,outcome,percent,events,n,direction,comparator,comparator_percent
oak-2001,Tree tea,eased colds,40,40,100,benefit,placebo,20
"""
CODES = {"RETRACTED_SUPPORT", "CONCERN_SUPPORT", "CORRECTED_WORK"}
PAGE = b"# Tree tea\n\nTree tea eased colds in 40% of patients.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack of one work with one finding; nothing is known against it."""
    (tmp_path / "studies.csv").write_text(STUDIES.format("none-known"))
    (tmp_path / "findings.csv").write_text(FINDINGS)
    return tmp_path


def verdict_on(folder: Path) -> Verdict:
    """The verdict on the one claim of the page."""
    checked = Checker.from_corpus(read_evidence([folder])).check(read_page("page.md", PAGE))
    (claim,) = checked.claims
    return claim.verdict


@pytest.mark.parametrize(
    ("listed", "verdict", "reason"),
    [
        ("", "supported", None),
        ("retraction,2003-01-01", "unsupported", "RETRACTED_SUPPORT"),
        ("expression-of-concern,2003-01-01", "partly-supported", "CONCERN_SUPPORT"),
        ("correction,2003-01-01", "supported", "CORRECTED_WORK"),
        ("retraction,2003-01-01 reinstatement,2004-01-01", "supported", None),
        ("expression-of-concern, reinstatement,", "supported", None),
        ("reinstatement,2002-01-01 retraction,2003-01-01", "unsupported", "RETRACTED_SUPPORT"),
        (
            "correction,2004-01-01 expression-of-concern,2003-01-01",
            "partly-supported",
            "CONCERN_SUPPORT",
        ),
    ],
)
def test_a_listed_notice_reaches_the_verdict(
    folder: Path, listed: str, verdict: str, reason: str | None
) -> None:
    rows = [f"oak-2001,{row}\n" for row in listed.split()]
    (folder / "notices.csv").write_text("".join(["study_id,kind,date\n", *rows]))
    found = verdict_on(folder)
    codes = {one.code for one in found.reasons} & CODES
    assert (found.verdict, codes) == (verdict, {reason} - {None})


@pytest.mark.parametrize("listed", ["", "oak-2001,correction\n"])
def test_a_declared_retraction_is_not_lost(folder: Path, listed: str) -> None:
    (folder / "studies.csv").write_text(STUDIES.format("retraction"))
    (folder / "notices.csv").write_text("study_id,kind\n" + listed)
    assert verdict_on(folder).verdict == "unsupported"


def test_a_retraction_watch_row_takes_the_support_away(folder: Path) -> None:
    header = (
        "Title,URLS,RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDOI,"
        "OriginalPaperPubMedID,RetractionNature,Reason\n"
    )
    lines = [header, "Tea,,1/2/2003 0:00,10.1000/n,0,10.1000/OAK,0,Retraction,+Error in Data;\n"]
    found = [one for one in read(lines, "list.csv") if isinstance(one, Listed)]
    pairs = notices_for(read_evidence([folder]).rows("studies"), found)
    assert verdict_on(folder).verdict == "supported"
    assert add_notices(folder, [{**row, "study_id": study} for study, row in pairs]) == (1, 0)
    assert verdict_on(folder).verdict == "unsupported"


@pytest.mark.parametrize(
    ("listed", "verdict", "told"),
    [
        ("", "supported", []),
        ("correction,2003-01-01", "supported", []),
        ("expression-of-concern,2003-01-01", "partly-supported", ["CITATION_DOUBTED"]),
        ("retraction,2003-01-01", "partly-supported", ["CITATION_DOUBTED"]),
        ("retraction,2003-01-01 reinstatement,2004-01-01", "supported", []),
    ],
)
def test_a_reference_to_a_retracted_work_says_so(
    folder: Path, listed: str, verdict: str, told: list[str]
) -> None:
    rows = [f"oak-2001,{row}\n" for row in listed.split()]
    (folder / "notices.csv").write_text("".join(["study_id,kind,date\n", *rows]))
    page = b"# References\n\n1. Oak A. A trial of tree tea. Journal of Trees. 2001.\n"
    checked = Checker.from_corpus(read_evidence([folder])).check(read_page("page.md", page))
    (reference,), (claim,) = checked.references, checked.claims
    assert claim.verdict.verdict == verdict
    assert [one.code for one in claim.verdict.reasons][1:] == told
    assert reference.is_faulty is bool(told)
