"""How time grows with length: one line of 100 kB and of 1 MB, of several kinds of text.

``python -m benchmarks length``: seconds of processor time to read the line as one statement, and to
find the claims on a page that is that one line; the last column is how much longer 1 MB takes.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from claims.evidence import Evidence
from claims.finding.find import find_claims
from claims.pages.plain import read_text
from claims.read import read
from ingest.corpus import read_evidence

DATA = Path(__file__).resolve().parent.parent / "data"
_KINDS = {
    "letters": "a",
    "words": "word and more of these ",
    "sentences": "It relieved depression in 71% of patients at 24 hours and caused nausea in 12%. ",
    "marks": "...!?;,",
    "digits": "123 4.5 67% ",
}
_SHORT, _LONG = 100_000, 1_000_000


def main() -> None:
    """Print seconds by kind of text, work and length."""
    corpus = read_evidence([DATA])
    evidence = Evidence.from_corpus(corpus)
    works: dict[str, Callable[[str], object]] = {
        "read": lambda text: read(text, evidence.vocabulary),
        "find": lambda text: find_claims(read_text("-", text.encode()), evidence.vocabulary),
    }
    rows = []
    for kind, piece in _KINDS.items():
        for name, work in works.items():
            short, long = (_seconds(work, piece, size) for size in (_SHORT, _LONG))
            rows.append({"text": kind, "work": name, "100 kB": short, "1 MB": long,
                         "times": long / short})  # fmt: skip
    print(pd.DataFrame(rows).round(2).to_string(index=False))


def _seconds(work: Callable[[str], object], piece: str, size: int) -> float:
    text = (piece * (size // len(piece) + 1))[:size]
    start = time.process_time()
    work(text)
    return time.process_time() - start
