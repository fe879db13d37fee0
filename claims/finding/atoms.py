"""A sentence read as single claims: cut where both sides are claims of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from claims.finding.clauses import Cut, proposed_cuts
from claims.lexicon import words_of
from claims.read import read
from claims.reading import Context, Reading
from claims.text import Token, tokenise
from claims.vocabulary import Vocabulary

_MOST_CUTS = 24
_WHICH = "which"
_TAKEN_UP = 4
# Both sides of these have a subject and a verb of their own, whatever they say.
_OWN_CLAUSES = frozenset({"semicolon", "clause"})


@dataclass(frozen=True, slots=True)
class Atom:
    """One claim in a text: offsets into it, and its reading."""

    start: int
    end: int
    reading: Reading


def atoms(text: str, vocabulary: Vocabulary, context: Context) -> list[Atom]:
    """The single claims of one sentence, in order; one that covers all where none can be parted.

    A part that leaves something open takes it from the parts before it and from the sentence: its
    drug, and for a second share of people its outcome, time, doses and population.
    """
    tokens = tokenise(text)
    whole = read(text, vocabulary, context)
    start = 0
    parts: list[Atom] = []
    begun: Reading | None = None  # of the text from start to the next cut, where it is read already
    compared: dict[int, Reading] = {}  # the share of another arm, by the part that it belongs to
    cuts = proposed_cuts(tokens)[:_MOST_CUTS]
    for cut, following in zip_longest(cuts, cuts[1:]):
        begin = tokens[cut.before].start
        resume = tokens[cut.resume].start if cut.resume < len(tokens) else len(text)
        until = len(text) if following is None else tokens[following.before].start
        left, begun = begun, None
        if not text[start:begin].strip() or not text[resume:until].strip():
            continue
        left = left or read(text[start:begin], vocabulary, context)
        around = _after(left, context)
        taken_up = _taken_up(tokens, cut, vocabulary)
        if taken_up:
            around = replace(around, drugs=taken_up)
        right = read(text[resume:until], vocabulary, around)
        right = replace(right, drug_stated=right.drug_stated or bool(taken_up))
        if _only_compares(cut, left, right, paired=bool(compared)):
            compared.setdefault(len(parts), right)
        elif _parts(cut, left, right, _explains(tokens, cut)):
            parts.append(Atom(start, begin, left))
            start, context, begun = resume, around, right
    rest = (begun or read(text[start:], vocabulary, context)) if parts else whole
    parts.append(Atom(start, len(text), rest))
    if len(parts) > 1:
        parts = [_trimmed(text, atom) for atom in _completed(parts, whole)]
    return list(_beside(parts, compared))


def _after(left: Reading, context: Context) -> Context:
    return replace(
        context,
        drugs=left.drugs if left.drug_stated else context.drugs,
        populations=left.populations or context.populations,
        previous=left,
    )


def _taken_up(tokens: Sequence[Token], cut: Cut, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The drug that "which" takes up: the one named right before it; empty where none is."""
    if cut.resume >= len(tokens) or tokens[cut.resume].text != _WHICH:
        return ()
    named = vocabulary.drug_terms.find(tokens[: cut.before])
    return tuple(m.payload.id for m in named[-1:] if cut.before - m.last <= _TAKEN_UP)


def _explains(tokens: Sequence[Token], cut: Cut) -> bool:
    """Whether "which" tells what a theory or a study says: "the theory, which held that ..."."""
    words = [token.text for token in tokens[cut.resume : cut.resume + 2]]
    return words[:1] == [_WHICH] and words[-1] in words_of("housekeeping", "tells")


def _parts(cut: Cut, left: Reading, right: Reading, explains: bool) -> bool:
    """Whether the two sides of a cut are two claims; not where "which" only ``explains`` a word."""
    if not _says(right) or not (_says(left) or cut.style in _OWN_CLAUSES):
        return False
    figures = left.value is not None and right.value is not None
    if cut.style == "share":
        return figures
    if cut.style == "verb":
        said = bool(left.assertions and right.assertions)
        return figures or (said and left.kind != right.kind)
    if cut.style == "contrast":
        return figures or (left.kind != right.kind and not explains) or _other_drug(left, right)
    return True


def _says(reading: Reading) -> bool:
    return bool(reading.assertions) or reading.value is not None or reading.drug_stated


def _only_compares(cut: Cut, left: Reading, right: Reading, *, paired: bool) -> bool:
    """Whether a second share is only that of another arm: its drug, and no outcome of its own.

    In "40% of the one group and 20% of the other had it" the outcome stands after both. Once two
    arms were told apart (``paired``), two bare shares are theirs again.
    """
    if right.value is None or (left.assertions and right.assertions):
        return False
    both = left.unit == right.unit == "%"
    if cut.style == "semicolon" or (cut.style != "share" and not (both and not left.assertions)):
        return False
    if right.drug_stated:
        return left.drugs != right.drugs
    if right.comparators:
        return True
    bare = not (right.assertions or right.population_stated or right.dose)
    return bare and right.time_low_h is None and (paired or bool(left.comparators))


def _beside(parts: Sequence[Atom], compared: Mapping[int, Reading]) -> Iterator[Atom]:
    """The parts with the shares of other arms: each its own, else that of its outcome."""
    for i, atom in enumerate(parts):
        same = [j for j in compared if parts[j].reading.outcome == atom.reading.outcome]
        j = i if i in compared else next(iter(same), None)
        yield atom if j is None else replace(atom, reading=_compared(atom.reading, compared[j]))


def _compared(whole: Reading, right: Reading) -> Reading:
    if whole.comparator_value is not None or whole.unit != right.unit or whole.value == right.value:
        return whole
    return replace(whole, comparator_value=right.value)


def _other_drug(left: Reading, right: Reading) -> bool:
    return left.drug_stated and right.drug_stated and left.drugs != right.drugs


def _completed(parts: Sequence[Atom], whole: Reading) -> Iterator[Atom]:
    """Each part with what it leaves open and the others give."""
    times = {atom.reading.timepoint_value for atom in parts} - {None}
    for i, atom in enumerate(parts):
        reading = atom.reading
        if i == 0 and whole.drug_stated and not reading.drug_stated:
            reading = replace(reading, drugs=whole.drugs)
        if reading.unit == "%" and reading.value is not None:
            if not reading.assertions:
                lender = _lender(parts, i)
                if lender is not None:
                    reading = replace(reading, assertions=lender.assertions, kind=lender.kind)
            if reading.time_low_h is None and len(times) <= 1:
                reading = reading.timed_as(whole)
        yield replace(atom, reading=reading)


def _lender(parts: Sequence[Atom], i: int) -> Reading | None:
    """The nearest share before a part, else after it, that names its outcome."""
    for atom in (*reversed(parts[:i]), *parts[i + 1 :]):
        if atom.reading.assertions and atom.reading.unit == "%":
            return atom.reading
    return None


def _trimmed(text: str, atom: Atom) -> Atom:
    """The same claim without blanks and joining marks at its ends."""
    start, end = atom.start, atom.end
    while start < end and text[start] in " ,;":
        start += 1
    while end > start and text[end - 1] in " ,;–—":
        end -= 1
    return replace(atom, start=start, end=end)
