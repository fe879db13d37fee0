"""A table row read as claims: its figures, each under its heading, beside what the row is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from claims.lexicon import words_of
from claims.marks import find_marks
from claims.mentions import find_mentions
from claims.pages.page import Block
from claims.quantities import read_quantities
from claims.quantity import SHARES, Quantity
from claims.read import read
from claims.reading import Context, Reading
from claims.text import tokenise
from claims.vocabulary import Vocabulary

_FIGURES = frozenset({*SHARES, "number", "time", "money", "dose", "dose-mass", "points"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its header, and the quantity that it holds where it holds but one."""

    header: str
    text: str
    quantity: Quantity | None

    @property
    def is_share(self) -> bool:
        """Whether it holds a percentage or so many of so many."""
        return self.quantity is not None and self.quantity.dimension in SHARES

    @property
    def is_point(self) -> bool:
        """Whether it tells when: "week 12", or "12" under "Week"."""
        return self._counts_time or (self.quantity is not None and self.quantity.label)

    @property
    def told(self) -> str:
        """Header and cell as a reader would say them."""
        if self._counts_time:
            return f"{self.header} {self.text}"
        return f"{self.header}: {self.text}" if self.header else self.text

    @property
    def _counts_time(self) -> bool:
        bare = self.quantity is not None and self.quantity.dimension == "number"
        return bare and _is_unit_of_time(self.header)


def printed_runs(block: Block) -> list[tuple[int, int]]:
    """The stretches of a block's text that stand in the source, as (start, end)."""
    flags = (end > start for start, end in zip(block.starts, block.ends, strict=True))
    runs, place = [], 0
    for printed, group in groupby(flags):
        length = sum(1 for _ in group)
        if printed:
            runs.append((place, place + length))
        place += length
    return runs


def read_row(
    block: Block, vocabulary: Vocabulary, context: Context
) -> Iterator[tuple[str, Reading]]:
    """The claims of a row, each as a statement and its reading.

    Figures under headers that name outcomes are a claim each. Figures of several arms are one
    claim: the first figure, with that of the arm for comparison as its comparator. A point in time
    belongs to the figures beside it.
    """
    caption, cells = _cells(block)
    figures = [cell for cell in cells if cell.quantity is not None and not cell.is_point]
    shares = [cell for cell in figures if cell.is_share]
    figures = shares or figures
    about = [cell for cell in cells if cell not in figures]
    compared = [cell for cell in figures if _is_comparator(cell, vocabulary, context)]
    own = [cell for cell in figures if cell not in compared]
    if not own:
        statement = _statement(caption, cells)
        yield statement, read(statement, vocabulary, context)
        return
    for cell in _claimed(own, vocabulary):
        statement = _statement(caption, [*about, cell])
        reading = read(statement, vocabulary, context)
        yield statement, _with_figure(reading, cell, compared[:1], caption)


def _cells(block: Block) -> tuple[str, list[Cell]]:
    """The caption that the row repeats, and its cells in order."""
    caption, place = "", 0
    cells: list[Cell] = []
    for start, end in printed_runs(block):
        header = block.text[place:start].strip(" ;:")
        text = block.text[start:end].strip()
        place = end
        if not text:
            continue
        if not cells and ": " in header:
            caption, _, header = header.rpartition(": ")
        cells.append(Cell(header, text, _figure(text)))
    return caption, cells


def _is_unit_of_time(header: str) -> bool:
    tokens = tokenise(header)
    marks = find_marks(tokens)
    match = marks.units.get(0)
    return match is not None and match.last == len(tokens) - 1 and marks.dimension_at(0) == "time"


def _figure(text: str) -> Quantity | None:
    """The quantity that a cell is about: one that it begins with."""
    tokens = tokenise(text)
    quantities = read_quantities(tokens)
    shares = [q for q in quantities if q.dimension == "percent"]
    if quantities and shares and all(not token.is_word for token in tokens):
        return shares[0]  # "8 (20%)"
    for quantity in quantities:
        if quantity.dimension in _FIGURES and all(
            not token.is_word for token in tokens[: quantity.first]
        ):
            return quantity
    return None


def _is_comparator(cell: Cell, vocabulary: Vocabulary, context: Context) -> bool:
    tokens = tokenise(cell.told)
    if any(token.text in words_of("housekeeping", "comparator") for token in tokens):
        return True
    named = {match.payload.id for match in find_mentions(tokens, vocabulary).drugs}
    tree = vocabulary.drugs
    return bool(named) and not any(tree.related(a, b) for a in named for b in context.drugs)


def _claimed(cells: Sequence[Cell], vocabulary: Vocabulary) -> Iterator[Cell]:
    """The first figure under each outcome that the headers name."""
    seen: set[tuple[str, ...]] = set()
    for cell in cells:
        found = find_mentions(tokenise(cell.header), vocabulary).outcomes
        outcomes = tuple(match.payload.id for match in found)
        if outcomes not in seen:
            seen.add(outcomes)
            yield cell


def _statement(caption: str, cells: Sequence[Cell]) -> str:
    told = "; ".join(cell.told for cell in cells)
    return f"{caption}: {told}" if caption else told


def _with_figure(reading: Reading, cell: Cell, compared: Sequence[Cell], caption: str) -> Reading:
    """The reading with the cell's figure as the one claimed."""
    quantity = cell.quantity
    if quantity is None:
        return reading
    percent = "%" in caption or "%" in cell.header or "percent" in cell.header.lower()
    share = quantity.dimension in SHARES or (quantity.dimension == "number" and percent)
    other = compared[0].quantity if compared else None
    comparator = other.value if other is not None else reading.comparator_value
    if not share and quantity.dimension != "number":
        return replace(reading, comparator_value=comparator)
    own = reading.unit if reading.value == quantity.value else None  # not that of another cell
    unit = "%" if share else own
    kind = reading.kind
    if share and kind.endswith("-qualitative"):
        kind = kind.replace("-qualitative", "-rate")
    return replace(
        reading,
        kind=kind,
        value=quantity.value,
        value_high=quantity.high,
        unit=unit,
        modifier=quantity.modifier,
        decimals=quantity.decimals,
        events=quantity.events,
        n=quantity.n,
        comparator_value=comparator,
    )
