"""Reads the results of arms out of an abstract. Pure; an abstract in, results out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from claims.mentions import find_mentions
from claims.proposing.arms import Arm, Arms, read_arms
from claims.proposing.outcomes import Named, Outcomes
from claims.proposing.pairing import compared_order, pair
from claims.proposing.parts import clauses_of, is_of_some, refers_back
from claims.proposing.passages import ANY, RESULTS, Sentence, read_sentences
from claims.proposing.runs import Clause, is_comparison, runs_of
from claims.proposing.shares import Share, agree, read_shares
from claims.proposing.sifting import results_of
from claims.proposing.times import Time, read_times, time_of
from claims.quantity import Quantity
from claims.text import tokenise
from claims.vocabulary import Vocabulary
from ingest.formats.record import Abstract

# Above so many people, times ten for each decimal, any percentage fits.
_TOLD = 100


@dataclass(frozen=True, slots=True)
class Result:
    """The share of one arm with an outcome, and where it stands: offsets into the abstract's text.

    ``n`` and ``events`` are None where the abstract does not print them for this arm; ``single``
    tells that there was no other arm, ``against`` is the result of the one control beside it,
    ``counted`` that its n is printed beside it.
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
    single: bool = False
    against: Result | None = None
    counted: bool = False


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
            told = sentence.part == RESULTS or (sentence.part == ANY and not structured)
            if told and not is_of_some(sentence, arms):
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
        fit = results_of(tokens, shares)
        order = compared_order(tokens, mentions)
        if len(order) == len(arms.arms) and len(order) > 1:
            memory.order = order
        times = read_times(sentence.text, tokens)
        distinct = list(dict.fromkeys(t for _, t in times))
        for clause in clauses_of(sentence, fit, mentions, times, arms):
            results = _without_rivals(list(self._clause(sentence, clause, arms, memory, times)))
            yield from _beside_control(_of_own_size(results))
        if len(distinct) == 1:
            memory.time = distinct[0]

    def _clause(
        self,
        sentence: Sentence,
        clause: Clause,
        arms: Arms,
        memory: _Memory,
        times: Sequence[tuple[Quantity, Time]],
    ) -> Iterator[Result]:
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
                time = time_of(clause, k, times)
                yield _result(sentence, share, arms, arm, outcome, time)

    def _of_run(
        self, clause: Clause, run: Sequence[int], paired: Sequence[int | None], memory: _Memory
    ) -> list[Named | None]:
        """The outcome of each share of a run: one for all, or its own where one arm has all."""
        arms = {paired[k] for k in run}
        if len(run) > 1 and len(arms) == 1 and not is_comparison(clause, run):
            named = self._outcomes.coordinated(clause, run)
            return list(named) if named else [None] * len(run)
        outcome = self._outcomes.of(clause, run)
        if outcome is None and refers_back(clause):
            outcome = memory.outcome
        return [outcome] * len(run)


def _without_rivals(results: Sequence[Result]) -> list[Result]:
    """The results of a clause but those of one arm, outcome and time whose figures differ."""
    told: dict[tuple[Arm, Named, Time | None], set[float | None]] = {}
    for r in results:
        told.setdefault((r.arm, r.outcome, r.time), set()).add(r.percent)
    return [r for r in results if len(told[r.arm, r.outcome, r.time]) == 1]


def _of_own_size(results: Sequence[Result]) -> list[Result]:
    """The results of a clause without the sizes of arms, where one of an outcome's does not fit.

    Its figures are then of other people than those who were randomised, or no shares of people.
    """
    open_ = {r.outcome for r in results if r.n is None and r.arm.sizes}
    return [
        replace(r, n=None) if r.outcome in open_ and r.n in r.arm.sizes and not r.counted else r
        for r in results
    ]


def _beside_control(results: Sequence[Result]) -> Iterator[Result]:
    """The results of a clause, each with that of the one control of the same outcome and time."""
    for result in results:
        beside = [
            other for other in results
            if (other.outcome, other.time) == (result.outcome, result.time)
        ]  # fmt: skip
        controls = [other for other in beside if other.arm.control]
        alone = len(controls) == 1 and not result.arm.control
        yield replace(result, against=controls[0]) if alone else result


def _agrees(share: Share, n: int) -> bool:
    return agree(share.percent, share.decimals, share.events, n)


def _result(
    sentence: Sentence, share: Share, arms: Arms, number: int, outcome: Named, time: Time | None
) -> Result:
    arm = arms.arms[number]
    n = share.n
    if n is None:
        n = next((size for size in arm.sizes if _agrees(share, size)), None)
        if (
            outcome.harm
            and n is not None
            and share.events is None
            and n > _TOLD * 10**share.decimals
        ):
            n = None  # those who were treated are others than those who were randomised
    start, end = sentence.start + share.start, sentence.start + share.end
    return Result(
        sentence.number, start, end, arm, outcome, share.percent, share.decimals, share.events, n,
        time, single=arms.single, counted=share.n is not None,
    )  # fmt: skip
