"""Writes the references of pages in one of the formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from importlib import import_module
from typing import TextIO

from claims.checked import CitedPage
from claims.citations import Style

Writer = Callable[[Iterable[CitedPage], TextIO, Style, date], bool]


def write_references(
    pages: Iterable[CitedPage], out: TextIO, form: str, style: Style, today: date
) -> bool:
    """Write the references of ``pages`` to ``out``, corrected ones in a style, dated ``today``.

    In: ``form`` is one of FORMATS.  Out: whether a reference has a fault.  Raises whatever going
    through ``pages`` raises.
    """
    # Only the module that is asked for: it may load more than it takes to read the references.
    write: Writer = import_module(f"publish.references.{form}").write
    return write(pages, out, style, today)
