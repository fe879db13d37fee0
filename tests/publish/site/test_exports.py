"""A claim as JSON, ClaimReview and BibTeX."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld

from ingest.formats import bibtex
from publish.site.exports import read_works
from tests.publish.conftest import ROWS, Get
from tests.publish.site.changed import HOST, HOSTILE, PAGE

SCHEMA = "http://schema.org/"
REFUSAL = {"ok", "error", "status", "title"}


def _json(get: Get, path: str) -> dict[str, Any]:
    answer = get(path)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = json.loads(answer.text)
    return found


def test_json_has_everything_on_the_claim(get: Get) -> None:
    found = _json(get, "/-/claims/page-1-001.json")
    assert list(found) == [
        "ok", "claim", "page", "quote", "reading", "verdict", "reasons", "links", "references",
        "history", "reviews",
    ]  # fmt: skip
    assert found["claim"]["statement"] == "Examplam helped half of the people in a day."
    assert (found["claim"]["line"], found["claim"]["start"], found["claim"]["end"]) == (1, 0, 40)
    assert found["page"]["title"] == "A page of examples" and found["quote"] is None
    assert (found["reading"]["value"], found["reading"]["unit"]) == (50, "%")
    assert (found["verdict"]["verdict"], found["verdict"]["label"]) == ("supported", "Supported")
    assert [reason["code"] for reason in found["reasons"]] == ["NUM_EXACT"]


def test_json_has_links_with_findings_and_comparisons(get: Get) -> None:
    first, second = _json(get, "/-/claims/page-1-001.json")["links"]
    assert (first["finding_id"], first["role"], first["study"]) == ("doe-2001-1", "agrees",
                                                                   "Doe 2001")  # fmt: skip
    assert first["finding"]["percent"] == 50
    assert {row["facet"]: row["result"] for row in first["comparisons"]}["number"] == "equal"
    assert second["role"] == "near-miss"


def test_json_has_references_with_faults_and_history(ask: Get) -> None:
    found = _json(ask, "/-/claims/page-1-001.json")
    (fault,) = found["references"][0]["faults"]
    assert (fault["fault"], fault["real"]) == ("wrong-journal", "Journal of Examples")
    (change,) = found["history"]
    assert (change["before"], change["after"]) == ("supported", "partly-supported")
    assert change["made_on"] == "1970-01-02"


def test_json_keys_are_documented() -> None:
    text = (Path(__file__).parents[3] / "docs" / "json.md").read_text(encoding="utf-8")
    for key in ("claim", "page", "quote", "reading", "verdict", "reasons", "links", "references",
                "history", "reviews", "comparisons", "faults", "figure"):  # fmt: skip
        assert f"`{key}`" in text


def test_hostile_words_come_through_json(ask: Get) -> None:
    found = _json(ask, "/-/claims/page-1-002.json")
    assert found["claim"]["statement"] == HOSTILE
    assert found["quote"] == HOSTILE


def test_claimreview_as_a_reader_of_json_ld_sees_it(ask: Get) -> None:
    answer = ask("/-/claims/page-1-001.claimreview.json")
    assert answer.headers["content-type"].startswith("application/ld+json")

    def load(address: str, _: object) -> dict[str, Any]:
        assert address == "https://schema.org"
        context = {"@vocab": SCHEMA, "url": {"@type": "@id"}}
        return {"contextUrl": None, "documentUrl": address, "document": {"@context": context}}

    (node,) = jsonld.expand(json.loads(answer.text), {"documentLoader": load})
    assert node["@type"] == [f"{SCHEMA}ClaimReview"]
    path = "/evidence/claims/page-1-001"
    own = HOST + path
    assert node["@id"] == f"{own}#review"
    assert node[f"{SCHEMA}url"] == [{"@id": own}] and ask(path).status_code == 200
    rating = node[f"{SCHEMA}reviewRating"][0]
    assert rating[f"{SCHEMA}ratingValue"] == [{"@value": 3}]
    appearance = node[f"{SCHEMA}itemReviewed"][0][f"{SCHEMA}appearance"][0]
    assert appearance[f"{SCHEMA}url"] == [{"@id": PAGE}]


def test_claimreview_is_dated_by_the_build_that_changed_the_verdict(ask: Get) -> None:
    review = _json(ask, "/-/claims/page-1-001.claimreview.json")
    assert review["datePublished"] == "1970-01-02"


def test_claimreview_can_stand_in_a_script_element(get: Get) -> None:
    text = get("/-/claims/page-1-002.claimreview.json").text
    assert "<" not in text
    assert '<script>alert("x")</script>' in json.loads(text)["claimReviewed"]


def test_verdict_without_a_rating_has_no_claimreview(ask: Get) -> None:
    answer = ask("/-/claims/page-1-002.claimreview.json")
    refusal = answer.json()
    assert answer.status_code == refusal["status"] == 404 and set(refusal) == REFUSAL
    assert "Unsupported" in refusal["error"] and refusal["ok"] is False


@pytest.mark.parametrize("form", ["json", "claimreview.json"])
def test_claim_that_is_not_there_is_refused(get: Get, form: str) -> None:
    answer = get(f"/-/claims/page-9.{form}")
    assert answer.status_code == 404 and set(answer.json()) == REFUSAL
    assert "page-9" in answer.json()["error"]


def test_bibtex_has_the_works_behind_the_claim(get: Get) -> None:
    answer = get("/-/claims/page-1-001.bib")
    assert answer.headers["content-type"] == "application/x-bibtex; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="page-1-001.bib"'
    works = [one.study for one in bibtex.read(answer.text, "x.bib") if hasattr(one, "study")]
    titles = [study["title"] for study in ROWS["studies"]]
    assert [work["title"] for work in works] == titles


def test_bibtex_leaves_out_works_of_near_misses(changed: Path) -> None:
    with closing(sqlite3.connect(changed / "evidence.db")) as conn:
        conn.execute("UPDATE links SET role = 'near-miss'")
        conn.execute("UPDATE verdicts SET study_id = NULL, finding_id = NULL")
        conn.execute("DELETE FROM claims_cites")
        works = read_works(conn, "page-1-001")
        conn.rollback()
    assert works == []


def test_bibtex_of_a_claim_without_works_says_so(get: Get) -> None:
    assert get("/-/claims/page-1-002.bib").text.startswith("No work on file")
    assert get("/-/claims/page-9.bib").status_code == 404
