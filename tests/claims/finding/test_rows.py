"""The printed words of a table row."""

from __future__ import annotations

import pytest

from claims.finding.rows import printed_runs, read_row
from claims.pages.formats import read_page
from claims.pages.page import Block
from claims.reading import Context
from tests.claims.small import VOCABULARY

CONTEXT = Context(drugs=("semaglutide",))


def row(header: str, cells: str) -> Block:
    """The only row of a table, its cells divided by "|"."""
    head = "".join(f"<th>{name}" for name in header.split("|"))
    body = "".join(f"<td>{cell}" for cell in cells.split("|"))
    source = f"<main><p>Text.</p><table><tr>{head}<tr>{body}</table></main>"
    (found,) = (b for b in read_page("page.html", source.encode()).blocks if b.kind == "row")
    return found


def test_printed_runs_are_the_cells() -> None:
    block = row("Outcome|Wegovy|Placebo", "Nausea|20%|6%")
    assert [block.text[a:b].strip() for a, b in printed_runs(block)] == ["Nausea", "20%", "6%"]
    assert printed_runs(Block("row", "", (), ())) == []


@pytest.mark.parametrize(
    ("header", "cells", "told"),
    [
        ("Outcome|Wegovy|Placebo", "Nausea|20%|6%", [("Outcome: Nausea; Wegovy: 20%", 20, 6)]),
        ("Outcome|Placebo|Wegovy", "Nausea|6%|20%", [("Outcome: Nausea; Wegovy: 20%", 20, 6)]),
        ("Outcome|Wegovy|Orlistat", "Nausea|20%|9%", [("Outcome: Nausea; Wegovy: 20%", 20, 9)]),
        ("Drug|Nausea|Gallstones", "Wegovy|20%|3%",
         [("Drug: Wegovy; Nausea: 20%", 20, None), ("Drug: Wegovy; Gallstones: 3%", 3, None)]),
        ("Drug|Nausea|n", "Wegovy|20%|40", [("Drug: Wegovy; n: 40; Nausea: 20%", 20, None)]),
        ("Outcome|Wegovy", "Nausea|common", [("Outcome: Nausea; Wegovy: common", None, None)]),
    ],
)  # fmt: skip
def test_claims_of_a_row(header: str, cells: str, told: list[tuple[str, float, float]]) -> None:
    found = list(read_row(row(header, cells), VOCABULARY, CONTEXT))
    given = [(text, reading.value, reading.comparator_value) for text, reading in found]
    assert given == told


@pytest.mark.parametrize(
    ("header", "cells", "told", "figure", "time"),
    [
        ("Phase|Weeks|How often", "Start|1 to 4|Twice a week",
         "Phase: Start; Weeks 1 to 4; How often: Twice a week", (2, "doses/wk"), (4, "wk")),
        ("Phase|Weeks|Dose", "Then|9 and later|Every two weeks",
         "Phase: Then; Weeks 9 and later; Dose: Every two weeks", (2, "wk"), (9, "wk")),
        ("Outcome|Week|Wegovy", "Nausea|12|20%",
         "Outcome: Nausea; Week 12; Wegovy: 20%", (20, "%"), (12, "wk")),
        ("Result|When|Wegovy|Placebo", "Weight loss|months 4 to 6|7.2|1.5",
         "Result: Weight loss; When: months 4 to 6; Wegovy: 7.2", (7.2, None), (6, "mo")),
        ("Result|Months on Wegovy|Wegovy", "Nausea|3|9",
         "Result: Nausea; Months on Wegovy: 3", (3, None), (None, None)),
        ("Outcome|Patients|Wegovy", "Nausea|40|20%",
         "Outcome: Nausea; Patients: 40; Wegovy: 20%", (20, "%"), (None, None)),
        ("What|Days", "Half-life|7", "What: Half-life; Days 7", (7, "d"), (None, None)),
    ],
)  # fmt: skip
def test_a_time_beside_a_figure_is_when_it_was_found(
    header: str,
    cells: str,
    told: str,
    figure: tuple[float, str | None],
    time: tuple[float | None, str | None],
) -> None:
    ((statement, reading),) = read_row(row(header, cells), VOCABULARY, CONTEXT)
    assert statement == told
    assert (reading.value, reading.unit) == figure
    assert (reading.timepoint_value, reading.timepoint_unit) == time


@pytest.mark.xfail(
    strict=True, reason="of figures under headers that name no outcome the first stands"
)
def test_figures_at_several_times_are_a_claim_each() -> None:
    found = list(read_row(row("Outcome|Week 12|Week 24", "Nausea|20%|30%"), VOCABULARY, CONTEXT))
    told = [(reading.value, reading.timepoint_value) for _, reading in found]
    assert told == [(20, 12), (30, 24)]
