"""The works on file, indexed for the resolution of references."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from claims.citations.authors import Author
from claims.citations.journals import JournalTable
from claims.citations.postings import Postings
from claims.citations.text import bare_name_key, content, place_key, run, words
from claims.citations.works import DIVIDER, Entry, Work, entry_of, work_from_row

_ALIAS_WORDS = 6
_CANDIDATES = 8
_HEAD = 1  # letters of a trial name that a word must begin with
_TOKEN = re.compile(r"[^\W_]+")
_IDENTIFIERS = ("doi", "pmid", "pmcid", "nct")


def _written(name: str) -> str:
    """A name without what may stand between its words, its capitals kept."""
    return "".join(_TOKEN.findall(name))


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
        self._acronyms: dict[str, list[Entry]] = defaultdict(list)
        self._named: dict[str, list[Entry]] = defaultdict(list)
        self._alias_heads: set[str] = set()
        self._sizes: dict[tuple[int, int], list[Entry]] = defaultdict(list)
        self._postings = Postings()
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
            written = getattr(work, kind) or ""
            # A DOI may hold a semicolon.
            for value in (written,) if kind == "doi" else DIVIDER.split(written):
                if value:
                    self._identifiers[kind, value.lower()].append(work.study_id)
        if author := entry.bare or entry.body:
            self._surnames[author].append(entry)
        for name in entry.acronyms:
            self._acronyms[name].append(entry)
        for alias in work.aliases:
            name = run(words(alias))
            self._aliases[name].append(entry)
            self._named[_written(alias)].append(entry)
            self._alias_heads.add(name[:_HEAD])
        journal = self.journals.canonical(work.journal)
        for year in {*work.years}:
            if journal:
                self._journals[journal, year].append(entry)
            for count in work.sizes:
                self._sizes[count, year].append(entry)
        self._index_text(entry, names)

    def _index_text(self, entry: Entry, names: list[str]) -> None:
        work = entry.work
        loose = [*work.authors, *names, *work.aliases, *map(str, work.years)]
        tokens = [*entry.title.text.split(), *words(" ".join(loose)), *entry.surnames]
        place = place_key(work.volume, work.pages)
        self._postings.add([*tokens, *filter(None, (place, entry.title.opening))])

    def by_identifier(self, kind: str, value: str) -> list[Entry]:
        """Works with that identifier; kind is doi, pmid, pmcid or nct."""
        return [self.entries[i] for i in self._identifiers.get((kind, value.lower()), ())]

    def by_surname(self, surname: str) -> list[Entry]:
        """Works whose first author has that surname, with or without its particles."""
        return self._surnames.get(bare_name_key(surname), [])

    def by_first_author(self, author: Author) -> list[Entry]:
        """Works by a first author as a reference prints the name."""
        return [entry for key in author.keys for entry in self._surnames.get(key, ())]

    def by_author_of(self, entry: Entry) -> list[Entry]:
        """Works by the first author, or the body, of a work, itself among them."""
        return self._surnames.get(entry.bare or entry.body or "", [])

    def by_journal(self, journal: str, year: int) -> list[Entry]:
        """Works in that journal (name in full as the table gives it) and print or online year."""
        return self._journals.get((journal, year), [])

    def by_acronym(self, acronym: str) -> list[Entry]:
        """Works by a body, or with a title, that those capitals stand for or in."""
        return self._acronyms.get(acronym, [])

    def by_size(self, count: int, year: int) -> list[Entry]:
        """Works of that print or online year in which so many people took part."""
        return self._sizes.get((count, year), [])

    def names_in(self, text: str) -> Iterator[tuple[int, int, list[Entry]]]:
        """Trial names in a text, written as on file: start, end and the works that have the name.

        The longest first; hyphens and blanks within a name make no difference.
        """
        tokens = list(_TOKEN.finditer(text))
        end = 0
        for at, token in enumerate(tokens):
            if token.start() < end or token.group()[:1].lower() not in self._alias_heads:
                continue
            for size in range(min(_ALIAS_WORDS, len(tokens) - at), 0, -1):
                last = tokens[at + size - 1].end()
                entries = self._named.get(_written(text[token.start() : last]))
                if entries:
                    end = last
                    yield token.start(), last, entries
                    break

    def by_alias(self, tokens: tuple[str, ...]) -> list[Entry]:
        """Works one of whose trial names stands among those words, the longest name first."""
        heads = [at for at, token in enumerate(tokens) if token[:_HEAD] in self._alias_heads]
        for size in range(min(_ALIAS_WORDS, len(tokens)), 0, -1):
            for at in heads:
                found = self._aliases.get(run(tokens[at : at + size]))
                if found:
                    return found
        return []

    def search(self, tokens: tuple[str, ...], *whole: str | None) -> list[Entry]:
        """The eight works that share most of a reference's rarest words, best first.

        ``whole`` are what names a work almost alone: its volume and first page in one word
        (``place_key``), and how its title opens (``Title.opening``).
        """
        asked = [*content(tokens), *filter(None, whole)]
        return [self._by_row[row] for row in self._postings.like(asked, _CANDIDATES)]
