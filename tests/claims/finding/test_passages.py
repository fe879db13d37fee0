"""What stands above a block, and what it lends to the words below."""

from __future__ import annotations

import pytest

from claims.finding.labelled import goes_on, read_under
from claims.finding.passages import Passage, passages
from claims.pages.page import Block
from claims.reading import Context
from claims.text import tokenise
from tests.claims.small import VOCABULARY

CONTEXT = Context(drugs=("semaglutide",))


def block(kind: str, text: str, level: int = 0) -> Block:
    return Block(kind, text, range(len(text)), range(1, len(text) + 1), level)


def placed(*blocks: Block) -> list[Passage]:
    return list(passages(blocks))


def headed(heading: str, text: str) -> Passage:
    return Passage(block("item", text), ("Page of it all", heading))


def test_headings_close_those_of_their_level_and_below() -> None:
    found = placed(
        block("heading", "One", 1),
        block("heading", "Two", 2),
        block("heading", "Three", 3),
        block("paragraph", "a"),
        block("heading", "Four", 2),
        block("paragraph", "b"),
    )
    assert [passage.headings for passage in found] == [
        (), ("One",), ("One", "Two"), ("One", "Two", "Three"), ("One",), ("One", "Four"),
    ]  # fmt: skip


def test_a_question_is_that_of_what_follows_up_to_a_heading() -> None:
    found = placed(
        block("question", "Why?"),
        block("paragraph", "a"),
        block("item", "b"),
        block("question", "How?"),
        block("paragraph", "c"),
        block("heading", "Next", 2),
        block("paragraph", "d"),
    )
    assert [p.question for p in found] == [None, "Why?", "Why?", None, "How?", None, None]


def test_a_lead_is_that_of_the_list_below_it() -> None:
    found = placed(
        block("paragraph", "Harms:"),
        block("item", "a"),
        block("item", "b"),
        block("paragraph", "More."),
        block("item", "c"),
        block("paragraph", "Uses:"),
        block("heading", "Next", 2),
        block("item", "d"),
    )
    assert [p.lead for p in found] == [None, "Harms:", "Harms:", None, None, None, None, None]


@pytest.mark.parametrize(
    ("kind", "text", "leads"),
    [
        ("paragraph", "They include:", True),
        ("item", "They include:", True),
        ("paragraph", "Never take it if you", True),
        ("paragraph", "It helps people with", True),
        ("paragraph", "", False),
        ("paragraph", "Seen on a Monday", False),
        ("paragraph", "It is for you.", False),
        ("paragraph", "Is it for you?", False),
        ("item", "Never take it if you", False),
    ],
)
def test_what_opens_a_list(kind: str, text: str, leads: bool) -> None:
    found = placed(block(kind, text), block("item", "a"))
    assert found[1].lead == (text if leads else None)


@pytest.mark.parametrize(
    ("lead", "text", "whole"),
    [
        ("Never take it if you", "have gallstones", "Never take it if you have gallstones"),
        ("Never take it if:", "you have gallstones", "Never take it if: you have gallstones"),
        (None, "nausea", "Harms: nausea"),
    ],
)
def test_words_with_their_label(lead: str | None, text: str, whole: str) -> None:
    assert Passage(block("item", text), ("Harms:",), None, lead).under_label(text) == whole


@pytest.mark.parametrize(
    ("kind", "lead", "text", "ends"),
    [
        ("item", "Take it if you", "have gallstones", True),
        ("item", "Take it if you", "Have gallstones", True),
        ("item", "Take it if you", "• feel sick", True),
        ("item", "Take it if:", "you have gallstones", True),
        ("item", "It is for:", "People who have gallstones", True),
        ("item", "It is for:", "Adults", True),
        ("item", "It is for:", "Wegovy has helped adults", False),
        ("item", "It is for:", "Wegovy has helped people who have gallstones", False),
        ("item", None, "have gallstones", False),
        ("paragraph", "It is for:", "adults", False),
    ],
)
def test_what_goes_on_with_its_lead(kind: str, lead: str | None, text: str, ends: bool) -> None:
    passage = Passage(block(kind, text), ("Wegovy",), None, lead)
    assert goes_on(passage, tokenise(text)) is ends


@pytest.mark.parametrize(
    ("headings", "lead", "label"),
    [
        ((), None, ""),
        (("Side effects",), None, "Side effects"),
        (("Side effects:", "Common"), None, "Side effects, Common"),
        (("Wegovy", "What people notice with time"), None, "What people notice with time"),
        (("Wegovy", "Harms"), "They include:", "They include"),
        (("Page", "Side effects", "Common"), None, "Side effects, Common"),
    ],
)
def test_label(headings: tuple[str, ...], lead: str | None, label: str) -> None:
    assert Passage(block("item", "Nausea"), headings, None, lead).label == label


@pytest.mark.parametrize(
    ("label", "text", "outcomes"),
    [
        ("Side effects", "Nausea", ["nausea", "adverse-events"]),
        ("Common side effects", "A dry mouth", ["adverse-events"]),
        ("Opening hours", "Nausea", None),
        ("Weight loss", "A dry mouth", None),
        ("Side effects?", "Nausea", None),
        ("Side effects " + "and more " * 10, "Nausea", None),
    ],
)
def test_words_under_a_label(label: str, text: str, outcomes: list[str] | None) -> None:
    reading = read_under(headed(label, text), text, VOCABULARY, CONTEXT)
    said = [a.outcome for a in reading.assertions] if reading else None
    assert said == outcomes


def test_a_label_says_how_often() -> None:
    reading = read_under(headed("Rare side effects", "Nausea"), "Nausea", VOCABULARY, CONTEXT)
    assert reading is not None
    assert (reading.frequency, reading.drugs) == ("rare", ("semaglutide",))
