"""Cells of an evidence sheet that hold more than one number, read into typed fields.

People write "9 enrolled (7 completed)" or "-14 (SD 10)" into one cell.  Each reader here takes such
a cell and returns the fields that it is sure of; a field that is not there was not read, and
guessing is left to nobody.  Whoever calls keeps the words of every cell that is not a plain number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.counts import COUNT_WORDS
from ingest.numbers import NUMBER, SIGNED, Fields, cell_text, number

_APPROX = r"(?:about|around|approximately|approx\.?|roughly|circa|ca\.|nearly|almost|~) ?"
_SHARE = re.compile(
    rf"(?P<approx>{_APPROX})?(?P<low>{NUMBER}) ?%?(?: ?(?:-|to) ?(?P<high>{NUMBER}) ?%?)?"
    rf"(?: ?\((?:(?P<events>[0-9]+) ?(?:of|/) ?(?P<n>[0-9]+)|n ?= ?(?P<only_n>[0-9]+)"
    rf"|(?P<ci_low>{NUMBER}) ?(?:-|to) ?(?P<ci_high>{NUMBER})|(?P<words>[^()0-9]+))\))?",
    re.I,
)
_BOUND = re.compile(rf"(?P<bound>[<>]) ?(?P<share>{NUMBER}) ?%?")
_OF = re.compile(r"(?P<events>[0-9]+) ?/ ?(?P<n>[0-9]+)")
_SUBJECTS = re.compile(r"(?P<events>[0-9]+) (?:subjects?|patients?|people|persons?)", re.I)

_INTERVAL = (
    rf"[(\[] ?(?:95 ?% ?)?(?:CI:? ?)?(?P<ci_low>{SIGNED}) ?(?:to|-|,|;) ?"
    rf"(?P<ci_high>{SIGNED}) ?[)\]]"
)
_SPREAD = rf"[(\[] ?(?P<spread>SD|SE) ?=? ?(?P<size>{NUMBER}) ?[)\]]"
_WORDS = r"\((?![^()]*\()(?:[^()]*)\)"
_EFFECTS = tuple(
    re.compile(form, re.I)
    for form in (
        rf"(?P<effect>{SIGNED}) ?{_SPREAD}",
        rf"(?P<effect>{SIGNED}) ?{_INTERVAL}",
        rf"(?P<effect>{SIGNED}) ?(?:-|to) ?(?P<effect_high>{SIGNED})(?: ?{_WORDS})?",
        rf"(?P<effect>{SIGNED})(?: ?\({NUMBER}\))? vs\.? (?P<comparator_effect>{SIGNED})"
        rf"(?: ?\({NUMBER}\))?",
        rf"[a-z][a-z ]*? (?P<effect>{SIGNED})(?: ?\({NUMBER}\))?; ?[a-z][a-z ]*? "
        rf"(?P<comparator_effect>{SIGNED})(?: ?\({NUMBER}\))?",
        rf"(?P<effect>{SIGNED})(?: ?{_WORDS})?",
    )
)
_P = re.compile(
    rf"(?:p ?)?(?P<operator><=|<|=|>)? ?(?P<p>{NUMBER})(?: ?{_WORDS})?", re.I
)  # fmt: skip
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def read_share(cell: str) -> Fields:
    """A percentage: any of percent, percent_high, percent_approx, events, n, ci_low, ci_high.

    Reads "12.5 (1 of 8)", "61-75", "about 20", "28 (n=25)", "52 (34-56)", "1 subject", "45/75"
    (the share is worked out), and "<1" as the range from 0 to 1.
    """
    text = cell_text(cell)
    bound, counted = _BOUND.fullmatch(text), _OF.fullmatch(text)
    if bound:
        share = float(number(bound["share"]))
        low, high = (0.0, share) if bound["bound"] == "<" else (share, 100.0)
        return {"percent": low, "percent_high": high} if share <= 100 else {}
    if counted:
        events, n = int(counted["events"]), int(counted["n"])
        if not 0 <= events <= n or n == 0:
            return {}
        share = round(100 * events / n, 1)
        return {"percent": share, "events": events, "n": n, "derived": "percent"}
    subjects = _SUBJECTS.fullmatch(text)
    if subjects:
        return {"events": int(subjects["events"])}
    match = _SHARE.fullmatch(text)
    if not match or float(number(match["low"])) > 100:
        return {}
    fields: Fields = {"percent": float(number(match["low"]))}
    if match["high"]:
        fields["percent_high"] = float(number(match["high"]))
    if match["approx"]:
        fields["percent_approx"] = 1
    for group, field in (("events", "events"), ("n", "n"), ("only_n", "n")):
        if match[group]:
            fields[field] = int(match[group])
    if match["ci_low"]:
        fields["ci_low"], fields["ci_high"] = _pair(match, "ci_low", "ci_high")
    return fields


def read_effect(cell: str) -> Fields:
    """An effect: any of effect, effect_high, comparator_effect, sd, se, ci_low, ci_high.

    Reads "-14 (SD 10)", "-6.7 (SE 3.03)", "5.5 (-6.98 to 17.94)", "0.48-0.85 (over time points)"
    and "-0.9 (1.1) vs -9.7 (1.2)"; a lone number in brackets is not said to be an SD, so it is
    left.  Ranges and intervals are given in rising order.
    """
    text = cell_text(cell)
    match = next(filter(None, (form.fullmatch(text) for form in _EFFECTS)), None)
    if not match:
        return {}
    found = match.groupdict()
    spread, size = found.pop("spread", None), found.pop("size", None)
    fields: Fields = {name: float(number(token)) for name, token in found.items() if token}
    if spread and size:
        fields[spread.lower()] = float(number(size))
    for low, high in (("effect", "effect_high"), ("ci_low", "ci_high")):
        if high in fields:
            fields[low], fields[high] = _pair(match, low, high)
    return fields


def _pair(match: re.Match[str], low: str, high: str) -> tuple[float, float]:
    """Two numbers of a match, the smaller first."""
    first, second = float(number(match[low])), float(number(match[high]))
    return min(first, second), max(first, second)


def read_p(cell: str) -> Fields:
    """A P value: p_operator ('=', '<', '<=', '>') and p; nothing where it is not within 0 to 1."""
    match = _P.fullmatch(cell_text(cell))
    if not match or float(number(match["p"])) > 1:
        return {}
    return {"p_operator": match["operator"] or "=", "p": float(number(match["p"]))}


def read_year(cell: str) -> Fields:
    """The first year between 1900 and 2099 in the cell, as ``year``."""
    match = _YEAR.search(cell_text(cell))
    return {"year": int(match.group())} if match else {}


_PLAIN_WORDS = re.compile(
    rf"\b(?:{COUNT_WORDS}|SD|SE|CI|of|to|vs|and|in|n|p|about)\b|[-+=<>~%()\[\],;.: ]|{NUMBER}",
    re.I,
)
_NUMBERS = re.compile(NUMBER)


def says_no_more(cell: str, fields: Mapping[str, object]) -> bool:
    """Whether the cell holds nothing beyond the fields read from it: no other number, no remark."""
    text = cell_text(cell)
    known = {abs(float(value)) for value in fields.values() if isinstance(value, (int, float))}
    printed = {float(number(token)) for token in _NUMBERS.findall(text)}
    # 95 is the level of an interval.
    return bool(text) and printed - {95.0} <= known and not _PLAIN_WORDS.sub("", text)
