"""References as health pages print them, against the works on file."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from claims.citations import WorkIndex, resolve, split

DATA = Path(__file__).parents[2] / "data"
LIST = (
    "Berman RM et al., 'Antidepressant effects of ketamine in depressed patients', Biol Psychiatry "
    "(2000)Daly EJ et al., 'Efficacy and safety of intranasal esketamine', JAMA Psychiatry (2019)"
    "Wilkinson ST et al., 'Effect of IV ketamine on suicidal ideation', Depression & Anxiety (2018)"
)


@pytest.fixture(scope="module")
def index() -> WorkIndex:
    def rows(path: Path) -> list[dict[str, str]]:
        with path.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    return WorkIndex.from_rows(rows(DATA / "studies.csv"), rows(DATA / "vocabulary/journals.csv"))


def test_a_glued_list_of_three(index: WorkIndex) -> None:
    found = [resolve(reference, index) for _, _, reference in split(LIST)]
    assert [(one.study_id, one.status, one.others) for one in found] == [
        ("berman-2000", "ok", ()),
        ("daly-2018", "sibling-mix-up", ("daly-2019",)),
        ("wilkinson-2018", "field-error", ()),
    ]
    assert [(fault.name, fault.printed, fault.real) for fault in found[2].faults] == [
        ("wrong-journal", "Depression & Anxiety", "American Journal of Psychiatry"),
        (
            "wrong-title",
            "Effect of IV ketamine on suicidal ideation",
            index.entries["wilkinson-2018"].work.title,
        ),
    ]


def test_every_work_is_found_by_its_first_author_and_title(index: WorkIndex) -> None:
    found = {
        study_id: resolve(f"{work.authors[0]}, et al. “{work.title}”. {work.year}", index).study_id
        for study_id, work in ((key, entry.work) for key, entry in index.entries.items())
        if work.years
    }
    assert {study_id: other for study_id, other in found.items() if study_id != other} == {}
