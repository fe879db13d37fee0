"""The works on file, indexed for the resolution of references."""

from __future__ import annotations

import sqlite3
import weakref
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from claims.citations.journals import JournalTable
from claims.citations.text import content, name_key, run, words
from claims.citations.works import DIVIDER, Entry, Work, entry_of, work_from_row

_QUERY_WORDS = 9
_TITLE_WORDS = 6
_IDENTIFIERS = ("doi", "pmid", "pmcid", "nct")


class WorkIndex:
    """Works by identifier, first author, trial name and full text.  Never written to once built."""

    def __init__(self, works: Iterable[Work], journals: JournalTable) -> None:
        self.journals = journals
        self.entries: dict[str, Entry] = {}
        self._by_row: list[Entry] = []
        self._identifiers: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._surnames: dict[str, list[Entry]] = defaultdict(list)
        self._journals: dict[tuple[str, int], list[Entry]] = defaultdict(list)
        self._aliases: dict[str, list[Entry]] = defaultdict(list)
        self._frequency: Counter[str] = Counter()
        # Reads only after the build, and sqlite3 serialises them: any thread may ask.
        self._db = sqlite3.connect(":memory:", check_same_thread=False)
        weakref.finalize(self, self._db.close)
        self._db.execute("CREATE VIRTUAL TABLE works USING fts5(text, content='')")
        for work in works:
            self._add(work)

    @classmethod
    def from_rows(
        cls, studies: Iterable[Mapping[str, object]], journals: Iterable[Mapping[str, object]]
    ) -> WorkIndex:
        """An index from rows of the tables studies and journals."""
        return cls(map(work_from_row, studies), JournalTable.from_rows(journals))

    def _add(self, work: Work) -> None:
        entry = entry_of(work)
        self.entries[work.study_id] = entry
        self._by_row.append(entry)
        names = [name for name in (work.journal, work.journal_abbrev) if name]
        self.journals.add(*names)
        for kind in _IDENTIFIERS:
            for value in DIVIDER.split(getattr(work, kind) or ""):
                if value:
                    self._identifiers[kind, value.lower()].append(work.study_id)
        if entry.surname:
            self._surnames[entry.surname].append(entry)
        for alias in work.aliases:
            self._aliases[run(words(alias))].append(entry)
        journal = self.journals.canonical(work.journal)
        for year in {*work.years}:
            if journal:
                self._journals[journal, year].append(entry)
        self._index_text(entry, names)

    def _index_text(self, entry: Entry, names: list[str]) -> None:
        work = entry.work
        loose = [*work.authors, *names, *work.aliases, *map(str, work.years)]
        tokens = [*entry.title, *words(" ".join(loose)), *entry.surnames]
        self._frequency.update(set(tokens))
        self._db.execute(
            "INSERT INTO works(rowid, text) VALUES (?, ?)", (len(self._by_row), " ".join(tokens))
        )

    def by_identifier(self, kind: str, value: str) -> list[Entry]:
        """Works with that identifier; kind is doi, pmid, pmcid or nct."""
        return [self.entries[i] for i in self._identifiers.get((kind, value.lower()), ())]

    def by_surname(self, surname: str) -> list[Entry]:
        """Works whose first author has that surname."""
        return self._surnames.get(name_key(surname), [])

    def by_journal(self, journal: str, year: int) -> list[Entry]:
        """Works in that journal (name in full as the table gives it) and print or online year."""
        return self._journals.get((journal, year), [])

    def by_alias(self, tokens: tuple[str, ...]) -> list[Entry]:
        """Works one of whose trial names stands among those words, the longest name first."""
        for size in range(min(6, len(tokens)), 0, -1):
            for at in range(len(tokens) - size + 1):
                found = self._aliases.get(run(tokens[at : at + size]))
                if found:
                    return found
        return []

    def _rarest(self, tokens: tuple[str, ...], limit: int) -> list[str]:
        known = {token for token in content(tokens) if token in self._frequency}
        return sorted(known, key=lambda token: (self._frequency[token], token))[:limit]

    def search(self, title: tuple[str, ...], rest: tuple[str, ...], limit: int = 12) -> list[Entry]:
        """Works that share the rarest words of a title and of the rest, best first by bm25.

        Only the rarest words are asked for: common ones cost most and decide least.  Names of
        later authors are rare and shared by many works, so the title has its words apart.
        """
        of_title = self._rarest(title, _TITLE_WORDS)
        asked = {*of_title, *self._rarest(rest, _QUERY_WORDS - len(of_title))}
        if not asked:
            return []
        query = " OR ".join(f'"{token}"' for token in sorted(asked))
        rows = self._db.execute(
            "SELECT rowid FROM works WHERE works MATCH ? ORDER BY rank, rowid LIMIT ?",
            (query, limit),
        )
        return [self._by_row[row - 1] for (row,) in rows]
