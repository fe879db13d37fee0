"""Inline Markdown taken off a text: what is left is what a reader sees."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from claims.pages.located import Located, chained, squeezed

# Every repetition is bounded, so that time is linear in the length of the text.
_MARK = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`+)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<auto><(?:https?://|mailto:)[^\s<>]{1,2000}>)"
    r"|(?P<tag></?[A-Za-z][^<>]{0,2000}>|<!--.{0,2000}?-->)"
    r"|(?P<open>!?\[)"
    r"|(?P<close>\])"
    r"|(?P<run>\*+|_+|~~)"
)
_TARGET = re.compile(
    r"\(\s?(?:<[^<>]{0,2000}>|(?:[^\s()<]|\([^\s()]{0,500}\)){0,2000})?"
    r"(?:\s(?:\"[^\"]{0,500}\"|'[^']{0,500}'|\([^()]{0,500}\)))?\s?\)"
)
_LABEL = re.compile(r"\[([^\[\]]{0,200})\]")
_FOOTNOTE = re.compile(r"\[(\^)[^\s\[\]]{1,100}\]")


@dataclass(slots=True)
class _Stripping:
    """A text being stripped: the parts that go, what stands in their stead, and the images."""

    text: str
    gone: list[tuple[int, int, str]] = field(default_factory=list)
    alts: list[tuple[int, int]] = field(default_factory=list)
    brackets: list[tuple[int, bool]] = field(default_factory=list)
    runs: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))


def strip_inline(raw: Located, labels: Collection[str] = ()) -> tuple[Located, list[Located]]:
    """The text without its markup, and the alternative texts of its images.

    ``labels`` are the defined link labels in lower case. Emphasis is taken off where it opens and
    closes; a lone asterisk stays. A footnote's mark "[^1]" is printed "[1]".
    """
    state = _Stripping(raw.text)
    ticks = _code_ends(raw.text)
    place = 0
    while hit := _MARK.search(raw.text, place):
        place = hit.end()
        if hit.lastgroup == "ticks":
            place = _code(state, hit, ticks)
        elif hit.lastgroup == "close":
            place = _close(state, hit.start(), labels)
        else:
            _note(state, hit)
    gone = sorted(state.gone)
    alts = [_left(raw, gone, start, end) for start, end in state.alts]
    gone = sorted([*gone, *((start, end, "") for start, end in state.alts)])
    return _left(raw, gone, 0, len(raw)), [alt for alt in alts if alt.text]


def _note(state: _Stripping, hit: re.Match[str]) -> None:
    start, end = hit.span()
    kind = hit.lastgroup
    if kind == "escape":
        state.gone.append((start, start + 1, ""))
    elif kind == "entity":
        meant = html.unescape(hit.group())
        if meant != hit.group():
            state.gone.append((start, end, meant))
    elif kind == "auto":
        state.gone += [(start, start + 1, ""), (end - 1, end, "")]
    elif kind == "tag":
        state.gone.append((start, end, " " if hit.group()[1:3].lower() == "br" else ""))
    elif kind == "open":
        state.brackets.append((start, hit.group() == "!["))
    else:
        _emphasis(state, start, end)


def _emphasis(state: _Stripping, start: int, end: int) -> None:
    """Take off a run of asterisks, underscores or tildes and the run that it closes."""
    text = state.text
    before, after = text[start - 1 : start], text[end : end + 1]
    opens = bool(after.strip()) and not (text[start] == "_" and before.isalnum())
    closes = bool(before.strip()) and not (text[start] == "_" and after.isalnum())
    opened = state.runs[text[start:end]]
    if closes and opened:
        first = opened.pop()
        state.gone += [(first, first + end - start, ""), (start, end, "")]
    elif opens:
        opened.append(start)


def _code_ends(text: str) -> dict[int, list[int]]:
    """Where runs of backticks stand, by their length, the first one last."""
    runs: dict[int, list[int]] = defaultdict(list)
    for hit in re.finditer("`+", text):
        runs[len(hit.group())].append(hit.start())
    return {length: places[::-1] for length, places in runs.items()}


def _code(state: _Stripping, hit: re.Match[str], ticks: dict[int, list[int]]) -> int:
    """Take off the backticks around a code span, in which nothing else is markup."""
    length = len(hit.group())
    ends = ticks.get(length, [])
    while ends and ends[-1] < hit.end():
        ends.pop()
    if not ends:
        return hit.end()
    state.gone += [(hit.start(), hit.end(), ""), (ends[-1], ends[-1] + length, "")]
    return ends[-1] + length


def _close(state: _Stripping, at: int, labels: Collection[str]) -> int:
    """Take off the brackets of a link or an image, and its target."""
    if not state.brackets:
        return at + 1
    start, is_image = state.brackets.pop()
    target = _TARGET.match(state.text, at + 1)
    footnote = _FOOTNOTE.fullmatch(state.text, start, at + 1)
    if footnote and not target:
        state.gone.append((*footnote.span(1), ""))
        return at + 1
    if not target:
        target = _LABEL.match(state.text, at + 1)
        label = (target and target.group(1)) or state.text[start:at][:201].lstrip("![")
        if label.lower() not in labels:
            return at + 1
    end = target.end() if target else at + 1
    inner = start + 1 + is_image
    state.gone += [(start, inner, ""), (at, end, "")]
    if is_image:
        state.alts.append((inner, at))
    return end


def _left(raw: Located, gone: list[tuple[int, int, str]], start: int, end: int) -> Located:
    """What is left between two places once the parts that go are gone."""
    return squeezed(chained(_parts(raw, gone, start, end)))


def _parts(
    raw: Located, gone: list[tuple[int, int, str]], start: int, end: int
) -> Iterator[Located]:
    place = start
    for number in range(bisect_left(gone, (start, 0, "")), len(gone)):
        first, last, instead = gone[number]
        if first >= end:
            break
        if first < place or last > end:
            continue
        if first > place:
            yield raw.part(place, first)
        if instead:
            length = len(instead)
            yield Located(instead, [raw.starts[first]] * length, [raw.ends[last - 1]] * length)
        place = last
    if place < end:
        yield raw.part(place, end)
