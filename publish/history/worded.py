"""What of some words became what."""

from __future__ import annotations

import difflib

from publish.history.sides import told

_CHANGES, _LENGTH = 4, 150


def changed_words(before: str, after: str) -> str:
    """What of some words became what, in words; '' where nothing did."""
    was, now = before.split(), after.split()
    changes = []
    for how, a, b, c, d in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        old, new = (told(" ".join(part), _LENGTH) for part in (was[a:b], now[c:d]))
        if how == "replace":
            changes.append(f"“{old}” is now “{new}”")
        elif how == "delete":
            changes.append(f"“{old}” is gone")
        elif how == "insert":
            changes.append(f"“{new}” is new")
    more = [f"and {len(changes) - _CHANGES} more"] if len(changes) > _CHANGES else []
    return "; ".join((*changes[:_CHANGES], *more))
