"""How a printed title differs from the real one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from claims.citations.text import is_near
from claims.citations.title import Title
from claims.citations.works import Entry

Kind = Literal["same", "shortened", "changed"]
_LEAST_RUN = 18
_LEAST_TYPO_LENGTH = 5
_MOST_REWORDED = 99.0
_FEW_MORE = 4
_LONG_MAIN = 5
# Measured on real references: right titles score 96 or more, others 78 or less.
SIMILAR = 80.0


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """``score`` is rapidfuzz's token_set_ratio (0 to 100, and 100 only for a title that is printed
    word for word); ``coverage`` the share of the real title's content words (without the subtitle)
    that are printed; ``kind`` what was done to it; ``subtitle_only`` tells that nothing but the
    subtitle is missing.  Below ``SIMILAR`` a title is another work's: coverage is not counted.
    """

    score: float
    coverage: float
    kind: Kind
    subtitle_only: bool = False


def _take(pool: Counter[str], word: str) -> bool:
    """Take a word, or the one that it misspells by a letter, out of the pool."""
    if pool[word] > 0:
        pool[word] -= 1
        return True
    if len(word) < _LEAST_TYPO_LENGTH or word.isdigit():
        return False
    for other, left in pool.items():
        # Two words with figures are no slip of each other: "step1" is not "step2".
        near = left > 0 and len(other) >= _LEAST_TYPO_LENGTH and (word.isalpha() or other.isalpha())
        if near and is_near(word, other):
            pool[other] -= 1
            return True
    return False


def _inserted(printed: tuple[str, ...], real: tuple[str, ...]) -> int:
    """How many printed content words the real title does not have."""
    pool = Counter(real)
    return sum(not _take(pool, word) for word in printed)


def _share(printed: tuple[str, ...], real: tuple[str, ...]) -> float:
    pool = Counter(printed)
    return sum(_take(pool, word) for word in real) / len(real) if real else 0.0


def _stands_in(run: str, text: str) -> bool:
    return len(run) >= _LEAST_RUN and run in text


def compare_titles(
    printed: Title, printed_main: Title, whole: str, entry: Entry, bounded: bool
) -> TitleMatch:
    """Compare a printed title with a work's.

    In: the printed title and it without its subtitle (both may be empty); the whole reference as
    one run of letters, because a title found there as it is needs no parse; the work; whether the
    printed title's end is certain.  Function words, spelling, hyphens and one letter of a long word
    make no difference.
    """
    title, main = entry.title, entry.main
    other = _goes_on(printed, title, bounded, lambda: entry.surnames)
    if _stands_in(title.joined, whole) and not other:
        return TitleMatch(100.0, 1.0, "same")
    if _numbered_otherwise(printed, title):
        return TitleMatch(0.0, 0.0, "changed")
    stands = _stands_in(main.joined, whole) and not _goes_on(
        printed_main, main, False, lambda: entry.surnames
    )
    if not printed.text or (stands and not bounded):
        return TitleMatch(100.0 * stands, float(stands), "shortened", subtitle_only=True)
    score = fuzz.token_set_ratio(printed.text, title.text)
    if main is not title:
        score = max(score, fuzz.token_set_ratio(printed.text, main.text))
    if score < SIMILAR:
        return TitleMatch(score, 0.0, "changed")
    words = printed.content
    own = printed.joined in (title.joined, main.joined)
    return TitleMatch(
        score if own else min(score, _MOST_REWORDED),
        1.0 if own else _share(words, main.content),
        *_kind(printed.joined, words, printed_main.content, entry),
    )


def _goes_on(
    printed: Title, title: Title, bounded: bool, authors: Callable[[], frozenset[str]]
) -> bool:
    """Whether the printed title is longer than the work's by a few words: another work's, then.

    Words behind it count only where the title's end is certain; initials and the names of the
    work's authors are none.
    """
    if not title.joined or title.joined == printed.joined:
        return False  # a title in letters that are not Latin has no run
    before, found, behind = printed.joined.partition(title.joined)
    if not found:
        return False
    names = authors()
    more = sum(len(word) > 2 and word not in names for word in printed.content) - sum(
        len(word) > 2 for word in title.content
    )
    return more > 0 and (more <= _FEW_MORE if before else bounded and bool(behind))


def _numbered_otherwise(printed: Title, title: Title) -> bool:
    """Whether each has a number that the other lacks: "section 2" is not "section 3"."""
    one, other = printed.numbers, title.numbers
    return bool(one - other) and bool(other - one)


def _kind(
    joined: str, words: tuple[str, ...], words_main: tuple[str, ...], entry: Entry
) -> tuple[Kind, bool]:
    title, main = entry.title.content, entry.main.content
    if joined == entry.title.joined:
        return "same", False
    if joined == entry.main.joined:
        return "shortened", True
    if len(joined) >= _LEAST_RUN and entry.title.joined.startswith(joined):
        return "shortened", joined.startswith(entry.main.joined)
    if not _inserted(words, title):
        if not _inserted(title, words):
            return "same", False
        return "shortened", not _inserted(main, words)
    if len(main) >= _LONG_MAIN and main == words_main != title:
        return "changed", True
    # The file may lack the subtitle that the reference prints.
    if title == main and not _inserted(words_main, title) and not _inserted(title, words_main):
        return "same", False
    return "changed", False
