"""A small pack on a drug of our own invention, its page, and lists of notices."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from claims.build import build
from publish.recheck.evidence import Wanted, recheck_evidence
from publish.recheck.report import Item, Report

DATA = Path(__file__).parents[3] / "data"
PAGE = "\n".join(
    (
        "Examplam",
        "In one trial 60% of people with migraine responded to examplam.",
        "Nausea was seen in 5% of people who were given examplam.",
        "Examplam was first made in 1999 by a chemist.",
        "",
    )
)
SPANS = {"page-1-1": (2, 0, 63), "page-1-2": (3, 0, 56), "page-1-3": (4, 0, 45)}
CLAIMS = {
    "page-1-1": "60% of people responded to examplam",
    "page-1-2": "5% of people had nausea on examplam",
    "page-1-3": "Examplam was first made in 1999",
}
STUDIES = (
    "study_id,authors,title,journal,year,doi,design,drug,checked,checked_in,unverified_fields\n"
    "doe-2001,Doe J,Examplam in people with migraine,Annals of Examples,2001,10.1234/doe.1,"
    "randomised-parallel,examplam,2026-01-05,the abstract,\n"
    "roe-2005,Roe R,Harms of examplam,Annals of Examples,2005,10.1234/roe.1,"
    "observational,examplam,,,pages\n"
)
FINDINGS = (
    "finding_id,study_id,drug,outcome,n,events,percent,statement,confidence,checked\n"
    "doe-2001-f1,doe-2001,examplam,response,40,24,60,24 of 40 responded to examplam.,verified,"
    "2026-02-01\n"
    "roe-2005-f1,roe-2005,examplam,nausea,100,5,5,5 of 100 had nausea on examplam.,verified,"
    "2025-12-01\n"
    "roe-2005-f2,roe-2005,examplam,sedation,100,9,9,9 of 100 were drowsy on examplam.,recalled,\n"
)
WATCH = (
    "Record ID,Title,URLS,RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDOI,"
    "OriginalPaperPubMedID,RetractionNature,Reason\n"
)
RETRACTED = f"{WATCH}1,Examplam,,5/1/2026 0:00,10.1234/notice.1,0,10.1234/DOE.1,0,Retraction,\n"


def pack_files(page: str = PAGE) -> dict[str, str]:
    """The files of the pack; the SHA-256 on file is that of ``page``."""
    digest = hashlib.sha256(page.encode()).hexdigest()
    places = {name: ",".join(map(str, span)) for name, span in SPANS.items()}
    rows = "".join(f"{name},page-1,{places[name]},{CLAIMS[name]}\n" for name in CLAIMS)
    return {
        "studies.csv": STUDIES,
        "findings.csv": FINDINGS,
        "pages.csv": f"page_id,title,subject,condition,sha256\n"
        f"page-1,A page on examplam,examplam,migraine,{digest}\n",
        "claims.csv": f"claim_id,page_id,line,start,end,statement\n{rows}",
    }


def write_files(folder: Path, files: Mapping[str, str]) -> Path:
    """Write the files into the folder, which is made where it is missing."""
    folder.mkdir(exist_ok=True, parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


class Kept:
    """A pack, its page and the database that was built of them, each to be changed by a test."""

    def __init__(self, folder: Path, *, quoted: bool = True) -> None:
        self.pack = write_files(folder / "pack", pack_files())
        self.texts = write_files(folder / "texts", {"page-1.txt": PAGE})
        self.database = folder / "evidence.db"
        build([self.pack], self.database, self.texts if quoted else None, words=DATA)

    def rewrite(self, name: str, old: str, new: str) -> None:
        """Put other words into a file of the pack, or into the page's text (``page-1.txt``)."""
        path = (self.texts if name == "page-1.txt" else self.pack) / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def recheck(self, *notices: Path, pages: bool = False, most: int = 0) -> Report:
        """What a recheck finds."""
        texts = self.texts if pages else None
        wanted = Wanted([self.pack], DATA, self.database, texts, notices, most=most)
        return recheck_evidence(wanted, lambda report: None)


def the_item(report: Report, claim_id: str) -> Item:
    """The only item about a claim."""
    (found,) = (item for item in report.items if item.claim_id == claim_id)
    return found
