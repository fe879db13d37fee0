"""A database full of hostile text: every page shows it as text, and no policy would let it run."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import lxml.html
import pytest
import yaml
from datasette.app import Datasette

from ingest.schema import Column, Table
from publish import bundle as bundles
from publish.bundle import ROOT, make_bundle
from publish.tables import DECLARED
from tests.publish.conftest import ROWS, write_rows_of

TEXT = (
    "x'\"></td></title></textarea><script>alert(1)</script><img src=x onerror=alert(1)>&lt;{{7*7}}"
)
ADDRESS = "javascript:alert(1)"
ADDRESSES = f'{ADDRESS} | data:text/html,<script>alert(1)</script> | https://a.example/"onclick=x'
QUERIES = yaml.safe_load((ROOT / "metadata.yml").read_text(encoding="utf-8"))["databases"][
    "evidence"
]["queries"]
ROW = {
    "claims": "page-1-001",
    "pages": "page-1",
    "studies": "doe-2001",
    "findings": "doe-2001-1",
    "citations": "page-1-r1",
    "verdicts": "page-1-001",
    "notices": "roe-2005-n01",
    "rules": "number-equal",
}
PATHS = [
    "/",
    "/evidence",
    "/history",
    "/-/rules",
    "/-/quality",
    "/-/changes",
    "/-/changes?page=<script>alert(1)</script>",
    "/-/reviews",
    "/-/reviews?reviewer=<script>alert(1)</script>",
    "/-/claim-check",
    "/-/login?next=javascript:alert(1)",
    "/-/search?q=alert",
    "/-/search?q=<script>alert(1)</script>",
    "/nosuch~3Cscript~3Ealert(1)~3C~2Fscript~3E",
    "/evidence?sql=select+'<script>alert(1)</script>'+as+[<script>alert(1)</script>]",
    "/evidence?sql=select+<script>alert(1)</script>",
    "/evidence?sql=select+'javascript:alert(1)'",
    "/evidence/claims?_search=<script>alert(1)</script>",
    "/evidence/claims?statement__contains=<script>alert(1)</script>",
    "/evidence/claims?<script>alert(1)</script>=1",
    "/evidence/claims?_sort=<script>alert(1)</script>",
    "/evidence/studies?_facet=title&_facet=source_url",
    "/evidence/claims/~3Cscript~3Ealert(1)~3C~2Fscript~3E",
    "/evidence/~3Cscript~3Ealert(1)~3C~2Fscript~3E",
    "/evidence/claims?_where=1<script>alert(1)</script>",
    *(f"/evidence/{table.name}" for table in DECLARED),
    *(f"/evidence/{table}/{key}" for table, key in ROW.items()),
    *(f"/evidence/{query}" for query in QUERIES),
]


def spoilt(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """The row with hostile text wherever the declaration lets any text stand."""
    return row | {
        column.name: _hostile(column)
        for column in table.columns
        if column.type == "TEXT" and column.name not in table.key and not column.references
        if not column.choices and not column.pattern and column.name != "inputs"
    }


def _hostile(column: Column) -> str:
    return {"source_url": ADDRESSES, "url": ADDRESS}.get(column.name, TEXT)


@dataclass(frozen=True)
class Site:
    """A real Datasette over a database of hostile text, and what its requests run in."""

    datasette: Datasette
    runner: asyncio.Runner


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("hostile")
    rows = {
        table.name: [spoilt(table, row) for row in ROWS.get(table.name, [])] for table in DECLARED
    }
    rows["quotes"] = [{"claim_id": "page-1-001", "quote": TEXT}]
    with pytest.MonkeyPatch.context() as patch, asyncio.Runner() as runner:
        patch.setattr(bundles, "run_own", lambda draft, module: None)
        hostile = write_rows_of(folder / "hostile.db", rows)
        bundle = make_bundle(hostile, folder / "dist", baked=False)
        datasette = Datasette([], config_dir=bundle)
        runner.run(datasette.invoke_startup())
        yield Site(datasette, runner)
        datasette.executor.shutdown()


@pytest.fixture
def ask(site: Site) -> Callable[[str], Any]:
    """A function that asks for a path."""

    async def get(path: str) -> Any:
        return await site.datasette.client.get(path)

    return lambda path: site.runner.run(get(path))


@pytest.mark.parametrize("path", PATHS)
def test_hostile_text_stays_text(ask: Callable[[str], Any], path: str) -> None:
    response = ask(path)
    assert response.status_code < 500
    tree = lxml.html.fromstring(response.text)
    assert not tree.xpath("//img[@src='x']")
    assert not [name for name in tree.xpath("//@*") if name.attrname.startswith("on")]
    assert "49" not in response.text.partition("&lt;{{")[2][:8]
    for address in tree.xpath("//@href | //@src | //@action | //@formaction"):
        assert not address.strip().lower().startswith(("javascript:", "data:")), address
    assert not tree.xpath("//script[not(@src)] | //style | //@style")


SHOWN = [
    "/evidence/claims/page-1-001",
    "/evidence/pages/page-1",
    "/evidence/studies/doe-2001",
    "/evidence/findings",
    "/-/search?q=alert",
]


@pytest.mark.parametrize("path", SHOWN)
def test_the_hostile_text_is_there(ask: Callable[[str], Any], path: str) -> None:
    assert "onerror=alert(1)&gt;" in ask(path).text


PAGES = ["/", "/evidence/claims/page-1-001", "/-/search?q=x", "/evidence/verdicts/page-1-001",
         "/nosuch", "/evidence/claims/nosuch", "/evidence?sql=drop", "/evidence",
         "/evidence/claims", "/evidence?sql=select+1", "/evidence/claims_by_page"]  # fmt: skip
DATA = ["/evidence/claims.json", "/evidence/claims.csv", "/nosuch.json", "/static/onfile.css",
        "/evidence/claims/page-1-001.json", "/evidence.db", "/-/plugins.json"]  # fmt: skip


@pytest.mark.parametrize("path", [*PAGES, *DATA])
@pytest.mark.parametrize("time", ["first", "second"])
def test_every_answer_has_a_policy(ask: Callable[[str], Any], path: str, time: str) -> None:
    response = ask(path)
    policy = response.headers.get_list("content-security-policy")
    assert len(policy) == 1 and "default-src 'none'" in policy[0]
    assert "frame-ancestors 'none'" in policy[0] and "base-uri 'none'" in policy[0]
    assert ("script-src 'self'; style-src 'self';" in policy[0]) == (path in PAGES)
    assert "unsafe" not in policy[0] and "sha256" not in policy[0]
    assert response.headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in response.headers["permissions-policy"]
    assert "strict-transport-security" not in response.headers


def test_only_https_is_told_to_stay_https(site: Site) -> None:
    async def ask_safely() -> Any:
        transport = httpx.ASGITransport(app=site.datasette.app())
        async with httpx.AsyncClient(transport=transport) as client:
            return await client.get("https://localhost/")

    response = site.runner.run(ask_safely())
    assert response.headers["strict-transport-security"] == "max-age=31536000"
