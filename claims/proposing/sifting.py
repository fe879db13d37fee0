"""Which shares in a sentence may be results, and which are thresholds, changes, levels of trust."""

from __future__ import annotations

from collections.abc import Sequence

from claims.cardinals import text_at
from claims.lexicon import words_of
from claims.proposing.shares import Share
from claims.quantity import Quantity
from claims.text import Token

_BOUNDS = frozenset({"at-least", "over", "under", "at-most", "up-to", "range"})
_BREAKS = frozenset({";", ",", "(", ")", "[", "]", "and", "or", "while", "whereas", "vs", "versus"})
_STRONG_BREAKS = frozenset({";", ":", "while", "whereas", "but"})
_SIGNS = frozenset({"-", "+", "±"})
_BACK = 5
_CLAUSE = 14
_BRACKET = 60


def results_of(tokens: Sequence[Token], shares: Sequence[Share]) -> list[Share]:
    """The shares of a sentence that may be results.

    Of shares in a row, or that go on from one that told an efficacy or a change without a comma
    ("was 98% in one population and 44% in the other"), all are or none is.
    """
    rows: list[list[Share]] = []
    for share in shares:
        row = rows and _goes_on(tokens, rows[-1][-1], share)
        rows[-1].append(share) if row else rows.append([share])
    return [s for row in rows if all(may_be_result(tokens, one) for one in row) for s in row]


def _goes_on(tokens: Sequence[Token], left: Share, right: Share) -> bool:
    words = [token.text for token in tokens[left.last + 1 : right.first]]
    if all(word in {",", "and", "or", "vs", "versus"} for word in words):
        return bool(words)
    breaks = _STRONG_BREAKS | {",", "(", "["} | words_of("abstracts", "verb")
    return _changes_before(tokens, left.first) and not set(words) & breaks


def may_be_result(tokens: Sequence[Token], share: Share) -> bool:
    """Whether a share may be that of an arm's people with an outcome.

    Thresholds ("at least 50%"), changes ("fell by 14%"), intervals, levels of confidence and shares
    of those who were women or completed are none.
    """
    own = share.parts[0] if share.percent is None else _percent_of(share)
    if own.modifier in _BOUNDS or own.high is not None or not 0 <= own.value <= 100:
        return False
    if share.first and tokens[share.first - 1].text in _SIGNS and _is_sign(tokens, share.first - 1):
        return False
    if text_at(tokens, share.last + 1) in {"per", "annually", "yearly"}:
        return False
    if _is_changed_by(tokens, share.first) or _compares(tokens, share.first):
        return False
    counted = share.events is not None or _of_people(tokens, share.last)
    if not counted and (_changes_after(tokens, share.last) or _changes_before(tokens, share.first)):
        return False
    return not (
        _is_of_things(tokens, share) or _tells_people(tokens, share) or _not_result(tokens, share)
    )


def _percent_of(share: Share) -> Quantity:
    return next(part for part in share.parts if part.dimension == "percent")


def _is_sign(tokens: Sequence[Token], i: int) -> bool:
    """Whether a minus belongs to the number behind it and joins no words or numbers before it."""
    joined = i > 0 and tokens[i - 1].end == tokens[i].start
    return not joined or tokens[i - 1].text in {"(", "["}


def _changes_after(tokens: Sequence[Token], last: int) -> bool:
    words = words_of("abstracts", "change-after")
    following = [text_at(tokens, last + 1), text_at(tokens, last + 2)]
    if following[0] == "-" or following[0] == "of":
        return False
    return following[0] in words or (
        following[0].isalpha()
        and following[1] in words
        and following[0] not in words_of("abstracts", "link")
        and following[0] not in words_of("abstracts", "people-before")
    )


def _changes_before(tokens: Sequence[Token], first: int) -> bool:
    """Whether a word of change or measurement governs the figure: "by 26%", "a mean loss of"."""
    words = words_of("abstracts", "change-before")
    if _did(tokens, first):
        return False
    depth = 0
    for j in range(first - 1, max(-1, first - 1 - _CLAUSE), -1):
        text = tokens[j].text
        depth = max(0, depth + (text in {")", "]"}) - (text in {"(", "["}))
        if depth:
            continue
        if text in _STRONG_BREAKS or (text == "," and first - j > 1):
            return False
        if text in words:
            return _governs(tokens, j, first)
    return False


def _is_changed_by(tokens: Sequence[Token], first: int) -> bool:
    """Whether something is said to differ by so much: "fell by 14%", not "achieved by 14%"."""
    if text_at(tokens, first - 1) != "by" or _did(tokens, first):
        return False
    words = words_of("abstracts", "change-verb") | words_of("abstracts", "change-after")
    begin = first - 1
    while begin >= 0 and tokens[begin].text not in {";", ":"}:
        if tokens[begin].text in words:
            return True
        begin -= 1
    return False


def _did(tokens: Sequence[Token], first: int) -> bool:
    """Whether so many people did what a verb says: "improvement was reported by 48% and 37%"."""
    while first > 1 and _is_listing(tokens, first - 1):
        first -= 1
    doing = text_at(tokens, first - 2) in words_of("abstracts", "verb") - {"was", "were", "is"}
    return text_at(tokens, first - 1) == "by" and doing


def _is_listing(tokens: Sequence[Token], i: int) -> bool:
    return tokens[i].is_number or tokens[i].text in {"%", ",", "and", "or"}


def _compares(tokens: Sequence[Token], first: int) -> bool:
    """Whether a word of comparison stands before the figure in its bracket: "(difference, 7%)"."""
    words = words_of("abstracts", "bracket-compared")
    told = False
    for i in range(first - 1, max(-1, first - 1 - _BRACKET), -1):
        text = tokens[i].text
        told = told or text in words
        if text in {"(", "[", ")", "]"}:
            return told and text in {"(", "["}
    return False


def _of_people(tokens: Sequence[Token], last: int) -> bool:
    """Whether a share is said to be of people: "54% of the patients", "54% in the drug group"."""
    begin = last + 1
    if text_at(tokens, begin) in {"(", "["}:
        closing = (k for k in range(begin, len(tokens)) if tokens[k].text in {")", "]"})
        begin = next(closing, begin) + 1
    following = [token.text for token in tokens[begin : begin + _BACK]]
    people = words_of("abstracts", "people") | words_of("abstracts", "group")
    return bool(following) and following[0] in {"of", "in"} and bool(people & set(following))


def _governs(tokens: Sequence[Token], j: int, first: int) -> bool:
    """Whether nothing between a word of change and the figure speaks of people."""
    people = words_of("abstracts", "people") | words_of("abstracts", "group")
    people |= {"proportion", "percentage", "rate", "rates"}
    around = {token.text for token in tokens[max(0, j - 4) : first]}
    return not around & people


def _is_of_things(tokens: Sequence[Token], share: Share) -> bool:
    """Whether a share is of days, eyes or other things: "the percentage of days", "4% of eyes"."""
    things = words_of("abstracts", "not-people")
    if text_at(tokens, share.last + 1) == "of":
        return bool(things & {text_at(tokens, share.last + k) for k in (2, 3)})
    whole = {"percentage", "proportion", "share", "percent"}
    return any(
        tokens[i].text in whole and text_at(tokens, i + 1) == "of"
        and things & {text_at(tokens, i + 2), text_at(tokens, i + 3)}
        for i in range(share.first)
    )  # fmt: skip


def _tells_people(tokens: Sequence[Token], share: Share) -> bool:
    """Whether the share tells who took part: "(62% women)", "54% were male"."""
    words = words_of("abstracts", "people-only")
    near = [text_at(tokens, share.last + k) for k in (1, 2, 3)]
    if near[0] in words:
        return True
    if near[0] in {"were", "was", ")"} and (near[1] in words or near[2] in words):
        return True
    following = [token.text for token in tokens[share.last + 1 : share.last + 1 + _BACK + 2]]
    for verb in ("were", "was"):
        if verb in following and set(following[following.index(verb) + 1 :][:2]) & words:
            return not set(following[: following.index(verb)]) & _BREAKS
    return text_at(tokens, share.first - 1) in words or (
        text_at(tokens, share.first - 1) in {"(", "["} and text_at(tokens, share.first - 2) in words
    )


def _not_result(tokens: Sequence[Token], share: Share) -> bool:
    """Whether the clause speaks of enrolment, completion, baseline or a definition."""
    words = words_of("abstracts", "not-result") | words_of("abstracts", "definition")
    begin = share.first - 1
    while begin >= 0 and tokens[begin].text not in _STRONG_BREAKS and share.first - begin < _CLAUSE:
        if tokens[begin].text in words and not _excused(tokens, begin):
            return True
        begin -= 1
    after = (tokens[j].text for j in range(share.last + 1, min(len(tokens), share.last + 6)))
    for text in after:
        if text in _BREAKS:
            break
        if text in words:
            return True
    return False


def _excused(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word such as "randomised" only says which people the share is of."""
    if tokens[i].text == "baseline":
        return text_at(tokens, i - 1) in {"from", "in"}
    if tokens[i].text in {"prior", "history"}:
        return False
    return text_at(tokens, i + 1) == "to" or text_at(tokens, i - 1) in {"patients", "participants"}
