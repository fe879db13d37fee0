"""SARIF: valid against the models made of its schema, places that lead to the words, levels."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Log

from claims.checked import CheckedPage
from publish.reports.sarif import uri_of, write
from tests.publish.reports.small import EVIDENCE, SOURCE, checked, place_claims


def _run(*pages: CheckedPage) -> dict[str, Any]:
    out = io.StringIO()
    write(pages, EVIDENCE, out, date(2026, 1, 2))
    Log.model_validate_json(out.getvalue())
    run: dict[str, Any] = json.loads(out.getvalue())["runs"][0]
    return run


def _region(result: dict[str, Any]) -> dict[str, int]:
    region: dict[str, int] = result["locations"][0]["physicalLocation"]["region"]
    return region


def test_each_claim_without_support_is_a_result_at_its_level() -> None:
    run = _run(checked())
    assert [(result["ruleId"], result["level"]) for result in run["results"]] == [
        ("contradicted", "error"),
        ("overstated", "warning"),
        ("unsupported", "warning"),
        ("unsupported", "warning"),
        ("misattributed", "error"),
    ]
    rules = run["tool"]["driver"]["rules"]
    assert {rule["id"]: rule["defaultConfiguration"]["level"] for rule in rules} == {
        "contradicted": "error",
        "misattributed": "error",
        "overstated": "warning",
        "unsupported": "warning",
        "partly-supported": "note",
    }
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_region_is_the_words_of_the_claim() -> None:
    source = "Ünïcode 𝒳 first.\n" + SOURCE.replace("at 24 weeks.\n", "at 24\nweeks.\n", 1)
    quote = "60% of patients reached the target weight at 24\nweeks"
    run = _run(checked(source, (quote, "𝒳 first", "Gallstones never occur")))
    lines = source.split("\n")
    for result, words in zip(run["results"], ("𝒳 first", "Gallstones never occur"), strict=True):
        region = _region(result)
        assert source[region["charOffset"] :][: region["charLength"]] == words
        line = lines[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == words
        assert region["endLine"] == region["startLine"]


def test_a_region_over_two_lines_ends_on_the_second() -> None:
    source = "One.\nGallstones never\noccur here."
    region = _region(_run(checked(source, ("Gallstones never\noccur",)))["results"][0])
    assert [region[key] for key in ("startLine", "startColumn", "endLine", "endColumn")] == [
        2, 1, 3, 6,
    ]  # fmt: skip


def _prints(*pages: CheckedPage) -> list[str]:
    return [result["partialFingerprints"]["onfileClaim/v1"] for result in _run(*pages)["results"]]


def test_fingerprints_survive_moved_lines_and_tell_repeats_apart() -> None:
    moved = checked("# New heading\n\nNew text.\n\n" + SOURCE)
    assert _prints(moved) == _prints(checked())
    twice = "Gallstones never occur.\nGallstones never occur."
    first, second = _prints(place_claims(twice, [(0, 22), (24, 46)]))
    assert first != second


def test_messages_tell_why_and_what_is_on_file() -> None:
    text = _run(checked())["results"][0]["message"]["text"]
    assert text.startswith("Contradicted: “95% of patients reached the target weight at 24 weeks”.")
    assert "On file instead: At 24 weeks 60% of obese people" in text


def test_pages_are_artifacts_that_results_point_to() -> None:
    run = _run(checked(), checked(name="other page.html"))
    assert [one["location"]["uri"] for one in run["artifacts"]] == [
        "pages/leaflet.md",
        "other%20page.html",
    ]
    place = run["results"][-1]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "other%20page.html", "index": 1}


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("a b/ü#1.md", "a%20b/%C3%BC%231.md"),
        ("c:d.md", "c%3Ad.md"),
        ("./x.md", "x.md"),
        ("-", "-"),
        ("https://example.org/a b?q=1#x", "https://example.org/a%20b?q=1#x"),
        ("https://example.org/a%20b", "https://example.org/a%20b"),
        ("/elsewhere/x.md", "file:///elsewhere/x.md"),
        (str(Path.cwd() / "sub" / "x.md"), "sub/x.md"),
    ],
)
def test_the_uri_of_a_page(name: str, uri: str) -> None:
    assert uri_of(name) == uri
