"""Counts of people and of studies, as evidence sheets write them, read into typed fields."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.numbers import NUMBER, Fields, cell_text, number, plain_number

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
COUNT_WORDS = "|".join(_LABELS.values())
_WORD = rf"(?!(?:{COUNT_WORDS})\b)[a-z][\w-]*?"
_BEFORE = re.compile(rf"\b(?:treated|analy[sz]ed|randomi[sz]ed|enrolled):? (?P<first>{NUMBER})"
                     rf"(?: (?:and|vs|\+) (?P<second>{NUMBER}))?(?![\w.])", re.I)  # fmt: skip
_OF = re.compile(rf"(?P<count>{NUMBER}) (?:included )?of {NUMBER} (?:\w+ )?(?:{_LABEL})\b", re.I)
_LABELLED = re.compile(
    rf"(?<![\w.,-])(?P<count>{NUMBER}) (?:(?:in|of) )?(?:(?P<word>{_WORD})[ -])?(?:{_LABEL})\b"
    rf"(?: and (?P<also>{COUNT_WORDS})\b)?",
    re.I,
)
_ARMS = re.compile(
    rf"(?<![\w.,-])(?P<first>{NUMBER}) {_WORD}(?P<between> ?(?:,|\+|vs\.?|and) ?)"
    rf"(?P<second>{NUMBER}) {_WORD}(?= *(?:$|[();,]|(?:in|at|by)\b)| (?P<label>{COUNT_WORDS})\b)",
    re.I,
)
_LEADING = re.compile(rf"(?P<count>{NUMBER})(?= *(?:$|[(;]|in \d))")
_CLAUSE = re.compile(r"[();]")


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
