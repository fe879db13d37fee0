"""Reading any text: nothing raises, places are true, and the work grows in step with the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.cues import clause_bounds, find_changes, find_cues
from claims.directions import Sentence
from claims.figures import pick_figures
from claims.quantities import read_quantities
from claims.read import read
from claims.text import tokenise
from tests.claims.golden import golden
from tests.claims.small import VOCABULARY

PIECES = [
    *(word for case in golden("quantities") for word in (case["text"], *case["text"].split())),
    "9" * 400, "0." + "1" * 400, "ⅷ", "١٢", "\u00a0",
]  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=16).map(" ".join))
KINDS = st.sampled_from(["rate", "onset", "durability", "dosing", "regulatory", "history", "cost"])
UNITS = [
    "semaglutide led to weight loss in 71% of people at 24 weeks, ", "not ", "a ", "1,", "1 to ",
    "one and ", "hundred ", "71% ", "weight loss ", "increased weight loss ", "patients ", "day 1 ",
    "about ", "1 of ", "not weight loss ", "lasts over 7 days ", "obesity weight loss ", "n = 17 ",
    "from 60% to ", "March 5 ",
]  # fmt: skip


@given(TEXTS)
def test_the_place_of_every_quantity_is_true(text: str) -> None:
    tokens = tokenise(text)
    for quantity in read_quantities(tokens):
        words = [token.text for token in tokens[quantity.first : quantity.last + 1]]
        place = text[quantity.start : quantity.end]
        assert [token.text for token in tokenise(place)] == words


@given(TEXTS, KINDS)
def test_the_figures_of_a_claim_are_quantities_of_it(text: str, kind: str) -> None:
    tokens = tokenise(text)
    quantities = read_quantities(tokens)
    figures = pick_figures(quantities, kind, tokens)
    places = {quantity.first for quantity in quantities}
    for part in (figures.main, figures.comparator, figures.time, figures.doses, figures.dose):
        assert part is None or part.first in places
    assert figures.main is None or not figures.main.baseline


@given(TEXTS)
def test_no_text_fails_to_be_read(text: str) -> None:
    reading = read(text, VOCABULARY)
    assert reading.value is None or 0 <= reading.value <= 1e12
    for assertion in reading.assertions:
        assert 0 <= assertion.start < assertion.end <= len(text)


@pytest.mark.parametrize("piece", UNITS)
def test_the_work_of_quantities_grows_in_step_with_the_text(
    piece: str,
) -> None:
    """Counted in looks at tokens: ten times the text takes at most eleven times as many."""
    assert _looks(piece * 400) <= 11 * _looks(piece * 40)


class _Counted(list[object]):
    """Tokens that count how often they are looked at."""

    looks = 0

    def __getitem__(self, key: object) -> object:
        taken = super().__getitem__(key)  # type: ignore[call-overload]
        _Counted.looks += len(taken) if isinstance(key, slice) else 1
        return taken


def _looks(text: str) -> int:
    _Counted.looks = 0
    tokens = _Counted(tokenise(text))
    quantities = read_quantities(tokens)  # type: ignore[arg-type]
    pick_figures(quantities, "rate", tokens)  # type: ignore[arg-type]
    return _Counted.looks


@pytest.mark.parametrize("piece", UNITS)
def test_only_what_is_near_an_outcome_is_looked_at(piece: str) -> None:
    tokens = tokenise(piece * 300)
    sentence = Sentence(tokens, find_changes(tokens), find_cues(tokens).get("negation", ()), ())
    for match in VOCABULARY.outcome_terms.find(tokens):
        assert len(sentence.changes_near(match)) <= 60
        assert len(sentence.negations_near(match)) <= 40


def test_clauses_are_those_of_each_token() -> None:
    tokens = tokenise("Weight fell; it came back: but not all. Some; ; but kept it off")
    sentence = Sentence(tokens, (), (), ())
    assert sentence.clauses == [clause_bounds(tokens, i) for i in range(len(tokens))]
