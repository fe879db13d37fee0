"""A small labelled set, measured from its files into the tables of a build; figures by hand."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import labelled
from claims.build import build
from claims.quality.figures import together
from claims.quality.labels import Label
from claims.quality.measure import Gold, measure
from ingest.errors import OnfileError

ROOT = Path(__file__).parents[3]
EMPTY: Label = {
    "page": "page.md", "line_no": 3, "checkworthy": "high", "kind": "safety-rate",
    "drug": "semaglutide", "route": None, "dose": None, "population": None, "outcome": None,
    "value": None, "value_high": None, "value_as_written": None, "unit": None,
    "comparator_value": None, "timepoint_value": None, "timepoint_unit": None, "n_doses": None,
    "hedged": False, "absolute_language": False, "alt_verdicts": [],
}  # fmt: skip
PAGE = """# Semaglutide

Nausea occurred in 44% of people on semaglutide.

Nausea occurred in 71% of people on semaglutide.

Call us to book a visit.
"""
STUDIES = "study_id,authors,title,journal,year\n"
WORKS = STUDIES + "elm-2001,Elm B,Lantern light and evening mood,Journal of Tea,2001\n"
FILES = {
    "studies.csv": STUDIES + "ash-2010,Ash C,Morning daylight on a ferry,Moss,2010\n",
    "vocabulary/outcomes.csv": "outcome,label,family,kind,valence\nnausea,Nausea,harm,safety,bad\n",
    "gold/meds/studies.csv": STUDIES + "oak-2015,Oak A,A trial of semaglutide,Moss,2015\n",
    "gold/meds/findings.csv": "study_id,drug,outcome,percent,direction\n"
    "oak-2015,semaglutide,nausea,44,present\n",
    "gold/meds/page.md": PAGE,
    "gold/meds/negatives.jsonl": json.dumps(
        {"page": "page.md", "text": "Call us to book a visit."}
    ),
    "gold/references/first/works.csv": WORKS,
    "gold/references/first/references.csv": "id,reference,study_id,faults\n"
    '1,"Elm B. Lantern light and evening mood. Journal of Tea. 2001.",elm-2001,\n'
    '2,"Elm B. Lantern light and evening mood. Journal of Tea. 1990.",elm-2001,wrong-year\n'
    '3,"Ash C. Morning daylight on a ferry. Moss. 2010.",,nonexistent\n',
}
LABELS = [
    {"quote": "Nausea occurred in 44% of people on semaglutide.", "expected_verdict": "supported",
     "outcome": "nausea", "value": 44, "unit": "%"},
    {"quote": "Nausea occurred in 71% of people on semaglutide.", "line_no": 5,
     "expected_verdict": "contradicted", "outcome": "nausea", "value": 7, "unit": "%"},
    {"quote": "We are open on Sundays.", "line_no": 7, "expected_verdict": "not-checkable",
     "kind": "history"},
]  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A pack with two labelled sets: a page on a topic, and references."""
    labels = [json.dumps(EMPTY | {"id": f"l{i}"} | label) for i, label in enumerate(LABELS)]
    for name, text in {**FILES, "gold/meds/gold.jsonl": "\n".join(labels)}.items():
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "data"


@pytest.fixture
def db(data: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    build([data], tmp_path / "evidence.db", words=ROOT / "data", gold=data / "gold")
    connection = sqlite3.connect(tmp_path / "evidence.db")
    yield connection
    connection.close()


def figures(db: sqlite3.Connection, topic: str, measure: str) -> dict[str, tuple[object, ...]]:
    sql = """SELECT name, labelled, found, "right", precision, recall, f1 FROM quality
             WHERE topic = ? AND measure = ?"""
    return {row[0]: row[1:] for row in db.execute(sql, (topic, measure))}


def test_the_tables_hold_what_the_labels_give(db: sqlite3.Connection) -> None:
    assert figures(db, "meds", "detection") == {
        "claims": (3, 2, 2, 1.0, 0.6667, 0.8),
        "claims most worth checking": (3, 2, 2, 1.0, 0.6667, 0.8),
        "sentences that are no claim": (1, 2, 1, 0.5, 1.0, 0.6667),
    }
    read = figures(db, "meds", "field")
    assert read["kind"] == read["drug"] == read["outcome"] == (2, 2, 2, 1.0, 1.0, 1.0)
    assert read["value"] == (2, 2, 1, 0.5, 0.5, 0.5)
    assert read["unit"] == (2, 2, 2, 1.0, 1.0, 1.0)
    assert read["hedged"] == (0, 0, 0, None, None, None)
    assert figures(db, "meds", "verdict") == {
        "same or as good": (2, 2, 2, 1.0, 1.0, 1.0),
        "supported": (1, 1, 1, 1.0, 1.0, 1.0),
        "contradicted": (1, 1, 1, 1.0, 1.0, 1.0),
    }
    assert figures(db, "meds", "kind") == {
        "safety-rate": (2, 2, 2, 1.0, 1.0, 1.0),
        "history": (1, 0, 0, None, 0.0, None),
    }
    read = figures(db, "meds", "kind-read")
    assert read == {"safety-rate": (2, 2, 2, 1.0, 1.0, 1.0)}
    # Labels name no codes: only how often a verdict with the code is right can be told.
    assert figures(db, "meds", "reason")["NUM_EXACT"] == (0, 1, 1, 1.0, None, None)
    pairs = [("contradicted", "contradicted", 1), ("supported", "supported", 1)]
    for part, name, wanted in (
        ("all", "all", pairs), ("kind", "safety-rate", pairs), ("reason", "NUM_EXACT", pairs[1:]),
        ("reason", "NUM_HIGH", pairs[:1]),
    ):  # fmt: skip
        confusion = db.execute(
            "SELECT topic, labelled, given, claims FROM confusion WHERE part = ? AND name = ?"
            " ORDER BY 1, 2",
            (part, name),
        )
        assert confusion.fetchall() == [
            (set_, *pair) for set_ in ("all", "meds") for pair in wanted
        ]


def test_references_are_measured_against_the_works_of_their_set(db: sqlite3.Connection) -> None:
    assert figures(db, "references, first", "citation") == {
        "work on file": (2, 2, 2, 1.0, 1.0, 1.0),
        "no work on file": (1, 1, 1, 1.0, 1.0, 1.0),
        "faults that matter most": (2, 2, 2, 1.0, 1.0, 1.0),
        "wrong-year": (1, 1, 1, 1.0, 1.0, 1.0),
        "nonexistent": (1, 1, 1, 1.0, 1.0, 1.0),
    }


def test_all_is_every_set_together(db: sqlite3.Connection) -> None:
    summed = """SELECT measure, name, sum(labelled), sum(found), sum("right") FROM quality
                WHERE topic {} 'all' GROUP BY measure, name ORDER BY measure, name"""
    together, apart = (db.execute(summed.format(sign)).fetchall() for sign in ("=", "<>"))
    assert together == apart
    assert len(together) > 20


def test_the_benchmark_prints_what_the_table_holds(
    db: sqlite3.Connection, data: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr(labelled, "GOLD", data / "gold")
    labelled.main()
    header, row, together_ = (line.split() for line in capsys.readouterr().out.splitlines())
    assert header == ["claims", "recall", "high", "left", "alone", "verdicts", "drugs", "kinds"]
    held = [figures(db, "meds", measure)[name] for measure, name in labelled.COLUMNS.values()]
    assert row[1:] == together_[1:] == ["3.0", *(f"{100 * float(str(one[4])):.1f}" for one in held)]


def test_without_labelled_sets_the_tables_are_empty(data: Path, tmp_path: Path) -> None:
    for gold in (None, tmp_path / "data" / "none"):
        build([data], tmp_path / "a.db", words=ROOT / "data", gold=gold)
        with sqlite3.connect(tmp_path / "a.db") as db:
            assert db.execute("SELECT count(*) FROM quality").fetchone() == (0,)
            assert db.execute("SELECT count(*) FROM confusion").fetchone() == (0,)


def test_a_set_without_its_file_is_told(data: Path) -> None:
    missing = data / "gold" / "meds" / "negatives.jsonl"
    missing.unlink()
    with pytest.raises(OnfileError, match=rf"^{missing}: .+ measure quality$"):
        measure(data / "gold")


def test_a_topic_with_a_pack_is_checked_against_it_and_one_without_against_the_data(
    data: Path,
) -> None:
    gold = Gold(data / "gold")
    (topic,) = gold.topics
    assert gold.topic(topic).figures["verdict", "supported"].right == 1
    for name in ("studies", "findings"):
        (topic / f"{name}.csv").unlink()
    alone = gold.topic(topic)
    assert alone.figures["verdict", "supported"].found == 0
    assert together([alone]).confusion == alone.confusion
