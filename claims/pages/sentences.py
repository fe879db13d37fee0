"""A block's text cut into sentences, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syntok import segmenter

# The segmenter's time grows faster than its input on text without sentence ends; no paragraph
# that people write is longer than this.
_LONGEST = 4_000
# Sentences that the segmenter parts although what ends the first is an abbreviation or a number.
_GOES_ON = re.compile(
    r"(?:\b(?:al|vs|approx|cf|Fig|Figs|No|nos|Dr|Drs|Prof|St|e\.g|i\.e|pp?|ca)\.)$"
)
# What the segmenter is sure to make one sentence, found much faster. Nothing but the last
# mark can end it, and it ends with the text, or with a word too long for an abbreviation before a
# capital. Brackets hold few words; right after the first word they might be taken for a sentence.
_PLAIN = r"[\w ,:%/'’\"“”+*=<>$£€&)–—-]++|(?<=[0-9])\.(?=[0-9]++%?,?(?:[ )]|[.!?]?\Z))"
_BRACKETED = r"\([\w ,:%/'’=<>+–—-]{1,40}+\)(?! ?\()"
_END = r"[.!?]?\Z|(?<=[a-z]{7})[.!?](?= [A-Z][a-z]++[ ,])"
_SURE = re.compile(rf"[^\W_]++ [^\W_]++ (?:{_PLAIN}|{_BRACKETED})*+(?:{_END})")
# Where an ellipsis ends a quotation, or a reference mark hides the end of a sentence.
_HIDDEN_END = re.compile(r"(?:\.\s?\.\s?\.|…|[.!?](?:\[\d[\d,–-]*\]|[¹²³⁰⁴-⁹]+))\s+(?=[A-Z])")


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as (start, end), in order, blanks around them left out.

    None is empty, none overlap. Time is linear in the length of the text.
    """
    found: list[tuple[int, int]] = []
    for start, end in _pieces(text):
        for first, last in _segments(text[start:end]):
            begin, stop = start + first, start + last
            if found and _joined(text, found[-1], begin):
                found[-1] = (found[-1][0], stop)
            else:
                found.append((begin, stop))
    return [part for span in found for part in _parted(text, span)]


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The text in runs of bounded length, cut at a blank where there is one."""
    start = 0
    while start < len(text):
        end = min(len(text), start + _LONGEST)
        if end < len(text):
            blank = text.rfind(" ", start + _LONGEST // 2, end)
            end = blank if blank > start else end
        yield start, end
        start = end


def _segments(text: str) -> Iterator[tuple[int, int]]:
    done = 0
    while sure := _SURE.match(text, done):
        yield sure.span()
        done = min(sure.end() + 1, len(text))
    if done == len(text):
        return
    for paragraph in segmenter.analyze(text[done:]):
        for sentence in paragraph:
            if sentence:
                last = sentence[-1]
                yield done + sentence[0].offset, done + last.offset + len(last.value)


def _joined(text: str, before: tuple[int, int], begin: int) -> bool:
    """Whether what seems to end a sentence is an abbreviation within it."""
    return bool(_GOES_ON.search(text, before[0], before[1])) and not text[begin].isspace()


def _parted(text: str, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """A sentence cut where another begins that the segmenter does not see."""
    start, end = span
    for hit in _HIDDEN_END.finditer(text, start, end):
        yield start, hit.start() + len(hit.group().rstrip())
        start = hit.end()
    if start < end:
        yield start, end
