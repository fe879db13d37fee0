"""Every claim of a page, with its reading and the references that the page gives for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from claims.finding.atoms import Atom, atoms
from claims.finding.labelled import goes_on, read_under
from claims.finding.passages import Passage, is_unfinished, passages
from claims.finding.references import Mark, Reference, markers_in, numbered, references_of
from claims.finding.rows import printed_runs, read_row
from claims.finding.subject import Subject, heading_subject, page_subject, spoken_of
from claims.finding.worth import Setting, is_claim
from claims.pages.page import Block, Page
from claims.pages.sentences import sentences
from claims.predicates import has_predicate
from claims.read import read
from claims.reading import Context, Reading
from claims.text import Token, tokenise
from claims.vocabulary import Vocabulary

_LISTED = frozenset({"item", "note"})
_UNDER_LABELS = _LISTED | {"paragraph"}
_SHORT = 12
_LABEL_LINE = re.compile(r"[A-Z][\w/()’' -]{1,40}: \S")


@dataclass(slots=True)
class Found:
    """A claim: its place in a block, what was read, and the references that serve it.

    ``references`` are printed in the block or pointed to by number; for a claim that is itself a
    reference it is that one.
    """

    block: Block
    start: int
    end: int
    statement: str
    reading: Reading
    references: list[Reference] = field(default_factory=list)
    previous: Reading | None = None

    @property
    def quote(self) -> str:
        """The page's words, without what reading added; cells of a table row parted by blanks."""
        if self.block.kind != "row":
            return self.block.text[self.start : self.end]
        runs = [
            self.block.text[max(first, self.start) : min(last, self.end)].strip()
            for first, last in printed_runs(self.block)
            if first < self.end and last > self.start
        ]
        return " ".join(runs)


def find_claims(page: Page, vocabulary: Vocabulary) -> tuple[list[Found], list[Reference]]:
    """The claims of a page in its order, and the references that it prints. Pure."""
    placed = list(passages(page.blocks))
    subject = page_subject(placed, vocabulary)
    references = references_of(placed, page.links)
    by_number = numbered([reference.printed for reference in references])
    listed = {id(reference.printed): reference for reference in references}
    leads = frozenset(passage.lead for passage in placed if passage.lead)
    finder = _Finder(vocabulary, subject, {n: listed[id(p)] for n, p in by_number.items()}, leads)
    by_block: dict[int, list[Reference]] = {}
    for reference in references:
        by_block.setdefault(id(reference.block), []).append(reference)
    found: list[Found] = []
    for passage in placed:
        found += finder.claims_of(passage, by_block.get(id(passage.block), []))
    return found, references


@dataclass
class _Finder:
    """Goes through the passages of one page, keeping what each paragraph is about."""

    vocabulary: Vocabulary
    page: Subject
    by_number: dict[int, Reference]
    leads: frozenset[str]
    subjects: dict[tuple[str, ...], Subject] = field(default_factory=dict)

    def claims_of(self, passage: Passage, own: Sequence[Reference]) -> list[Found]:
        listed = [reference for reference in own if not reference.printed.inline]
        above = (*passage.headings, *filter(None, [passage.question, passage.lead]))
        subject = self.subjects.get(above)
        if subject is None:
            subject = heading_subject(above, self.page, self.vocabulary)
            self.subjects[above] = subject
        context = Context(drugs=subject.drugs, populations=subject.populations)
        if listed:
            return [self._citation(reference, context) for reference in listed]
        if passage.block.kind == "question":
            return []
        return self._statements(passage, own, context)

    def _statements(
        self, passage: Passage, own: Sequence[Reference], context: Context
    ) -> list[Found]:
        if passage.block.kind == "row":
            return self._row(passage.block, context)
        marks = list(markers_in(passage.block.text))
        text = _without(passage.block.text, own, marks)
        found: list[Found] = []
        spoken: tuple[str, ...] = ()
        for start, end in sentences(passage.block.text):
            sentence = text[start:end].rstrip()
            drugs = spoken_of(sentence, spoken, context.drugs, self.vocabulary)
            here = replace(context, drugs=drugs)
            claims: list[Found] = []
            for atom in atoms(sentence, self.vocabulary, here):
                claims += self._claim(passage, start, atom, here, bool(claims))
            inline = [one for one in own if start <= one.printed.start < max(end, start + 1)]
            pointed = self._pointed(marks, start, end)
            self._attach(claims or found[-1:], [*((r.printed.start, r) for r in inline), *pointed])
            found += claims
            found += [self._citation(reference, here) for reference in inline]
            for claim in claims:
                spoken = claim.reading.drugs if claim.reading.drug_stated else spoken
                people = claim.reading.populations if claim.reading.population_stated else ()
                named = tuple(dict.fromkeys((*people, *context.populations)))
                context = replace(context, previous=claim.reading, populations=named)
        told = {id(r) for one in found if one.reading.kind == "citation" for r in one.references}
        late = [reference for reference in own if id(reference) not in told]
        return found + [self._citation(reference, context) for reference in late]

    def _row(self, block: Block, context: Context) -> list[Found]:
        setting = Setting(labelled=True)
        return [
            Found(block, 0, len(block.text), statement, reading)
            for statement, reading in read_row(block, self.vocabulary, context)
            if is_claim(reading, tokenise(statement), self.vocabulary, setting)
        ]

    def _claim(
        self, passage: Passage, offset: int, atom: Atom, context: Context, follows: bool
    ) -> Iterator[Found]:
        start, end = offset + atom.start, offset + atom.end
        statement = passage.block.text[start:end]
        if passage.block.text in self.leads and is_unfinished(statement):
            return  # its items end it
        tokens = tokenise(statement)
        reading, labelled = self._by_route(atom.reading), False
        if _LABEL_LINE.match(statement) and passage.block.kind in _UNDER_LABELS:
            labelled = bool(reading.assertions)
        if self._needs_label(passage, tokens):
            named = read_under(passage, statement, self.vocabulary, context)
            if named is not None:
                reading, statement, labelled = named, passage.under_label(statement), True
        setting = Setting(
            heading=passage.block.kind == "heading"
            or (passage.block.kind == "caption" and not has_predicate(tokens)),
            labelled=labelled,
            told_before=follows or context.previous is not None,
        )
        if is_claim(reading, tokens, self.vocabulary, setting):
            yield Found(passage.block, start, end, statement, reading, [], context.previous)

    def _by_route(self, reading: Reading) -> Reading:
        """ "The spray" is the drug of this page that is given as a spray, though a class of drugs
        that goes with it be named."""
        drugs = {self.page.by_route[r] for r in reading.routes if r in self.page.by_route}
        single = any(self.vocabulary.drug_kind(name) == "drug" for name in reading.drugs)
        if (reading.drug_stated and single) or len(drugs) != 1:
            return reading
        return replace(reading, drugs=tuple(drugs))

    def _needs_label(self, passage: Passage, tokens: Sequence[Token]) -> bool:
        """Whether words are a label themselves, to be read with what stands above them."""
        kind = passage.block.kind
        if not passage.label or kind not in _UNDER_LABELS:
            return False
        short = len(tokens) <= _SHORT or kind in _LISTED
        return (short and not has_predicate(tokens)) or goes_on(passage, tokens)

    def _citation(self, reference: Reference, context: Context) -> Found:
        printed = reference.printed
        reading = read(printed.text, self.vocabulary, replace(context, is_citation=True))
        reading = replace(reading, value=None, unit=None, timepoint_value=None, timepoint_unit=None)
        return Found(
            reference.block, printed.start, printed.end, printed.text, reading, [reference]
        )

    def _pointed(
        self, marks: Sequence[Mark], start: int, end: int
    ) -> Iterator[tuple[int, Reference]]:
        """Listed references that marks in a sentence point to, with the place of the mark."""
        for place, _, numbers in marks:
            if start <= place <= end:
                for number in numbers:
                    if number in self.by_number:
                        yield place, self.by_number[number]

    def _attach(self, claims: Sequence[Found], placed: Iterable[tuple[int, Reference]]) -> None:
        """References in a sentence serve the claim before them, or the first of the sentence."""
        for place, reference in placed:
            before = [claim for claim in claims if claim.start <= place]
            for claim in before[-1:] or claims[:1]:
                if claim.reading.kind != "citation":
                    claim.references.append(reference)


def _without(text: str, references: Sequence[Reference], marks: Sequence[Mark]) -> str:
    """The text with its references, and brackets that hold nothing else, blanked out."""
    chars = list(text)
    for one in references:
        start, end = one.printed.start, one.printed.end
        if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
            start, end = start - 1, end + 1
        chars[start:end] = " " * (end - start)
    for start, end, _ in marks:
        chars[start:end] = " " * (end - start)
    return "".join(chars)
