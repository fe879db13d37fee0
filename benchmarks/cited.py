"""Scores the resolution of our own labelled references: ``python -m benchmarks cited``."""

from __future__ import annotations

import pandas as pd

from benchmarks.labelled import GOLD
from claims.quality.figures import (
    CORE_FAULTS,
    NO_REFERENCES,
    NO_WORK,
    SEEN,
    WORKS,
    Scores,
    together,
)
from claims.quality.measure import Gold


def main() -> None:
    """Print, in percent, what was resolved and which faults were named: each set, then pages."""
    gold = Gold(GOLD)
    sets = {name: gold.references(name) for name in gold.lists}
    sets["together"] = together(sets.values())
    table = {name: _row(scores) for name, scores in sets.items()}
    print(pd.DataFrame(table).T.round(1).to_string())
    pages = gold.on_pages()
    others = pages.figures["detection", NO_REFERENCES]
    row = {
        "seen": _percent(pages.figures["detection", SEEN].recall),
        **_row(pages),
        "taken for one": others.labelled - others.right,
        "of what is none": others.labelled,
    }
    print(f"\n{pd.DataFrame({'pages': row}).T.round(1).to_string()}")


def _row(scores: Scores) -> dict[str, float]:
    works, none = scores.figures["citation", WORKS], scores.figures["citation", NO_WORK]
    return {
        "references": works.labelled + none.labelled,
        "precision": _percent(works.precision),
        "recall": _percent(works.recall),
        "faults": _percent(scores.figures["citation", CORE_FAULTS].f1),
        "invented": none.labelled,
        "resolved": none.labelled - none.right,
    }


def _percent(share: float | None) -> float:
    return 100 * (share or 0.0)
