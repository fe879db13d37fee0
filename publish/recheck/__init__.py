"""Pages and evidence run again: what changed in verdicts, and why."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:  # the command wants FORMATS before it knows what to recheck
    from publish.recheck.report import Report

FORMATS = ("text", "json", "atom")

_MODULES = {"text": "told", "json": "document", "atom": "feed"}
Writer = Callable[["Report", TextIO, date], None]


def write_report(report: Report, out: TextIO, form: str, today: date) -> None:
    """Write a report to ``out`` in one of FORMATS, dated ``today``; KeyError for another form.

    What programs read is UTF-8 where ``out`` encodes, whatever the terminal does.
    """
    if form != "text" and isinstance(out, io.TextIOWrapper):
        out.reconfigure(encoding="utf-8")
    write: Writer = import_module(f"publish.recheck.{_MODULES[form]}").write
    write(report, out, today)
