"""Journal names by an alias table and equality, never by likeness."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from claims.citations.text import fold

_WORD = re.compile(r"[a-z0-9]+")
_TOKEN = re.compile(r"[^\W_]+|&")
_PLACE = re.compile(r"\s*\([^)]*\)\s*$")
_SILENT = frozenset({"the", "of", "and", "for", "in", "on", "et", "de", "der", "und", "la"})
_BEFORE = re.compile(r"(?:(?:^|[.?!,;:'\"”’»(\[|–—])\s*|\bin\s+)(?:the\s+)?$", re.IGNORECASE)
_TOLD = re.compile(r"(?:\b(?:in|by|from)|\b(?:19|20)\d\d)\s+(?:the\s+)?$", re.IGNORECASE)
# What follows is part of a longer name, which the table does not know.
_LONGER = re.compile(r"\s+(?:of\s+|and\s+|&\s+)?[A-Z][a-z]")
_AFTER = re.compile(
    r"\s*(?:$|[.,;()\]|]|\(?\d|vol\b|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b)",
    re.IGNORECASE,
)


# Start and end of a name in a text: whether it stands for a journal there.
Apart = Callable[[int, int], bool]


@lru_cache(maxsize=65536)
def journal_key(name: str) -> tuple[str, ...]:
    """The words by which two names are equal: case, dots, '&', articles and a place in brackets
    do not count."""
    tokens = _WORD.findall(fold(_PLACE.sub("", name)))
    return tuple(token for token in tokens if token not in _SILENT)


def abbreviates(one: str, other: str) -> bool:
    """Whether two names are one but for where their words are cut.

    The ISO 4 way of shortening a title: words are cut at the end, none is left out.
    """
    words, others = journal_key(one), journal_key(other)
    return len(words) == len(others) > 0 and all(
        word.startswith(same) or same.startswith(word)
        for word, same in zip(words, others, strict=True)
    )


class JournalTable:
    """Names of journals and what each means."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, ...], str] = {}
        self._longest: dict[str, int] = {}

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, object]]) -> JournalTable:
        """A table from rows of ``journal`` and ``names`` (divided by '|')."""
        table = cls()
        for row in rows:
            aliases = str(row.get("names") or "").split("|")
            table.add(str(row["journal"]), *aliases)
        return table

    def add(self, *names: str) -> None:
        """Let these names mean one journal; the first that is known already says which."""
        keys = [(name, key) for name in names if (key := journal_key(name))]
        if not keys:
            return
        meaning = next((self._names[key] for _, key in keys if key in self._names), keys[0][0])
        for _, key in keys:
            if key not in self._names:
                self._names[key] = meaning
                self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def canonical(self, name: str | None) -> str | None:
        """The journal's name in full, or None where the table does not know the name."""
        return self._names.get(journal_key(name)) if name else None

    def same(self, printed: str, real: str) -> bool:
        """Whether two names mean one journal: by the table, by equality, or as an abbreviation."""
        one, other = self.canonical(printed), self.canonical(real)
        if one and other:
            return one == other
        spelt, other = "".join(journal_key(printed)), "".join(journal_key(real))
        return bool(spelt) and (spelt == other or abbreviates(printed, real))

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Known journals in a reference as (start, end, name in full), the longest first.

        A name counts only where punctuation, "in", a year or a volume sets it off on both sides, or
        where it is spoken of (``mentioned``): many are also common words.
        """
        yield from self._find(
            text, lambda start, end: _is_apart(text, start, end) or _is_told(text, start, end)
        )

    def mentioned(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Journals that a sentence speaks of ("in the Lancet in 2019", "a 2014 BMJ study").

        In the form of ``find``; a name counts where "in", "by", "from" or a year stands before it.
        """
        yield from self._find(text, lambda start, end: _is_told(text, start, end))

    def _find(self, text: str, apart: Apart) -> Iterator[tuple[int, int, str]]:
        """Names that stand apart, the longest first."""
        tokens = [(m.start(), m.end(), fold(m.group())) for m in _TOKEN.finditer(text)]
        audible = [token for token in tokens if token[2] not in _SILENT and token[2] != "&"]
        at = 0
        while at < len(audible):
            found = self._longest_at(text, audible, at, apart)
            if found is None:
                at += 1
                continue
            size, meaning = found
            yield audible[at][0], audible[at + size - 1][1], meaning
            at += size

    def _longest_at(
        self,
        text: str,
        tokens: list[tuple[int, int, str]],
        at: int,
        apart: Apart,
    ) -> tuple[int, str] | None:
        longest = self._longest.get(tokens[at][2], 0)
        start = tokens[at][0]
        lower = text[start].islower() and not text.islower()
        for size in range(0 if lower else min(longest, len(tokens) - at), 0, -1):
            meaning = self._names.get(tuple(token[2] for token in tokens[at : at + size]))
            if meaning is not None and apart(start, tokens[at + size - 1][1]):
                return size, meaning
        return None


def _is_apart(text: str, start: int, end: int) -> bool:
    return bool(_BEFORE.search(text[max(0, start - 9) : start]) and _AFTER.match(text, end))


def _is_told(text: str, start: int, end: int) -> bool:
    told = _TOLD.search(text[max(0, start - 12) : start])
    return bool(told) and not text[start].islower() and not _LONGER.match(text, end)
