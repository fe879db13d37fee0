"""Reads the results of arms out of an abstract. Pure; an abstract in, results out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from claims.mentions import find_mentions
from claims.proposing.arms import Arm, Arms, read_arms
from claims.proposing.outcomes import Named, Outcomes
from claims.proposing.pairing import Clause, compared_order, is_comparison, pair, runs_of
from claims.proposing.passages import ANY, RESULTS, Sentence, read_sentences
from claims.proposing.shares import Share, agree, read_shares
from claims.proposing.sifting import may_be_result
from claims.proposing.times import Time, read_times, time_of
from claims.terms import Match
from claims.text import tokenise
from claims.vocabulary import Vocabulary
from ingest.formats.record import Abstract

_OPEN, _CLOSE = frozenset({"(", "["}), frozenset({")", "]"})


@dataclass(frozen=True, slots=True)
class Result:
    """The share of one arm with an outcome, and where it stands: offsets into the abstract's text.

    ``n`` and ``events`` are None where the abstract does not print them for this arm.
    """

    sentence: int
    start: int
    end: int
    arm: Arm
    outcome: Named
    percent: float | None
    decimals: int
    events: int | None
    n: int | None
    time: Time | None
    comparator: Arm | None = None
    against: Share | None = None
    single: bool = False


@dataclass
class _Memory:
    """What a sentence takes over from those before it."""

    order: list[int] = field(default_factory=list)
    outcome: Named | None = None
    time: Time | None = None


class AbstractReader:
    """Reads abstracts with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """``vocabulary`` may be that of any topic: names that are not in it are read as printed."""
        self.vocabulary = vocabulary
        self._outcomes = Outcomes(vocabulary)

    def read(self, title: str, abstract: Abstract) -> list[Result]:
        """The results that an abstract states of its arms, in order; those not sure left out."""
        sentences = read_sentences(abstract)
        arms = read_arms(title, sentences, self._drugs(title, sentences))
        if not arms.arms:
            return []
        structured = any(s.part == RESULTS for s in sentences)
        memory = _Memory()
        found: list[Result] = []
        for sentence in sentences:
            if sentence.part == RESULTS or (sentence.part == ANY and not structured):
                found += self._sentence(sentence, arms, memory)
        return found

    def _drugs(self, title: str, sentences: Sequence[Sentence]) -> list[str]:
        """Treatments on file that the title names, else the abstract, as they are printed."""
        for text in (title, " ".join(s.text for s in sentences)):
            found = find_mentions(tokenise(text), self.vocabulary).drugs
            names = [
                text[m.start : m.end] for m in found
                if self.vocabulary.drug_kind(m.payload.id) in {"drug", "procedure", "therapy"}
            ]  # fmt: skip
            if names:
                return list(dict.fromkeys(names))
        return []

    def _sentence(self, sentence: Sentence, arms: Arms, memory: _Memory) -> Iterator[Result]:
        tokens = sentence.tokens
        shares = read_shares(tokens)
        mentions = arms.find(sentence)
        fit = [s for s in shares if may_be_result(tokens, s)]
        order = compared_order(tokens, mentions)
        if len(order) == len(arms.arms) and len(order) > 1:
            memory.order = order
        times = read_times(sentence.text, tokens)
        distinct = list(dict.fromkeys(t for _, t in times))
        for clause in _clauses(sentence, fit, mentions):
            yield from self._clause(sentence, clause, arms, memory, times, distinct)
        if len(distinct) == 1:
            memory.time = distinct[0]

    def _clause(
        self, sentence: Sentence, clause: Clause, arms: Arms, memory: _Memory, times, distinct
    ) -> Iterator[Result]:  # type: ignore[no-untyped-def]
        usual = list(range(len(arms.arms)))
        if arms.single:
            paired: list[int | None] = [0] * len(clause.shares)
        else:
            paired = pair(clause, memory.order, usual)
        for run in runs_of(clause):
            outcomes = self._of_run(clause, run, paired, memory)
            for k, outcome in zip(run, outcomes, strict=True):
                arm, share = paired[k], clause.shares[k]
                if arm is None or outcome is None or not share.fits:
                    continue
                memory.outcome = outcome
                time = time_of(clause, k, times, distinct)
                yield _result(sentence, share, arms, arm, outcome, time)

    def _of_run(
        self, clause: Clause, run: Sequence[int], paired: Sequence[int | None], memory: _Memory
    ) -> list[Named | None]:
        """The outcome of each share of a run: one for all, or each its own where one arm has all."""
        arms = {paired[k] for k in run}
        if len(run) > 1 and len(arms) == 1 and not is_comparison(clause, run):
            named = self._outcomes.coordinated(clause, run)
            return list(named) if named else [None] * len(run)
        outcome = self._outcomes.of(clause, run[0], run)
        return [outcome or memory.outcome] * len(run)


def _clauses(
    sentence: Sentence, shares: Sequence[Share], mentions: Sequence[Match[int]]
) -> Iterator[Clause]:
    """The sentence cut at semicolons that stand in no bracket."""
    tokens, depth, first = sentence.tokens, 0, 0
    for i in range(len(tokens) + 1):
        text = tokens[i].text if i < len(tokens) else ";"
        depth = max(0, depth + (text in _OPEN) - (text in _CLOSE))
        if text != ";" or (depth and i < len(tokens)):
            continue
        yield Clause(
            tokens, first, i,
            tuple(s for s in shares if first <= s.first < i),
            tuple(m for m in mentions if first <= m.first < i),
        )  # fmt: skip
        first = i + 1


def _result(
    sentence: Sentence, share: Share, arms: Arms, number: int, outcome: Named, time: Time | None
) -> Result:
    arm = arms.arms[number]
    n = share.n
    if n is None and arm.n is not None and agree(share.percent, share.decimals, share.events, arm.n):
        n = arm.n
    start, end = sentence.start + share.start, sentence.start + share.end
    return Result(
        sentence.number, start, end, arm, outcome, share.percent, share.decimals, share.events, n,
        time, single=arms.single,
    )  # fmt: skip
