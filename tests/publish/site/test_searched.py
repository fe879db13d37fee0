"""A claim that nothing supports: its page tells what is on file of its topic, and the searches."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.publish.conftest import Get, serving
from tests.publish.site.test_pages import section

CHANGES = """
UPDATE verdicts SET verdict = 'unsupported' WHERE claim_id LIKE 'page-1-%';
UPDATE readings SET assertions = 'sleep>benefit; response>' WHERE claim_id = 'page-1-002';
"""


@pytest.fixture(scope="module")
def ask(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Get]:
    """A site on which no claim is supported."""
    copy = tmp_path_factory.mktemp("searched") / "bundle"
    shutil.copytree(bundle, copy)
    with closing(sqlite3.connect(copy / "evidence.db")) as conn:
        conn.executescript(CHANGES)
    with serving(copy) as get:
        yield get


def test_the_topic_and_the_searches_for_the_claim_are_told(ask: Get) -> None:
    told = section(ask("/evidence/claims/page-1-002").text, "What was searched")
    nothing = "No finding on examplam and sleep; no search for it on file"
    some = "2 findings of 1 work on examplam and response; last searched on 2026-02-03"
    assert told.index(nothing) < told.index(some)
    assert "in adults" not in told
    assert "2026-02-03, PubMed, a registry: examplam sleep trial. Nothing came of it." in told


def test_a_claim_without_a_topic_or_a_search_says_so(ask: Get) -> None:
    told = section(ask("/evidence/claims/page-1-001").text, "What was searched")
    assert "names no treatment and outcome" in told
    assert "No search on file was made for this claim." in told


def test_a_claim_that_has_support_is_left_alone(get: Get) -> None:
    for claim_id in ("page-1-001", "page-1-002"):
        assert "What was searched" not in get(f"/evidence/claims/{claim_id}").text
