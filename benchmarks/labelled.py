"""Scores checks of our own labelled pages in ``data/gold/``: ``python -m benchmarks labelled``."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from claims.quality.figures import ACCEPTABLE, CLAIMS, HIGH, NO_CLAIMS, Scores, together
from claims.quality.measure import Gold

GOLD = Path(__file__).resolve().parent.parent / "data" / "gold"
COLUMNS = {
    "recall": ("detection", CLAIMS),
    "high": ("detection", HIGH),
    "left alone": ("detection", NO_CLAIMS),
    "verdicts": ("verdict", ACCEPTABLE),
    "drugs": ("field", "drug"),
    "kinds": ("field", "kind"),
}


def main() -> None:
    """Print, in percent, what was found and how it was judged: each topic, and all together."""
    gold = Gold(GOLD)
    sets = {folder.name: gold.topic(folder) for folder in gold.topics}
    sets["together"] = together(sets.values())
    table = {name: _row(scores) for name, scores in sets.items()}
    print(pd.DataFrame(table).T.round(1).to_string())


def _row(scores: Scores) -> dict[str, float]:
    shares = {
        column: 100 * (scores.figures[name].recall or 0.0) for column, name in COLUMNS.items()
    }
    return {"claims": scores.figures["detection", CLAIMS].labelled, **shares}
