"""A page that cannot be had or read, told in one line."""

from __future__ import annotations

from ingest.errors import BadInput, Refusal


def refused(name: str, reason: str, remedy: str) -> BadInput:
    """The error that says of a page what is wrong with it and what to do."""
    return BadInput([Refusal(name, 0, "", reason, remedy)])
