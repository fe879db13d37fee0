"""References: which work on file is meant, and what is wrong with what is printed."""

from claims.citations.correct import Style, corrected_reference
from claims.citations.faults import Fault
from claims.citations.index import WorkIndex
from claims.citations.reference import Reference, parse
from claims.citations.resolve import Resolution, resolve, resolve_mention
from claims.citations.splitting import split
from claims.citations.works import Work

__all__ = [
    "Fault",
    "Reference",
    "Resolution",
    "Style",
    "Work",
    "WorkIndex",
    "corrected_reference",
    "parse",
    "resolve",
    "resolve_mention",
    "split",
]
