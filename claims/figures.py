"""Of a claim's quantities: which is the figure claimed, the time point, the number of doses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from claims.cardinals import text_at
from claims.lexicon import table
from claims.quantity import SHARES, Quantity
from claims.sizes import counts_of, is_size
from claims.text import Token, stem
from claims.units import in_base

_WANTED = {
    "rate": ("percent", "ratio"),
    "onset": ("time", "doses"),
    "durability": ("time",),
    "dosing": ("dose", "dose-mass", "doses", "time"),
    "pharmacology": ("time", "percent", "ratio"),
    "regulatory": ("doses", "time", "percent", "year"),
    "cost": ("money",),
    "history": ("percent", "ratio", "year"),
    "safety": ("time",),
    "efficacy": ("people", "time"),
    "mechanism": (),
    "evidence": ("studies", "people"),
}
_LASTING = frozenset({"safety", "dosing"})
_EVIDENCE = "evidence"
_SOON = frozenset({"rate", "onset", "efficacy"})
_TIME_OUTCOMES = frozenset({"onset", "durability"})
# Where a time is the figure claimed and no other is named, it is the time point as well.
_TIMED_OUTCOMES = frozenset({"efficacy", "safety"})
_AGAINST = frozenset({"versus", "vs", "v", "against", "than", "compared", "while"})
_QUALIFIERS = frozenset({"about", "around", "approximately", "just", "only", "a", "for", "up", "to",
                         "over", "at", "least", "nearly", "some"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figures:
    """The quantities of a claim by their part in it; ``dose`` is the dose as written."""

    main: Quantity | None = None
    comparator: Quantity | None = None
    time: Quantity | None = None
    doses: Quantity | None = None
    dose: Quantity | None = None
    share: Quantity | None = None


def pick_figures(quantities: Sequence[Quantity], kind: str, tokens: Sequence[Token]) -> Figures:
    """The figures of a claim of that kind of outcome ("rate" for shares of people).

    A second share after "against", "versus" or "compared with" is the comparator's; "12 of 17"
    beside a percentage gives its counts, "of 17 patients" its n. Ranges of time count as a time
    point by their end; where a change begins is no result, and how long an effect lasts is no
    onset.
    """
    lengths = {q.first for q in quantities if q.dimension == "time" and _is_length(q, tokens)}
    fit = [q for q in quantities if not (q.baseline or (kind != _EVIDENCE and is_size(q, tokens)))]
    if kind in _SOON:
        fit = [q for q in fit if q.first not in lengths]
    main = _before_turn(fit, _first_of(fit, _WANTED.get(kind, ()), kind), tokens)
    times = [q for q in fit if q.dimension == "time" and not q.every]
    doses = [q for q in quantities if q.dimension == "doses" and q.per is None]
    dose = [q for q in quantities if q.dimension in {"dose", "dose-mass"}]
    comparator = _comparator(quantities, main, tokens)
    return Figures(
        main,
        comparator,
        _time_point(times, main, kind, tokens),
        doses[0] if doses else None,
        dose[0] if dose else None,
        counts_of(main, quantities, tokens),
    )


def hours(quantity: Quantity) -> tuple[float, float]:
    """A time's lower and upper end in hours."""
    low = in_base(quantity.value, quantity.unit)
    return low, in_base(quantity.high, quantity.unit) if quantity.high is not None else low


def _first_of(quantities: Sequence[Quantity], order: Sequence[str], kind: str) -> Quantity | None:
    for dimension in order:
        for quantity in quantities:
            single = dimension == "doses" and quantity.value == 1 and quantity.per is None
            named = quantity.label and kind in _LASTING  # "the same day" is when, not how long
            if quantity.dimension == dimension and not named and not (single and kind == "dosing"):
                return quantity
    return None


def _before_turn(
    quantities: Sequence[Quantity], main: Quantity | None, tokens: Sequence[Token]
) -> Quantity | None:
    """The main figure: of shares the one before "compared with", though it be in words."""
    if main is None or main.dimension != "percent":
        return main
    turns = [i for i in range(main.first) if tokens[i].text in _AGAINST]
    earlier = [q for q in quantities if q.dimension in SHARES and turns and q.last < turns[-1]]
    return earlier[0] if earlier else main


def _comparator(
    quantities: Sequence[Quantity], main: Quantity | None, tokens: Sequence[Token]
) -> Quantity | None:
    if main is None or main.dimension not in SHARES:
        return None
    turn = next(
        (i for i in range(main.last + 1, len(tokens)) if tokens[i].text in _AGAINST), len(tokens)
    )
    return next((q for q in quantities if q.first > turn and q.dimension == "percent"), None)


def _time_point(
    times: Sequence[Quantity], main: Quantity | None, kind: str, tokens: Sequence[Token]
) -> Quantity | None:
    for quantity in times:
        if quantity is main:
            if kind in _TIME_OUTCOMES:
                return quantity
            continue
        if quantity.label or _placed(quantity, tokens):
            return quantity
    timed = main is not None and main.dimension == "time" and kind in _TIMED_OUTCOMES
    return main if timed else None


def _placed(quantity: Quantity, tokens: Sequence[Token]) -> bool:
    """Whether the words around a time make it a point or span in time."""
    j = quantity.first - 1
    while text_at(tokens, j) in {"about", "around", "approximately", "just", "only", "a"}:
        j -= 1
    return "point-before" in _roles(tokens, j) or "point-after" in _roles(tokens, quantity.last + 1)


def _is_length(quantity: Quantity, tokens: Sequence[Token]) -> bool:
    """Whether a time tells how long something lasts: "lasts for up to 7 days"."""
    j = quantity.first - 1
    while text_at(tokens, j) in _QUALIFIERS:
        j -= 1
    return "length" in _roles(tokens, j)


def _roles(tokens: Sequence[Token], i: int) -> frozenset[str]:
    return _time_roles().get(tokens[i].stem, frozenset()) if 0 <= i < len(tokens) else frozenset()


@cache
def _time_roles() -> dict[str, frozenset[str]]:
    """Roles of the words beside a time, by stem."""
    roles: dict[str, frozenset[str]] = {}
    for row in table("time_roles"):
        known = roles.get(stem(row["word"]), frozenset())
        roles[stem(row["word"])] = known | {row["role"]}
    return roles
