"""Scores the verdicts on file against a gold set: ``python -m benchmarks.gold GOLD_DIR PAGES_DIR``.

Builds a database with the page texts attached, writes one prediction a claim in the form that the
gold set's own scorer reads, and runs that scorer; further arguments are passed on to it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import sqlite_utils

from claims.build import build

DATA = Path(__file__).resolve().parent.parent / "data"
_SQL = """
SELECT claims.page_id AS page, quotes.quote, claims.line, claims.statement, readings.*, verdicts.*
FROM claims JOIN quotes USING (claim_id) JOIN readings USING (claim_id)
JOIN verdicts USING (claim_id)
ORDER BY claims.claim_id
"""


def predict(db: sqlite_utils.Database, out: Path) -> int:
    """Write one JSON object a quoted claim to ``out``; returns how many there are."""
    rows = list(db.query(_SQL))
    for row in rows:
        row["hedged"] = bool(row["hedged"])
        row["absolute_language"] = bool(row["absolute_language"])
    out.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return len(rows)


def main(arguments: list[str]) -> int:
    """Build, predict and score. Returns the scorer's exit status, 2 for wrong arguments."""
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    gold, pages = Path(arguments[0]), Path(arguments[1])
    with tempfile.TemporaryDirectory() as folder:
        database, predictions = Path(folder, "evidence.db"), Path(folder, "predictions.jsonl")
        build([DATA], database, pages)
        predict(sqlite_utils.Database(database), predictions)
        command = [sys.executable, str(gold / "score.py"), "--pred", str(predictions)]
        command += ["--gold", str(gold / "pages_gold.jsonl"), *arguments[2:]]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
