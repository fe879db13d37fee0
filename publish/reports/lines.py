"""Lines of reports for people at a terminal: wrapped, and coloured where it shows colours."""

from __future__ import annotations

import os
import shutil
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

_PIPED_WIDTH = 80
_NARROWEST = 40
_LONGEST_QUOTE = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph to print, wrapped at ``indent``; later lines hang two further in."""

    text: str
    indent: int = 0
    style: str = ""


def counted_as(number: int, noun: str) -> str:
    """A number with its noun, in the plural where it is not one."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def shortened(text: str) -> str:
    """Text with its middle left out where it is very long: both ends tell where it stands."""
    if len(text) <= _LONGEST_QUOTE:
        return text
    half = _LONGEST_QUOTE // 2
    return f"{text[:half].rstrip()} […] {text[-half:].lstrip()}"


def _wrapped(line: Line, width: int) -> str:
    return textwrap.fill(
        line.text,
        max(width, _NARROWEST),
        initial_indent=" " * line.indent,
        subsequent_indent=" " * (line.indent + 2),
        break_long_words=False,
        break_on_hyphens=False,
    )


def printer(out: TextIO) -> Callable[[Line], None]:
    """What prints a line to ``out``: wrapped to the terminal, or to 80 columns where it is none.

    In colours on a terminal only, and not where NO_COLOR is set.
    """
    if not out.isatty():
        return lambda line: print(_wrapped(line, _PIPED_WIDTH), file=out)
    width = shutil.get_terminal_size().columns
    if os.environ.get("NO_COLOR"):
        return lambda line: print(_wrapped(line, width), file=out)
    return _colour_printer(out, width)


def _colour_printer(out: TextIO, width: int) -> Callable[[Line], None]:
    # Loading rich takes longer than checking a page, and a pipe has no use for it.
    from rich.console import Console
    from rich.text import Text

    console = Console(file=out, highlight=False)
    return lambda line: console.print(Text(_wrapped(line, width), line.style), soft_wrap=True)
