"""Cells of an evidence sheet that hold more than one number, read into typed fields.

People write "9 enrolled (7 completed)" or "-14 (SD 10)" into one cell.  Each reader here takes such
a cell and returns the fields that it is sure of; a field that is not there was not read, and
guessing is left to nobody.  Whoever calls keeps the words of every cell that is not a plain number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.numbers import NUMBER, SIGNED, cell_text, number, plain_number

Fields = dict[str, int | float | str]

# What a count counts, by the words beside it.
_LABELS: Mapping[str, str] = {
    "n_enrolled": r"enrol(?:l?ed|ment)|included|screened and enrolled",
    "n_randomised": r"randomi[sz]ed",
    "n_treated": r"treated|dosed|receiv(?:ed|ing)",
    "n_analysed": r"analy[sz]ed|complet(?:ed|ers?)|participants?|patients|people|subjects"
    r"|with [\w-]+ data",
    "n_studies": r"rcts?|trials|studies|articles|case series|case reports|cohorts",
}
_LABEL = "|".join(f"(?P<{field}>{words})" for field, words in _LABELS.items())
_ANY_LABEL = "|".join(_LABELS.values())
_WORD = rf"(?!(?:{_ANY_LABEL})\b)[a-z][\w-]*?"
_BEFORE = re.compile(rf"\b(?:treated|analy[sz]ed|randomi[sz]ed|enrolled):? (?P<first>{NUMBER})"
                     rf"(?: (?:and|vs|\+) (?P<second>{NUMBER}))?(?![\w.])", re.I)  # fmt: skip
_OF = re.compile(rf"(?P<count>{NUMBER}) (?:included )?of {NUMBER} (?:\w+ )?(?:{_LABEL})\b", re.I)
_LABELLED = re.compile(
    rf"(?<![\w.,-])(?P<count>{NUMBER}) (?:(?:in|of) )?(?:(?P<word>{_WORD})[ -])?(?:{_LABEL})\b"
    rf"(?: and (?P<also>{_ANY_LABEL})\b)?",
    re.I,
)
_ARMS = re.compile(
    rf"(?<![\w.,-])(?P<first>{NUMBER}) {_WORD}(?P<between> ?(?:,|\+|vs\.?|and) ?)"
    rf"(?P<second>{NUMBER}) {_WORD}(?= *(?:$|[();,]|(?:in|at|by)\b)| (?P<label>{_ANY_LABEL})\b)",
    re.I,
)
_LEADING = re.compile(rf"(?P<count>{NUMBER})(?= *(?:$|[(;]|in \d))")
_CLAUSE = re.compile(r"[();]")

_APPROX = r"(?:about|around|approximately|approx\.?|roughly|circa|ca\.|nearly|almost|~) ?"
_SHARE = re.compile(
    rf"(?P<approx>{_APPROX})?(?P<low>{NUMBER}) ?%?(?: ?(?:-|to) ?(?P<high>{NUMBER}) ?%?)?"
    rf"(?: ?\((?:(?P<events>[0-9]+) ?(?:of|/) ?(?P<n>[0-9]+)|n ?= ?(?P<only_n>[0-9]+)"
    rf"|(?P<ci_low>{NUMBER}) ?(?:-|to) ?(?P<ci_high>{NUMBER})|(?P<words>[^()0-9]+))\))?",
    re.I,
)
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


def read_counts(cell: str, own: str) -> Fields:
    """Counts of people and studies in a cell of the column ``own`` ("9 enrolled (7 completed)").

    Returns any of n_enrolled, n_randomised, n_treated, n_analysed, n_studies and ``own``; arms that
    are listed ("47 drug + 25 placebo") are added up.  A bare number before pooled studies counts
    the people analysed in them.
    """
    alone = plain_number(cell)
    if isinstance(alone, int):
        return {own: alone}
    text, fields = cell_text(cell), Fields()
    for match in _OF.finditer(text):
        fields.setdefault(_label_of(match), number(match["count"]))
    leading = _LEADING.match(text)
    text = _OF.sub(" ", text)
    for clause in _CLAUSE.split(_ARMS.sub(" ", text)):
        _read_clause(clause, fields)
    if leading:
        fields[_home(own, fields)] = number(leading["count"])
    # Arms last: where a total is printed as well, the total counts.
    for match in _ARMS.finditer(text):
        fields.setdefault(_field_for(match["label"]) or _home(own, fields), _sum(match))
    return {name: count for name, count in fields.items() if isinstance(count, int)}


def _home(own: str, fields: Fields) -> str:
    """The column that a bare number belongs to: people analysed, where studies are pooled."""
    return "n_analysed" if own == "n_randomised" and "n_studies" in fields else own


def _read_clause(clause: str, fields: Fields) -> None:
    """Add the labelled counts of one clause to the fields that no earlier clause gave."""
    found = Fields()
    before = _BEFORE.search(clause)
    if before:
        found[_field_for(before.group().split(" ")[0].strip(":")) or ""] = _sum(before)
    for match in _LABELLED.finditer(clause):
        field, count = _label_of(match), number(match["count"])
        if field == "n_studies":
            found[field] = number(match["count"]) + int(found.get(field, 0))
        found.setdefault(field, count)
        if match["also"]:
            found.setdefault(_field_for(match["also"]) or field, count)
    for field, value in found.items():
        fields.setdefault(field, value)


def _label_of(match: re.Match[str]) -> str:
    """The field whose words a match of ``_LABEL`` found."""
    return next(field for field in _LABELS if match[field])


def _field_for(words: str | None) -> str | None:
    """The field that counts what the words say; None for no words."""
    if words is None:
        return None
    fits = (field for field, label in _LABELS.items() if re.fullmatch(label, words, re.I))
    return next(fits, None)


def _sum(match: re.Match[str]) -> int | float:
    """The two counts of a match added up; the second may be missing."""
    return number(match["first"]) + (number(match["second"]) if match["second"] else 0)


def read_share(cell: str) -> Fields:
    """A percentage: any of percent, percent_high, percent_approx, events, n, ci_low, ci_high.

    Reads "12.5 (1 of 8)", "61-75", "about 20", "28 (n=25)", "52 (34-56)", "1 subject".
    """
    text = cell_text(cell)
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
    left.  A range is given in rising order.
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
    if "effect_high" in fields:
        fields["effect"], fields["effect_high"] = _pair(match, "effect", "effect_high")
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
    rf"\b(?:{_ANY_LABEL}|SD|SE|CI|of|to|vs|and|in|n|p|about)\b|[-+=<>~%()\[\],;.: ]|{NUMBER}",
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
