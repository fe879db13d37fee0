"""Small changes of a claim: *moving* ones change what it says, *still* ones only how it is put."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from claims.lexicon import spellings
from claims.text import tokenise
from claims.vocabulary import Vocabulary

_SHARE = re.compile(
    r"(?<![\d.,$£€-])(\d{1,3}(?:\.\d+)?)( ?%)(?! CI| confidence)(?!\s*(?:to|-|–)\s*\d)"
)
_DOSE = re.compile(r"(?<![\d.,-])(\d+(?:\.\d+)?)( ?)(mg/kg|mg per kg|mg)\b(?! or)(?! to)")
_TIME = re.compile(r"(?<![\d.,-])(\d+)([ -])(minute|hour|day|week|month|year)(s?)\b")
_SHORT_TIME = re.compile(r"(?<![\d.,-])(\d+) h\b")
_YEAR = re.compile(r"\b(19[5-9]\d|20[0-2]\d)\b")
_MOMENT = (
    r"(?:at|by|after|within) (?:a|an|one|two|three|four|six|\d+) "
    r"(?:h|hours?|days?|weeks?|months?)"
)
_OPENING = re.compile(rf"^({_MOMENT}),? (.+?)\.?$", re.IGNORECASE)
_CLOSING = re.compile(rf"^(.+?) ({_MOMENT})\.?$", re.IGNORECASE)
_LONGER = {"minute": "hour", "hour": "week", "day": "year", "week": "day", "month": "hour",
           "year": "day"}  # fmt: skip
_UNITS = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
          "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
          "nineteen"]  # fmt: skip
_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_MADE_UP = "travoxetine"


@dataclass(frozen=True, slots=True)
class Variant:
    """A claim changed in one way; ``moves`` tells whether what it says has changed."""

    kind: str
    moves: bool
    statement: str


Change = Callable[[str, Vocabulary], Iterator[str]]


def variants(statement: str, vocabulary: Vocabulary) -> list[Variant]:
    """Every change of a statement that can be made of it, in a fixed order."""
    made = [
        Variant(kind, moves, text)
        for moves, changes in ((True, MOVING), (False, STILL))
        for kind, change in changes.items()
        for text in change(statement, vocabulary)
        if text != statement
    ]
    return list(dict.fromkeys(made))


def _other_share(statement: str, vocabulary: Vocabulary) -> Iterator[str]:
    for found in _SHARE.finditer(statement):
        share = float(found[1])
        for changed in (share + 17, share - 17):
            if 1 <= changed <= 99:
                yield _put(statement, found, 1, f"{changed:g}")


def _other_dose(statement: str, vocabulary: Vocabulary) -> Iterator[str]:
    for found in _DOSE.finditer(statement):
        yield _put(statement, found, 1, f"{float(found[1]) * 10:g}")


def _other_year(statement: str, vocabulary: Vocabulary) -> Iterator[str]:
    for found in _YEAR.finditer(statement):
        yield _put(statement, found, 1, str(int(found[1]) - 9))


def _other_time(statement: str, vocabulary: Vocabulary) -> Iterator[str]:
    for found in _TIME.finditer(statement):
        yield _put(statement, found, 1, str(int(found[1]) * 5 + 1))


def _other_unit(statement: str, vocabulary: Vocabulary) -> Iterator[str]:
    for found in _SHARE.finditer(statement):
        if "." not in found[1]:
            yield re.sub(r"people (?:of (?:the )?)?(?:patients|people)", "people",
                         _put(statement, found, 2, " people"))  # fmt: skip
    for found in _DOSE.finditer(statement):
        yield _put(statement, found, 3, found[3].replace("mg", "g", 1))
    for found in _TIME.finditer(statement):
        yield _put(statement, found, 3, _LONGER[found[3]])


def _other_outcome(statement: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The outcome named, exchanged for another under the same wider one."""
    for match in vocabulary.outcome_terms.find(tokenise(statement)):
        outcome = vocabulary.outcomes[match.payload.id]
        words = statement[match.start : match.end]
        siblings = sorted(
            (-_ending(words, name), name)
            for other, names in _names(vocabulary).items()
            if _is_sibling(outcome.id, other, vocabulary)
            for name in names
        )
        if outcome.kind in {"efficacy", "safety"} and siblings and siblings[0][0] < 0:
            yield statement[: match.start] + siblings[0][1] + statement[match.end :]


def _is_sibling(one: str, other: str, vocabulary: Vocabulary) -> bool:
    tree, rows = vocabulary.outcome_tree, vocabulary.outcomes
    same = (rows[one].family, rows[one].kind, rows[one].valence) == (
        rows[other].family, rows[other].kind, rows[other].valence)  # fmt: skip
    return same and not tree.related(one, other)


def _names(vocabulary: Vocabulary) -> dict[str, list[str]]:
    return {name: [outcome.label.lower()] for name, outcome in vocabulary.outcomes.items()}


def _ending(one: str, other: str) -> int:
    """How many letters two words have in common at their end."""
    common = 0
    while common < min(len(one), len(other)) and one[-1 - common] == other[-1 - common]:
        common += 1
    return common


def _other_drug(statement: str, vocabulary: Vocabulary) -> Iterator[str]:
    for match in vocabulary.drug_terms.find(tokenise(statement))[:1]:
        others = sorted(
            str(row["label"]).lower()
            for name, row in vocabulary.drug_rows.items()
            if row["kind"] == "drug" and not vocabulary.drugs.related(name, match.payload.id)
        )
        for other in others[:2]:
            yield statement[: match.start] + other + statement[match.end :]


def _unknown_drug(statement: str, vocabulary: Vocabulary) -> Iterator[str]:
    drugs = vocabulary.drug_terms.find(tokenise(statement))
    if len({match.payload.id for match in drugs}) == 1:
        for match in reversed(drugs):
            statement = statement[: match.start] + _MADE_UP + statement[match.end :]
        yield statement


def _percent_words(statement: str, vocabulary: Vocabulary) -> Iterator[str]:
    for sign in (" percent", " per cent", "\u00a0%"):
        yield _SHARE.sub(rf"\g<1>{sign}", statement)


def _spelled(statement: str, vocabulary: Vocabulary) -> Iterator[str]:
    for found in _SHARE.finditer(statement):
        words = in_words(found[1])
        if words:
            yield statement[: found.start()] + words + " percent" + statement[found.end() :]


def in_words(number: str) -> str:
    """A number below a hundred in words, with its decimals; empty for others."""
    whole, _, decimals = number.partition(".")
    value = int(whole)
    if not 0 < value < 100 or (decimals and "0" in decimals):
        return ""
    tens, units = divmod(value, 10)
    said = _UNITS[value] if value < 20 else "-".join(w for w in (_TENS[tens], _UNITS[units]) if w)
    return said + (" point " + " ".join(_UNITS[int(d)] for d in decimals) if decimals else "")


def _same_time(statement: str, vocabulary: Vocabulary) -> Iterator[str]:
    for found in _TIME.finditer(statement):
        count, unit = int(found[1]), found[3]
        after = statement[found.end() :]
        if unit == "hour":
            yield statement[: found.start()] + f"{count} h" + after
        if unit == "hour" and count % 24 == 0 and found[2] == " ":
            days = count // 24
            yield statement[: found.start()] + f"{days} day{'s' if days > 1 else ''}" + after
        if unit == "week":
            yield statement[: found.start()] + f"{7 * count}{found[2]}day{found[4]}" + after
        if count < 20:
            yield statement[: found.start()] + _UNITS[count] + statement[found.end(1) :]
    for found in _SHORT_TIME.finditer(statement):
        yield statement[: found.start()] + f"{found[1]} hours" + statement[found.end() :]


def _dashes(statement: str, vocabulary: Vocabulary) -> Iterator[str]:
    for dash in "\u2011\u2013":
        yield re.sub(r"(?<=\w)-(?=\w)", dash, statement)
    yield statement.replace(" ", "\u00a0")


def _spelling(statement: str, vocabulary: Vocabulary) -> Iterator[str]:
    changed = statement
    for british, american in spellings():
        changed = changed.replace(british, american)
    yield changed


def _people(statement: str, vocabulary: Vocabulary) -> Iterator[str]:
    yield re.sub(r"\bpatients\b", "people", statement)
    yield re.sub(r"(\d ?%|percent) of people\b", r"\1 of patients", statement)


def _case(statement: str, vocabulary: Vocabulary) -> Iterator[str]:
    yield statement[:1].upper() + statement[1:]
    yield statement.rstrip(".") + "."
    yield statement.upper()


def _order(statement: str, vocabulary: Vocabulary) -> Iterator[str]:
    opening, closing = _OPENING.match(statement), _CLOSING.match(statement)
    if opening:
        yield f"{opening[2]} {opening[1][0].lower()}{opening[1][1:]}"
    if closing:
        yield f"{closing[2][0].upper()}{closing[2][1:]}, {closing[1]}"


def _put(statement: str, found: re.Match[str], group: int, text: str) -> str:
    return statement[: found.start(group)] + text + statement[found.end(group) :]


MOVING: dict[str, Change] = {
    "share": _other_share,
    "dose": _other_dose,
    "year": _other_year,
    "time": _other_time,
    "unit": _other_unit,
    "outcome": _other_outcome,
    "drug": _other_drug,
    "unknown drug": _unknown_drug,
}
STILL: dict[str, Change] = {
    "percent sign": _percent_words,
    "number in words": _spelled,
    "unit of time": _same_time,
    "dashes and spaces": _dashes,
    "spelling": _spelling,
    "people": _people,
    "case and stop": _case,
    "order": _order,
}
