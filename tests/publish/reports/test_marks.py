"""Marks in the text of a page: nothing is lost, and claims that overlap nest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from claims.pages.page import Block
from publish.reports.labels import label_of
from publish.reports.marks import mark_blocks
from tests.publish.reports.small import checked, place_claims

WORDS = (
    "Semaglutide is completely safe, and 95% of patients reached the target weight.",
    "Gallstones never occur; nausea is rare. Does it work for everyone?",
)
SOURCE = "\n".join(WORDS)
SPANS = st.lists(
    st.tuples(st.integers(0, len(SOURCE) - 1), st.integers(1, 60)).map(
        lambda pair: (pair[0], min(pair[0] + pair[1], len(SOURCE)))
    ),
    max_size=5,
)


@given(SPANS)
def test_runs_join_to_the_text_and_know_their_claims(spans: list[tuple[int, int]]) -> None:
    page = place_claims(SOURCE, spans)
    blocks, marked = mark_blocks(page)
    ended = []
    for one in blocks:
        assert "".join(run.text for run in one.runs) == one.block.text
        at = one.block.starts[0]
        for run in one.runs:
            covering = [c for c in page.claims if c.start <= at and at + len(run.text) <= c.end]
            gravest = max((label_of(claim).severity for claim in covering), default=None)
            assert (run.lead.label.severity if run.lead else None) == gravest
            ended += [mark.number for mark in run.ends]
            at += len(run.text)
    # A line feed stands in no block, so that a claim of nothing else is marked nowhere.
    seen = {n for n, claim in enumerate(page.claims, 1) if claim.quote.strip("\n")}
    assert sorted(ended) == sorted(seen) == sorted(marked)


def test_words_that_are_not_in_the_source_belong_to_the_claim_around_them() -> None:
    page = checked("Share; 95%", ("Share; 95%",))
    starts, ends = [0, 1, 2, 3, 4, 5, 5, 7, 8, 9], [1, 2, 3, 4, 5, 5, 5, 8, 9, 10]
    joined = Block("row", "Share: 95%", starts, ends)
    blocks, _ = mark_blocks(replace(page, page=replace(page.page, blocks=(joined,))))
    assert [run.text for run in blocks[0].runs] == ["Share: 95%"]


class Counted(list[int]):
    """Offsets that count how often they were gone through."""

    rounds = 0

    def __iter__(self) -> Iterator[int]:
        self.rounds += 1
        return super().__iter__()


def test_a_block_is_not_gone_through_for_each_of_its_claims() -> None:
    def rounds(claims: int) -> int:
        page = place_claims(SOURCE, [(at, at + 5) for at in range(claims)])
        (block, *others) = page.page.blocks
        starts = Counted(block.starts)
        blocks = (replace(block, starts=starts), *others)
        mark_blocks(replace(page, page=replace(page.page, blocks=blocks)))
        return starts.rounds

    assert rounds(1) == rounds(20) > 0
