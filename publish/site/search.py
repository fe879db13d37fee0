"""Search over everything on file: ranked within each table, the words found marked."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from markupsafe import Markup, escape

from publish.site.respond import load, page
from publish.site.rows import Row, rows

_LONGEST = 200
_MOST_WORDS = 12
_SHOWN = 10
# Scoring every row that holds a common word costs more than the page may; the count says so.
_RANKED = 2000
_OPEN, _CLOSE = "\x02", "\x03"
_WORD = re.compile(r"\w+(?:[-'.,]\w+)*%?", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Where:
    """A table that is searched: the column of its text index that is shown marked, and more of
    the row as SQL."""

    table: str
    title: str
    key: str
    shown: int
    more: str = "''"


PLACES = (
    Where("claims", "Claims", "claim_id", 0, "(SELECT label || '|' || severity FROM verdicts "
          "JOIN verdict_labels USING (verdict) WHERE verdicts.claim_id = claims.claim_id)"),
    Where("studies", "Studies", "study_id", 0,
          "coalesce(studies.journal, '') || ' ' || coalesce(year, '')"),
    Where("findings", "Findings", "finding_id", 0, "findings.study_id"),
    Where("pages", "Pages", "page_id", 0),
    Where("citations", "References as printed", "citation_id", 0, "citations.page_id"),
    Where("notices", "Notices", "notice_id", 0, "kind || ', ' || notices.study_id"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hits:
    """What one table has; ``count`` is a lower bound where it ends at the most that are ranked."""

    where: Where
    count: int
    rows: list[Row]

    @property
    def counted(self) -> str:
        """The count in words."""
        return f"{self.count:,}" + (" or more" if self.count >= _RANKED else "")


def find(conn: sqlite3.Connection, words: str) -> list[Hits]:
    """The best rows of each table that has any: those that hold every word (the last may be the
    beginning of one), and in a table without such, those that hold some."""
    quoted = fts_words(words)
    if not quoted:
        return []
    every, some = " AND ".join(quoted), " OR ".join(quoted)
    found = []
    for where in PLACES:
        hits = _find_in(conn, where, every)
        found.append(hits if hits.count or every == some else _find_in(conn, where, some))
    return [hits for hits in found if hits.count]


def fts_words(words: str) -> list[str]:
    """Terms for the text index that no input can break: each word in quotation marks, the last as
    the beginning of a word."""
    found = _WORD.findall(words[:_LONGEST])[:_MOST_WORDS]
    quoted = ['"' + word.replace('"', '""') + '"' for word in found]
    return [*quoted[:-1], quoted[-1] + "*"] if quoted else []


async def view(datasette: Datasette, request: Request) -> Response:
    """The results for the words in ``q``."""
    words = (request.args.get("q") or "").strip()[:_LONGEST]
    found = await load(datasette, lambda conn: find(conn, words)) if words else []
    return await page(datasette, request, "search.html", {"words": words, "found": found})


def _find_in(conn: sqlite3.Connection, where: Where, query: str) -> Hits:
    fts = f"{where.table}_fts"
    ranked = rows(
        conn, f"SELECT rowid, bm25({fts}) AS score FROM {fts} WHERE {fts} MATCH ? LIMIT ?",
        query, _RANKED,
    )  # fmt: skip
    best = sorted(ranked, key=lambda row: (row["score"], row["rowid"]))[:_SHOWN]
    sql = (
        f"SELECT {where.table}.{where.key} AS key, {where.more} AS more, "
        f"highlight({fts}, {where.shown}, '{_OPEN}', '{_CLOSE}') AS marked "
        f"FROM {fts} JOIN {where.table} ON {where.table}.rowid = {fts}.rowid "
        f"WHERE {fts} MATCH ? AND {fts}.rowid = ?"
    )
    shown = [row for hit in best for row in rows(conn, sql, query, hit["rowid"])]
    for row in shown:
        row["marked"] = _marked(row["marked"] or row["key"])
    return Hits(where, len(ranked), shown)


def _marked(text: str) -> Markup:
    """Text with what the index marked in mark elements, and all else escaped."""
    safe = str(escape(text))
    return Markup(safe.replace(_OPEN, "<mark>").replace(_CLOSE, "</mark>"))
