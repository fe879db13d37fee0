"""Families of words: inflected and derived forms that mean one thing, and words that say little."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from claims.lexicon import names, table
from claims.text import Token, stem

_MODIFIER, _HEAD = "modifier", "head"


def family(token: Token) -> str:
    """The family that a token belongs to; its own stem where the lexicon knows none."""
    return _by_stem().get(token.stem, token.stem)


@cache
def modifiers() -> frozenset[str]:
    """Families that only qualify a name ("overall", "monthly", "change") or head it ("events")."""
    roles = {_MODIFIER, _HEAD}
    return frozenset(row["family"] for row in table("families") if row["role"] in roles)


@cache
def heads() -> frozenset[str]:
    """Families that say what sort of thing a name is of: "stomach" is no "stomach trouble"."""
    return frozenset(row["family"] for row in table("families") if row["role"] == _HEAD)


@cache
def _by_stem() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for row in table("families"):
        for word in names(row["words"]):
            found.setdefault(stem(word), row["family"])
    return found
