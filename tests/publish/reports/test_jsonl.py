"""JSON Lines: keys, places and values of each claim."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from claims.checked import CheckedPage
from publish.reports.jsonl import KEYS, write
from tests.publish.reports.small import CLAIMS, EVIDENCE, REFERENCE, SOURCE, checked

ORDER = [
    "page", "quote", "line", "start", "end", "statement", "kind", "drug", "route", "dose",
    "population", "outcome", "value", "value_high", "unit", "comparator_value", "timepoint_value",
    "timepoint_unit", "n_doses", "hedged", "absolute_language", "cites", "verdict", "as_cited",
    "reasons", "strength", "study_id", "finding_id", "score", "rationale", "suggestion",
]  # fmt: skip


def _rows(page: CheckedPage) -> list[dict[str, Any]]:
    out = io.StringIO()
    write([page], EVIDENCE, out, date(2026, 1, 2))
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_claim_is_one_object_with_the_keys_in_order() -> None:
    rows = _rows(checked())
    assert [row["quote"] for row in rows] == list(CLAIMS)
    assert list(KEYS) == ORDER
    assert all(list(row) == ORDER for row in rows)


def test_places_lead_to_the_words() -> None:
    for row in _rows(checked()):
        assert SOURCE[row["start"] : row["end"]] == row["quote"]
        assert SOURCE.split("\n")[row["line"] - 1].find(row["quote"]) >= 0


def test_values_of_a_claim_that_is_contradicted() -> None:
    row = _rows(checked())[1]
    expected = {
        "page": "pages/leaflet.md", "drug": "semaglutide", "population": "obesity", "route": None,
        "outcome": "target-weight", "value": 95.0, "unit": "%", "timepoint_value": 24.0,
        "timepoint_unit": "wk", "hedged": False, "absolute_language": False, "cites": [],
        "verdict": "contradicted", "as_cited": None, "reasons": ["NUM_HIGH", "UNCITED"],
        "study_id": "abel-2020", "finding_id": "abel-2020-f1",
    }  # fmt: skip
    assert {key: row[key] for key in expected} == expected
    assert 0 < row["score"] <= 1
    assert "Abel 2020" in row["suggestion"]


def test_several_drugs_and_flags() -> None:
    words = "Semaglutide and tirzepatide may never cause gallstones"
    row, plain = _rows(checked(words, (words,)))[0], _rows(checked())[0]
    assert row["drug"] == "semaglutide; tirzepatide"
    assert (row["hedged"], plain["hedged"]) == (True, False)
    assert row["hedged"] is row["absolute_language"] is True


def test_a_reference_names_its_work() -> None:
    row = _rows(checked())[-1]
    assert (row["kind"], row["verdict"], row["study_id"]) == (
        "citation",
        "misattributed",
        "abel-2020",
    )
    assert row["cites"] == ["abel-2020"]


def test_a_reference_not_on_file_is_cited_as_printed() -> None:
    page = checked(reference="Nobody Z. No such work at all, ever. Annals of Nothing 1901.")
    assert _rows(page)[-1]["cites"] == [page.references[0].text]
    assert page.references[0].text != REFERENCE


@given(st.text(alphabet=st.characters(codec=None), min_size=1, max_size=40))
def test_any_words_stay_on_one_line(words: str) -> None:
    page = checked(words, (words,))
    rows = _rows(page)
    assert len(rows) == 1
    assert rows[0]["quote"] == words.encode("utf-8", "replace").decode("utf-8")
