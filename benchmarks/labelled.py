"""Scores checks of our own labelled pages in ``tests/``: ``python -m benchmarks labelled``."""

from __future__ import annotations

import pandas as pd

from tests.claims.scoring import Scores
from tests.claims.test_pages_gold import DATA, PACKS, PAGES, add_scores


def main() -> None:
    """Print, in percent, what was found and how it was judged: our pages, and each pack's."""
    table: dict[str, dict[str, float]] = {}
    together = Scores()
    for folder in (PAGES, *PACKS):
        scores = Scores()
        packs = [DATA] if folder == PAGES else [DATA, folder]
        add_scores(folder, packs, scores)
        table[folder.name] = _row(scores)
        if folder != PAGES:
            add_scores(folder, packs, together)
    table["packs together"] = _row(together)
    print(pd.DataFrame(table).T.round(1).to_string())


def _row(scores: Scores) -> dict[str, float]:
    shares = {name: tally.share for name, tally in vars(scores).items()}
    return {"claims": scores.recall.of, **shares}
