"""The formats that works come in and go out by, and which of them a file is in.

A format's module, and the library behind it, is loaded only where the format is used.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath

from ingest.errors import OnfileError
from ingest.formats.headers import is_sheet
from ingest.formats.record import Reader, Writer

# So much of a file tells its format.
_HEAD = 20_000
_BREAK = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name as users write it, what it is, and how a file in it is known.

    ``sniff`` says whether the beginning of a text, without a byte order mark and with its lines
    ended by line feeds, is in the format; ``reader`` and ``writer`` load the format's module, and
    ``writer`` is None where works can only be read.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    sniff: Callable[[str], bool]
    module: str
    writes: bool = False

    @property
    def reader(self) -> Reader:
        """The function that reads text in this format."""
        read: Reader = import_module(self.module).read
        return read

    @property
    def writer(self) -> Writer | None:
        """The function that writes rows of studies in this format."""
        if not self.writes:
            return None
        write: Writer = import_module(self.module).write
        return write


def _by(pattern: str) -> Callable[[str], bool]:
    """Whether a text holds the pattern."""
    found = re.compile(pattern, re.M)
    return lambda head: found.search(head) is not None


def _by_keys(keys: str) -> Callable[[str], bool]:
    """Whether a text is JSON that has one of the keys, given as a pattern with what follows."""
    return _by(rf"\A\s*[\[{{](?s:.*?)(?:{keys})")


# Where a text could be in two formats, the first of them counts.
_FORMATS = (
    Format(
        "ris", "RIS", (".ris", ".txt"), _by(r"^\s{0,3}TY[ \t\xa0]{1,2}-"),
        "ingest.formats.ris", writes=True,
    ),
    Format(
        "nbib", "PubMed's tagged format", (".nbib", ".txt"), _by(r"^PMID- *\d"),
        "ingest.formats.nbib",
    ),
    Format(
        "bibtex", "BibTeX", (".bib", ".bibtex"), _by(r"^\s*@\w+[ \t]*[{(]"),
        "ingest.formats.bibtex", writes=True,
    ),
    Format(
        "pubmed-xml", "PubMed XML", (".xml",), _by(r"<Pubmed(?:Book)?Article(?:Set)?[\s>]"),
        "ingest.formats.pubmed_xml",
    ),
    Format(
        "clinicaltrials", "ClinicalTrials.gov JSON", (".json",),
        _by_keys(r'"protocolSection"\s*:'), "ingest.formats.trials",
    ),
    Format(
        "crossref", "Crossref JSON", (".json",),
        _by_keys(r'"message"\s*:\s*\{'), "ingest.formats.crossref",
    ),
    Format(
        "openalex", "OpenAlex JSON", (".json",),
        _by_keys(r'"id"\s*:\s*"https://openalex\.org/'), "ingest.formats.openalex",
    ),
    Format(
        "json", "rows of studies as JSON", (".json",),
        _by_keys(r'"(?:study_id|authors)"\s*:'), "ingest.formats.rows_json", writes=True,
    ),
    Format(
        "csl-json", "CSL-JSON", (".json",),
        _by_keys(r'"(?:author|editor|issued|container-title|DOI)"\s*:'),
        "ingest.formats.csl_json", writes=True,
    ),
    Format(
        "csv", "CSV", (".csv", ".tsv"), is_sheet, "ingest.formats.sheet", writes=True,
    ),
)  # fmt: skip
FORMATS = {form.name: form for form in _FORMATS}


def detect(name: str, text: str) -> Format:
    """The format of a file, from its text and, where that leaves a choice, from its name.

    Raises ``OnfileError`` where the text is in none of them.
    """
    head = _BREAK.sub("\n", text[:_HEAD].removeprefix("\ufeff"))
    fitting = [form for form in _FORMATS if form.sniff(head)]
    suffix = PurePath(name).suffix.lower()
    named = [form for form in fitting if suffix in form.suffixes]
    for form in named or fitting:
        return form
    known = ", ".join(f"{form.name} ({form.title})" for form in _FORMATS)
    raise OnfileError(f"{name}: no format that can be read here; known are {known}")
