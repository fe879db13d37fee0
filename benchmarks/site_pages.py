"""Addresses of every kind of page of the site, and what each costs in processor time."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import statistics
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from datasette.app import Datasette

from publish.metadata import DATABASE

# Rounds before and while it is measured; a stock Datasette takes a second for many a page.
_ROUNDS = (3, 30)
_STOCK_ROUNDS = (1, 3)
# A page that is made for somebody is never taken from the page cache.
_SOMEBODY = {"ds_actor": "nobody"}
_KEYS = {"claims": "claim_id", "pages": "page_id", "studies": "study_id", "findings": "finding_id"}


@dataclass(frozen=True, slots=True)
class Page:
    """One kind of page: a name, addresses to take in turn, and whether stock Datasette has it;
    ``is_one`` says that it is about one thing and lists nothing."""

    name: str
    paths: tuple[str, ...]
    everywhere: bool = True
    is_one: bool = False

    @property
    def is_data(self) -> bool:
        """Whether it answers with JSON."""
        return ".json" in self.paths[0]


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of processor time over all rounds, the answer's bytes, and what went wrong."""

    median: float
    worst: float
    size: int
    fault: str = ""


def site_pages(db: Path, metadata: dict[str, Any]) -> list[Page]:
    """Every kind of page over the database, with several rows for those that show one row."""
    with closing(sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True)) as conn:
        ids = {table: _sample(conn, table, key) for table, key in _KEYS.items()}
        return [*_own(ids), *_tables(ids), *_queries(metadata, ids)]


def _sample(conn: sqlite3.Connection, table: str, key: str) -> list[str]:
    """Ten keys spread over a table."""
    keys = [row[0] for row in conn.execute(f"SELECT {key} FROM {table} ORDER BY {key}")]
    return keys[:: max(1, len(keys) // 10)][:10]


def _own(ids: dict[str, list[str]]) -> Iterator[Page]:
    """Pages that are the site's own; those of rows are Datasette's row pages in a stock one."""
    yield Page("home", ("/",))
    for name in ("claims", "pages", "studies"):
        yield Page(f"one of {name}", tuple(f"/{DATABASE}/{name}/{key}" for key in ids[name]))
    for query in ("remission", "esketamine response", "nosuchword"):
        yield Page(f"search {query}", (f"/-/search?{urlencode({'q': query})}",), False)
    for name in ("rules", "quality", "changes", "reviews", "claim-check"):
        yield Page(name, (f"/-/{name}",), False)
    yield Page("claim JSON", tuple(f"/-/claims/{key}.json" for key in ids["claims"]), False, True)
    yield Page("robots", ("/robots.txt",), False)
    yield Page("llms", ("/llms.txt",), False)


def _tables(ids: dict[str, list[str]]) -> Iterator[Page]:
    """Table pages as they open, filtered, searched and sorted; single rows; and their JSON."""
    yield Page("database", (f"/{DATABASE}",))
    asked = {
        "claim_verdicts": ("", "verdict=overstated", "kind=onset&verdict=supported", "_size=100"),
        "claims": ("", f"page_id={ids['pages'][1]}", "_search=remission", "_sort_desc=line"),
        "findings": ("", "drug=ketamine", "outcome=response&_facet=basis", "_search=remission"),
        "studies": ("", "design=survey", "_search=trial"),
        "verdicts": ("", "strength=A"),
        "readings": ("", "outcome=response"),
        "links": ("", f"claim_id={ids['claims'][1]}", "role=agrees"),
        "comparisons": ("", f"claim_id={ids['claims'][1]}"),
        "verdict_reasons": ("", "code=NUM_EXACT"),
        "citations": ("",),
        "citation_checks": ("", "status=ambiguous"),
        "pages": ("",),
    }
    for table, arguments in asked.items():
        for argument in arguments:
            path = f"/{DATABASE}/{table}"
            yield Page(f"{table} {argument}".strip(), (f"{path}?{argument}",))
        yield Page(f"{table} JSON", (f"/{DATABASE}/{table}.json?_shape=objects",))
    for table in ("claims", "findings"):
        paths = tuple(f"/{DATABASE}/{table}/{key}.json?_shape=objects" for key in ids[table])
        yield Page(f"one of {table} JSON", paths, is_one=True)
    yield Page("one of findings", tuple(f"/{DATABASE}/findings/{key}" for key in ids["findings"]))


def _queries(metadata: dict[str, Any], ids: dict[str, list[str]]) -> Iterator[Page]:
    """Canned queries, left empty and about one row."""
    keys = {key: table for table, key in _KEYS.items()}
    for name, query in metadata["databases"][DATABASE]["queries"].items():
        path = f"/{DATABASE}/{name}"
        yield Page(f"query {name}", (path,))
        for param in query.get("params", []):
            one = tuple(f"?{urlencode({param: key})}" for key in ids[keys[param]])
            yield Page(f"query {name} of one", tuple(path + end for end in one))
        yield Page(f"query {name} JSON", (f"{path}.json?_shape=objects",))


def measure(place: Path, pages: list[Page], bundled: bool) -> dict[str, Cost]:
    """What each page costs, by name.

    ``place`` is a bundle, or else a database that a stock Datasette shows with the metadata beside
    it: no settings, no counts, no plugins but those that are installed.
    """
    if bundled:
        rounds, datasette = _ROUNDS, Datasette([], config_dir=place)
    else:
        metadata = json.loads((place.parent / "metadata.json").read_text(encoding="utf-8"))
        rounds, datasette = _STOCK_ROUNDS, Datasette([str(place)], metadata=metadata)

    async def run() -> dict[str, Cost]:
        await datasette.invoke_startup()
        return {page.name: await _cost(datasette, page, *rounds) for page in pages}

    return asyncio.run(run())


async def _cost(datasette: Datasette, page: Page, warm: int, rounds: int) -> Cost:
    """The cost of one page; a page that fails is tried once."""
    times, size, fault = [], 0, ""
    for number in range(warm + rounds):
        path = page.paths[number % len(page.paths)]
        start = time.process_time()
        response = await datasette.client.get(path, cookies=_SOMEBODY)
        times.append(1000 * (time.process_time() - start))
        size = len(response.content)
        if response.status_code != 200:
            return Cost(times[0], times[0], size, f"status {response.status_code}")
        if "timed out" in response.text:
            fault = "a facet timed out"
    times = times[warm:]
    return Cost(statistics.median(times), max(times), size, fault)
