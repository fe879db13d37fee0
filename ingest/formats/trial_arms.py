"""The arms of a registered trial: what each was given, and which of them is the control."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.durations import read_dose
from ingest.evidence import Row
from ingest.formats import tree
from ingest.formats.tree import Node
from ingest.names import folded
from ingest.numbers import NUMBER, normalise
from ingest.terms import Terms

_COMPARED = ("PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "NO_INTERVENTION")
_CONTROL = re.compile(
    r"\b(?:placebo|sham|vehicle|control|no (?:treatment|intervention)|wait(?:ing)?.?list|"
    r"(?:treatment|care) as usual|(?:usual|standard) (?:care|treatment))\b",
    re.I,
)
_PLACEBO = re.compile(r"\bplacebo\b", re.I)
_KIND = re.compile(r"(?:drug|biological|device|procedure|behavioral|dietary supplement|other"
                   r"|combination product|radiation|genetic|diagnostic test): ", re.I)  # fmt: skip
_AMOUNT = rf"(?<![\w.]){NUMBER}(?:(?: ?(?:,|-|to|or|and) ?)+{NUMBER})*"
_DOSE = re.compile(
    rf"{_AMOUNT} ?(?:mg|[mu]cg|ug|g|iu|units?|ml)\b(?:/(?:kg|m2|h|hr|hour|day)\b)?"
    rf"(?:(?: [a-z]+){{0,2}} over {_AMOUNT} ?(?:min(?:ute)?|h(?:ou)?r?)s?\b)?",
    re.I,
)
_ROUTES: Terms = (
    (r"\bintravenous|\biv\b|\binfusions?\b", "intravenous"),
    (r"\bintranasal|\bnasal", "intranasal"),
    (r"\boral(?:ly)?\b|\bby mouth\b|\btablets?\b|\bcapsules?\b", "oral"),
    (r"\bsubcutaneous", "subcutaneous"),
    (r"\bintramuscular", "intramuscular"),
    (r"\bsublingual|\bbuccal", "sublingual"),
    (r"\btopical|\btransdermal", "topical"),
    (r"\binhal", "inhaled"),
    (r"\brectal", "rectal"),
)


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm or group of results: its title, what it was given, whether it is the control.

    ``given`` holds the columns drug, route and dose.
    """

    title: str
    given: Row
    control: bool


@dataclass(frozen=True, slots=True)
class _Intervention:
    """One thing that a trial gives: its name without the dose, other names, all that is said."""

    name: str
    names: tuple[str, ...]
    words: tuple[str, ...]
    labels: frozenset[str]


class Arms:
    """The arms that a trial was registered with, and the groups that its results are told of."""

    def __init__(self, protocol: Node) -> None:
        """Take the arms and interventions from a record's protocolSection."""
        module = tree.at(protocol, "armsInterventionsModule")
        self._types = {
            folded(tree.text_at(arm, "label")): tree.text_at(arm, "type")
            for arm in tree.items_at(module, "armGroups")
        }
        named = _labels_by_name(tree.items_at(module, "armGroups"))
        items = tree.items_at(module, "interventions")
        self._interventions = [_intervention(item, named) for item in items]
        self.labels = [
            label for arm in tree.items_at(module, "armGroups")
            if (label := tree.text_at(arm, "label"))
        ]  # fmt: skip

    def find(self, title: str) -> Arm:
        """The arm or group of that title with what it was given; the trial's drugs if unknown."""
        own = self._own(title)
        return Arm(title, _given(own or self._studied(), title), self._is_control(title))

    def studied(self) -> Row:
        """Drug, route and dose of the arms that are no control."""
        return _given(self._studied(), "")

    def comparator(self) -> str | None:
        """The control arms in words, 'none' for a trial of a single arm; None where unknown."""
        controls = [label for label in self.labels if self._is_control(label)]
        if controls:
            return "; ".join(dict.fromkeys(controls))
        return "none" if len(self.labels) == 1 else None

    def _studied(self) -> list[_Intervention]:
        """What the arms that are no control were given, and the control was not."""
        arms = [self._own(label) for label in self.labels if not self._is_control(label)]
        found = [item for own in arms for item in own if not _PLACEBO.search(item.name)]
        return list(dict.fromkeys(found)) or self._interventions

    def _own(self, title: str) -> list[_Intervention]:
        """What an arm was given beyond what every arm was given."""
        key, known = folded(title), self._interventions
        items = [item for item in known if key in item.labels]
        if key not in self._types:
            items = [item for item in known if _mentions(key, item)]
        everybody = frozenset(self._types)
        return [item for item in items if item.labels != everybody] or items

    def _is_control(self, title: str) -> bool:
        kind = self._types.get(folded(title), "")
        if kind:
            experimental = "EXPERIMENTAL" in self._types.values()
            return kind in _COMPARED or (kind == "ACTIVE_COMPARATOR" and experimental)
        given = (item for item in self._own(title) if not _CONTROL.search(item.name))
        return bool(_CONTROL.search(title)) and not any(given)


def control_of(arms: Mapping[str, Arm]) -> str | None:
    """The id of the one control among several groups; None where there is none or more."""
    controls = [group for group, arm in arms.items() if arm.control]
    return controls[0] if len(controls) == 1 and len(arms) > 1 else None


def _labels_by_name(arm_groups: Sequence[Node]) -> dict[str, set[str]]:
    """Labels of arms by the names of the interventions that they list ('Drug: Leaf tea')."""
    named: dict[str, set[str]] = {}
    for arm in arm_groups:
        for name in tree.texts_at(arm, "interventionNames"):
            label = folded(tree.text_at(arm, "label"))
            named.setdefault(folded(_KIND.sub("", name, count=1)), set()).add(label)
    return named


def _intervention(item: Node, named: Mapping[str, set[str]]) -> _Intervention:
    name = tree.text_at(item, "name")
    labels = set(map(folded, tree.texts_at(item, "armGroupLabels"))) | named.get(
        folded(name), set()
    )
    names = (name, *tree.texts_at(item, "otherNames"))
    words = (name, tree.text_at(item, "description"))
    return _Intervention(_without_dose(name), names, words, frozenset(labels))


def _without_dose(name: str) -> str:
    """A drug by its name alone; every placebo is one."""
    if _PLACEBO.search(name):
        return "placebo"
    plain = _DOSE.split(normalise(name), maxsplit=1)[0].strip(" ,;:(-")
    return (plain or name).replace(";", ",")


def _mentions(key: str, item: _Intervention) -> bool:
    names = (folded(name) for name in (item.name, *item.names) if len(name) > 2)
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", key) for name in names)


def _given(items: Sequence[_Intervention], title: str) -> Row:
    """Drug, route and dose of what was given; dose and route only where the words give one."""
    drugs = list(dict.fromkeys(item.name for item in items if item.name))
    treatments = [item for item in items if not _PLACEBO.search(item.name)]
    described = [[word] for item in treatments[:2] for word in item.words]
    sources = [[title], *described] if len(treatments) == 1 else [[title]]
    routes = {route for item in treatments for route in _routes(item.words)}
    return {
        "drug": "; ".join(drugs) or None,
        "route": routes.pop() if len(routes) == 1 else None,
        "dose": next(filter(None, map(_only_dose, sources)), None),
    }


def _routes(words: Iterable[str]) -> set[str]:
    text = " ".join(words).lower()
    return {route for pattern, route in _ROUTES if re.search(pattern, text)}


def _only_dose(words: Iterable[str]) -> str | None:
    """The dose in the words, None where they give several."""
    found = {match.group() for word in words for match in _DOSE.finditer(normalise(word))}
    return found.pop() if len(found) == 1 else None


def dose_fields(dose: str | None) -> Row:
    """The columns of numbers for a dose in words."""
    return dict(read_dose(dose)) if dose else {}
