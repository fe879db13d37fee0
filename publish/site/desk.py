"""Takes a page that somebody handed in, checks it against a served database, writes the answer.

Runs in a process of its own (see ``publish.site.worker``) and knows nothing of Datasette's server.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from claims.check import Checker
from claims.checked import CheckedPage
from claims.pages.formats import page_format, read_page
from ingest.errors import OnfileError
from ingest.schema import CONFLICTS, FINDINGS, SEARCHES, STUDIES, VOCABULARY
from publish.databases import read_only
from publish.reports.wording import one_line, writable
from publish.site.checked import as_fragment, as_json
from publish.site.similar import ON_FILE, ClaimsOnFile

_TABLES = tuple(table.name for table in (*VOCABULARY, STUDIES, FINDINGS, CONFLICTS, SEARCHES))


@dataclass(frozen=True, slots=True)
class Task:
    """A page as it was handed in.

    ``name`` is what it is called, ``media_type`` and ``charset`` what was said of it, None where
    nothing was; ``form`` is what to answer, json or html; ``base`` the site's address prefix.
    """

    name: str
    data: bytes
    media_type: str | None = None
    charset: str | None = None
    form: str = "html"
    base: str = "/"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task: the answer where ``status`` is 200, else one line on what is wrong."""

    status: int
    text: str


class Desk:
    """What is on file in one database, ready to check pages with."""

    def __init__(self, checker: Checker, on_file: ClaimsOnFile) -> None:
        self._checker = checker
        self._on_file = on_file

    @classmethod
    def open(cls, database: Path) -> Desk:
        """A desk over a built database, its parts made; sqlite3.Error where that is none."""
        with closing(read_only(database)) as connection:
            on_file = ClaimsOnFile(connection.execute(ON_FILE))
            connection.row_factory = sqlite3.Row
            tables = {
                name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")]
                for name in _TABLES
            }
        desk = cls(Checker.from_rows(tables), on_file)
        # The index makes parts of itself when first asked: better now than for the first reader.
        told = "\n\n".join(row["statement"] for row in tables["findings"][:3]).encode()
        for form in ("html", "json"):
            desk.answer(Task("", told, form=form))
        return desk

    def answer(self, task: Task) -> Outcome:
        """Read and check a page: status 200, 415 where it is no page, 422 where it is damaged."""
        try:
            page_format(task.name, task.data, task.media_type)
        except OnfileError as error:
            return Outcome(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, one_line(str(error)))
        try:
            page = read_page(task.name, task.data, task.media_type, task.charset)
        except OnfileError as error:
            return Outcome(HTTPStatus.UNPROCESSABLE_ENTITY, one_line(str(error)))
        checked = self._checker.check(page)
        return Outcome(HTTPStatus.OK, writable(self._written(checked, task)))

    def _written(self, checked: CheckedPage, task: Task) -> str:
        evidence = self._checker.evidence
        similar = [self._on_file.like(claim) for claim in checked.claims]
        if task.form == "json":
            content = as_json(checked, evidence, similar)
            return json.dumps(content, ensure_ascii=False, allow_nan=False)
        return as_fragment(checked, evidence, similar, task.base)
