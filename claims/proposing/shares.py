"""Shares of people in a sentence: a percentage with the counts that are printed beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.cardinals import text_at
from claims.lexicon import stop_stems, words_of
from claims.quantities import read_quantities
from claims.quantity import Quantity
from claims.text import Token
from ingest.statistics import grim_consistent, percent_of, rounds_to, truncates_to

_REACH = 9
_OPEN, _CLOSE = frozenset({"(", "["}), frozenset({")", "]"})
_COUNTED = frozenset({"number", "people"})
_NO_COUNT_AFTER = frozenset(
    {"-", "through", "to", "week", "weeks", "day", "days", "month", "months"}
)


@dataclass(frozen=True, slots=True)
class Share:
    """One share: percentage with its decimals, events and n as far as they are printed.

    ``first`` and ``last`` are its tokens, ``start`` and ``end`` characters; ``parts`` are the
    quantities that it is made of.
    """

    percent: float | None
    decimals: int
    events: int | None
    n: int | None
    first: int
    last: int
    start: int
    end: int
    parts: tuple[Quantity, ...]

    @property
    def fits(self) -> bool:
        """Whether percentage, events and n can belong together (GRIM where events are unknown)."""
        return agree(self.percent, self.decimals, self.events, self.n)


def agree(percent: float | None, decimals: int, events: int | None, n: int | None) -> bool:
    """Whether a percentage can be so many events of so many people; what is None may be anything.

    Any ``n`` below 1, and more events than people, agree with nothing.
    """
    if n is None:
        return True
    if n < 1 or (events is not None and events > n):
        return False
    if percent is None:
        return True
    if events is None:
        return grim_consistent(percent, decimals, n)
    exact = percent_of(events, n)
    return rounds_to(exact, percent, decimals) or truncates_to(exact, percent, decimals)


def read_shares(tokens: Sequence[Token]) -> list[Share]:
    """Every share of a whole in a sentence, in order, results or not."""
    quantities = _with_percent(tokens, read_quantities(tokens))
    found: list[Share] = []
    used: set[int] = set()
    for i, quantity in enumerate(quantities):
        if i in used or not _is_share(quantity):
            continue
        share, taken = _joined(tokens, quantities, i, used)
        used |= taken
        found.append(share)
    return found


def _is_share(quantity: Quantity) -> bool:
    counted = quantity.dimension == "ratio" and quantity.n is not None
    return counted or quantity.dimension == "percent"


def _with_percent(tokens: Sequence[Token], quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities, "54" in "54 and 31%" made a percentage as the one after it is."""
    found = [_even(tokens, quantity) for quantity in quantities]
    for i in range(len(found) - 2, -1, -1):
        here, after = found[i], found[i + 1]
        between = [t.text for t in tokens[here.last + 1 : after.first]]
        plain = here.dimension == "number" and here.modifier == "exact" and not here.words
        listed = between in (["and"], ["vs"], ["versus"], ["vs", "."], ["/"])
        alike = here.value <= 100 and here.decimals == after.decimals
        percent = after.dimension == "percent" and after.modifier == "exact"
        if plain and listed and percent and alike:
            found[i] = replace(here, dimension="percent", unit="%")
    return found


def _even(tokens: Sequence[Token], quantity: Quantity) -> Quantity:
    """ "50/50" as a count, which elsewhere means half and half."""
    words = [token.text for token in tokens[quantity.first : quantity.last + 1]]
    if quantity.dimension != "ratio" or quantity.n is not None or words != ["50", "/", "50"]:
        return quantity
    return replace(quantity, value=100.0, events=50, n=50)


def _joined(
    tokens: Sequence[Token], quantities: Sequence[Quantity], i: int, used: set[int]
) -> tuple[Share, set[int]]:
    """The share at one quantity with the counts around it, and the quantities that it takes up."""
    own = quantities[i]
    after = quantities[i + 1] if i + 1 < len(quantities) else None
    before = quantities[i - 1] if i and i - 1 not in used else None
    if own.dimension == "ratio":
        if after is not None and _is_plain(after) and _bracketed(tokens, own, after):
            return _share(tokens, [own, after], own.events, own.n, after), {i, i + 1}
        return _share(tokens, [own], own.events, own.n, None), {i}
    counted = after is not None and after.dimension == "ratio" and after.n is not None
    if after is not None and counted and _bracketed(tokens, own, after):
        return _share(tokens, [own, after], after.events, after.n, own), {i, i + 1}
    if (
        before is not None
        and _is_count(before)
        and before.value >= 0
        and _in_bracket_of(tokens, before, own)
    ):
        k = next((k for k in range(i + 1, len(quantities)) if _is_count(quantities[k])), i)
        whole = _whole_after(tokens, own, quantities[k]) if k > i else None
        parts = [before, own, *([quantities[k]] if whole is not None else [])]
        taken = {i - 1, *(range(i, k + 1) if whole is not None else [i])}
        return _share(tokens, parts, int(before.value), whole, own), taken
    whole = _whole_after(tokens, own, after)
    if whole is not None and after is not None:
        return _share(tokens, [own, after], None, whole, own), {i, i + 1}
    if after is not None and _is_bare_count(tokens, own, after):
        return _share(tokens, [own, after], int(after.value), None, own), {i, i + 1}
    return _share(tokens, [own], None, None, own), {i}


def _share(
    tokens: Sequence[Token],
    parts: Sequence[Quantity],
    events: int | None,
    n: int | None,
    percent: Quantity | None,
) -> Share:
    first, last = min(q.first for q in parts), max(q.last for q in parts)
    opened = any(tokens[k].text in _OPEN for k in range(first, last))
    if opened and text_at(tokens, last + 1) in _CLOSE:
        last += 1
    return Share(
        percent.value if percent else None, percent.decimals if percent else 0, events, n,
        first, last, tokens[first].start, tokens[last].end, tuple(parts),
    )  # fmt: skip


def _is_plain(quantity: Quantity) -> bool:
    return quantity.dimension == "percent" and quantity.high is None


def _is_count(quantity: Quantity) -> bool:
    whole = quantity.value == int(quantity.value) and quantity.high is None
    return quantity.dimension in _COUNTED and whole and not quantity.decimals


def _bracketed(tokens: Sequence[Token], left: Quantity, right: Quantity) -> bool:
    """Whether a bracket opens between the two, near, and closes behind the second at once."""
    between = [token.text for token in tokens[left.last + 1 : right.first]]
    if len(between) > _REACH or _CLOSE & set(between):
        return False
    near = {",", ";", "and", "versus", "vs"} & set(between[:-1])
    opened = bool(between) and (between[-1] in _OPEN or between[-2:-1] == ["("])
    follows = bool(between) and between in ([","], [";"])
    return (opened and not near) or follows


def _in_bracket_of(tokens: Sequence[Token], count: Quantity, share: Quantity) -> bool:
    """Whether the share is bracketed right behind the count: "45 (46%)", "45 patients [46%]"."""
    between = [token.text for token in tokens[count.last + 1 : share.first]]
    if not between or between[-1] not in _OPEN or len(between) > 4:
        return False
    if count.dimension == "number" and len(between) == 1:
        before = tokens[count.first - 1] if count.first else None
        idle = before is not None and before.text in words_of("abstracts", "link")
        named = before is not None and before.is_word and before.stem not in stop_stems()
        joined = before is not None and before.text in _NO_COUNT_AFTER
        return idle or not (named or joined)  # "PASI 90 (66%)" is the name of a score
    return all(word.isalpha() for word in between[:-1])


def _whole_after(tokens: Sequence[Token], share: Quantity, after: Quantity | None) -> int | None:
    """The n of "46%) of 98 patients" and "46% of the 98"; None where no whole follows at once."""
    if after is None or not _is_count(after):
        return None
    between = _outside(tokens, share.last + 1, after.first)
    return int(after.value) if between in (["of"], ["of", "the"], ["of", "all"]) else None


def _outside(tokens: Sequence[Token], first: int, stop: int) -> list[str]:
    """Words up to a token, those in the bracket that is open and in others left out."""
    close = next((i for i in range(first, stop) if tokens[i].text in _CLOSE | _OPEN), None)
    depth = 1 if close is not None and _closes_outer(tokens, first, stop) else 0
    words = []
    for token in tokens[first:stop]:
        depth += (token.text in _OPEN) - (token.text in _CLOSE)
        if depth == 0 and token.text not in _CLOSE:
            words.append(token.text)
    return words


def _closes_outer(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """Whether more brackets close in a stretch than open."""
    return sum((t.text in _CLOSE) - (t.text in _OPEN) for t in tokens[first:stop]) > 0


def _is_bare_count(tokens: Sequence[Token], share: Quantity, after: Quantity) -> bool:
    """Whether "(n = 12)" stands behind a percentage: these are the people with the outcome.

    In brackets opened behind the percentage it could be the denominator as well, which then does
    not agree with the figures of the arm.
    """
    between = [token.text for token in tokens[share.last + 1 : after.first]]
    return after.dimension == "sample" and between in ([",", "n", "="], [";", "n", "="])
