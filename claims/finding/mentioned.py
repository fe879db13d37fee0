"""Works that a page means in its running text without citing them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.citations import WorkIndex
from claims.citations.mentions import Mention, described, trial_names
from claims.citations.prose import shares_topic
from claims.finding.passages import Passage
from claims.finding.references import Reference
from claims.pages.page import Block
from claims.pages.sentences import sentences

_SILENT = frozenset({"heading", "question", "meta"})
_KIND_BEHIND = re.compile(
    r"\s+(?:stud(?:y|ies)|trials?|programme|program|project)\b", re.IGNORECASE
)


# Names that are nothing else: long ones in capitals, and those with a hyphen or a number.
_SURE = re.compile(r"[A-Z]{6,}|[A-Z]{2,}-\w+|[A-Z]{2,}\d{2,}")


@dataclass(frozen=True, slots=True)
class Told:
    """A mention of works, and the block that it stands in."""

    block: Block
    mention: Mention


def mentions_on(
    placed: Sequence[Passage], references: Sequence[Reference], index: WorkIndex
) -> Iterator[Told]:
    """What running text means, in the order of the page; nothing that a reference prints.

    A short trial name counts where "trial" or the like follows it or what is around it is about
    the trial's topic: "STEP 1" may be a step.
    """
    taken: dict[int, list[tuple[int, int]]] = {}
    for one in references:
        taken.setdefault(id(one.block), []).append((one.printed.start, one.printed.end))
    for passage in placed:
        if passage.block.kind in _SILENT or passage.block.text.isupper():
            continue
        spans = taken.get(id(passage.block), [])
        for mention in _in_block(passage, index):
            if all(mention.end <= start or mention.start >= end for start, end in spans):
                yield Told(passage.block, mention)


def _in_block(passage: Passage, index: WorkIndex) -> Iterator[Mention]:
    text = passage.block.text
    topic = " ".join((*passage.headings, passage.question or "", text))
    found = [one for one in trial_names(text, index) if _is_trial(one, text, topic)]
    for start, end in sentences(text):
        told = described(text[start:end], topic, index)
        if told is not None:
            found.append(Mention(start + told.start, start + told.end, told.entries))
    yield from sorted(found, key=lambda one: (one.start, one.end))


def _is_trial(name: Mention, text: str, topic: str) -> bool:
    if _KIND_BEHIND.match(text, name.end) or _SURE.fullmatch(text[name.start : name.end]):
        return True
    return any(shares_topic(entry, topic) for entry in name.entries)
