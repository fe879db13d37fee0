"""How fast claims are read and judged, against plain rapidfuzz over every finding in the same run.

``python -m benchmarks.speed``: each statement on file is read and judged; beside it each statement
is compared with every finding's statement by ``token_set_ratio``, the simplest thing that links.
"""

from __future__ import annotations

import time
from pathlib import Path

from rapidfuzz import fuzz, process

from claims.evidence import Evidence
from claims.judge import judge
from claims.read import read
from ingest.corpus import read_evidence

DATA = Path(__file__).resolve().parent.parent / "data"


def main() -> None:
    """Print claims a second for reading, reading and judging, and rapidfuzz against all."""
    corpus = read_evidence([DATA])
    evidence = Evidence.from_corpus(corpus)
    statements = [str(row["statement"]) for row in corpus.rows("claims")]
    found = [finding.statement for finding in evidence.findings.values()]
    judge(read(statements[0], evidence.vocabulary), evidence)  # builds the indexes

    start = time.perf_counter()
    readings = [read(statement, evidence.vocabulary) for statement in statements]
    middle = time.perf_counter()
    for reading in readings:
        judge(reading, evidence)
    end = time.perf_counter()
    for statement in statements:
        process.extract(statement, found, scorer=fuzz.token_set_ratio, limit=12)
    last = time.perf_counter()

    count = len(statements)
    print(f"{count} claims, {len(found)} findings")
    print(f"read:               {count / (middle - start):8.0f} claims/s")
    print(f"read and judge:     {count / (end - start):8.0f} claims/s")
    print(f"rapidfuzz over all: {count / (last - end):8.0f} claims/s")
    print(
        f"read and judge takes {(end - start) / (last - end):.1f} times as long as rapidfuzz alone"
    )


if __name__ == "__main__":
    main()
