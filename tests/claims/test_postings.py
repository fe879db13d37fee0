"""Works by their rarest words: the same as ranking every work by every word."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.citations.postings import _LEAST_SHARE, _MOST_READ, Postings

WORDS = [f"w{i}" for i in range(8)]
WORKS = st.lists(st.lists(st.sampled_from(WORDS), max_size=6), max_size=25)


def filed(works: Sequence[Sequence[str]]) -> Postings:
    postings = Postings()
    for work in works:
        postings.add(work)
    return postings


def plainly(works: Sequence[Sequence[str]], asked: Sequence[str]) -> dict[int, float]:
    """Every work with the weight of its asked words, those with too little left out."""
    counts = {word: sum(word in work for work in works) for word in set(asked)}
    weights = {
        row: sum(math.log(1 + len(works) / counts[word]) for word in set(asked) & set(work))
        for row, work in enumerate(works)
    }
    most = max(weights.values(), default=0.0)
    return {
        row: weight
        for row, weight in weights.items()
        if weight > 0 and weight >= _LEAST_SHARE * most - 1e-9
    }


@given(WORKS, st.lists(st.sampled_from([*WORDS, "unknown"]), max_size=6), st.integers(1, 30))
def test_as_ranked_by_every_word_of_every_work(
    works: list[list[str]], asked: list[str], limit: int
) -> None:
    found = filed(works).like(asked, limit)
    weights = plainly(works, asked)
    best = sorted(weights.values(), reverse=True)
    assert [weights[row] for row in found] == pytest.approx(best[:limit])
    assert len(set(found)) == len(found)


@given(WORKS, st.lists(st.sampled_from(WORDS), max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_the_words_makes_no_difference(
    works: list[list[str]], asked: list[str], random: object
) -> None:
    mixed = list(asked)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert filed(works).like(mixed, 5) == filed(works).like([*asked, *asked], 5)


def test_the_rarer_word_weighs_more() -> None:
    works = [["sea", "salt"], ["sea", "rope"], ["sea"], ["rope", "sea"]]
    assert filed(works).like(["sea", "salt", "rope"], 1) == [0]
    assert filed(works).like(["nothing"], 9) == filed(works).like([], 9) == []
    assert Postings().like(["sea"], 9) == []


def test_a_work_with_little_of_the_best_ones_weight_is_left_out() -> None:
    works = [["a", "b", "c", "d"], ["a"], *[["e"]] * 20]
    assert filed(works).like(["a", "b", "c", "d"], 9) == [0]
    half = [["a", "b"], ["a"], ["b"], *[["e"]] * 20]
    assert filed(half).like(["a", "b"], 9) == [0, 1, 2]


def test_common_words_are_not_read_once_rare_ones_named_enough() -> None:
    few, many = _MOST_READ - 100, _MOST_READ + 100
    works = [["rare"]] * few + [["rare", "common"]] * 10 + [["common"]] * many
    found = filed(works).like(["rare", "common"], 20)
    assert found == list(range(20))
    assert filed(works).like(["common"], 20) == list(range(few, few + 20))
