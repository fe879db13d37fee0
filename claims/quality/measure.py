"""Measures the checker on every labelled set: one folder a topic, and lists of references.

``gold/<topic>`` holds pages with gold.jsonl and negatives.jsonl; where it has a studies.csv too it
is a pack, and its pages are checked against it beside the project's own data, else against those
alone.  ``gold/references`` holds lists of references and pages with references.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from claims.check import Checker
from claims.citations import WorkIndex
from claims.quality.figures import Scores
from claims.quality.pages import score_topic
from claims.quality.references import rows, score_list, score_pages
from ingest.corpus import evidence_of
from ingest.errors import OnfileError
from ingest.evidence import Evidence as Corpus
from ingest.packs import read_pack
from ingest.progress import progress

REFERENCES = "references"
# Each list of references by what it is called: its file, and whether the project's own works are on
# file besides those of its folder.
_LISTS = {
    "first": ("first/references.csv", False),
    "held out": ("first/references_held_out.csv", False),
    "fresh": ("fresh/references.csv", True),
    "last": ("last/references.csv", True),
    "blind": ("blind/references.csv", True),
}


class Gold:
    """The labelled sets in a folder that stands in the project's own pack of data."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pack = read_pack(folder.parent)

    @property
    def topics(self) -> tuple[Path, ...]:
        """The folders of labelled pages, by name."""
        return tuple(sorted(path.parent for path in self.folder.glob("*/gold.jsonl")))

    def topic(self, folder: Path) -> Scores:
        """The scores of the pages of one topic."""
        corpus = self._corpus
        if (folder / "studies.csv").exists():
            corpus = evidence_of([self._pack, read_pack(folder)])
        return score_topic(folder, Checker.from_corpus(corpus))

    @property
    def lists(self) -> tuple[str, ...]:
        """The names of the lists of references."""
        return tuple(name for name, (file, _) in _LISTS.items() if self._at(file).exists())

    def references(self, name: str) -> Scores:
        """The scores of one list of references."""
        file, with_data = _LISTS[name]
        return score_list(self._at(file), self._works(self._at(file).parent, with_data))

    @property
    def pages(self) -> Path:
        """The folder of the pages with references."""
        return self._at("pages")

    def on_pages(self) -> Scores:
        """The scores of the pages with references."""
        return score_pages(self.pages, self._works(self.pages, with_data=False))

    def _at(self, name: str) -> Path:
        return self.folder / REFERENCES / name

    @cached_property
    def _corpus(self) -> Corpus:
        return evidence_of([self._pack])

    def _works(self, folder: Path, with_data: bool) -> WorkIndex:
        studies = self._corpus.rows("studies") if with_data else []
        works: list[Mapping[str, object]] = [*studies, *rows(folder / "works.csv")]
        return WorkIndex.from_rows(works, self._corpus.rows("journals"))


def measure(folder: Path) -> dict[str, Scores]:
    """The scores of every labelled set in ``folder``, by its topic, or "references, <name>".

    Raises OnfileError where a file of a set cannot be read.
    """
    try:
        gold = Gold(folder)
        return dict(progress(_measured(gold), "Measuring quality", total=_sets(gold)))
    except OSError as error:
        raise OnfileError(f"{error.filename}: {error.strerror}; it is needed to measure quality"
                          ) from error  # fmt: skip


def _sets(gold: Gold) -> int:
    return len(gold.topics) + len(gold.lists) + gold.pages.exists()


def _measured(gold: Gold) -> Iterator[tuple[str, Scores]]:
    for topic in gold.topics:
        yield topic.name, gold.topic(topic)
    for name in gold.lists:
        yield f"{REFERENCES}, {name}", gold.references(name)
    if gold.pages.exists():
        yield f"{REFERENCES}, on pages", gold.on_pages()
