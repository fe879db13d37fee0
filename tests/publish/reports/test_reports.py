"""What all formats share: the registry, streaming, counts, figures and the notice."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from claims.checked import CheckedPage
from publish.reports import FORMATS, write_reports
from publish.reports.edition import notice_html, notice_paragraphs, rule_set
from publish.reports.labels import counted, labels
from publish.reports.sources import figure_of, links_to, sources_of
from tests.claims.small import evidence_of, finding, judge_small
from tests.publish.reports.small import CLAIMS, EVIDENCE, checked

TODAY = date(2026, 1, 2)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_writes_the_same_twice(form: str) -> None:
    first, second = io.StringIO(), io.StringIO()
    for out in (first, second):
        write_reports([checked()], EVIDENCE, out, form, TODAY)
    assert first.getvalue() == second.getvalue()
    assert first.getvalue().endswith("\n")


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_takes_an_empty_batch_and_a_page_without_claims(form: str) -> None:
    for pages in ([], [checked("", ())], [checked("Nothing here.", ())]):
        write_reports(pages, EVIDENCE, io.StringIO(), form, TODAY)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_writes_what_utf8_can_hold(form: str) -> None:
    out = io.StringIO()
    page = checked("Nausea \ud800 is rare.", ("Nausea \ud800 is rare",), "caf\udce9.txt")
    write_reports([page], EVIDENCE, out, form, TODAY)
    assert out.getvalue().encode("utf-8")


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="pdf"):
        write_reports([], EVIDENCE, io.StringIO(), "pdf", TODAY)


@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_a_page_is_out_before_the_next_is_asked_for(form: str, tmp_path: Path) -> None:
    path = tmp_path / "report"

    def pages() -> Iterator[CheckedPage]:
        yield checked(name="first.md")
        assert path.read_text(encoding="utf-8").endswith("\n")
        assert "first.md" in path.read_text(encoding="utf-8")
        yield checked(name="second.md")

    with path.open("w", encoding="utf-8") as out:
        write_reports(pages(), EVIDENCE, out, form, TODAY)
    assert "second.md" in path.read_text(encoding="utf-8")


def test_verdicts_are_told_apart_by_letter_and_counted_from_the_gravest() -> None:
    assert len({label.letter for label in labels().values()}) == len(labels())
    found = counted([checked(), checked()])
    assert [label.severity for label, _ in found] == sorted(
        (label.severity for label, _ in found), reverse=True
    )
    assert {label.verdict: count for label, count in found} == {
        "contradicted": 2, "misattributed": 2, "overstated": 2, "unsupported": 4,
        "not-checkable": 2, "supported": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"percent": 60.0, "events": 60, "n": 100},
         "60% (60 of 100, 95% interval 50 to 69%, Wilson)"),
        ({"percent": 60.0, "events": 60, "n": 100, "ci_low": 51.0, "ci_high": 70.5},
         "60% (60 of 100, 95% CI 51 to 70.5%)"),
        ({"percent": 33.0, "percent_approx": 1, "comparator_percent": 12.5},
         "about 33% against 12.5%"),
        ({"percent": 20.0, "percent_high": 30.0}, "20 to 30%"),
        ({"effect_type": "OR", "effect": 2.1, "ci_low": 1.2, "ci_high": 3.9},
         "OR 2.1 (95% CI 1.2 to 3.9)"),
        ({"percent": 9.0, "effect_type": "RR", "effect": 2.0, "ci_low": 1.1, "ci_high": 3.0},
         "9%; RR 2 (95% CI 1.1 to 3)"),
        ({"effect": -3.0}, "effect -3"),
        ({"value": 2.0, "value_high": 4.0, "unit": "h"}, "2 to 4 h"),
        ({"value": 2019.0, "unit": "year"}, ""),
        ({}, ""),
    ],
)  # fmt: skip
def test_the_figure_of_a_finding(columns: dict[str, object], words: str) -> None:
    evidence = evidence_of([finding("abel-2020-f1", "nausea", **columns)])
    assert figure_of(evidence.findings["abel-2020-f1"]) == words


def test_links_of_a_work_are_safe_addresses() -> None:
    assert links_to(EVIDENCE.studies["abel-2020"]) == (
        ("doi:10.1000/abel<2020>", "https://doi.org/10.1000/abel%3C2020%3E"),
        ("PMID 12345678", "https://pubmed.ncbi.nlm.nih.gov/12345678/"),
    )


def test_the_notice_is_the_sites() -> None:
    metadata = yaml.safe_load(
        (Path(__file__).parents[3] / "metadata.yml").read_text(encoding="utf-8")
    )
    assert notice_html().split() == metadata["description_html"].split()
    plain = " ".join(notice_paragraphs())
    assert plain.split() == html.unescape(re.sub(r"<[^>]+>", "", notice_html())).split()
    assert len(notice_paragraphs()) == 2


def test_the_rule_set_has_a_short_name() -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", rule_set())


def test_near_misses_are_shown_only_where_nothing_agrees() -> None:
    at = {"time_low_h": 4032.0, "time_high_h": 4032.0}
    found = [
        finding("abel-2020-f1", "target-weight", percent=60.0, **at),
        finding("cole-2022-f1", "target-weight", percent=60.0, population="teenagers", **at),
    ]
    verdict = judge_small(CLAIMS[0], found)
    assert {link.role for link in verdict.links} == {"agrees", "near-miss"}
    claim = replace(checked().claims[0], verdict=verdict)
    assert [one.role for one in sources_of(claim, evidence_of(found))] == ["Agrees"]


def test_a_near_miss_that_nobody_read_says_so() -> None:
    found = [finding("abel-2020-f1", "nausea", percent=60.0, confidence="recalled")]
    claim = replace(checked().claims[0], verdict=judge_small("60% had nausea", found))
    notes = [(one.role, one.note) for one in sources_of(claim, evidence_of(found))]
    assert notes == [("Near miss", "nobody has read it in a source")]
