"""Time points, doses and infusion times as people write them, read into numbers with units."""

from __future__ import annotations

import re

from ingest.numbers import NUMBER, Fields, cell_text, normalise, number

# Hours in each unit; a month is a twelfth of a Julian year of 365.25 days.
HOURS = {"min": 1 / 60, "h": 1.0, "d": 24.0, "wk": 168.0, "mo": 730.5, "yr": 8766.0}
_UNIT_WORDS = {
    "min": r"minutes?|mins?",
    "h": r"hours?|hrs?|h",
    "d": r"days?|d",
    "wk": r"weeks?|wks?",
    "mo": r"months?|mos?",
    "yr": r"years?|yrs?|y",
}
_UNIT = "|".join(_UNIT_WORDS.values())
_UP_TO = r"(?P<up_to>(?:any time )?up to|within|by)"
_ABOUT = r"(?:about|around|approximately|~) ?"
_AFTER = re.compile(
    rf"(?:{_UP_TO} )?(?:{_ABOUT})?(?P<low>{NUMBER})[ -]?(?P<low_unit>{_UNIT})?"
    rf"(?: ?(?P<between>-|to|;|,|and) ?(?P<high>{NUMBER}))?[ -]?(?P<unit>{_UNIT})?",
    re.I,
)
_BEFORE = re.compile(
    rf"(?:{_UP_TO} )?(?P<unit>day|week|month|year|hour)s? (?P<low>{NUMBER})"
    rf"(?: ?(?:-|to|and) ?(?P<high>{NUMBER}))?(?P<low_unit>)",
    re.I,
)
_LEAD = re.compile(r"(?:at|over|during|in|after|for) ", re.I)
_ANCHOR = re.compile(r" (?:after|since|from|of|following|post|on|into) .+", re.I)
_DOSE_UNITS = {
    "mg/kg": r"mg/kg",
    "mg/h": r"mg/h(?:r|our)?",
    "mg": r"mg",
    "g": r"g",
    "mcg": r"[mu]cg|ug",
}
_LIST = rf"{NUMBER}(?: ?(?:,|-|or|to|and|vs\.?|, or) ?{NUMBER})*"
_DOSE = re.compile(
    rf"(?<![\w.])(?P<list>{_LIST}) ?"
    rf"(?:{'|'.join(f'(?P<u{i}>{words})' for i, words in enumerate(_DOSE_UNITS.values()))})"
    r"(?![\w/])",
    re.I,
)
_OVER = re.compile(
    rf"\bover (?P<list>{_LIST}) ?(?P<unit>{_UNIT_WORDS['min']}|{_UNIT_WORDS['h']})\b", re.I
)
_NUMBER = re.compile(NUMBER)


def read_timepoint(cell: str, unit: str = "") -> Fields:
    """A time point in hours: ``time_low_h`` and ``time_high_h``.

    ``unit`` is what a column beside it says ("days").  Reads "1-7 days", "day 2", "2-3 weeks",
    "4 hours to 7 days", "up to 52" with unit weeks; a number without any unit is not read.  What
    the time is counted from ("1 year after stopping") may stand behind it.
    """
    text = _LEAD.sub("", _ANCHOR.sub("", cell_text(cell)), count=1)
    match = _AFTER.fullmatch(text) or _BEFORE.fullmatch(text)
    if not match:
        return {}
    last = _hours_in(match["unit"] or match["low_unit"]) or _hours_in(normalise(unit))
    if last is None:
        return {}
    first = _hours_in(match["low_unit"]) or last
    low = float(number(match["low"])) * first
    high = float(number(match["high"])) * last if match["high"] else low
    if match["up_to"]:
        low = 0.0
    return {"time_low_h": round(min(low, high), 6), "time_high_h": round(max(low, high), 6)}


def _hours_in(unit: str | None) -> float | None:
    """Hours in one of the unit; None where the word is no unit of time."""
    for name, words in _UNIT_WORDS.items():
        if unit and re.fullmatch(words, unit, re.I):
            return HOURS[name]
    return None


def read_dose(cell: str) -> Fields:
    """Doses (dose_low, dose_high, dose_unit) and infusion_low_min to infusion_high_min.

    Reads "28, 56 or 84 mg" and "0.5 mg/kg over 40 or 100 min".  Doses in different units give no
    dose at all.
    """
    text, fields = cell_text(cell), Fields()
    doses = [(_dose_unit(match), _numbers(match["list"])) for match in _DOSE.finditer(text)]
    if len({unit for unit, _ in doses}) == 1:
        amounts = [amount for _, listed in doses for amount in listed]
        fields |= {"dose_low": min(amounts), "dose_high": max(amounts), "dose_unit": doses[0][0]}
    over = _OVER.search(text)
    if over:
        minutes = [60 * (_hours_in(over["unit"]) or 0) * t for t in _numbers(over["list"])]
        fields["infusion_low_min"] = round(min(minutes), 6)
        fields["infusion_high_min"] = round(max(minutes), 6)
    return fields


def _dose_unit(match: re.Match[str]) -> str:
    """The unit that a match of ``_DOSE`` found."""
    return next(unit for i, unit in enumerate(_DOSE_UNITS) if match[f"u{i}"])


def _numbers(text: str) -> list[float]:
    """Every number in the text."""
    return [float(number(token)) for token in _NUMBER.findall(text)]
