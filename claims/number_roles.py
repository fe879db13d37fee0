"""Numbers that are no results, by the words beside them: ages, discounts, p values, intervals."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from claims.cardinals import text_at
from claims.lexicon import names, stop_stems, table
from claims.marks import Marks
from claims.text import Token

_MOST_LINKS = 4


def role_of(
    tokens: Sequence[Token], first: int, last: int, dimension: str, marks: Marks
) -> str | None:
    """The role of the number at these tokens, or None where it may be a result."""
    for gap, j in enumerate(_following(tokens, last)):
        for role in marks.roles_after.get(j, ()):
            if dimension in role.of and gap <= role.gap:
                return role.role
    j = first - 1
    for _ in range(_MOST_LINKS):
        for role in marks.roles_before.get(j, ()):
            if dimension in role.of:
                return role.role
        if text_at(tokens, j) not in _links():
            return None
        j -= 1
    return None


def _following(tokens: Sequence[Token], last: int) -> list[int]:
    """The token after a number, and the one after that where a content word stands between."""
    j = last + 2 if text_at(tokens, last + 1) == "-" else last + 1
    if j < len(tokens) and tokens[j].is_word and tokens[j].stem not in stop_stems():
        return [j, j + 1]
    return [j]


@cache
def _links() -> frozenset[str]:
    """Words and marks that may stand between a role and its number: "BMI of at least 30"."""
    rows = [row for row in table("number_roles") if row["position"] == "link"]
    return frozenset(name for row in rows for name in names(row["names"]))
