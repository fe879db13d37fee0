"""What can go wrong with what a user handed in, and how it is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class OnfileError(Exception):
    """Base of every error that a user can do something about."""


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """One thing that is wrong with one file.

    ``line`` is the physical line in the file, from 1 (0 where the file as a whole is meant);
    ``column`` is the header's name for the cell, empty where the whole line is meant.
    """

    file: str
    line: int
    column: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        """One line: where, what is wrong, what to do."""
        place = [self.file]
        if self.line:
            place.append(str(self.line))
        if self.column:
            place.append(self.column)
        return f"{':'.join(place)}: {self.reason}; {self.remedy}"


class BadInput(OnfileError):  # noqa: N818 - it names what came in, and 'error' is its base
    """Input that was refused, with every refusal and not only the first."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        """Keep the refusals in the order of files and lines."""
        self.refusals: tuple[Refusal, ...] = tuple(sorted(refusals))
        super().__init__("\n".join(str(refusal) for refusal in self.refusals))
