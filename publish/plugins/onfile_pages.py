"""What every page shows beyond Datasette's own: the notice, the canned queries, links between ids.

Needs nothing but Datasette and what stands in the bundle's metadata.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils import tilde_encode
from jinja2 import Environment
from markupsafe import Markup

DATABASE = "evidence"


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Give the notice to every template: those of errors get no other variables of ours.

    The filter ``tilde`` writes a key as it stands in an address.
    """
    env.globals["notice_html"] = Markup(datasette.metadata("description_html"))
    env.filters["tilde"] = tilde_encode


@hookimpl
def extra_template_vars(
    table: str | None, datasette: Datasette
) -> Callable[[], Awaitable[dict[str, Any]]]:
    """The canned queries by name, and which columns of the table refer to a row elsewhere."""

    async def variables() -> dict[str, Any]:
        known = datasette.plugin_config("onfile_pages")["references"]
        return {
            "canned_queries": await datasette.get_canned_queries(DATABASE, None),
            "references": known.get(table or "", {}),
        }

    return variables


@hookimpl
def render_cell(value: Any, column: str, table: str | None, datasette: Datasette) -> Markup | None:
    """Links for cells of ids that Datasette does not follow, and of several addresses."""
    if not isinstance(value, str) or not value:
        return None
    if target := _links(datasette).get(table or "", {}).get(column):
        return Markup("; ").join(_row_link(datasette, target, key) for key in value.split(";"))
    if column == "source_url":
        return Markup(" ").join(_web_link(address) for address in value.split(" | "))
    return None


@lru_cache(maxsize=8)
def _links(datasette: Datasette) -> dict[str, dict[str, str]]:
    """Columns whose ids lead to a row, by table: read once, as Datasette copies what it hands out,
    and a page has thousands of cells."""
    links: dict[str, dict[str, str]] = datasette.plugin_config("onfile_pages")["links"]
    return links


def _row_link(datasette: Datasette, table: str, key: str) -> Markup:
    href = datasette.urls.row(DATABASE, table, tilde_encode(key.strip()))
    return Markup('<a href="{}">{}</a>').format(href, key.strip())


def _web_link(address: str) -> Markup:
    """A link, where the address is one that a browser may safely follow."""
    if not re.match(r"https?://", address):
        return Markup.escape(address)
    return Markup('<a href="{0}" rel="nofollow">{0}</a>').format(address)
