"""Claims of a page before and after are paired: by words, then by likeness."""

from __future__ import annotations

from typing import Any

from publish.history.worded import changed_words
from publish.recheck.pairing import pair


def _row(quote: str, line: int, statement: str = "") -> dict[str, Any]:
    return {"quote": quote, "line": line, "statement": statement or quote}


def _paired(before: list[dict[str, Any]], now: list[dict[str, Any]]) -> list[tuple[Any, Any]]:
    """Pairs as lines before and now."""
    return [(was and was["line"], row and row["line"]) for was, row in pair(before, now)]


def test_the_same_words_are_one_claim_wherever_they_stand() -> None:
    before = [_row("Half responded.", 1), _row("Nobody died.", 2)]
    now = [_row("Nobody  died.", 5), _row("Half responded.", 9)]
    assert _paired(before, now) == [(2, 5), (1, 9)]


def test_of_the_same_words_on_two_lines_each_keeps_its_line() -> None:
    before = [_row("Half responded.", 1), _row("Half responded.", 4)]
    now = [_row("Half responded.", 4)]
    assert _paired(before, now) == [(4, 4), (1, None)]


def test_the_same_words_twice_are_paired_in_their_order() -> None:
    before = [_row("Half responded.", 1), _row("Half responded.", 4)]
    now = [_row("Half responded.", 2), _row("Half responded.", 5)]
    assert _paired(before, now) == [(1, 2), (4, 5)]


def test_one_sentence_with_two_claims_is_told_apart_by_statement() -> None:
    before = [_row("A and B.", 1, "A"), _row("A and B.", 1, "B")]
    now = [_row("A and B.", 1, "B"), _row("A and B.", 1, "A")]
    assert [was and was["statement"] for was, _ in pair(before, now)] == ["B", "A"]


def test_nearly_the_same_words_are_one_claim_the_likest_first() -> None:
    before = [_row("At one week 60% had responded.", 1), _row("At one day 60% had responded.", 2)]
    now = [_row("At one week 61% had responded.", 7), _row("At one day 61% had responded.", 8)]
    assert _paired(before, now) == [(1, 7), (2, 8)]


def test_of_equally_like_words_the_nearest_are_one_claim() -> None:
    before = [_row("60% had responded.", 1), _row("60% had responded.", 20)]
    now = [_row("61% had responded.", 19)]
    assert _paired(before, now) == [(20, 19), (1, None)]


def test_other_words_are_other_claims() -> None:
    before = [_row("Half responded at one day.", 1)]
    now = [_row("Nausea was common after infusions.", 1)]
    assert _paired(before, now) == [(None, 1), (1, None)]


def test_what_of_the_words_changed_is_told() -> None:
    assert changed_words("a b c", "a b c") == ""
    assert changed_words("71% got well today", "75% got quite well") == (
        "“71%” is now “75%”; “quite” is new; “today” is gone"
    )
    assert changed_words("a x b x c x d x e x", "A x B x C x D x E x").endswith("and 1 more")
    assert len(changed_words("a " * 500, "b " * 500)) < 350
