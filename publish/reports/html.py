"""One self-contained HTML file: each page's own text, its claims marked, the evidence beside it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TextIO

from markupsafe import Markup

from claims.checked import CheckedPage
from claims.evidence import Evidence
from publish.reports.edition import notice_html, onfile_version, rule_set
from publish.reports.labels import counted, labels
from publish.reports.sheets import environment, sheet_of
from publish.reports.wording import writable


def write(pages: Iterable[CheckedPage], evidence: Evidence, out: TextIO, today: date) -> None:
    """Write one document on all pages once the last is checked.

    It loads nothing from elsewhere and runs no script; its own policy forbids both.
    """
    every = list(pages)
    document = (
        environment()
        .get_template("report.html")
        .stream(
            site=None,
            sheets=[sheet_of(number, page, evidence) for number, page in enumerate(every, 1)],
            labels=labels().values(),
            counts=counted(every),
            notice=Markup(notice_html()),
            today=today.isoformat(),
            version=onfile_version(),
            rule_set=rule_set(),
        )
    )
    for part in document:
        out.write(writable(part))
    out.write("\n")
