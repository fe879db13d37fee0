"""Patterns of words in a text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.terms import Terms, compile_pattern
from claims.text import tokenise


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("half-life", "The half-life is short", "half-life"),
        ("half-life", "The half life is short", "half life"),
        ("side effect", "Side effects are few", "Side effects"),
        ("anaesthetic", "an anesthetic", "anesthetic"),
        ("S-ketamine", "(S)-ketamine", None),
        ("remit*", "Remitters stayed well", "Remitters"),
        ("remit*", "They were permitted", None),
        ("treats=", "It treats pain", "treats"),
        ("treats=", "Patients treated with it", None),
        ("that treats=", "A drug that treats pain", "that treats"),
        ("that treats=", "A drug that treated pain", None),
        (
            "block ... receptor",
            "It blocks the other NMDA receptor",
            "blocks the other NMDA receptor",
        ),
        ("block ... receptor", "It blocks, and no receptor is touched", None),
        ("block ... receptor", "It blocks a b c d e f receptor", None),
        ("weight loss", "loss of weight", None),
        ("weight loss", "weight and loss", None),
        ("don't know", "We don’t know", "don’t know"),
    ],
)
def test_patterns(pattern: str, text: str, found: str | None) -> None:
    matches = Terms([(pattern, "it")]).find(tokenise(text))
    assert [text[m.start : m.end] for m in matches] == ([] if found is None else [found])


def test_the_longest_of_names_that_overlap_wins() -> None:
    terms = Terms([("depression", 1), ("bipolar depression", 2), ("bipolar", 3)])
    found = terms.find(tokenise("In bipolar depression and in depression"))
    assert [match.payload for match in found] == [2, 1]


def test_names_of_the_same_words_are_both_kept() -> None:
    terms = Terms([("suicidal thoughts", "outcome"), ("suicidal thoughts", "people")])
    found = terms.find(tokenise("suicidal thoughts fell"))
    assert sorted(match.payload for match in found) == ["outcome", "people"]


def test_find_all_gives_overlapping_names_longest_first() -> None:
    terms = Terms([("depression", 1), ("bipolar depression", 2)])
    found = terms.find_all(tokenise("bipolar depression"))
    assert [(match.payload, match.first, match.last) for match in found] == [(2, 0, 1), (1, 1, 1)]


def test_a_pattern_without_words_finds_nothing() -> None:
    assert compile_pattern("() ...") == ()
    assert Terms([("()", 1)]).find(tokenise("() and ()")) == []


WORDS = st.lists(st.sampled_from(["red", "leaf", "tea", "cold", "warm"]), min_size=1, max_size=4)


@given(WORDS, st.text(max_size=30), st.text(max_size=30))
def test_a_pattern_is_found_in_whatever_stands_around_it(
    words: list[str], before: str, after: str
) -> None:
    pattern = " ".join(words)
    text = f"{before}. {pattern} .{after}"
    found = Terms([(pattern, "it")]).find_all(tokenise(text))
    assert pattern in {text[m.start : m.end] for m in found}


@given(st.text(alphabet="ab -'.,", max_size=60))
def test_matches_do_not_overlap_and_are_in_order(text: str) -> None:
    found = Terms([("a", 1), ("a b", 2), ("b a b", 3), ("b ... a", 4)]).find(tokenise(text))
    spans = sorted({(match.first, match.last) for match in found})
    assert all(one[1] < other[0] for one, other in pairwise(spans))
    assert [match.first for match in found] == sorted(match.first for match in found)
