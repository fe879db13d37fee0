"""Lists of names in one cell of another program's sheet."""

from __future__ import annotations

import re

from ingest.formats.names import (
    DOTTED_LAST,
    are_initials,
    are_others,
    inverted,
    is_body,
    parse,
    person,
)
from ingest.formats.text import clean

_AND = re.compile(r"^(?:and|&)\s+", re.I)


def read_list(text: str) -> list[str]:
    """The names on file in one cell of another program's sheet.

    Names are divided by semicolons; by commas where they are 'Surname Initials' ('Oak AB, Elm B;
    Hawthorn Study Group.'), or where surnames and initials take turns; else by 'and'.
    """
    text = clean(text)
    groups = [group.strip() for group in text.split(";")]
    if any(_by_commas(group) for group in groups):
        groups = [part for group in groups for part in _by_commas(group) or [group.rstrip(".")]]
    if len(groups) > 1:
        return [inverted(group) for group in groups if group]
    parts = [_AND.sub("", part.strip()) for part in text.split(",")]
    turns = list(zip(parts[::2], parts[1::2], strict=False))
    if len(parts) > 2 and len(parts) % 2 == 0 and all(_are_given(given) for _, given in turns):
        return [person(surname, given) for surname, given in turns]
    divided = [text] if is_body(text) else re.split(r"\s+and\s+", text)
    return [inverted(part) for part in divided if part.strip()]


def _by_commas(group: str) -> list[str]:
    """Names divided by commas; none where the first is not 'Surname Initials' or the like."""
    parts = [_AND.sub("", part.strip()) for part in group.rstrip(". ").split(",")]
    return parts if len(parts) > 1 and _is_one(parts[0]) else []


def _is_one(part: str) -> bool:
    """Whether a part between commas is a whole name: 'Berman RM', 'Berman R.M.' or 'et al'."""
    whole = parse(part) or DOTTED_LAST.fullmatch(f"{part}." if part[-2:-1] == "." else part)
    return whole is not None or are_others(part)


def _are_given(part: str) -> bool:
    """Whether a part between commas is initials: 'R.M.' or 'RM'."""
    return are_initials(re.sub(r"[.\s\-]", "", part))
