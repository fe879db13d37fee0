"""What makes a review valid."""

from __future__ import annotations

import pytest

from publish.reviews.review import checked, now, reviewed
from publish.reviews.schema import NOTE_LENGTH, REVIEWS
from tests.publish.reviews.made import made


def test_the_same_review_has_the_same_id_and_another_has_another() -> None:
    first = made()
    assert first == made()
    for name in set(REVIEWS.names) - {"review_id"}:
        changed, _ = checked({**first.row(), name: "x"})
        assert changed is None, name


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        ({"verdict": "wrong"}, "verdict", "is not allowed here"),
        ({"action": "accept"}, "verdict", "an accepted verdict is the machine's"),
        ({"verdict": "supported"}, "verdict", "the machine's own verdict"),
        ({"code": None}, "code", "overruled with a reason"),
        ({"note": None}, "note", "overruled with a reason"),
        ({"code": "no code"}, "code", "does not have the right form"),
        ({"note": ""}, "note", "empty"),
        ({"note": "x" * (NOTE_LENGTH + 1)}, "note", "longer than 2000 characters"),
        ({"note": "a\x00b"}, "note", "control characters"),
        ({"note": "\ud800"}, "note", "string"),
        ({"statement": "a\x1b[31m"}, "statement", "control characters"),
        ({"reviewer": "Ann B"}, "reviewer", "does not have the right form"),
        ({"claim_id": "../x"}, "claim_id", "does not have the right form"),
        ({"made_at": "2026-02-30T10:00:00.000000Z"}, "made_at", "no day and time"),
        ({"made_at": "yesterday"}, "made_at", "does not have the right form"),
        ({"inputs": None}, "inputs", "empty"),
        ({"colour": "red"}, "colour", "no such column"),
    ],
)
def test_what_is_wrong_is_said(change: dict[str, str | None], column: str, reason: str) -> None:
    review, faults = reviewed({**made().row(), **change})
    assert review is None
    assert [name for name, _, _ in faults] == [column]
    assert reason in faults[0][1] or reason == "string"


def test_a_review_that_was_changed_afterwards_is_refused() -> None:
    review, faults = checked({**made().row(), "note": "Something else."})
    assert review is None
    assert faults == [
        ("review_id", "it does not follow from the rest", "leave reviews as they were written")
    ]


def test_a_note_may_have_lines_and_any_script() -> None:
    note = "Zwölf von 17.\n\tSiehe 症例."
    assert made(note=note).note == note


def test_this_moment_is_one_that_a_review_may_have() -> None:
    assert made(made_at=now()).made_at <= now()
