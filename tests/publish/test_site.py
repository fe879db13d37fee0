"""A real Datasette over a bundle: what it shows, what it refuses."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path
from typing import Any

import pytest
import yaml
from datasette.app import Datasette

from publish.bundle import ROOT
from tests.publish.conftest import Get

SITE = yaml.safe_load((ROOT / "metadata.yml").read_text(encoding="utf-8"))
QUERIES = SITE["databases"]["evidence"]["queries"]
VALUES = {"page_id": "page-1", "claim_id": "page-1-001", "study_id": "doe-2001"}


def rows(get: Get, query: str, **arguments: str) -> list[dict[str, Any]]:
    response = get(f"/evidence/{query}.json", _shape="array", **arguments)
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()
    return found


@pytest.mark.parametrize("query", QUERIES)
def test_query_answers(get: Get, query: str) -> None:
    wanted = {param: VALUES[param] for param in QUERIES[query].get("params", [])}
    found = rows(get, query, **wanted)
    assert found
    for param, value in wanted.items():
        assert {row[param] for row in found} == {value}


@pytest.mark.parametrize("query", [name for name in QUERIES if QUERIES[name].get("params")])
def test_query_left_empty_shows_an_example(get: Get, query: str) -> None:
    assert rows(get, query)


@pytest.mark.parametrize("query", [name for name in QUERIES if QUERIES[name].get("params")])
def test_query_for_what_is_not_there_is_empty(get: Get, query: str) -> None:
    assert rows(get, query, **dict.fromkeys(QUERIES[query]["params"], "nosuch")) == []


@pytest.mark.parametrize(
    ("query", "key", "ids"),
    [
        ("unsupported_or_worse", "claim_id", ["page-1-002"]),
        ("as_cited_differs", "claim_id", ["page-1-001"]),
        ("citation_errors", "citation_id", ["page-1-r1"]),
        ("studies_with_notices", "study_id", ["roe-2005"]),
        ("findings_nobody_has_read", "finding_id", ["doe-2001-2"]),
    ],
)
def test_query_leaves_out_what_it_does_not_ask_for(
    get: Get, query: str, key: str, ids: list[str]
) -> None:
    assert [row[key] for row in rows(get, query)] == ids


def test_evidence_leaves_out_near_misses_and_they_it(get: Get) -> None:
    evidence = rows(get, "evidence_for_claim")
    assert [(row["finding_id"], row["conflicts"]) for row in evidence] == [("doe-2001-1", "dose")]
    misses = rows(get, "nearest_misses")
    assert [(row["finding_id"], row["facet"]) for row in misses] == [("doe-2001-2", "time")]


def test_verdicts_by_page_add_up(get: Get) -> None:
    found = rows(get, "verdicts_by_page")
    assert [(row["verdict"], row["claims"], row["percent"]) for row in found] == [
        ("supported", 1, 50.0),
        ("overstated", 1, 50.0),
    ]


def test_reasons_never_given_are_listed_as_such(get: Get) -> None:
    found = rows(get, "reason_codes_by_frequency")
    assert [(row["code"], row["claims"]) for row in found] == [("NUM_EXACT", 1), ("ABSOLUTE", 0)]


PAGES = [
    "/",
    "/evidence",
    "/evidence/claims",
    "/evidence/claims/page-1-001",
    "/evidence/claim_verdicts",
    "/evidence/citation_errors",
    "/evidence?sql=select+1",
    "/evidence?sql=select+nosuch",
    "/evidence/nosuch",
    "/-/plugins",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_carries_the_notice(get: Get, path: str) -> None:
    footer = get(path).text.partition("<footer")[2]
    assert SITE["description_html"] in footer
    for text in ("No medical advice", "emergency number", "988", "116&nbsp;123", "findahelpline"):
        assert text in footer


HOSTILE = ["/evidence/claims", "/evidence/claims/page-1-002", "/evidence/claim_verdicts"]


@pytest.mark.parametrize("path", [*HOSTILE, "/evidence/claims_by_page", "/evidence/verdicts"])
def test_hostile_statement_is_shown_as_text(get: Get, path: str) -> None:
    page = get(path).text
    assert "<script>alert" not in page
    if path != "/evidence/verdicts":
        assert "&lt;script&gt;alert" in page


def test_style_sheet_is_served(get: Get) -> None:
    assert '<link rel="stylesheet" href="/static/onfile.css">' in get("/").text
    assert get("/static/onfile.css").status_code == 200


def test_table_page_shows_descriptions_with_units(get: Get) -> None:
    assert "Denominator. Unit: people." in get("/evidence/findings").text


def test_foreign_keys_show_labels(get: Get) -> None:
    assert '<a href="/evidence/verdict_labels/overstated">Overstated</a>' in (
        get("/evidence/verdicts").text
    )


def test_ids_in_results_and_views_lead_to_their_rows(get: Get) -> None:
    page = get("/evidence/findings_of_study", study_id="doe-2001").text
    assert '<a href="/evidence/studies/doe-2001">doe-2001</a>' in page
    assert '<a href="/evidence/pages/page-1">page-1</a>' in get("/evidence/claim_verdicts").text


def test_cell_of_several_ids_leads_to_each(get: Get) -> None:
    page = get("/evidence/claims").text
    for citation in ("page-1-r1", "page-1-r2"):
        assert f'<a href="/evidence/citations/{citation}">{citation}</a>' in page


def test_cell_of_several_addresses_leads_to_each(get: Get) -> None:
    page = get("/evidence/studies").text
    assert 'href="https://example.org/1" rel' in page and 'href="https://example.org/2" rel' in page
    page = get("/evidence", sql="select 'javascript:alert(1)' as source_url").text
    assert 'href="javascript' not in page and "<td" in page


def test_hostile_id_stays_inside_its_link(get: Get) -> None:
    page = get("/evidence", sql="""select '"><script>alert(1)</script>' as claim_id""").text
    assert "<script>alert" not in page.partition("<table")[2]


def test_row_leads_to_the_questions_about_it(get: Get) -> None:
    page = get("/evidence/verdicts/page-1-001").text
    assert '<a href="/evidence/evidence_for_claim?claim_id=page-1-001">' in page
    assert "findings_of_study" not in page
    assert "Questions about this row" not in get("/evidence/rules/number-equal").text


def test_database_can_be_taken_away(get: Get, bundle: Path) -> None:
    assert get("/evidence.db").content == (bundle / "evidence.db").read_bytes()


def test_database_cannot_be_written(get: Get) -> None:
    response = get("/evidence.json", sql="delete from claims")
    assert response.status_code == 400


SPENDTHRIFT = {
    "large value": ("select randomblob(200000000)", "too big"),
    "large text": ("select hex(zeroblob(10001))", "too big"),
    "many large values": (
        "with recursive n(i) as (select 1 union all select i + 1 from n limit 1000), "
        "x as materialized (select printf('%.*c', 19000, 'a') as a) "
        "select " + ",".join(["a"] * 20) + " from x, n",
        "result is too large",
    ),
    "patched": ("select Json_Patch('{}', '{}')", "not authorized to use function"),
    "slow": (
        "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n",
        "takes too long",
    ),
    "joins": (
        "select count(*) from rules a, "
        + ", ".join(f"pragma_function_list f{i}" for i in range(9)),
        "takes too long",
    ),
    "offset": (
        "with recursive n(i) as (select 1 union all select i + 1 from n) "
        "select i from n limit 1 offset 1000000000",
        "takes too long",
    ),
    "growing text": (
        "with recursive n(t) as (select 'aaaaaaaa' union all select t || t from n) select t from n",
        "too big",
    ),
    "replaced": ("select replace(hex(zeroblob(40000)), '0', 'aaaaaaaaaa')", "too big"),
    "gathered": (
        "with recursive n(i) as (select 1 union all select i + 1 from n limit 100000) "
        "select json_group_array(i) from n",
        "too big",
    ),
    "nested json": ("select json_extract('" + "[" * 3000 + "', '$')", "malformed JSON"),
    "pattern": ("select 'a' like '" + "%a" * 51 + "'", "pattern too complex"),
    "long": ("select 1 -- " + "x" * 12_000, "too large"),
    "extension": ("select load_extension('x')", "not authorized"),
    "pragma": ("pragma table_info(claims)", "Statement must be a SELECT"),
    "vacuum": ("vacuum into '/nosuch/x.db'", "Statement must be a SELECT"),
    "file": ("select readfile('/etc/hostname')", "no such function"),
    "two": ("select 1; select 2", "one statement"),
    "deep": ("select 1" + "+1" * 150, "Expression tree is too large"),
    "wide": ("select " + ",".join(["1"] * 201), "too many columns"),
    "other files": ("attach ':memory:' as other", "Statement must be a SELECT"),
    "many selects": (" union all ".join(["select 1"] * 30), "too many terms"),
}


@pytest.mark.parametrize("case", SPENDTHRIFT)
def test_costly_sql_is_refused(get: Get, case: str) -> None:
    sql, message = SPENDTHRIFT[case]
    response = get("/evidence.json", sql=sql, _shape="objects")
    assert response.status_code == 400
    assert message.lower() in response.text.lower()


def test_trimming_is_as_ever(get: Get) -> None:
    sql = """select trim('xxaxy', 'xy') a, ltrim('xax', 'x') b, rtrim(1200, 0) c, trim(null, 'x') d,
        trim('xax', '') e, trim(' a ') f"""
    assert get("/evidence.json", sql=sql, _shape="array").json() == [
        {"a": "a", "b": "ax", "c": "12", "d": None, "e": "xax", "f": "a"}
    ]
    own = "select name from pragma_function_list where narg = 2 and not builtin order by 1"
    found = get("/evidence.json", sql=own, _shape="arrayfirst").json()
    assert {"trim", "ltrim", "rtrim"} <= set(found)


def test_padding_gives_nothing(get: Get) -> None:
    found = get("/evidence.json", sql="select printf('%999999999s', 'x') as x", _shape="array")
    assert found.json() == [{"x": None}]


SPENDTHRIFT_TABLES = {
    "_size=100000000": "_size must be",
    "_size=-1": "positive integer",
    "_facet_array=statement": "malformed JSON",
    "_facet=nosuch": "no such column",
    "_sort=nosuch": "Cannot sort table by nosuch",
    "statement__like=" + "%25a" * 200: "pattern too complex",
    "_col=nosuch": "invalid columns",
    "_search_nosuch=x": "Cannot search",
}


# Datasette leaves the other facets where they are when one cannot be counted.
@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited")
@pytest.mark.parametrize("arguments", SPENDTHRIFT_TABLES)
def test_costly_or_wrong_arguments_are_refused_in_a_line(get: Get, arguments: str) -> None:
    response = get(f"/evidence/claims.json?{arguments}")
    assert response.status_code == 400
    assert SPENDTHRIFT_TABLES[arguments] in response.json()["error"]
    assert "\n" not in response.json()["error"]
    gc.collect()


def test_long_results_are_cut(get: Get) -> None:
    sql = (
        "with recursive n(i) as (select 1 union all select i + 1 from n limit 5000) select i from n"
    )
    answer = get("/evidence.json", sql=sql, _shape="objects").json()
    assert (len(answer["rows"]), answer["truncated"]) == (1000, True)


@pytest.mark.parametrize("path", ["/", "/evidence/claims.json", "/nosuch", "/static/onfile.css"])
def test_headers_guard_every_answer(get: Get, path: str) -> None:
    headers = get(path).headers
    assert headers.get_list("x-content-type-options") == ["nosniff"]
    assert headers.get_list("referrer-policy") == ["no-referrer"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_missing_page_fills_no_log(get: Get, capfd: pytest.CaptureFixture[str]) -> None:
    assert get("/evidence/nosuch").status_code == 404
    assert capfd.readouterr() == ("", "")


def test_full_text_search_finds_stems(get: Get) -> None:
    found = get("/evidence/claims.json", _search="helping", _shape="array").json()
    assert [row["claim_id"] for row in found] == ["page-1-001", "page-1-002"]


def test_facets_of_a_table_are_counted_once(bundle: Path) -> None:
    async def ask() -> tuple[list[str], list[Any]]:
        datasette = Datasette([], config_dir=bundle)
        await datasette.invoke_startup()
        asked: list[str] = []
        datasette.get_database("evidence").execute = counted(datasette, asked)
        pages = []
        for query in ("", "?_size=1", "?kind=efficacy-rate"):
            path = f"/evidence/claim_verdicts.json{query}"
            found = (await datasette.client.get(path)).json()["facet_results"]["verdict"]
            pages.append([row["value"] for row in found["results"]])
        return [sql for sql in asked if "group by verdict" in sql], pages

    def counted(datasette: Datasette, asked: list[str]) -> Any:
        execute = datasette.get_database("evidence").execute

        async def wrapped(sql: str, *arguments: Any, **named: Any) -> Any:
            asked.append(sql)
            return await execute(sql, *arguments, **named)

        return wrapped

    asked, (first, again, filtered) = asyncio.run(ask())
    assert len(asked) == 2
    assert first == again == ["overstated", "supported"] and filtered == ["supported"]
