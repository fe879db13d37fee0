"""Phrases that lost the line break between them: "chronic painMigraine (acute)Insomnia"."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from claims.lexicon import table

_UPPER, _LOWER = "A-ZÀ-ÖØ-Þ", "a-zß-öø-ÿ"
_WORD_AHEAD = rf"(?=[{_UPPER}](?:[{_LOWER}]|[{_UPPER}]|[ ][{_LOWER}]))"
# A bracket of letters and digits within a name, as in "(R)Warfarin" or "(2R,6R)HNK".
_NAME_PART = re.compile(r"[RSEZLDrsezld\d,±+/-]{0,8}[RSEZLDrsezld±+-][\d,']*")
_JOINT = re.compile(
    rf"(?P<word>[{_LOWER}])(?=[{_UPPER}])"
    rf"|(?P<bracket>\)){_WORD_AHEAD}"
    rf"|(?P<stop>[{_LOWER}]{{3}}\)?[.!]|[{_LOWER})]{{2}}[?])(?=[{_UPPER}][{_LOWER} ])"
    rf"|(?P<mark>[™®%])(?=[{_UPPER}][{_LOWER}])"
)
_ANY = re.compile(rf"[{_LOWER}).!?™®%][{_UPPER}]")
_ADDRESS = re.compile(r"[/@=_\\]|www\.")
_PART = re.compile(rf"[{_UPPER}]?[{_LOWER}]+|[{_UPPER}]+(?![{_LOWER}])")
_MENU_WORDS = 4
_LONGEST_WORD = 400
_SENTENCE_MARKS = ".!?"


def pieces(text: str) -> list[tuple[int, int]]:
    """The phrases that a line consists of as (start, end); one where nothing is glued.

    A capital directly after ")", after a full stop or within a word that began in lower case is no
    spelling of English; a word such as "PubMed" that begins with a capital is cut only where it is
    a row of four words or more, or where the cut leaves whole phrases all along the line.
    """
    if not _ANY.search(text):
        return [(0, len(text))]
    cuts = sorted({*_sure(text), *_rows(text)})
    if not cuts:
        cuts = _phrases(text)
    bounds = [0, *cuts, len(text)]
    return [(start, end) for start, end in pairwise(bounds) if end > start]


def is_sentences(text: str, parts: list[tuple[int, int]]) -> bool:
    """Whether what was glued are sentences rather than the items of a list."""
    return all(text[end - 1] in _SENTENCE_MARKS for _, end in parts[:-1])


@cache
def _prefixes() -> frozenset[str]:
    return frozenset(row["word"] for row in table("layout") if row["role"] == "prefix")


def _sure(text: str) -> list[int]:
    cuts: list[int] = []
    for word in re.finditer(r"\S+", text):
        token = word.group()
        if len(token) > _LONGEST_WORD or _ADDRESS.search(token):
            continue
        opened = False  # whether the word has been cut, so that each further joint is one as well
        for joint in _JOINT.finditer(token):
            at = joint.end()
            if _holds(text, word.start(), at, joint, token, opened):
                opened = True
                cuts.append(word.start() + at)
    return cuts


def _holds(text: str, start: int, at: int, joint: re.Match[str], token: str, opened: bool) -> bool:
    if joint.lastgroup == "word":
        head = re.match(
            rf"[(\"“‘']?((?:[{_LOWER}]+[-/’'])*)([{_LOWER}]{{3,}})(?=[{_UPPER}])", token
        )
        if opened:
            return len(_PART.match(token, at).group()) > 1  # type: ignore[union-attr]
        if head is None or head.end() != at or head.group(2) in _prefixes():
            return False
        return bool(re.match(rf"[{_UPPER}](?:[{_LOWER}]{{2}}|[{_UPPER}]|$)", token[at : at + 3]))
    if joint.lastgroup == "bracket":
        opening = text.rfind("(", max(0, start + at - 200), start + at)
        return opening > 0 and not _NAME_PART.fullmatch(text[opening + 1 : start + at - 1])
    return True


def _rows(text: str) -> list[int]:
    """Cuts within words that are rows of words, as menus are."""
    cuts: list[int] = []
    for word in re.finditer(
        rf"(?<![{_UPPER}{_LOWER}])[{_UPPER}{_LOWER}]{{12,{_LONGEST_WORD}}}+", text
    ):
        parts = list(_PART.finditer(word.group()))
        if len(parts) >= _MENU_WORDS and all(len(part.group()) >= 3 for part in parts):
            cuts += [word.start() + part.start() for part in parts[1:]]
    return cuts


def _phrases(text: str) -> list[int]:
    """Cuts of a line of title-case phrases, two of its words at least being glued."""
    if text.endswith((".", "!", "?")) or len(text) > 400:
        return []
    cuts = [
        hit.end() for hit in re.finditer(rf"[{_LOWER}]{{3}}(?=[{_UPPER}][{_UPPER}{_LOWER}])", text)
    ]
    bounds = [0, *cuts, len(text)]
    whole = all(" " in text[start:end].strip() for start, end in pairwise(bounds))
    titled = not re.search(rf"(?<![{_UPPER}{_LOWER}])[{_LOWER}]{{4}}", text)
    return cuts if len(cuts) >= 2 and whole and titled else []
