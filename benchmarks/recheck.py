"""What a recheck costs beside the build or the check that it runs again, in the same run.

``python -m benchmarks recheck``: the project's own data are built, with and without measuring the
checker, and rechecked; a thousand claims are checked and rechecked, a tenth of them in other words.
Each is timed at its best of three rounds, in seconds of processor time.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from claims.batch import Batch
from claims.build import build
from ingest.corpus import read_evidence
from publish.recheck.evidence import Wanted, recheck_evidence
from publish.recheck.rerun import recheck_pages
from publish.reports.jsonl import claim_row, json_line

DATA = Path(__file__).resolve().parent.parent / "data"
_ROUNDS = 3
# Of so many statements about a thousand are found as claims.
_CLAIMS, _PAGES = 1040, 20


def main() -> None:
    """Print the times and what each recheck takes of what it runs again."""
    with TemporaryDirectory() as folder:
        _evidence(Path(folder))
        _pages(Path(folder))


def _evidence(folder: Path) -> None:
    database, again = folder / "evidence.db", folder / "again.db"
    whole = _best(lambda: build([DATA], database, gold=DATA / "gold"))
    plain = _best(lambda: build([DATA], again))
    wanted = Wanted([DATA], None, database)
    rechecked = _best(lambda: recheck_evidence(wanted, lambda report: None))
    print(f"build:                      {whole:6.2f} s")
    print(f"build without measuring:    {plain:6.2f} s")
    print(f"recheck of what is on file: {rechecked:6.2f} s", end=", ")
    print(f"{rechecked / whole:.2f} of a build, {rechecked / plain:.2f} of one without measuring")


def _pages(folder: Path) -> None:
    """Pages of statements on file, each with a number of its own."""
    statements = [str(row["statement"]) for row in read_evidence([DATA]).rows("claims")]
    names = [str(folder / f"page-{number}.txt") for number in range(_PAGES)]
    _write(names, statements, "in study")
    earlier = folder / "earlier.jsonl"
    checked = _best(lambda: _check(names, earlier))
    claims = len(earlier.read_text(encoding="utf-8").splitlines())
    _write(names, statements, "in trial")
    rechecked = _best(lambda: recheck_pages(earlier, names, [DATA]))
    print(f"check of {claims} claims:        {checked:6.2f} s")
    print(f"recheck of them:            {rechecked:6.2f} s", end=", ")
    print(f"{rechecked / checked:.2f} of a check")


def _write(names: list[str], statements: list[str], other: str) -> None:
    """Write the pages; every tenth claim says ``other`` where the rest say "in study"."""
    running = zip(itertools.cycle(statements), range(_CLAIMS), strict=False)
    lines = [f"{said}, {'in study' if n % 10 else other} {n}.\n\n" for said, n in running]
    share = _CLAIMS // _PAGES
    for number, name in enumerate(names):
        text = "".join(lines[number * share : (number + 1) * share])
        Path(name).write_text(text, encoding="utf-8")


def _check(names: list[str], out: Path) -> None:
    with out.open("w", encoding="utf-8") as file:
        for page in Batch([DATA], names).checked():
            for claim in page.claims:
                file.write(json_line(claim_row(page, claim)))


def _best(work: Callable[[], object]) -> float:
    """Seconds of processor time of the quickest round."""
    times = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)
