"""Labels of pages, and which claim that was found each of them means."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from claims.checked import CheckedClaim

Label = dict[str, Any]
LEAST = 0.55
# A part of fewer words than this is contained in too much.
_FEW = 4
_WORD = re.compile(r"\w+(?:[.,]\w+)*")


def labels(path: Path) -> list[Label]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def overlap(one: str, other: str) -> float:
    """How much of the words two texts share, 0 to 1: by Dice, or of the shorter where it is long.

    Words count as often as they stand; case and marks do not.
    """
    a, b = _words(one), _words(other)
    shared, least = (a & b).total(), min(a.total(), b.total())
    if not least:
        return 0.0
    dice = 2 * shared / (a.total() + b.total())
    return max(dice, shared / least) if least >= _FEW else dice


@cache
def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))


def align(gold: Sequence[Label], claims: Sequence[CheckedClaim]) -> dict[int, CheckedClaim]:
    """Which claim each label of one page means, one to one: label's index to claim.

    The closest in words first; among equals whole before part, then the nearest line.
    """
    pairs = sorted(
        (
            -score,
            -_dice_of_lengths(row["quote"], claim.quote),
            abs(row["line_no"] - claim.line),
            i,
            j,
        )
        for i, row in enumerate(gold)
        for j, claim in enumerate(claims)
        if (score := overlap(row["quote"], claim.quote)) >= LEAST
    )
    aligned: dict[int, CheckedClaim] = {}
    used: set[int] = set()
    for *_, i, j in pairs:
        if i not in aligned and j not in used:
            aligned[i] = claims[j]
            used.add(j)
    return aligned


def _dice_of_lengths(one: str, other: str) -> float:
    a, b = len(one), len(other)
    return 2 * min(a, b) / (a + b)
