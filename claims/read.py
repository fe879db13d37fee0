"""Reads one claim: a sentence in, a ``Reading`` out. Pure; nothing is looked up but words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.cues import find_changes, find_cues, joins_figures
from claims.directions import Sentence, assertions
from claims.figures import Figures, hours, pick_figures
from claims.kinds import claim_kind, order_assertions, spoken_for, told_by_figure
from claims.mentions import Mentions, find_mentions
from claims.quantities import Quantity, read_quantities
from claims.reading import Assertion, Context, Reading
from claims.subjects import subject_drugs
from claims.terms import Match
from claims.text import Token, fold, tokenise
from claims.vocabulary import Sense, Vocabulary

_FREQUENCIES = ("frequency-rare", "frequency-uncommon", "frequency-very-common", "frequency-common")
_NEW_SUBJECTS = frozenset({"it", "this", "they", "these", "the", "that", "we", "you", "most"})
_RELATIVE = frozenset({"who", "that", "whose", "which"})
_RELATIVE_REACH = 4
_MARKS = frozenset({",", ";", ":", "."})
_AGAINST = "against"
_COMPARED_REACH = 5
_SPEECH = ("testimonial", "opinion", "advice")


def read(statement: str, vocabulary: Vocabulary, context: Context | None = None) -> Reading:
    """The reading of one claim.

    In: the claim in words, the vocabulary on file, and what surrounds it on its page. Out: its
    kind, drugs, populations, assertions, figures, and how it is put. Never raises on any text.
    """
    context = context or Context()
    tokens = tokenise(statement)
    cues = find_cues(tokens)
    mentions = find_mentions(tokens, vocabulary)
    sentence = Sentence(
        tokens, find_changes(tokens), cues.get("negation", ()), mentions.populations
    )
    found = assertions(_asserted(mentions, cues, tokens, vocabulary), sentence, vocabulary)
    quantities = [q for q in read_quantities(tokens) if q.first not in mentions.thresholds]
    found = spoken_for(found, quantities, vocabulary) or told_by_figure(quantities, vocabulary)
    kind = claim_kind(found, quantities, vocabulary, context)
    ordered = order_assertions(found, kind, quantities, vocabulary)
    figures = pick_figures(quantities, _figure_kind(kind, ordered, vocabulary), tokens)
    subject = subject_drugs(mentions, cues, tokens, vocabulary, context.drugs)
    reading = _assemble(statement, kind, ordered, figures, mentions, cues, vocabulary)
    reading = replace(
        reading,
        drugs=subject.drugs,
        drug_stated=subject.stated,
        comparators=subject.comparators,
        populations=reading.populations or context.populations,
    )
    return _continue_previous(reading, context)


def _asserted(
    mentions: Mentions,
    cues: dict[str, list[Match[str]]],
    tokens: Sequence[Token],
    vocabulary: Vocabulary,
) -> list[Match[Sense]]:
    """Outcomes less those that only give a cause or purpose, what is compared with, or whom it is
    about.

    What comes after the first outcome in a clause of cause or comparison is not asserted, up to
    where a new clause begins; nor is what a dosing is meant to do, nor what a relative clause says
    of people, where more is said.
    """
    outcomes = list(mentions.outcomes)
    told = [match for match in outcomes if not _describes_people(match, mentions, tokens)]
    outcomes = told or outcomes
    if not outcomes:
        return outcomes
    silent: set[int] = set()
    for name in ("cause", "comparison"):
        for cue in cues.get(name, ()):
            if cue.first > outcomes[0].first and _sets_apart(cue, mentions, tokens):
                silent.update(range(cue.first, _clause_end(tokens, cue.first)))
    kept = [match for match in outcomes if match.first not in silent]
    return _without_purpose(kept, cues.get("purpose", ()), tokens, vocabulary)


def _without_purpose(
    outcomes: list[Match[Sense]],
    purposes: Sequence[Match[str]],
    tokens: Sequence[Token],
    vocabulary: Vocabulary,
) -> list[Match[Sense]]:
    """Outcomes less those that a dosing is meant to bring, where the claim is about the dosing."""
    meant = {
        i for cue in purposes for i in range(cue.first, _next_mark(tokens, cue.first, len(tokens)))
    }
    apart = [match for match in outcomes if match.first not in meant]
    doses = any(vocabulary.outcomes[match.payload.id].kind == "dosing" for match in apart)
    return apart if doses else outcomes


def _next_mark(tokens: Sequence[Token], start: int, end: int) -> int:
    return next((i for i in range(start, end) if tokens[i].text in _MARKS), end)


def _sets_apart(cue: Match[str], mentions: Mentions, tokens: Sequence[Token]) -> bool:
    """Whether what follows a word of cause or comparison is not asserted itself.

    Two figures that it joins share what follows. "Against" compares only where a drug or a figure
    follows: not in "relief against depression".
    """
    if joins_figures(cue, tokens):
        return False
    if tokens[cue.first].text != _AGAINST:
        return True
    near = range(cue.last + 1, min(len(tokens), cue.last + 1 + _COMPARED_REACH))
    return any(m.first in near for m in mentions.drugs) or any(tokens[i].is_number for i in near)


def _clause_end(tokens: Sequence[Token], start: int) -> int:
    """The token at which a new clause begins after ``start``: a comma and a pronoun."""
    for i in range(start, len(tokens) - 1):
        if tokens[i].text == "," and tokens[i + 1].text in _NEW_SUBJECTS:
            return i
    return len(tokens)


def _describes_people(match: Match[Sense], mentions: Mentions, tokens: Sequence[Token]) -> bool:
    """Whether words stand in a clause that tells which people or condition are meant."""
    for i in range(match.first - 1, max(-1, match.first - 1 - _RELATIVE_REACH), -1):
        if tokens[i].text in _RELATIVE:
            named = (*mentions.populations, *mentions.outcomes)
            return any(one.last == i - 1 for one in named if one is not match)
    return False


def _assemble(
    statement: str,
    kind: str,
    ordered: tuple[Assertion, ...],
    figures: Figures,
    mentions: Mentions,
    cues: dict[str, list[Match[str]]],
    vocabulary: Vocabulary,
) -> Reading:
    main, time, counts = figures.main, figures.time, figures.share or figures.main
    low, high = hours(time) if time else (None, None)
    populations = _narrowest(mentions.populations, vocabulary)
    return Reading(
        statement=statement,
        kind=kind,
        routes=tuple(dict.fromkeys(match.payload.id for match in mentions.routes)),
        dose=fold(statement)[figures.dose.start : figures.dose.end] if figures.dose else None,
        populations=populations,
        population_stated=bool(populations),
        assertions=ordered,
        value=main.value if main else None,
        value_high=main.high if main else None,
        unit=_unit(main),
        modifier=main.modifier if main else None,
        decimals=main.decimals if main else 0,
        in_words=main.words if main else False,
        events=counts.events if counts else None,
        n=counts.n if counts else None,
        comparator_value=figures.comparator.value if figures.comparator else None,
        timepoint_value=(time.high or time.value) if time else None,
        timepoint_unit=time.unit if time else None,
        time_low_h=low,
        time_high_h=high,
        n_doses=_count(figures.doses),
        frequency=next((f[10:] for f in _FREQUENCIES if f in cues), None),
        hedged="hedge" in cues,
        absolute="absolute" in cues or "denial" in cues,
        superlative="superlative" in cues,
        speech=_speech(statement, cues),
        cues=frozenset(cues),
    )


def _unit(main: Quantity | None) -> str | None:
    if main is None:
        return None
    return f"{main.unit}/{main.per}" if main.per else main.unit or None


def _count(doses: Quantity | None) -> int | None:
    if doses is None:
        return None
    return int(doses.high if doses.high is not None else doses.value)


def _figure_kind(kind: str, ordered: Sequence[Assertion], vocabulary: Vocabulary) -> str:
    if kind.endswith("-rate"):
        return "rate"
    if ordered:
        return vocabulary.outcomes[ordered[0].outcome].kind
    return kind.partition("-")[0]


def _narrowest(matches: Sequence[Match[Sense]], vocabulary: Vocabulary) -> tuple[str, ...]:
    ids = list(dict.fromkeys(match.payload.id for match in matches))
    tree = vocabulary.populations
    return tuple(
        one for one in ids if not any(other != one and tree.is_a(other, one) for other in ids)
    )


def _speech(statement: str, cues: dict[str, list[Match[str]]]) -> str:
    if statement.rstrip().endswith("?"):
        return "question"
    return next((speech for speech in _SPEECH if speech in cues), "statement")


def _continue_previous(reading: Reading, context: Context) -> Reading:
    """ "Another 15%" takes drug, time and doses from the claim that it adds to."""
    previous = context.previous
    if previous is None or "excess" not in reading.cues or reading.unit != previous.unit:
        return reading
    if reading.unit != "%" or reading.time_low_h is not None:
        return reading
    drugs = reading.drugs if reading.drug_stated else previous.drugs
    return replace(reading.timed_as(previous), drugs=drugs)
