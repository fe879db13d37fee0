"""How proposals are scored against labelled abstracts."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.quality.figures import Figure
from claims.quality.proposals import MEASURE, STATED, WHOLE, measure
from claims.vocabulary import Vocabulary
from ingest.formats.record import Abstract

TOLD = (
    "Adults were randomly assigned to birchin (n = 50) or placebo (n = 50). Relapse occurred in "
    "20% of the birchin group and 46% of the placebo group at week 8."
)
XML = """<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>77</PMID><Article><Journal>
<JournalIssue><PubDate><Year>2019</Year></PubDate></JournalIssue><Title>Trees</Title></Journal>
<ArticleTitle>Birchin for ashpox</ArticleTitle><Abstract><AbstractText>{}</AbstractText></Abstract>
</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"""
HEADER = (
    "pmid,row,sentence,arm,role,drug,outcome,outcome_words,n,events,percent,timepoint,time_h,note\n"
)
BIRCHIN = "77,1,2,birchin,intervention,birchin,,relapse|recurrence,50,,20,week 8,1344,\n"
PLACEBO = "77,2,2,placebo,comparator,placebo,,relapse,50,,46,week 8,1344,\n"
NAUSEA = "77,3,3,birchin,intervention,birchin,,nausea,50,,12,,,\n"


def figures(
    tmp_path: Path, labels: str, texts: dict[str, Abstract] | None = None
) -> dict[str, Figure]:
    """The figures by field of one labelled abstract."""
    (tmp_path / "abstracts.xml").write_text(XML.format(TOLD))
    (tmp_path / "results.csv").write_text(HEADER + labels)
    scores = measure(tmp_path, Vocabulary.from_rows({}), texts)
    return {name: figure for (kind, name), figure in scores.figures.items() if kind == MEASURE}


def counts(figure: Figure) -> tuple[int, int, int]:
    """What was labelled, found and right."""
    return figure.labelled, figure.found, figure.right


def test_what_is_right_counts_in_every_field(tmp_path: Path) -> None:
    found = figures(tmp_path, BIRCHIN + PLACEBO)
    assert {name: counts(one) for name, one in found.items() if name != "events"} == dict.fromkeys(
        ("outcome", "arm", "percent", "n", "time", WHOLE, STATED), (2, 2, 2)
    )
    assert counts(found["events"]) == (0, 0, 0)


def test_what_was_missed_or_invented_counts_against(tmp_path: Path) -> None:
    assert counts(figures(tmp_path, BIRCHIN + PLACEBO + NAUSEA)[WHOLE]) == (3, 2, 2)
    assert counts(figures(tmp_path, BIRCHIN)[WHOLE]) == (1, 2, 1)


@pytest.mark.parametrize(
    ("label", "field"),
    [
        (BIRCHIN.replace("relapse|recurrence", "itching"), "outcome"),
        (BIRCHIN.replace("77,1,2,birchin,intervention,birchin", "77,1,2,placebo,x,placebo"), "arm"),
        (BIRCHIN.replace(",50,", ",48,"), "n"),
        (BIRCHIN.replace(",50,", ",,"), "n"),
    ],
)
def test_one_wrong_field_makes_the_whole_wrong(tmp_path: Path, label: str, field: str) -> None:
    found = figures(tmp_path, label + PLACEBO)
    assert counts(found[WHOLE])[2] == 1
    assert counts(found["percent"]) == (2, 2, 2)
    assert counts(found[field])[2] == 1


def test_an_n_that_is_left_open_is_not_wrong_of_what_is_stated(tmp_path: Path) -> None:
    told = Abstract((("RESULTS", TOLD.replace(" (n = 50)", "")),))
    found = figures(tmp_path, BIRCHIN + PLACEBO, {"77": told})
    assert (counts(found[WHOLE]), counts(found[STATED])) == ((2, 2, 0), (2, 2, 2))
    found = figures(tmp_path, BIRCHIN.replace(",50,", ",48,") + PLACEBO)
    assert counts(found[STATED]) == (2, 2, 1)


def test_words_of_one_family_are_one_outcome(tmp_path: Path) -> None:
    labels = (BIRCHIN + PLACEBO).replace("relapse|recurrence", "relapse")
    told = TOLD.replace("Relapse occurred", "Recurrence was seen")
    found = figures(tmp_path, labels, {"77": Abstract((("RESULTS", told),))})
    assert counts(found["outcome"]) == (2, 2, 2)


def test_an_arm_like_several_goes_by_its_other_names(tmp_path: Path) -> None:
    told = (
        "Adults were randomly assigned to bifrontal (BF) shock or unilateral (UL) shock, that is, "
        "to BF shock or UL shock. Relapse occurred in 20% of the BF group and 46% of the UL group."
    )
    labels = BIRCHIN.replace("2,birchin,intervention,birchin", "2,bifrontal shock,x,shock")
    labels += PLACEBO.replace("2,placebo,comparator,placebo", "2,unilateral shock,x,shock")
    found = figures(tmp_path, labels, {"77": Abstract((("RESULTS", told),))})
    assert counts(found["arm"]) == (2, 2, 2)


def test_another_figure_is_another_result(tmp_path: Path) -> None:
    found = figures(tmp_path, BIRCHIN.replace(",20,", ",21,") + PLACEBO)
    assert counts(found[WHOLE]) == (2, 2, 1)
    assert counts(found["percent"]) == (2, 2, 1)


def test_other_texts_of_the_works_can_be_scored(tmp_path: Path) -> None:
    told = Abstract((("RESULTS", TOLD.replace("46%", "44%")),))
    assert counts(figures(tmp_path, BIRCHIN + PLACEBO, {"77": told})[WHOLE]) == (2, 2, 1)
    assert figures(tmp_path, BIRCHIN + PLACEBO, {"78": told}) == {}
