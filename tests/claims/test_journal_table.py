"""Journals in references and in prose: set off, spoken of, and never a part of a longer name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.citations.journals import JournalTable, abbreviates, journal_key
from tests.claims.golden import Case, golden
from tests.claims.invented import JOURNALS

PRINTED = golden("journals_printed")
TABLE = JournalTable.from_rows(JOURNALS)


@pytest.mark.parametrize("case", PRINTED, ids=[case["text"] for case in PRINTED])
@pytest.mark.parametrize("way", ["found", "mentioned"])
def test_names_in_a_text(case: Case, way: str) -> None:
    text = case["text"]
    hits = TABLE.find(text) if way == "found" else TABLE.mentioned(text)
    told = [f"{text[start:end]}={journal}" for start, end, journal in hits]
    assert told == [part for part in case[way].split("|") if part]


PIECES = st.sampled_from(
    ["Sleep", "sleep", "J Harb Med", "Annals of Tides", "and", "&", "Weather", "in ", "the ", ". ",
     ", ", " ", "2015", "(", ")", "é", "Ä", "ﬁ", "ß"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=20).map("".join) | st.text())
def test_names_stand_where_they_say_in_order(text: str) -> None:
    mentioned = list(TABLE.mentioned(text))
    found = list(TABLE.find(text))
    for hits in (found, mentioned):
        assert all(TABLE.canonical(text[start:end]) == name for start, end, name in hits)
        places = [place for start, end, _ in hits for place in (start, end)]
        assert places == sorted(places)
    covered = {at for start, end, _ in found for at in range(start, end)}
    assert {start for start, _, _ in mentioned} <= covered


def test_the_first_meaning_of_a_name_stands() -> None:
    table = JournalTable.from_rows(JOURNALS)
    table.add("Tide Letters", "Sleep", "TL")
    assert table.canonical("TL") == table.canonical("Tide Letters") == "Sleep"
    table.add("Annals of Tides", "AT")
    assert table.canonical("at.") == "Annals of Tides"
    table.add("", "…")
    assert table.canonical("…") is table.canonical("") is table.canonical(None) is None


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("J. Harb. Med.", "J Harb Med"),
        ("The Annals of Tides", "Annals Tides"),
        ("Depression & Anxiety", "Depression and Anxiety"),
        ("Spine (Phila Pa 1976)", "spine"),
        ("Revista Médica", "Revista medica"),
    ],
)
def test_keys_that_are_one(name: str, other: str) -> None:
    assert journal_key(name) == journal_key(other) != ()
    assert TABLE.same(name, other)


@pytest.mark.parametrize(
    ("printed", "full", "short"),
    [
        ("Q J Knots", "Quarterly Journal of Knots", True),
        ("Quart J Kn", "Quarterly Journal of Knots", True),
        ("Q Knots", "Quarterly Journal of Knots", False),
        ("Q J Knots Ropes", "Quarterly Journal of Knots", False),
        ("J Q Knots", "Quarterly Journal of Knots", False),
        ("", "", False),
    ],
)
def test_an_abbreviation_begins_every_word(printed: str, full: str, short: bool) -> None:
    assert abbreviates(printed, full) is short
