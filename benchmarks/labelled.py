"""Scores checks of our own labelled pages in ``tests/``: ``python -m benchmarks labelled``."""

from __future__ import annotations

import pandas as pd

from tests.claims.scoring import Scores
from tests.claims.test_pages_gold import DATA, PACKS, PAGES, add_scores


def main() -> None:
    """Print, in percent, what was found and how it was judged: our pages, and each pack's."""
    table: dict[str, dict[str, float]] = {}
    for folder in (PAGES, *PACKS):
        scores = Scores()
        add_scores(folder, [DATA] if folder == PAGES else [DATA, folder], scores)
        row = {name: tally.share for name, tally in vars(scores).items()}
        table[folder.name] = {"claims": scores.recall.of, **row}
    print(pd.DataFrame(table).T.round(1).to_string())
