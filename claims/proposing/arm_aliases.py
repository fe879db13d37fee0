"""The words by which an abstract means an arm once it has named it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claims.lexicon import stop_stems, words_of
from claims.proposing.arm_names import COMBINATION, may_name, without_dose
from claims.proposing.arm_patterns import ABBREVIATED, DOSE
from claims.text import tokenise

_SILENT = frozenset({"and", "of", "the", "for", "with", "to"})


def key_of(name: str) -> frozenset[str]:
    """Stems of the content words of a name, and its numbers."""
    return frozenset(
        t.stem
        for t in tokenise(name)
        if t.is_number or (t.is_word and t.stem not in stop_stems() and len(t.text) > 1)
    )


def aliases_of(
    name: str, names: Sequence[str], controls: dict[str, bool], shorts: dict[str, str]
) -> Iterator[str]:
    """Ways to say a name: whole, without its dose, its dose alone, abbreviated, by its part."""
    yield name
    others = [other for other in names if other != name]
    bare, doses = without_dose(name), [m.group() for m in DOSE.finditer(name)]
    if may_name(bare) and not any(key_of(without_dose(other)) == key_of(bare) for other in others):
        yield bare
    for dose in doses[:1]:
        yield from (f"{dose} {bare}", f"{dose} of {bare}", f"{bare} {dose}", dose)
    lower = bare.lower()
    for long, short in shorts.items():
        if key_of(long) <= key_of(bare) or long in lower:
            yield short
            yield lower.replace(long, short)
        if short.lower() in re.split(r"[ -]", lower):
            yield long
    general = words_of("abstracts", "general-arm")
    words = [t.text for t in tokenise(bare) if t.is_word and t.stem not in stop_stems()]
    rest = frozenset().union(*map(key_of, others))
    own = [w for w in words if w not in general and len(w) > 3 and not key_of(w) & rest]
    yield from own
    if any(key_of(name) < key_of(other) for other in others):
        yield from (f"{bare} alone", f"{bare} only", f"{bare} monotherapy")
    if name == COMBINATION:
        yield from ("combined-treatment group", "combined", "combination", "combination therapy")
    if controls[name] and sum(controls.values()) == 1:
        yield from _names_of("control")
    if not controls[name] and sum(not c for c in controls.values()) == 1 and any(controls.values()):
        yield from _names_of("intervention")


def _names_of(kind: str) -> tuple[str, ...]:
    """What the one control, or the one intervention, of a trial may be called."""
    if kind == "control":
        return ("control", "controls", "control group", "comparison group", "control arm",
                "usual care", "standard care", "treatment as usual", "placebo", "sham")  # fmt: skip
    return ("intervention group", "treatment group", "active group", "experimental group",
            "intervention arm", "active treatment", "treatment arm", "active drug",
            "treated patients", "intervention", "active medication")  # fmt: skip


def abbreviations(text: str) -> dict[str, str]:
    """Short names by the long ones that they stand behind in brackets, in lower case."""
    found: dict[str, str] = {}
    for match in ABBREVIATED.finditer(text):
        letters = re.sub(r"[^a-z]", "", match["short"].lower()).rstrip("s")
        words = re.findall(r"[a-z]+", match["long"].lower())
        for k in range(len(words)):
            tail = words[k:]
            every = "".join(word[0] for word in tail)
            loud = "".join(word[0] for word in tail if word not in _SILENT)
            if letters and letters in (every, loud, every.rstrip("s"), loud.rstrip("s")):
                found.setdefault(" ".join(tail), match["short"])
                break
        else:
            if words and _is_clipped(letters, words[-1]):
                found.setdefault(words[-1], match["short"])
    return found


def _is_clipped(letters: str, word: str) -> bool:
    """Whether two or three letters stand for one word, in its order from its first: "BF" for
    "bifrontal"."""
    rest = iter(word)
    return 2 <= len(letters) <= 3 and letters[0] == word[0] and all(c in rest for c in letters)
