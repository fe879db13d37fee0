"""ClinicalTrials.gov's JSON: trials, findings with their denominators, and a pack of both."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.corpus import read_evidence
from ingest.evidence import Row
from ingest.formats import trials
from ingest.packs import read_pack
from ingest.schema import PROPOSALS, STUDIES
from tests.ingest.formats.readers import (
    damaged,
    filled,
    json_values,
    keeps_its_word,
    keys_of,
    sample,
    split,
)

TWO, ONE = sample("trial_two_arms.json"), sample("trial_one_arm.json")
# What a proposal gets when it is filed.
FILED: Row = {"status": "machine", "read_from": "registry", "mark": 12 * "0"}
KEYS = sorted(set(keys_of(json.loads(TWO))))


def findings(text: str, **wanted: object) -> list[Row]:
    """The findings of a trial that have these values."""
    ((work,), _) = split(trials.read(text, "a.json"))
    rows = work.proposals
    return [row for row in rows if all(row.get(name) == value for name, value in wanted.items())]


def only(text: str, **wanted: object) -> Row:
    """The one finding that has these values."""
    (row,) = findings(text, **wanted)
    return row


def cells(row: Row, *names: str) -> tuple[object, ...]:
    """Some columns of a row."""
    return tuple(row.get(name) for name in names)


def test_trial_of_two_arms() -> None:
    ((work,), _) = split(trials.read(TWO, "a.json"))
    assert filled(work.study) == {
        "authors": "Institute of Leaves, Department B",
        "title": "A Randomized, Double-blind Study of Leaf Tea Versus Placebo in Adults With "
        "Headache",
        "journal": "ClinicalTrials.gov",
        "year": 2021,
        "nct": "NCT09990001",
        "aliases": "LEAF-1",
        "population": "Headache, Migraine",
        "comparator": "Placebo",
        "source_url": "https://clinicaltrials.gov/study/NCT09990001",
        "design": "randomised-parallel",
        "blinding": "double-blind",
        "blinding_note": "masked: participant, care provider, investigator, outcomes assessor",
        "drug": "Leaf tea",
        "route": "oral",
        "dose": "20 mg",
        "dose_low": 20.0,
        "dose_high": 20.0,
        "dose_unit": "mg",
        "n_enrolled": 100,
        "n_randomised": 98,
        "n_treated": 97,
        "n_analysed": 95,
    }


def test_trial_of_one_arm_leaves_open_what_the_record_does() -> None:
    ((work,), _) = split(trials.read(ONE, "a.json"))
    assert filled(work.study) == {
        "authors": "University of Roots",
        "title": "Root Tea in Dry Eye",
        "journal": "ClinicalTrials.gov",
        "year": 2015,
        "nct": "NCT09990002",
        "population": "Dry Eye",
        "comparator": "none",
        "source_url": "https://clinicaltrials.gov/study/NCT09990002",
        "design": "open-label",
        "blinding": "open-label",
        "drug": "Root tea",
        "route": "intravenous",
    }


@pytest.mark.parametrize(
    ("allocation", "model", "masking", "who", "design", "blinding"),
    [
        ("RANDOMIZED", "CROSSOVER", "DOUBLE", [], "randomised-crossover", "double-blind"),
        ("RANDOMIZED", "PARALLEL", "NONE", [], "randomised-parallel", "open-label"),
        ("RANDOMIZED", "SEQUENTIAL", "NONE", [], None, "open-label"),
        ("RANDOMIZED", "PARALLEL", "SINGLE", ["OUTCOMES_ASSESSOR"], "randomised-parallel",
         "rater-blind"),
        ("RANDOMIZED", "PARALLEL", "SINGLE", ["PARTICIPANT"], "randomised-parallel", None),
        ("NON_RANDOMIZED", "PARALLEL", "NONE", [], "open-label", "open-label"),
    ],
)  # fmt: skip
def test_design(
    allocation: str, model: str, masking: str, who: list[str], design: object, blinding: object
) -> None:
    record = json.loads(TWO)
    record["protocolSection"]["designModule"]["designInfo"] = {
        "allocation": allocation,
        "interventionModel": model,
        "maskingInfo": {"masking": masking, "whoMasked": who},
    }
    ((work,), _) = split(trials.read(json.dumps(record), "a"))
    assert cells(work.study, "design", "blinding") == (design, blinding)


def test_count_of_participants_beside_the_control() -> None:
    row = only(TWO, outcome="response", arm="Leaf tea", effect=None)
    assert cells(row, "events", "n", "n_kind", "percent", "derived") == (
        34, 49, "analysed", 69.4, "percent")  # fmt: skip
    names = ("comparator", "comparator_events", "comparator_n", "comparator_percent", "basis")
    assert cells(row, *names) == ("Placebo", 20, 48, 41.7, "controlled")
    assert cells(row, "drug", "route", "dose") == ("Leaf tea", "oral", "20 mg")
    times = ("timepoint", "time_low_h", "time_high_h")
    assert cells(row, *times) == ("Baseline up to Day 28", 0.0, 672.0)
    assert cells(row, "definition", "population") == ("Based on HPRS Total Score",
                                                      "Headache; Migraine")  # fmt: skip
    assert cells(row, "source_tier", "confidence") == ("registry", "machine")
    assert "Number of Participants With Response" in str(row["location"])
    assert row["statement"] == (
        "Leaf tea: response (Based on HPRS Total Score) 69.4% (34 of 49), against 41.7% on "
        "Placebo, at baseline up to Day 28 (NCT09990001)."
    )


def test_control_arm_has_a_row_of_its_own_without_comparator() -> None:
    row = only(TWO, outcome="response", arm="Placebo")
    assert cells(row, "drug", "events", "n", "comparator", "route", "dose") == (
        "placebo", 20, 48, None, None, None)  # fmt: skip


def test_times_and_denominators_of_categories() -> None:
    second, last = findings(TWO, arm="Leaf tea", effect_type="mean change")
    assert cells(second, "timepoint", "time_high_h", "n", "effect", "sd", "scale") == (
        "Day 2", 48.0, 48, -8.5, 9.1, "HPRS")  # fmt: skip
    assert cells(second, "comparator_n", "comparator_effect") == (47, -4.0)
    assert cells(last, "timepoint", "time_low_h", "n", "effect") == ("Day 28", 672.0, 45, -12.25)
    assert cells(last, "comparator", "comparator_effect") == (None, None)  # 'NA' is no figure
    assert second["outcome"] == "change in head pain rating scale"
    assert second["note"] == "Least squares mean. Unit: score on a scale."


def test_statistical_analysis() -> None:
    row = only(TWO, effect_type="MD")
    figures = ("effect", "ci_low", "ci_high", "se", "p_operator", "p")
    assert cells(row, *figures) == (-4.5, -7.8, -1.2, 1.7, "=", 0.008)
    assert cells(row, "arm", "n", "comparator", "comparator_n") == ("Leaf tea", 48, "Placebo", 47)


def test_analysis_that_names_one_of_two_groups_and_another_interval() -> None:
    row = only(TWO, effect_type="OR")
    assert cells(row, "arm", "comparator", "effect") == ("Leaf tea", "Placebo", 3.17)
    assert cells(row, "ci_low", "note") == (None, "90% interval: 1.4 to 7.2.")
    assert cells(row, "p_operator", "p") == ("<", 0.01)
    assert len([r for r in findings(TWO) if "analysis" in str(r["location"])]) == 2


def test_share_that_no_whole_number_of_people_makes() -> None:
    treated = only(TWO, outcome="remission", arm="Leaf tea")
    control = only(TWO, outcome="remission", arm="Placebo")
    assert cells(control, "percent", "n", "events", "confidence") == (31.1, 40, None, "conflicting")
    assert "No whole number" in str(control["note"])
    assert cells(treated, "percent", "ci_low", "ci_high") == (52.5, 37.5, 67.1)
    assert treated["confidence"] == "conflicting" and "Comparator" in str(treated["note"])


def test_adverse_events() -> None:
    row = only(TWO, outcome="adverse-event:Nausea", arm="Leaf tea")
    figures = ("events", "n", "percent", "n_kind", "comparator_events", "comparator_n")
    assert cells(row, *figures, "time_high_h") == (12, 49, 24.5, "treated", 3, 47, 672.0)
    assert only(TWO, outcome="adverse-event:Syncope", arm="Placebo", definition="serious")
    names = ("adverse-event:Death from any cause", "serious adverse events", "adverse events")
    totals = [only(TWO, outcome=name, arm="Leaf tea")["events"] for name in names]
    assert totals == [0, 1, 20]


def test_participant_flow() -> None:
    def told(stage: str) -> list[tuple[object, ...]]:
        rows = findings(TWO, outcome=f"participant-flow:{stage}", arm="Leaf tea")
        return [cells(row, "definition", "events", "n", "n_kind") for row in rows]

    assert told("started") == [
        ("Double-blind", None, 50, "randomised"),
        ("Follow-up", None, 44, None),
    ]
    assert told("treated") == [("Double-blind", None, 49, "treated")]
    assert told("completed") == [
        ("Double-blind", 45, 50, "randomised"),
        ("Follow-up", 44, 44, None),
    ]
    assert told("withdrawn, adverse event") == [("Double-blind", 3, 50, None)]
    assert told("not completed") == []


def test_lead_in_is_no_randomisation() -> None:
    text = TWO.replace('"title": "Double-blind"', '"title": "Screening Phase"')
    ((work,), _) = split(trials.read(text, "a"))
    assert work.study["n_randomised"] == 44 + 39
    kinds = [row["n_kind"] for row in findings(text, outcome="participant-flow:started")]
    assert kinds == ["enrolled", "enrolled", None, None]


def test_older_forms_and_a_single_arm() -> None:
    full, partial = findings(ONE, outcome="relief")
    assert cells(full, "events", "n", "percent", "definition") == (7, 28, 25.0, "Full")
    assert cells(partial, "events", "definition", "drug") == (14, "Partial", "Root tea")
    assert cells(full, "comparator", "basis", "dose") == ("none", "uncontrolled", None)
    share = only(ONE, outcome="dropped out")
    assert cells(share, "percent", "n", "derived", "confidence") == (
        25.0,
        28,
        "percent",
        "machine",
    )


def test_figures_that_are_not_of_people() -> None:
    row = only(ONE, outcome="tear film time")
    assert cells(row, "effect_type", "effect", "n", "ci_low") == ("median", 9.5, 28, None)
    assert row["note"] == "Unit: seconds. Inter-Quartile Range: 6 to 12."
    eyes = ONE.replace(
        '"unitOfMeasure": "participants"',
        '"unitOfMeasure": "participants", "denomUnitsSelected": "Eyes"',
    )
    assert cells(findings(eyes, outcome="relief")[0], "events", "percent", "effect") == (
        None, None, 7.0)  # fmt: skip


def test_list_of_trials_with_bad_ones() -> None:
    studies = [json.loads(TWO), {}, None, json.loads(ONE)]
    works, refusals = split(trials.read(json.dumps({"studies": studies}), "a.json"))
    assert [work.label for work in works] == ["NCT09990001", "NCT09990002"]
    assert len(refusals) == 2 and "NCT number" in refusals[0].reason


def test_pack_of_imported_trials_is_sound(tmp_path: Path) -> None:
    studies, rows = [], []
    for number, text in enumerate((TWO, ONE)):
        ((work,), _) = split(trials.read(text, "a.json"))
        studies.append({"study_id": f"trial-{number}", **work.study})
        rows += [
            {"study_id": f"trial-{number}", **FILED, "proposal_id": f"p{number}-{place}", **row}
            for place, row in enumerate(work.proposals)
        ]
    for name, columns, content in (
        ("studies", STUDIES.names, studies),
        ("proposals", PROPOSALS.names, rows),
    ):
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(content)
    assert read_pack(tmp_path).refusals == ()
    evidence = read_evidence([tmp_path], Path(__file__).parents[3] / "data", machine=True)
    assert len(evidence.rows("proposals")) == len(rows)
    fit = [row for row in rows if row["confidence"] == "machine"]
    assert len(evidence.rows("findings")) == len(fit) > 20
    by_statement = {row["statement"]: row for row in evidence.rows("findings")}
    for row in fit:  # nothing is read otherwise than it was written
        kept = by_statement[row["statement"]]
        for name in ("n", "events", "percent", "effect", "comparator_n", "time_low_h", "p"):
            assert kept[name] == row.get(name)
    assert {"response", "nausea"} <= {row["outcome"] for row in by_statement.values()}
    # A share that no whole number of people makes waits for somebody to read it.
    apart = {row["outcome"] for row in evidence.rows("proposals")} - {row["outcome"] for row in fit}
    assert apart == {"remission"}


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    keeps_its_word(trials.read, text)


@settings(max_examples=50)
@given(damaged(TWO))
def test_damage_is_borne(text: str) -> None:
    keeps_its_word(trials.read, text)


@settings(max_examples=50)
@given(json_values(KEYS), st.sampled_from(KEYS))
def test_no_shape_is_too_strange(value: object, key: str) -> None:
    record = json.loads(TWO, object_hook=lambda node: {**node, key: value} if key in node else node)
    keeps_its_word(trials.read, json.dumps(record))
