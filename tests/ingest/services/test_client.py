"""Patience, limits and the cache, over real HTTP."""

from __future__ import annotations

import gzip
import logging
import sqlite3
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from stamina.instrumentation import RetryDetails, set_on_retry_hooks

from ingest.errors import BadInput, OnfileError, Refusal
from ingest.formats.record import Incoming
from ingest.services.exchange import retry_after
from tests.ingest.services.conftest import Ask
from tests.ingest.services.local import Clock, Local, Said, article

SET = f"<PubmedArticleSet>{article('7')}</PubmedArticleSet>".encode()


@pytest.fixture
def pauses() -> Iterator[list[float]]:
    """Seconds waited before each further try."""
    waited: list[float] = []

    def hook(details: RetryDetails) -> None:
        assert details.wait_for < 60
        waited.append(details.wait_for)

    set_on_retry_hooks([hook])
    yield waited
    set_on_retry_hooks(None)


def _came(items: list[Incoming | Refusal]) -> bool:
    return all(isinstance(item, Incoming) for item in items) and bool(items)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_passes_is_tried_again(
    local: Local, ask: Ask, pauses: list[float], status: int
) -> None:
    local.script("pubmed", Said(status), Said(status))
    assert _came(ask("pubmed:7"))
    assert len(local.asked) == 3
    assert len(pauses) == 2
    assert all(0 < pause < 0.1 for pause in pauses)


@pytest.mark.parametrize("status", [301, 400, 401, 403])
def test_what_does_not_pass_is_not_tried_again(local: Local, ask: Ask, status: int) -> None:
    local.script("pubmed", *[Said(status)] * 2)
    assert not _came(ask("pubmed:7"))
    assert len(local.asked) == 1


def test_the_service_says_how_long_to_wait(local: Local, ask: Ask, pauses: list[float]) -> None:
    local.script("pubmed", Said(429, headers={"Retry-After": "0"}))
    assert _came(ask("pubmed:7"))
    assert pauses == [0.0]


@pytest.mark.usefixtures("pauses")
def test_a_wait_beyond_the_time_allowed_is_not_waited(local: Local, ask: Ask) -> None:
    local.script("pubmed", Said(503, headers={"Retry-After": "3600"}))
    with pytest.raises(BadInput, match=r"503 Service Unavailable.*try again in 3600 seconds"):
        ask("pubmed:7")
    assert len(local.asked) == 1


def test_four_tries_and_no_more(local: Local, ask: Ask) -> None:
    local.script("pubmed", *[Said(503)] * 9)
    with pytest.raises(BadInput, match=r"^PubMed: it answers 503 Service Unavailable: .*pubmed:7;"):
        ask("pubmed:7")
    assert len(local.asked) == 4


def test_a_service_that_stays_down_is_left_alone(local: Local, ask: Ask) -> None:
    local.script("clinicaltrials", *[Said(503)] * 90)
    with pytest.raises(BadInput, match="NCT00000005 and 5 more"):
        ask("nct:" + ",".join(f"NCT{number:08}" for number in range(1, 11)))
    assert len(local.asked) == 8


def test_an_answer_that_breaks_off_is_tried_again(local: Local, ask: Ask) -> None:
    local.script("pubmed", Said(200, SET[:40], length=len(SET)))
    assert _came(ask("pubmed:7"))
    assert len(local.asked) == 2


def test_gzip(local: Local, ask: Ask) -> None:
    packed = gzip.compress(SET)
    local.script("pubmed", Said(200, packed, {"Content-Encoding": "gzip"}))
    assert _came(ask("pubmed:7"))


def test_gzip_that_breaks_off_is_tried_again(local: Local, ask: Ask) -> None:
    packed = gzip.compress(SET)
    local.script("pubmed", Said(200, packed[:-20], {"Content-Encoding": "gzip"}))
    assert _came(ask("pubmed:7"))
    assert len(local.asked) == 2


@pytest.mark.parametrize("packed", [True, False])
def test_a_huge_answer_is_refused(local: Local, ask: Ask, packed: bool) -> None:
    body = SET + b" " * 2_000_000
    headers = {"Content-Encoding": "gzip"} if packed else {}
    local.script("pubmed", Said(200, gzip.compress(body) if packed else body, headers))
    (refused,) = ask("pubmed:7", limits={"size": 1_000_000})
    assert "its answer is larger than 1 MB" in str(refused)


def test_an_answer_is_unpacked_no_further_than_allowed(local: Local, ask: Ask) -> None:
    local.script(
        "pubmed", Said(200, gzip.compress(b" " * 40_000_000), {"Content-Encoding": "gzip"})
    )
    tracemalloc.start()
    try:
        ask("pubmed:7", limits={"size": 1_000_000})
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_an_answer_that_drips_is_given_up(local: Local, ask: Ask, clock: Clock) -> None:
    def late() -> float:
        return clock.now if len(local.asked) == 0 else 1e9

    with pytest.raises(BadInput, match="its answer did not come in time"):
        ask("pubmed:7", limits={"clock": late, "tries": 1})


def test_a_redirect_within_the_service_is_followed(local: Local, ask: Ask) -> None:
    place = "/pubmed/moved/efetch.fcgi?db=pubmed&id=7&retmode=xml"
    local.script("pubmed", Said(301, headers={"Location": place}))
    assert _came(ask("pubmed:7"))
    first, second = local.asked
    assert second.path == "moved/efetch.fcgi"
    assert second.query == first.query


def test_a_redirect_to_elsewhere_is_refused(local: Local, ask: Ask) -> None:
    other = Local()
    try:
        place = f"{other.address}/pubmed/efetch.fcgi?id=7"
        local.script("pubmed", Said(302, headers={"Location": place}))
        (refused,) = ask("pubmed:7")
        assert "it redirects to another place" in str(refused)
        assert other.asked == []
    finally:
        other.close()


def test_redirects_in_a_circle_end(local: Local, ask: Ask) -> None:
    local.script("pubmed", *[Said(302, headers={"Location": "/pubmed/again"})] * 9)
    (refused,) = ask("pubmed:7")
    assert "it redirects too often" in str(refused)
    assert len(local.asked) == 4


def test_a_second_run_asks_nothing(local: Local, ask: Ask, notes: list[str]) -> None:
    first = ask("pubmed:7,8", "nct:NCT00000001")
    asked = len(local.of("pubmed"))
    second = ask("pubmed:7,8", "nct:NCT00000001")
    assert second == first
    assert asked == len(local.of("pubmed")) == 1
    assert len(local.of("clinicaltrials")) == 2  # what is unknown today may be there tomorrow
    assert notes == []


def test_another_key_or_contact_is_the_same_question(local: Local, ask: Ask) -> None:
    ask("pubmed:7", ncbi_api_key="one", email="one@example.org")
    ask("pubmed:7", ncbi_api_key="two", email="two@example.org")
    assert len(local.asked) == 1


def test_what_is_stale_is_asked_again(local: Local, ask: Ask, notes: list[str]) -> None:
    for _ in range(2):
        assert _came(ask("pubmed:7", limits={"fresh": 0}))
    assert len(local.asked) == 2
    assert notes == []


def test_what_is_stale_serves_without_a_network(local: Local, ask: Ask, notes: list[str]) -> None:
    first = ask("pubmed:7", "pubmed:8", limits={"fresh": 0})
    local.close()
    assert ask("pubmed:7", "pubmed:8", limits={"fresh": 0}) == first
    (note,) = notes
    assert note.startswith("PubMed: it could not be reached")
    assert note.endswith("What it answered before is used.")


@pytest.mark.parametrize("said", [Said(503, headers={"Retry-After": "3600"}), Said(200, b"no")])
def test_what_is_stale_serves_where_the_answer_is_none(
    local: Local, ask: Ask, notes: list[str], said: Said
) -> None:
    first = ask("pubmed:7", limits={"fresh": 0})
    local.script("pubmed", said, said)
    assert ask("pubmed:7", limits={"fresh": 0}) == first
    assert ask("pubmed:7", limits={"fresh": 0}) == first  # and is not lost by that
    assert len(notes) == 2


def test_no_key_and_no_contact_is_kept(local: Local, ask: Ask, tmp_path: Path) -> None:
    ask("pubmed:7", "doi:10.1000/1", ncbi_api_key="s3cret", openalex_api_key="s3cret")
    kept = b"".join(path.read_bytes() for path in (tmp_path / "cache").iterdir())
    assert b"efetch.fcgi" in kept
    assert b"s3cret" not in kept
    assert b"reader@" not in kept


def test_a_cache_that_is_none_is_told_in_one_line(local: Local, ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "answers.db").write_bytes(b"no database, but a text" * 100)
    with pytest.raises(OnfileError, match=r"^.*answers\.db: the cache cannot be used .*$"):
        ask("pubmed:7")
    assert local.asked == []


def test_a_cache_with_other_tables_is_told_in_one_line(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    with closing(sqlite3.connect(tmp_path / "cache" / "answers.db")) as database:
        database.execute("CREATE TABLE entries (id INTEGER)")
    with pytest.raises(OnfileError, match="the cache cannot be used"):
        ask("pubmed:7")


def test_nothing_is_printed(
    local: Local,
    ask: Ask,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    local.script("pubmed", Said(503))
    ask("pubmed:7")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Thu, 01 Jan 1970 00:01:40 GMT", 40.0),
        ("Thu, 01 Jan 1970 00:00:40 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("²", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, 60.0) == seconds
