"""The arms of a trial as its abstract names them, and how many people each had."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from claims.lexicon import words_of
from claims.proposing import arm_names
from claims.proposing.arm_aliases import abbreviations, aliases_of, key_of
from claims.proposing.arm_names import Named, cleaned, may_name, without_dose
from claims.proposing.arm_patterns import COMPARED, DOSE, EACH, GIVEN, MANY, POOLED, SEVERAL
from claims.proposing.passages import BACKGROUND, CONCLUSION, Sentence
from claims.terms import Match, Terms
from claims.text import tokenise


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm: its name in the abstract, the words that mean it, its people, whether a control.

    ``sizes`` are the numbers of people that the abstract gives for it, randomised first.
    """

    name: str
    aliases: tuple[str, ...]
    sizes: tuple[int, ...]
    control: bool

    @property
    def dose(self) -> str | None:
        """The one dose in its name."""
        found = {match.group() for match in DOSE.finditer(self.name)}
        return found.pop() if len(found) == 1 else None

    @property
    def treatment(self) -> str:
        """Its name without a dose."""
        return without_dose(self.name) or self.name


@dataclass(frozen=True)
class Arms:
    """The arms of one abstract, intervention before control, and the words that mean each.

    ``single`` tells that everybody was in one arm.
    """

    arms: tuple[Arm, ...] = ()
    terms: Terms[int] = field(default_factory=lambda: Terms(()))
    single: bool = False

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of the words that the arms are called by."""
        return frozenset().union(*(key_of(arm.name) for arm in self.arms))

    def find(self, sentence: Sentence) -> list[Match[int]]:
        """Where a sentence names arms, by their numbers."""
        found = {(m.first, m.last): m for m in self.terms.find(sentence.tokens)}
        return [m for m in found.values() if not self._is_of_other_dose(m, sentence)]

    def _is_of_other_dose(self, match: Match[int], sentence: Sentence) -> bool:
        """Whether a dose follows a name that is none of its arm's."""
        arm = self.arms[match.payload]
        behind = DOSE.match(sentence.text, match.end + 1)
        if behind is None or arm.dose is None:
            return False
        return key_of(behind.group()).isdisjoint(t for t in key_of(arm.name) if t[0].isdigit())


def read_arms(title: str, sentences: Sequence[Sentence], drugs: Sequence[str]) -> Arms:
    """The arms of a trial.

    In: its title, its abstract's sentences, and the names of treatments on file that the title or
    the abstract prints, in order. Out: the arms; none where the abstract tells too little, or
    speaks of several trials at once.
    """
    told = [s for s in sentences if s.part not in {CONCLUSION, BACKGROUND}]
    whole = " ".join([title, *(s.text for s in told)])
    shorts = abbreviations(" ".join([title, *(s.text for s in sentences)]))
    if SEVERAL.search(whole) and "meta-analysis" not in whole.lower():
        return Arms()
    sized = list(arm_names.sized(told))
    groups = list(arm_names.grouped(told))
    names = list(dict.fromkeys(arm_names.allocated(told)))
    if len(names) < 2:
        names = _distinct([name for name, _ in sized])
    for more in (arm_names.titled(title), groups, _usual(whole, drugs)):
        if len(names) < 2 and COMPARED.search(whole):
            names = _distinct([*more])
    if len(names) < 2:
        unsure = COMPARED.search(whole) or POOLED.search(whole)
        return Arms() if unsure else _single(told, drugs, shorts)
    each = {n.replace(",", "") for found in EACH.finditer(whole) for n in found.groups() if n}
    if len(each) == 1:
        sized += [(name, int(*each)) for name in names]
    return _finished(names, sized, shorts, groups)


def _usual(text: str, drugs: Sequence[str]) -> Iterator[str]:
    """The drug that a title names, and the control that the text does."""
    if MANY.search(text):
        return
    yield from drugs[:1]
    for name in ("placebo", "sham", "usual care", "control"):
        if name in text.lower():
            yield name
            return


def _distinct(names: Iterable[str]) -> list[str]:
    """Names that differ in their words; the first spelling stands."""
    found: dict[frozenset[str], str] = {}
    for name in names:
        found.setdefault(key_of(name), name)
    return [name for key, name in found.items() if key and not any(key < other for other in found)]


def _finished(
    names: Sequence[str], sized: Sequence[Named], shorts: dict[str, str], groups: Sequence[str]
) -> Arms:
    """The arms with all words that mean each, and none that means two."""
    controls = {name: _is_control(name) for name in names}
    ordered = sorted(names, key=lambda name: controls[name])
    aliases = {name: list(aliases_of(name, names, controls, shorts)) for name in ordered}
    for group in dict.fromkeys(groups):
        own = [name for name in ordered if key_of(group) and key_of(group) <= key_of(name)]
        if len(own) == 1:
            aliases[own[0]].append(group)
    shared: dict[frozenset[str], set[str]] = {}
    for name, said in aliases.items():
        for alias in said:
            shared.setdefault(key_of(alias) or frozenset({alias}), set()).add(name)
    kept = {
        name: [a for a in said if len(shared[key_of(a) or frozenset({a})]) == 1]
        for name, said in aliases.items()
    }
    arms = tuple(
        Arm(
            name, tuple(dict.fromkeys(kept[name])), tuple(_sizes(kept, name, sized)), controls[name]
        )
        for name in ordered
    )
    pairs = [(alias, number) for number, arm in enumerate(arms) for alias in arm.aliases]
    return Arms(arms, Terms(pairs))


def _sizes(aliases: dict[str, list[str]], name: str, sized: Sequence[Named]) -> Iterator[int]:
    """Numbers of people given for an arm under any of its names."""
    own = [key_of(alias) for alias in aliases[name]]
    others = [key_of(a) for other, said in aliases.items() if other != name for a in said]
    for said, n in sized:
        key = key_of(said)
        close = key in own or (key_of(name) < key and not any(other <= key for other in others))
        if close and n is not None:
            yield n


def _is_control(name: str) -> bool:
    words = {t.text for t in tokenise(name)}
    joined = bool(words & {"plus", "with", "combined", "and"}) and "alone" not in words
    return bool(words & words_of("abstracts", "control")) and not (
        joined and not words & {"placebo", "sham"}
    )


def _single(sentences: Sequence[Sentence], drugs: Sequence[str], shorts: dict[str, str]) -> Arms:
    """One arm of all who took part, where the abstract says what they were given."""
    given = GIVEN.search(" ".join(s.text for s in sentences))
    name = drugs[0] if drugs else cleaned(given["np"]) if given else ""
    if not may_name(name):
        return Arms(single=True)
    said = tuple(aliases_of(name, [name], {name: False}, shorts))
    arm = Arm(name, said, tuple(_enrolled(sentences)), False)
    return Arms((arm,), Terms([(alias, 0) for alias in said]), single=True)


def _enrolled(sentences: Sequence[Sentence]) -> list[int]:
    """Numbers of people that a trial of one arm tells, most named first."""
    people = "|".join(sorted(words_of("abstracts", "people")))
    found = [
        int(number.replace(",", ""))
        for s in sentences
        for number in re.findall(rf"\b(\d[\d,]*)(?: [a-z-]+){{0,2}} (?:{people})\b", s.text, re.I)
    ]
    return list(dict.fromkeys(found))
