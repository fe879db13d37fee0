"""What a share counts: the outcome that the words beside it name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from claims.cardinals import number_words
from claims.families import family
from claims.lexicon import stop_stems, words_of
from claims.mentions import find_mentions
from claims.proposing.chunks import ABSENT, Chunk, bracketed_name, chunks_of, words_in
from claims.proposing.runs import CLOSE, OPEN, Clause
from claims.terms import Match
from claims.text import Token, tokenise
from claims.units import units
from claims.vocabulary import Sense, Vocabulary

_BOUNDS = frozenset({"than", "fewer", "more", "least", "most", "by"})
_TURNS = frozenset({"while", "whereas", "but"})
_MEASURED = frozenset({"chang", "kilogram"})
_KINDS = frozenset({"efficacy", "safety", "durability"})


@dataclass(frozen=True, slots=True)
class Named:
    """An outcome: the id on file, or the words of the abstract, in lower case."""

    outcome: str
    words: str
    known: bool
    harm: bool = False


class Outcomes:
    """Finds what shares count in the clauses of one abstract."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def of(self, clause: Clause, run: Sequence[int]) -> Named | None:
        """The outcome that the shares of a run count; None where no words name one.

        A name bracketed before its figures counts first, then what people did behind it, then
        what stands between the run and the one before it, then the subject of the clause.
        """
        chunks = chunks_of(clause)
        first, last = _chain(clause, chunks, run)
        listed = bracketed_name(clause, clause.shares[first].first)
        if listed is not None and (named := self._named(clause, listed)) is not None:
            return named
        begin, end = clause.shares[first].first, clause.shares[last].last
        earlier = clause.shares[first - 1].last if first else clause.first - 1
        later = clause.shares[last + 1].first if last + 1 < len(clause.shares) else clause.stop
        earlier = max(earlier, _turn(clause, earlier, begin, chunks))
        close = [c for c in chunks if earlier < c.first and c.last < begin]
        after = [c for c in chunks if end < c.first and c.last < later]
        if listed is not None:
            close = close[::-1]  # "response in the acute phase (90%)": what stands nearest
        if close and _is_changed(clause, close[-1].last, begin):
            return None
        told = [close] if listed is not None or _is_subject(clause, close, begin) else []
        if after and _follows(clause, clause.shares[first].last, after[0]):
            told.append(after)
        if not told:
            told = [close, after]
        found = [named for part in told if (named := self._best(clause, part)) is not None]
        return next((named for named in found if named.known), found[0] if found else None)

    def coordinated(self, clause: Clause, run: Sequence[int]) -> list[Named]:
        """As many outcomes, named in a row before a run of shares, as it has shares; else none."""
        before = [c for c in chunks_of(clause, split=True) if c.last < clause.shares[run[0]].first][
            -len(run) :
        ]
        joined = {
            clause.tokens[i].text
            for left, right in pairwise(before)
            for i in range(left.last + 1, right.first)
        }
        named = [n for c in before if (n := self._named(clause, c)) is not None]
        listed = joined <= words_of("abstracts", "generic") | {"and", "or", ",", "of", "the", "a"}
        return named if listed and len(set(named)) == len(run) else []

    def _best(self, clause: Clause, chunks: Sequence[Chunk]) -> Named | None:
        """The first chunk that is an outcome on file, else the first that names anything."""
        named = [n for c in chunks if (n := self._named(clause, c)) is not None]
        return next((n for n in named if n.known), named[0] if named else None)

    def _named(self, clause: Clause, chunk: Chunk) -> Named | None:
        tokens = clause.tokens[chunk.first : chunk.last + 1]
        words = words_in(tokens)
        said = {t.stem for t in tokens if t.is_word and t.stem not in stop_stems()}
        averaged = any(t.text in {"mean", "median", "average"} for t in tokens)
        bound = chunk.first and clause.tokens[chunk.first - 1].text in _BOUNDS
        if not words or averaged or said <= clause.names or (bound and tokens[0].is_number):
            return None
        denied = {t.text for t in tokens} & ABSENT
        told = bool(denied) and denied.isdisjoint(t.text for t in tokenise(words))
        told = told or _names_nothing(tokens) or _is_aside(clause, chunk.first)
        if told or _is_denied(clause, chunk.first):
            return None
        known = self._known(tokens)
        if known is None and self._is_other(words):
            return None
        harm = bool(known) and self._vocabulary.outcomes[str(known)].kind == "safety"
        return Named(known or words, words, bool(known), harm or "adverse" in words)

    def _is_other(self, words: str) -> bool:
        """Whether words that are no outcome on file name a treatment, a measurement or several
        outcomes at once."""
        tokens = tokenise(words)
        mentions = find_mentions(tokens, self._vocabulary)
        measured = any(t.text in units() or t.stem in _MEASURED for t in tokens if len(t.text) > 2)
        several = len({m.payload.id for m in mentions.outcomes}) > 1
        return (
            measured or bool(mentions.drugs) or (several and any(t.text == "and" for t in tokens))
        )

    def _known(self, chunk: Sequence[Token]) -> str | None:
        """The outcome on file that the words name, where they name little else.

        Words of absence turn a name into another: "free of headache" is no headache.
        """
        tokens = tokenise(" ".join(token.text for token in chunk))
        if any(token.text in ABSENT for token in tokens):
            return None
        found = find_mentions(tokens, self._vocabulary).outcomes
        kinds = self._vocabulary.outcomes
        fit = [
            m for m in found if kinds[m.payload.id].kind in _KINDS and self._is_strict(m, tokens)
        ]
        if not fit:
            return None
        best = max(fit, key=lambda m: (m.last - m.first, kinds[m.payload.id].weight))
        general = words_of("abstracts", "measure") | words_of("abstracts", "people")
        rest = [
            t for i, t in enumerate(tokens)
            if not best.first <= i <= best.last and t.is_word
            and t.stem not in stop_stems() and t.text not in general
        ]  # fmt: skip
        named = sum(
            t.is_word and t.stem not in stop_stems() for t in tokens[best.first : best.last + 1]
        )
        return best.payload.id if named > len(rest) else None

    def _is_strict(self, match: Match[Sense], tokens: Sequence[Token]) -> bool:
        """Whether a phrase shares a word with the outcome's id or label.

        A page that says "death" may mean any serious harm; a paper means death.
        """
        own = self._vocabulary.outcomes[match.payload.id]
        name = tokenise(f"{own.id.replace('-', ' ')} {own.label}")
        said = [t for t in tokens[match.first : match.last + 1] if t.stem not in stop_stems()]
        return not {family(t) for t in name if t.is_word}.isdisjoint(map(family, said))


def _chain(clause: Clause, chunks: Sequence[Chunk], run: Sequence[int]) -> tuple[int, int]:
    """The first and the last share around a run that no words of an outcome part."""

    def parted(left: int, right: int) -> bool:
        low, high = clause.shares[left].last, clause.shares[right].first
        if any(low < c.first and c.last < high for c in chunks):
            return True
        joined = left in run and right in run
        return not joined and not any(low < m.first < high for m in clause.mentions)

    first, last = run[0], run[-1]
    while (
        first
        and not parted(first - 1, first)
        and bracketed_name(clause, clause.shares[first].first) is None
    ):
        first -= 1
    while last + 1 < len(clause.shares) and not parted(last, last + 1):
        if bracketed_name(clause, clause.shares[last + 1].first) is not None:
            break
        last += 1
    return first, last


def _names_nothing(tokens: Sequence[Token]) -> bool:
    """Whether words only count, deny or qualify: "two or more", "freedom", "clinically"."""
    idle = ABSENT | _BOUNDS | words_of("abstracts", "inside") | words_of("abstracts", "generic")
    return all(
        token.is_number or not token.is_word or len(token.text) == 1 or token.text.endswith("ly")
        or token.text in idle or token.text in number_words() or token.stem in stop_stems()
        for token in tokens
    )  # fmt: skip


def _is_aside(clause: Clause, first: int) -> bool:
    """Whether words only say of what kind the outcome before them is: "rash, the most common
    adverse reaction, was seen"."""
    before = [token.text for token in clause.tokens[max(clause.first, first - 3) : first]]
    return before in ([",", "the", "most"], [",", "the", "commonest"]) or (
        before == ["the", "most", "common"] and clause.tokens[first - 4].text == ","
    )


def _is_denied(clause: Clause, first: int) -> bool:
    """Whether a word of absence governs words from before them: "freedom from the most severe"."""
    skipped = words_of("abstracts", "inside") | words_of("abstracts", "comparative")
    i = first - 1
    while i > clause.first and clause.tokens[i].text in skipped - ABSENT:
        i -= 1
    return i < first - 1 and clause.tokens[i].text in ABSENT - {"no", "not", "never"}


def _turn(clause: Clause, earlier: int, begin: int, chunks: Sequence[Chunk]) -> int:
    """The last token between two shares where a sentence turns to something else that it names
    ("78% had responded, while remission was seen in 34%"), else the first share's."""
    turns = [i for i in range(earlier + 1, begin) if clause.tokens[i].text in _TURNS]
    named = turns and any(turns[-1] < c.first and c.last < begin for c in chunks)
    return turns[-1] if named else earlier


def _is_changed(clause: Clause, last: int, begin: int) -> bool:
    """Whether what a figure counts is a change by so much, which the words before it do not tell:
    "acuity improved by 15 letters in 25%"."""
    between = [t.text for t in clause.tokens[last + 1 : begin]]
    changes = words_of("abstracts", "change-verb")
    return any(one in changes and other == "by" for one, other in pairwise(between))


def _is_subject(clause: Clause, chunks: Sequence[Chunk], begin: int) -> bool:
    """Whether a verb, a colon or a bracket stands between words and the figure behind them."""
    if not chunks:
        return False
    words = words_of("abstracts", "verb") | words_of("abstracts", "change-verb") | {":", "(", "["}
    return any(t.text in words for t in clause.tokens[chunks[-1].last + 1 : begin])


def _follows(clause: Clause, end: int, chunk: Chunk) -> bool:
    """Whether words say what the people of a figure did: no comma stands between, but in brackets
    or behind an insertion that a comma opened."""
    depth, commas = 0, 0
    for token in clause.tokens[end + 1 : chunk.first]:
        depth = max(0, depth + (token.text in OPEN) - (token.text in CLOSE))
        commas += token.text == "," and not depth
    told = {t.text for t in clause.tokens[end + 1 : chunk.first + 1]}
    verbs = words_of("abstracts", "verb") | words_of("abstracts", "outcome-verb")
    people = words_of("abstracts", "people") | words_of("abstracts", "group")
    return commas != 1 and bool(told & (verbs | people))
