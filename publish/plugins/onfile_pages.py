"""What Onfile's pages show beyond Datasette's own: the notice, the home page, links between ids.

Needs nothing but Datasette and what stands in the bundle's metadata.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils import tilde_encode
from jinja2 import Environment
from markupsafe import Markup

DATABASE = "evidence"

COUNTED = ("studies", "findings", "pages", "claims", "citations")

VERDICT_COUNTS = """
SELECT verdict, label, meaning, severity,
       (SELECT count(*) FROM verdicts WHERE verdicts.verdict = verdict_labels.verdict) AS claims
FROM verdict_labels ORDER BY severity
"""


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Give the notice to every template: those of errors get no other variables of ours."""
    env.globals["notice_html"] = Markup(datasette.metadata("description_html"))


@hookimpl
def extra_template_vars(
    view_name: str | None, datasette: Datasette
) -> Callable[[], Awaitable[dict[str, Any]]]:
    """The canned queries, and for the home page what is on file."""

    async def variables() -> dict[str, Any]:
        queries = {"canned_queries": await datasette.get_canned_queries(DATABASE, None)}
        return queries | await overview(datasette) if view_name == "index" else queries

    return variables


async def overview(datasette: Datasette) -> dict[str, Any]:
    """Rows by table, and claims by verdict with a bar's width in percent."""
    database = datasette.get_database(DATABASE)
    tables = datasette.metadata("tables", database=DATABASE)
    counts = [
        {
            "name": name,
            "title": tables[name]["title"],
            "rows": (await database.execute(f"SELECT count(*) FROM {name}")).single_value(),
        }
        for name in COUNTED
    ]
    verdicts = [dict(row) for row in (await database.execute(VERDICT_COUNTS)).rows]
    most = max((row["claims"] for row in verdicts), default=0)
    for row in verdicts:
        row["width"] = 100 * row["claims"] // most if most else 0
    return {"counts": counts, "verdicts": verdicts, "evidence": DATABASE}


@hookimpl
def render_cell(value: Any, column: str, table: str | None, datasette: Datasette) -> Markup | None:
    """Links for cells of ids that Datasette does not follow, and of several addresses."""
    if not isinstance(value, str) or not value:
        return None
    links = datasette.plugin_config("onfile_pages")["links"]
    if target := links.get(table or "", {}).get(column):
        return Markup("; ").join(_row_link(datasette, target, key) for key in value.split(";"))
    if column == "source_url":
        return Markup(" ").join(_web_link(address) for address in value.split(" | "))
    return None


def _row_link(datasette: Datasette, table: str, key: str) -> Markup:
    href = datasette.urls.row(DATABASE, table, tilde_encode(key.strip()))
    return Markup('<a href="{}">{}</a>').format(href, key.strip())


def _web_link(address: str) -> Markup:
    """A link, where the address is one that a browser may safely follow."""
    if not re.match(r"https?://", address):
        return Markup.escape(address)
    return Markup('<a href="{0}" rel="nofollow">{0}</a>').format(address)
