"""How fast pages are checked, against trafilatura alone on the same pages in the same run.

``python -m benchmarks pages``: the HTML pages of ``data/``, ``examples/`` and ``tests/`` are
checked over and over once warm; the time of each stage is told beside what trafilatura alone takes.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import trafilatura

from claims.check import Checker
from claims.finding.find import find_claims
from claims.pages.html import read_html
from ingest.corpus import read_evidence

ROOT = Path(__file__).resolve().parent.parent
_ROUNDS = 5


def main() -> None:
    """Print, page by page, milliseconds of each stage at its best of five rounds."""
    checker = Checker.from_corpus(read_evidence([ROOT / "data"]))
    paths = [
        path for folder in ("data", "examples", "tests") for path in (ROOT / folder).rglob("*.html")
    ]
    table = pd.DataFrame([_measured(path, checker) for path in sorted(paths)]).set_index("page")
    print(table.round(1).to_string())
    total = table.sum()
    for stage in ("reading", "finding", "judging"):
        print(f"{stage:9s} {total[stage] / total['whole']:4.0%} of the time")
    print(f"checking:          {1000 * len(table) / total['whole']:6.1f} pages/s")
    print(f"trafilatura alone: {1000 * len(table) / total['trafilatura']:6.1f} pages/s")
    print(f"a check takes {total['whole'] / total['trafilatura']:.1f} times as long")


def _measured(path: Path, checker: Checker) -> dict[str, object]:
    data = path.read_bytes()
    text = data.decode("utf-8")
    page = read_html(path.name, data)
    checked = checker.check(page)
    reading = _best(lambda: read_html(path.name, data))
    finding = _best(lambda: find_claims(page, checker.evidence.vocabulary))
    checking = _best(lambda: checker.check(page))
    alone = _best(lambda: trafilatura.extract(text, favor_recall=True, fast=True))
    return {
        "page": path.name,
        "bytes": len(data),
        "claims": len(checked.claims),
        "reading": reading,
        "finding": finding,
        "judging": checking - finding,
        "whole": reading + checking,
        "trafilatura": alone,
    }


def _best(work: Callable[[], object]) -> float:
    """Milliseconds of processor time of the quickest round."""
    times = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        work()
        times.append(1000 * (time.process_time() - start))
    return min(times)
