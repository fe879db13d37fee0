"""What the title and time frame of a registered outcome measure say."""

from __future__ import annotations

import re

from ingest.durations import read_timepoint
from ingest.evidence import Row
from ingest.numbers import normalise

_PEOPLE = (
    r"(?:(?:randomi[sz]ed|treated|adult|study) )?(?:participants?|patients?|subjects?|people|"
    r"persons?|individuals?|adults?|children|women|men|responders?|volunteers?)"
)
_COUNTED = re.compile(
    rf"(?:(?:the )?(?:total )?(?:numbers?|percent(?:age)?s?|proportions?|counts?|rates?|incidence"
    rf"|%) of )?(?:the )?{_PEOPLE}(?: (?:with|who|that|in|having|achieving|experiencing|meeting|"
    r"reporting|showing|reaching|an?|the|at least one|had|have|were|are|experienced?|achieved?|"
    r"met|reported|showed|reached))+ ",
    re.I,
)
_CHANGED = re.compile(
    r"(?:(?:the|mean|median|least squares?|ls|absolute|percent(?:age)?) )*changes? "
    r"(?:from [\w()-]*? ?baseline |from baseline \([^)]*\) )?(?:in|of) (?:the )?",
    re.I,
)
_TIMES = r"end|days?|weeks?|months?|hours?|years?|baseline|double|treatment|study|first|last"
_TAIL = re.compile(
    r"\s*(?:[,;:(]|\b(?:based on|defined (?:as|by)|according to|using|"
    r"(?:as )?(?:measured|assessed|determined|rated|evaluated) (?:by|with|on|using)|"
    rf"(?:at|to|through|by|on|up to|within|over|during|from|after|following|until) "
    rf"(?:the )?(?:{_TIMES}|\d)|at endpoint)).*",
    re.I | re.S,
)
_CRITERION = re.compile(
    r"(?:based on|defined|according to|using|as |(?:measured|assessed|determined|rated|evaluated)"
    r" (?:by|with|on|using))",
    re.I,
)
_SCALE = re.compile(
    r"\b(?:scales?|inventory|questionnaire|index|ratings?|checklist|interview|survey|assessment|"
    r"schedule|scores?|profile)\b[^()]{0,40}\((?P<short>[A-Z][\w.-]{1,19})\)",
    re.I,
)
_SCORE = re.compile(r"\b(?P<short>[A-Z][A-Za-z]*[A-Z][\w-]*) (?:total |sum |sub-?)?scores?\b")
_CHANGE = re.compile(r"\bchanges?\b", re.I)
_SHARE = re.compile(rf"(?:percent(?:age)?s?|proportions?|%) (?:of )?(?:the )?{_PEOPLE}", re.I)
_ONLY_PERCENT = re.compile(r"percent(?:age)?s?|%|proportion", re.I)
_COUNT = re.compile(rf"(?:(?:number|count) of )?(?:the )?{_PEOPLE}", re.I)
_START = re.compile(
    r"(?:from |at )?(?:pre-?dose|baseline|screening|randomi[sz]ation|first dose)"
    r"(?: \([^)]*\))?,? ?(?P<link>and|to|up to|until|through|,|;|-|) ?(?:the )?(?P<rest>.+)",
    re.I,
)
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_UNTIL = ("to", "up to", "until", "through")
_LONGEST = 300


def outcome_of(title: str) -> tuple[str, str]:
    """The outcome that a measure is about, and the criterion that its title gives, '' for none.

    The outcome is the title without whom it counts, how and when.
    """
    text = normalise(title)[:_LONGEST]
    counted, changed = _COUNTED.match(text), _CHANGED.match(text)
    rest = text[counted.end() :] if counted else text[changed.end() :] if changed else text
    tail = _TAIL.search(rest)
    core = rest[: tail.start() if tail else len(rest)].strip(" .-")
    if len(core) < 3:
        return text, ""
    words = " ".join(map(_small, core.split()))
    after = tail.group().strip(" ,;:") if tail else ""
    criterion = after if _CRITERION.match(after) else ""
    return f"change in {words}" if changed and not counted else words, criterion


def _small(word: str) -> str:
    """A word of a title set in capitals as it stands within a sentence; MADRS stays as it is."""
    return word.lower() if word[1:].islower() or len(word) == 1 else word


def scale_of(title: str) -> str | None:
    """The rating scale that a title names by its short name."""
    text = normalise(title)
    found = _SCALE.search(text) or _SCORE.search(text)
    return found["short"] if found else None


def is_change(title: str) -> bool:
    """Whether a measure is of a change."""
    return bool(_CHANGE.search(title))


def is_share(unit: str, title: str) -> bool:
    """Whether values in that unit are shares of people."""
    if is_change(unit):
        return False
    bare = _ONLY_PERCENT.fullmatch(unit) and _SHARE.match(normalise(title))
    return bool(_SHARE.match(unit) or bare)


def is_count(unit: str) -> bool:
    """Whether values in that unit are counts of people."""
    return bool(_COUNT.fullmatch(unit))


def when(category: str, frame: str, change: bool) -> tuple[Row, bool]:
    """The columns of time, and whether they are the category's own and not the measure's frame.

    A measure's frame may list several times ('Baseline, Day 2, Day 8') of which each category has
    one; what is counted from the start on is counted up to the end of its frame.
    """
    hours = read_timepoint(category)
    if hours:
        return {"timepoint": category, **hours}, True
    text = normalise(frame)
    started = _START.fullmatch(text)
    rest = started["rest"] if started else text
    tried = (text, rest, *_IN_BRACKETS.findall(rest))
    hours = next(filter(None, map(read_timepoint, tried)), {})
    if hours and started and started["link"].lower() in _UNTIL and not change:
        hours["time_low_h"] = 0.0
    return {"timepoint": text or None, **hours}, False
