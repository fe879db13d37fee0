"""Of a claim's quantities: which is the figure claimed, the time point, the number of doses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.quantities import Quantity
from claims.text import Token
from claims.units import in_base

_TIME_BEFORE = frozenset({"at", "after", "by", "within", "in", "over", "during", "through", "until",
                          "for", "post", "of", "around", "about", "from"})  # fmt: skip
_TIME_AFTER = frozenset({"after", "later", "post", "following", "into", "mark", "of"})
_WANTED = {
    "rate": ("percent", "ratio"),
    "onset": ("time", "doses"),
    "durability": ("time",),
    "dosing": ("dose", "dose-mass", "doses", "time"),
    "pharmacology": ("time", "percent", "ratio"),
    "regulatory": ("doses", "time", "percent"),
    "cost": ("money",),
    "history": ("percent", "ratio", "year"),
    "safety": ("time",),
    "efficacy": ("people", "time"),
    "mechanism": (),
    "evidence": ("studies", "people"),
}
_TIME_OUTCOMES = frozenset({"onset", "durability"})


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
    beside a percentage gives its counts. Ranges of time count as a time point by their end.
    """
    main = _first_of(quantities, _WANTED.get(kind, ()), kind)
    counts = [q for q in quantities if q.dimension == "ratio" and q.n and q is not main]
    comparator = _comparator(quantities, main, tokens)
    times = [q for q in quantities if q.dimension == "time" and not q.every]
    point = _time_point(times, main, kind, tokens)
    doses = [q for q in quantities if q.dimension == "doses" and q.per is None]
    dose = [q for q in quantities if q.dimension in {"dose", "dose-mass"}]
    return Figures(
        main,
        comparator,
        point,
        doses[0] if doses else None,
        dose[0] if dose else None,
        counts[0] if counts and main is not None and main.dimension == "percent" else None,
    )


def hours(quantity: Quantity) -> tuple[float, float]:
    """A time's lower and upper end in hours."""
    low = in_base(quantity.value, quantity.unit)
    return low, in_base(quantity.high, quantity.unit) if quantity.high is not None else low


def _first_of(quantities: Sequence[Quantity], order: Sequence[str], kind: str) -> Quantity | None:
    for dimension in order:
        for quantity in quantities:
            single = dimension == "doses" and quantity.value == 1 and quantity.per is None
            if quantity.dimension == dimension and not (single and kind == "dosing"):
                return quantity
    return None


def _comparator(
    quantities: Sequence[Quantity], main: Quantity | None, tokens: Sequence[Token]
) -> Quantity | None:
    if main is None or main.dimension not in {"percent", "ratio"}:
        return None
    for quantity in quantities:
        if quantity.first > main.last and quantity.dimension == "percent":
            between = [token.text for token in tokens[main.last + 1 : quantity.first]]
            if any(
                word in {"versus", "vs", "against", "than", "compared", "while"} for word in between
            ):
                return quantity
    return None


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
    return None


def _placed(quantity: Quantity, tokens: Sequence[Token]) -> bool:
    """Whether the words around a time make it a point or span in time."""
    j = quantity.first - 1
    while j >= 0 and tokens[j].text in {"about", "around", "approximately", "just", "only", "a"}:
        j -= 1
    if j >= 0 and tokens[j].text in _TIME_BEFORE:
        return True
    k = quantity.last + 1
    return k < len(tokens) and tokens[k].text in _TIME_AFTER
