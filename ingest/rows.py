"""Row models: one pydantic model a table, made from the table's declaration.

Pydantic only ever sees numbers that are numbers already (``ingest.cells`` reads them), so the
models are strict: a text that is left in a number's column is refused and never coerced.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from ingest import schema
from ingest.schema import Column, Table

Value = str | int | float | None
# What is wrong with a row: column, reason, remedy.
Fault = tuple[str, str, str]

_PYTHON_TYPES: Mapping[str, type] = {"TEXT": str, "INTEGER": int, "REAL": float}
_NUMBER_WORDS = {"INTEGER": "a whole number", "REAL": "a number"}
# SQLite keeps whole numbers in 64 bits.
_LARGEST = 2**63 - 1
_PATTERN_WORDS = {
    schema.ID: "lower-case letters, digits and hyphens, such as smith-2020",
    schema.DOI: "a DOI without a resolver: 10., four or more digits, a slash and the rest",
    schema.PMID: "a PubMed id: one to eight digits",
    schema.PMCID: "a PubMed Central id: PMC and digits",
    schema.NCT: "a ClinicalTrials.gov id: NCT and eight digits",
    r"[0-9a-f]{64}": "a SHA-256: 64 digits and letters from a to f",
    r"\d{4}-\d{2}-\d{2}": "a day as year-month-day, such as 2024-01-31",
}


class _Row(BaseModel):
    """What every row model shares: no coercion, no columns that are not declared."""

    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)


class RowModel:
    """Checks rows of one table: their types, choices, patterns, bounds and what must be there."""

    def __init__(self, table: Table) -> None:
        """Make the pydantic model: a field a column, None for an empty cell."""
        self.table = table
        self._reals = {column.name for column in table.columns if column.type == "REAL"}
        fields = {_field(index): _definition(column) for index, column in enumerate(table.columns)}
        self._model = create_model(f"{table.name}_row", __base__=_Row, **fields)

    def check(self, values: Mapping[str, Value]) -> tuple[dict[str, Value], list[Fault]]:
        """One row checked.

        Takes column names to values, None or absent for empty.  Returns the typed row with every
        column of the table, and no faults; or an empty row and the faults.
        """
        filled = {
            name: float(value) if isinstance(value, int) and name in self._reals else value
            for name, value in values.items()
            if value is not None
        }
        try:
            row = self._model.model_validate(filled)
        except ValidationError as error:
            return {}, [_explain(self.table, fault) for fault in error.errors()]
        return row.model_dump(by_alias=True), []


def _field(index: int) -> str:
    """A field's name that cannot clash with what pydantic calls its own, whatever the column's."""
    return f"column_{index}"


def _definition(column: Column) -> Any:
    """The field of a column: its type, and its name as the alias."""
    cell = _cell_type(column)
    if column.required:
        return cell, Field(alias=column.name)
    return cell | None, Field(default=None, alias=column.name)


def _cell_type(column: Column) -> Any:
    """The annotated type of a cell that is filled in."""
    if column.choices:
        kind = _PYTHON_TYPES[column.type]
        return Literal[tuple(kind(choice) for choice in column.choices)]
    limits: dict[str, Any] = {"ge": column.minimum, "le": column.maximum}
    if column.type == "TEXT":
        limits = {"min_length": 1}
        if column.pattern:
            limits["pattern"] = rf"^(?:{column.pattern})$"
    elif column.type == "INTEGER":
        limits["le"] = _LARGEST if column.maximum is None else column.maximum
        limits["ge"] = -_LARGEST if column.minimum is None else column.minimum
    return Annotated[_PYTHON_TYPES[column.type], Field(**limits)]


def _explain(table: Table, fault: Any) -> Fault:
    """One of pydantic's faults in plain words."""
    name = str(fault["loc"][0])
    given, kind = f"'{fault['input']}'", fault["type"]
    if kind == "missing" or kind == "string_too_short":
        return name, "the cell is empty", "this column is needed, fill it in"
    if kind == "extra_forbidden":
        return name, f"{table.name} has no such column", "remove it or correct its name"
    column = table.column(name)
    if kind == "literal_error":
        return name, f"{given} is not allowed here", f"use one of {', '.join(column.choices)}"
    if kind == "string_pattern_mismatch":
        words = _PATTERN_WORDS.get(column.pattern or "", f"the form {column.pattern}")
        return name, f"{given} does not have the right form", f"write {words}"
    if kind.startswith(("greater", "less")):
        return name, f"{given} is out of bounds", f"write {_bounds(column)}"
    wanted = _NUMBER_WORDS.get(column.type, "text")
    remedy = f"write {wanted}{_unit(column)} or leave the cell empty"
    return name, f"{given} is not {wanted}", remedy


def _unit(column: Column) -> str:
    """The column's unit in brackets, empty where it has none."""
    return f" ({column.unit})" if column.unit else ""


def _bounds(column: Column) -> str:
    """What a number in the column must be, in words."""
    if column.minimum is None and column.maximum is None:
        return "a number that fits into 64 bits"
    if column.maximum is None:
        return f"a number of at least {column.minimum:g}{_unit(column)}"
    if column.minimum is None:
        return f"a number of at most {column.maximum:g}{_unit(column)}"
    return f"a number from {column.minimum:g} to {column.maximum:g}{_unit(column)}"
