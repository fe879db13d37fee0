"""What a place to publish to is: a tool, how to see that it is ready, and what it has to run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

Command = tuple[str, ...]
"""A program and its arguments; no shell reads it."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is published where: the bundle, the place as the user named it (it may be empty), and a
    folder for files that the tool wants and the bundle does not hold, gone afterwards."""

    bundle: Path
    dest: str
    scratch: Path

    @property
    def name(self) -> str:
        """The bundle's name, which is a hash of its content."""
        return self.bundle.name


@dataclass(frozen=True, slots=True)
class Target:
    """A place to publish to.

    ``dest`` says what to name and ``pattern`` is what that has to match as a whole; ``tool`` is the
    program and ``install`` how to get it; ``ready`` ends with 0 and prints something when one can
    go ahead, and ``get_ready`` is what to do when it does not (both may be empty).  ``commands``
    yields what to run, one after the other; ``done`` says what is left to the user.
    """

    dest: str
    pattern: str
    tool: str
    install: str
    ready: Command
    get_ready: str
    commands: Callable[[Order], Iterator[Command]]
    done: str
