"""Scores whole checks of pages against gold: ``python -m benchmarks found GOLD_DIR PAGES_DIR``.

Every page of the folder is checked from its text, and the gold set's own scorer is run over what
was found; further arguments are passed on to it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from claims.batch import Batch
from publish.reports import write_reports

DATA = Path(__file__).resolve().parent.parent / "data"


def main(arguments: list[str]) -> int:
    """Check and score. Returns the scorer's exit status, 2 for wrong arguments."""
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    gold, pages = Path(arguments[0]), arguments[1]
    with tempfile.TemporaryDirectory() as folder:
        predictions = Path(folder, "predictions.jsonl")
        batch = Batch([DATA], [pages])
        with predictions.open("w", encoding="utf-8") as out:
            write_reports(batch.checked(), batch.evidence, out, "jsonl", date.today())
        command = [sys.executable, str(gold / "score.py"), "--pred", str(predictions)]
        command += ["--gold", str(gold / "pages_gold.jsonl")]
        command += ["--negatives", str(gold / "negatives.jsonl"), *arguments[2:]]
        return subprocess.run(command, check=False).returncode
