"""Reports of checked pages, in the formats that ``onfile check`` prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:  # the command wants FORMATS before it knows whether there is a page to check
    from claims.checked import CheckedPage
    from claims.evidence import Evidence

FORMATS = ("text", "jsonl", "html", "sarif", "claimreview")
"""Each is a module of this package; text and jsonl print every page as soon as it is checked."""

Writer = Callable[["Iterable[CheckedPage]", "Evidence", TextIO, date], None]


def write_reports(
    pages: Iterable[CheckedPage], evidence: Evidence, out: TextIO, form: str, today: date
) -> None:
    """Write the report on ``pages`` to ``out`` in one of FORMATS, dated ``today``.

    ``evidence`` is what the pages were checked against.  Raises ValueError for a form that is not
    one of FORMATS, and whatever going through ``pages`` raises.
    """
    if form not in FORMATS:
        raise ValueError(f"no such format: {form}")
    # Only the module that is asked for: rich and Jinja2 take longer to load than a page to check.
    write: Writer = import_module(f"publish.reports.{form}").write
    write(pages, evidence, out, today)
