"""References to an invented shelf: mix-ups, identifiers, places, prose; the same in any order."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claims.citations import Resolution, WorkIndex, corrected_reference, resolve, resolve_mention
from claims.citations.mentions import Mention, described, trial_names
from claims.citations.prose import shares_topic
from claims.citations.text import words
from claims.citations.told import told_of
from tests.claims.golden import Case, golden, parts
from tests.claims.invented import INDEX, JOURNALS, PIECES, WORKS

REFERENCES = golden("invented_references")
PROSE = golden("invented_prose")


def told(found: Resolution) -> tuple[str, str, list[str], list[str]]:
    names = sorted({fault.name for fault in found.faults})
    return found.study_id or "", found.status, names, sorted(found.others)


@pytest.mark.parametrize("case", REFERENCES, ids=[case["case"] for case in REFERENCES])
def test_reference(case: Case) -> None:
    found = resolve(case["reference"], INDEX)
    assert told(found) == (
        case["study_id"],
        case["status"],
        parts(case["faults"]),
        parts(case["others"]),
    ), found.rationale


@given(st.permutations(WORKS), st.sampled_from(REFERENCES))
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_works_makes_no_difference(works: list[Case], case: Case) -> None:
    index = WorkIndex.from_rows(works, JOURNALS)
    assert told(resolve(case["reference"], index)) == told(resolve(case["reference"], INDEX))


def test_a_work_that_is_no_rival_makes_no_difference() -> None:
    draw = random.Random(1)
    letters = "".join(draw.sample("bcdfghjklmnpqrstvwxz", 20))
    strangers = [
        {"study_id": f"x{i}", "authors": f"X{letters[i]}yz Q", "title": f"{letters[i] * 9} {i}",
         "year": str(1900 + i)}
        for i in range(20)
    ]  # fmt: skip
    index = WorkIndex.from_rows([*strangers, *WORKS], JOURNALS)
    for case in REFERENCES:
        assert told(resolve(case["reference"], index)) == told(resolve(case["reference"], INDEX))


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=80))
@example("Quill BT2015doi:10.5555/jhm.2015.1. NCT09000001")
@settings(max_examples=300, deadline=None)
def test_a_resolution_hangs_together(text: str) -> None:
    found = resolve(text, INDEX)
    assert 0 <= found.score <= 100
    assert found.study_id == (found.work.study_id if found.work else None)
    assert found.study_id not in found.others
    assert len(set(found.others)) == len(found.others)
    assert {one.study_id for one in found.candidates} <= INDEX.entries.keys()
    assert (found.status == "not-found") == (not found.study_id and not found.others) or (
        found.status == "id-points-elsewhere"
    )
    if found.status in ("ok", "incomplete"):
        assert found.study_id and not found.others
    assert resolve(text, INDEX) == found


def test_only_the_first_4000_characters_count() -> None:
    reference = REFERENCES[6]["reference"]
    assert resolve(reference + " " * 4000 + "PMID: 11000002", INDEX).status == "ok"
    assert resolve(" " * 4000 + reference, INDEX).status == "not-found"


@pytest.mark.parametrize("work", [work for work in WORKS if work["authors"]],
                         ids=lambda work: work["study_id"])  # fmt: skip
def test_a_corrected_reference_means_its_work_without_a_fault(work: Case) -> None:
    entry = INDEX.entries[work["study_id"]]
    found = resolve(corrected_reference(entry.work, "vancouver"), INDEX)
    assert (found.study_id, found.faults) == (work["study_id"], ())


SPELLINGS = {
    "doi": ("{}", "doi:{}", "DOI: {}.", "https://doi.org/{}", "http://dx.doi.org/{}", "({})",
            "<https://doi.org/{}>", "[doi]({})", "https://example.org/doi/full/{}?x=1", "{};"),
    "pmid": ("PMID: {}", "PMID {}", "pmid:{}.", "PubMed PMID: {};", "PubMed ID {}",
             "https://pubmed.ncbi.nlm.nih.gov/{}/", "www.ncbi.nlm.nih.gov/pubmed/{}", "[PMID: {}]"),
    "pmcid": ("{}", "PMCID: {}.", "https://www.ncbi.nlm.nih.gov/pmc/articles/{}/", "({})",
              "https://pmc.ncbi.nlm.nih.gov/articles/{}"),
    "nct": ("{}", "({}).", "https://clinicaltrials.gov/study/{}", "ClinicalTrials.gov: {}"),
}  # fmt: skip
SPELT = [(kind, form) for kind, forms in SPELLINGS.items() for form in forms]


@pytest.mark.parametrize(("kind", "form"), SPELT)
@pytest.mark.parametrize("case", [str.upper, str.lower])
def test_an_identifier_is_known_however_it_is_spelt(kind: str, form: str, case: object) -> None:
    work = INDEX.entries["quill-2017" if kind == "nct" else "quill-2015"].work
    value = getattr(work, kind)
    text = form.format(value.upper() if case is str.upper else value.lower())
    assert resolve(text, INDEX).study_id == work.study_id
    assert resolve(f"Available at {text}", INDEX).study_id == work.study_id


def ids(mention: Mention | None) -> list[str] | None:
    return None if mention is None else [entry.work.study_id for entry in mention.entries]


@pytest.mark.parametrize("case", PROSE, ids=[f"{c['asked']}: {c['text']}" for c in PROSE])
def test_prose(case: Case) -> None:
    text, span = case["text"], case["span"]
    if case["asked"] == "told_of":
        assert [e.work.study_id for e in told_of(text, INDEX)] == parts(case["study_id"])
        return
    if case["asked"] == "trial_names":
        found = list(trial_names(text, INDEX))
    else:
        mention = described(text, case["topic"] or None, INDEX)
        found = [mention] if mention else []
    assert [text[one.start : one.end] for one in found] == [
        part for part in span.split("|") if part
    ]
    assert [study for one in found for study in ids(one) or []] == parts(case["study_id"])


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=80))
@settings(deadline=None)
def test_what_prose_means_stands_in_it(text: str) -> None:
    found = [*trial_names(text, INDEX), described(text, None, INDEX)]
    for mention in filter(None, found):
        assert 0 <= mention.start < mention.end <= len(text)
        resolution = resolve_mention(text[mention.start : mention.end], mention.entries, INDEX)
        assert resolution.status in ("incomplete", "ambiguous", "not-found")
        meant = {resolution.study_id, *resolution.others} - {None}
        assert meant == {entry.work.study_id for entry in mention.entries}
    assert {entry.work.study_id for entry in told_of(text, INDEX)} <= INDEX.entries.keys()


def test_a_topic_is_shared_by_a_longer_word_however_it_ends() -> None:
    lantern = INDEX.entries["quill-2015"]
    assert shares_topic(lantern, "Lanterns")
    assert shares_topic(lantern, "for a worker")
    assert not shares_topic(lantern, "a mood at dawn")
    assert not shares_topic(lantern, "Rope and honey")


def test_a_size_and_a_year_are_one_key() -> None:
    assert [e.work.study_id for e in INDEX.by_size(120, 2014)] == ["quill-2015"]
    assert [e.work.study_id for e in INDEX.by_size(118, 2015)] == ["quill-2015"]
    assert INDEX.by_size(120, 2016) == []


def test_names_on_file_are_found_whole_and_the_longest_first() -> None:
    rows = [
        {"study_id": "a", "authors": "", "title": "A", "aliases": "BUOY"},
        {"study_id": "b", "authors": "", "title": "B", "aliases": "BUOY 2; BELL-BUOY"},
    ]
    index = WorkIndex.from_rows(rows, [])
    text = "BUOY, BUOY-2 and BELL BUOY; not BUOYS, buoy or BUOY 23"
    found = [(text[start:end], [e.work.study_id for e in entries])
             for start, end, entries in index.names_in(text)]  # fmt: skip
    assert found == [("BUOY", ["a"]), ("BUOY-2", ["b"]), ("BELL BUOY", ["b"]), ("BUOY", ["a"])]
    assert [e.work.study_id for e in index.by_alias(words("the buoy 2 trial"))] == ["b"]
