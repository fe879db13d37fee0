"""The names of journals on file: each means one journal, in a form in which it is found."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest

from claims.citations.journals import JournalTable, journal_key

PATH = Path(__file__).parents[2] / "data" / "vocabulary" / "journals.csv"
_NOT_IN_NAME = re.compile(r"^The\s+|\s*\([^)]*\)$")
_PUNCTUATION = re.compile(r"[^\w ]")

with PATH.open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines))
TABLE = JournalTable.from_rows(ROWS)


def names(row: dict[str, str]) -> list[str]:
    return [row["journal"], *filter(None, row["names"].split("|"))]


def test_no_name_stands_for_two_journals() -> None:
    meanings: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in ROWS:
        for name in names(row):
            meanings[journal_key(name)].add(row["journal"])
    assert {key: found for key, found in meanings.items() if len(found) > 1 or not key} == {}


def test_every_name_is_found_where_a_reference_prints_it() -> None:
    missed = {}
    for row in ROWS:
        for name in names(row):
            bare = _NOT_IN_NAME.sub("", name)
            printed = f"Lantern light in crews. {bare[0].upper()}{bare[1:]}. 2015;38(2):201-209."
            found = [journal for *_, journal in TABLE.find(printed)]
            if found != [row["journal"]] or TABLE.canonical(name) != row["journal"]:
                missed[name] = found
    assert missed == {}


def test_the_file_is_in_order() -> None:
    printed = [_PUNCTUATION.sub("", row["journal"]) for row in ROWS]
    assert printed == sorted(printed)


@pytest.mark.parametrize(
    ("printed", "real"),
    [
        ("NEJM", "New England Journal of Medicine"),
        ("Am J Psych", "American Journal of Psychiatry"),
        ("Br Med J", "BMJ"),
        ("Cochrane Database Syst Rev", "Cochrane Database of Systematic Reviews"),
        ("MMWR", "Morbidity and Mortality Weekly Report"),
        ("J. Clin. Endocrinol. Metab.", "Journal of Clinical Endocrinology & Metabolism"),
        ("Spine (Phila Pa 1976)", "Spine"),
    ],
)
def test_what_pages_print(printed: str, real: str) -> None:
    assert TABLE.canonical(printed) == real


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Arch Gen Psychiatry", "JAMA Psychiatry"),
        ("Arch Intern Med", "JAMA Intern Med"),
        ("Br J Obstet Gynaecol", "BJOG"),
        ("Arthritis Rheum", "Arthritis Rheumatol"),
        ("Vaccine", "Vaccines"),
        ("Pain", "Pain Medicine"),
    ],
)
def test_a_journal_and_its_successor_or_neighbour_are_two(one: str, other: str) -> None:
    assert not TABLE.same(one, other)
