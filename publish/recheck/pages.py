"""Claims on file whose page has another text: their words as they are now, judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from claims.check import index_works
from claims.citations import Resolution
from claims.corpus import Judged, check_citations, judge_claims
from claims.evidence import Evidence
from claims.rules import reason_label
from claims.store import reading_row
from ingest.evidence import Evidence as Corpus
from publish.history.cause import Account, Cause
from publish.history.reasons import Reason
from publish.history.sides import Difference, differing, in_words
from publish.history.worded import changed_words
from publish.recheck.report import Item, PageText
from publish.recheck.texts import Words, words_on

_KEEP = "(Its earlier words are not on file: build with --pages to keep them.)"


def page_items(
    states: Iterable[PageText],
    quotes: Mapping[str, str],
    verdicts: Mapping[str, str],
    corpus: Corpus,
) -> tuple[list[PageText], list[Item]]:
    """The pages, each with how many claims were found by likeness alone, and an item for each
    claim of theirs whose words are gone, others, or elsewhere.

    ``quotes`` are words that claims had and ``verdicts`` those on file, both by claim; the verdict
    on new words is worked out from ``corpus``.  Raises BadInput where a text is not UTF-8.
    """
    told: list[PageText] = []
    items: list[Item] = []
    judge = _Judge(corpus)
    claims = corpus.rows("claims")
    for state in states:
        found = list(words_on(state, claims, quotes)) if state.changed else []
        guessed = sum(one.before is None and one.now is not None for one in found)
        told.append(replace(state, guessed=guessed))
        items += _items(found, verdicts, judge)
    return told, items


class _Judge:
    """Judges claims of a page in other words; what it takes to is made with the first."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._ready: tuple[Evidence, dict[str, Resolution]] | None = None

    def judged(self, claims: Iterable[Mapping[str, object]]) -> dict[str, Judged]:
        """The claims of a page, each with its statement as it is given, by id."""
        if self._ready is None:
            works = index_works(self._corpus)
            checked = check_citations(self._corpus.rows("citations"), works)
            self._ready = Evidence.from_corpus(self._corpus), checked
        evidence, checked = self._ready
        pages, citations = self._corpus.rows("pages"), self._corpus.rows("citations")
        found = judge_claims(pages, list(claims), citations, checked, evidence)
        return {one.claim_id: one for one in found}


def _items(found: list[Words], on_file: Mapping[str, str], judge: _Judge) -> Iterator[Item]:
    if any(one.now and not one.same for one in found):
        was = judge.judged(_worded(one, one.before) for one in found)
        now = judge.judged(_worded(one, one.now.words if one.now else None) for one in found)
    else:
        was = now = {}
    for one in found:
        claim_id = one.claim["claim_id"]
        if one.now is None:
            yield _gone(one, on_file[claim_id])
        elif not one.same:
            yield _changed(one, on_file[claim_id], was[claim_id], now[claim_id])
        elif one.now.place != one.place and one.before is not None:
            yield _moved(one, on_file[claim_id])


def _worded(one: Words, words: str | None) -> Mapping[str, object]:
    """The claim in those words where they differ from its earlier ones, else as it is on file."""
    if one.same or words is None:
        return one.claim
    return {**one.claim, "statement": words}


def _gone(one: Words, verdict: str) -> Item:
    like = "its words" if one.before else "the claim as restated"
    words = f"Nothing like {like} stands on the page.{'' if one.before else f' {_KEEP}'}"
    return Item(
        "gone" if one.before else "unknown", one.claim["page_id"], one.claim["claim_id"],
        one.before or one.claim["statement"], verdict, None, line_before=one.claim["line"],
        account=Account((Cause("claim-text", words),), (), ()),
    )  # fmt: skip


def _moved(one: Words, verdict: str) -> Item:
    assert one.now is not None
    return Item(
        "moved", one.claim["page_id"], one.claim["claim_id"], one.now.words, verdict, verdict,
        one.now.place, one.claim["line"],
    )  # fmt: skip


def _changed(one: Words, on_file: str, was: Judged, now: Judged) -> Item:
    """A claim in new words; its verdict is another only where the new words make the difference.

    What people restated is judged otherwise than raw words are, so that old words and new are
    compared with each other and not with what is on file.
    """
    assert one.now is not None
    turned = was.verdict.verdict != now.verdict.verdict
    after = now.verdict.verdict if turned else on_file
    return Item(
        "verdict" if after != on_file else "words",
        one.claim["page_id"], one.claim["claim_id"], one.now.words, on_file, after,
        one.now.place, one.claim["line"], one.before,
        account=Account(tuple(_causes(one, was, now)), *_reasons(was, now)),
        why=now.verdict.rationale if after != on_file else None,
    )  # fmt: skip


def _causes(one: Words, was: Judged, now: Judged) -> Iterator[Cause]:
    words = one.now.words if one.now else ""
    if one.before is None:
        told = (
            f"{', '.join(one.lacking)} stands no longer in the words likest to the claim. {_KEEP}"
        )
        yield Cause("claim-text", told)
    else:
        told = f"The page says otherwise: {changed_words(one.before, words)}."
        yield Cause("claim-text", told, differs=(Difference("quote", one.before, words),))
    cells = differing(*(reading_row(one.claim_id, one.reading) for one in (was, now)))
    if cells:
        yield Cause("reading", f"It is read otherwise: {in_words(cells)}.", differs=cells)
    if was.verdict.study_id != now.verdict.study_id and now.verdict.study_id:
        words = "Another work decides; before: " + (was.verdict.study_id or "none") + "."
        yield Cause("comparison", words, now.verdict.study_id)


def _reasons(was: Judged, now: Judged) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """Reasons that the new words have no longer, and those that are new."""
    before, after = (
        {one.code: Reason(one.code, reason_label(one.code), one.detail or None, one.rule)
         for one in each.verdict.reasons}
        for each in (was, now)
    )  # fmt: skip
    went = tuple(reason for code, reason in before.items() if code not in after)
    return went, tuple(reason for code, reason in after.items() if code not in before)
