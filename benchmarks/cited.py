"""Scores the resolution of our own labelled references: ``python -m benchmarks cited``."""

from __future__ import annotations

import pandas as pd

from tests.claims.citations_scoring import PAGES, References, score_lists, score_pages, together


def main() -> None:
    """Print, in percent, what was resolved and which faults were named: each set, then pages."""
    sets = score_lists()
    table = {name: _row(scores) for name, scores in sets.items()}
    table["together"] = _row(together(sets.values()))
    print(pd.DataFrame(table).T.round(1).to_string())
    pages = score_pages(PAGES)
    row = {
        "seen": pages.seen.share,
        **_row(pages.references),
        "taken for one": len(pages.passed.missed),
        "of what is none": pages.passed.of,
    }
    print(f"\n{pd.DataFrame({'pages': row}).T.round(1).to_string()}")


def _row(scores: References) -> dict[str, float]:
    return {
        "references": scores.recall.of + scores.left.of,
        "precision": scores.precision.share,
        "recall": scores.recall.share,
        "faults": scores.faults,
        "invented": scores.left.of,
        "resolved": len(scores.left.missed),
    }
