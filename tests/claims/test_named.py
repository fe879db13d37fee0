"""Studies named in a text by acronym, trial name or author."""

from __future__ import annotations

import pytest

from claims.named import StudyNames
from claims.records import Study, study_from_row


def study(study_id: str, authors: str, title: str, aliases: str = "") -> Study:
    year = int(study_id.rpartition("-")[2])
    row = {"study_id": study_id, "authors": authors, "title": title, "year": year}
    return study_from_row({**row, "aliases": aliases})


NAMES = StudyNames(
    [
        study("oak-2001", "Oak A; Elm B", "Leaf tea for calm: the LEAF 1 randomised trial"),
        study("oak-2003", "Oak A", "Long calm: the LEAF 1 trial extension"),
        study("ash-2002", "Ash C", "GROVE: a study of tea in people at odds"),
        study("fir-2004", "Fir D", "Tea in restless leaf syndrome (RLS)", "SELECT; TREE-2"),
        study("yew-2005", "Yew E", "Calm after tea in adults (THICKET): a trial"),
    ]
)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("In LEAF 1, 12% were calm", {"oak-2001", "oak-2003"}),
        ("In the LEAF 1 extension 12% were calm", {"oak-2003"}),
        ("GROVE found nothing", {"ash-2002"}),
        ("the SELECT and TREE‑2 trials", {"fir-2004"}),
        ("select a few trees in the grove", set()),
        ("THICKET showed", {"yew-2005"}),
        ("people with RLS were calm", set()),
        ("Oak et al. reported", {"oak-2001", "oak-2003"}),
        ("Oak and colleagues (2003) reported", {"oak-2003"}),
        ("Oak 2001", {"oak-2001"}),
        ("Ash's study", {"ash-2002"}),
        ("Oak trees and Ash trees", set()),
        ("Oak 1999", set()),
    ],
)
def test_studies_are_found_by_name(text: str, ids: set[str]) -> None:
    assert NAMES.find(text) == ids
