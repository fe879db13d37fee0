"""Scores what is proposed from labelled abstracts: fields of results, and results as a whole.

A folder holds ``abstracts.xml`` (PubMed's XML) and ``results.csv``, one row a result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from claims.families import family, modifiers
from claims.lexicon import stop_stems, words_of
from claims.proposing.results import AbstractReader, Result
from claims.quality.figures import Scores
from claims.quality.references import Row, rows
from claims.text import Token, tokenise
from claims.vocabulary import Vocabulary
from ingest.formats import pubmed_xml
from ingest.formats.record import Abstract, Incoming

MEASURE = "proposals"
FIELDS = ("outcome", "arm", "percent", "events", "n", "time")
WHOLE = "outcome, arm, percent and n together"
STATED = "outcome, arm and percent, and n where given"
_TOGETHER = ("outcome", "arm", "percent", "n")
_ENOUGH = 0.5


def measure(
    folder: Path, vocabulary: Vocabulary, texts: Mapping[str, Abstract] | None = None
) -> Scores:
    """Precision and recall of what is read from the labelled abstracts in a folder.

    ``texts`` are other abstracts by PubMed id, read in place of the folder's own; where they are
    given, only their labels count. A proposal and a label are one where the figure is the same and
    most other fields are; each counts once. A field that neither fills agrees.
    """
    works = pubmed_xml.read((folder / "abstracts.xml").read_text(encoding="utf-8"), str(folder))
    labels: dict[str, list[Row]] = defaultdict(list)
    for row in rows(folder / "results.csv"):
        labels[row["pmid"]].append(row)
    reader = AbstractReader(vocabulary)
    scores = Scores()
    for work in works:
        if not isinstance(work, Incoming) or work.abstract is None:
            continue
        pmid, title = str(work.study["pmid"]), str(work.study["title"])
        abstract = work.abstract if texts is None else texts.get(pmid)
        if abstract is not None:
            _score(pmid, labels[pmid], reader.read(title, abstract), vocabulary, scores)
    return scores


def _score(
    pmid: str,
    labels: Sequence[Row],
    found: Sequence[Result],
    vocabulary: Vocabulary,
    scores: Scores,
) -> None:
    arms: dict[str, set[str]] = defaultdict(set)
    for row in labels:
        arms[row["arm"]] |= {row["arm"], f"{row['arm']} {row['drug']}"}
    agreed = [[_agreement(row, one, arms, vocabulary) for one in found] for row in labels]
    pairs = dict(_aligned(agreed))
    for i, row in enumerate(labels):
        agrees = agreed[i][pairs[i]] if i in pairs else {}
        other = found[pairs[i]] if i in pairs else None
        told = f"{pmid}.{row['row']}: {_told(row)} / {shown(other) if other else 'nothing'}"
        for name in FIELDS:
            given = other is not None and _fills(other, name)
            labelled = bool(_label(row, name))
            scores.figures[MEASURE, name].add(labelled, given, agrees.get(name, False), told)
        whole = all(agrees.get(name, False) for name in _TOGETHER)
        scores.figures[MEASURE, WHOLE].add(True, other is not None, whole, told)
        silent = other is not None and other.n is None
        stated = all(agrees.get(name, False) or (name == "n" and silent) for name in _TOGETHER)
        scores.figures[MEASURE, STATED].add(True, other is not None, stated, told)
    for j, one in enumerate(found):
        if j not in pairs.values():
            told = f"{pmid}: nothing / {shown(one)}"
            for name in FIELDS:
                scores.figures[MEASURE, name].add(False, _fills(one, name), False, told)
            for name in (WHOLE, STATED):
                scores.figures[MEASURE, name].add(False, True, False, told)


def _aligned(agreed: Sequence[Sequence[Mapping[str, bool]]]) -> Iterable[tuple[int, int]]:
    """Pairs of a label and a proposal of one figure, each once, those that agree most first."""
    near = sorted(
        (-sum(agrees.values()), i, j)
        for i, row in enumerate(agreed)
        for j, agrees in enumerate(row)
        if agrees["percent"] and agrees["figure"]
    )
    rest = set(range(len(agreed))), set(range(len(agreed[0]) if agreed else 0))
    for _, i, j in near:
        if i in rest[0] and j in rest[1]:
            rest[0].remove(i)
            rest[1].remove(j)
            yield i, j


def _agreement(
    row: Row, one: Result, arms: Mapping[str, set[str]], vocabulary: Vocabulary
) -> dict[str, bool]:
    percent, events = _number(row["percent"]), _number(row["events"])
    hours = _number(row["time_h"])
    return {
        "outcome": _same_outcome(row, one, vocabulary),
        "arm": _same_arm(row, one, arms),
        "percent": percent == one.percent,
        "figure": percent is not None or events == one.events,
        "events": events == one.events,
        "n": _number(row["n"]) == one.n,
        "time": (hours is not None and one.time is not None and abs(hours - one.time.high_h) <= 1)
        or (hours is None and one.time is None),
    }  # fmt: skip


def _number(cell: str) -> float | None:
    return float(cell.replace(",", "")) if cell.strip() else None


def _fills(one: Result, name: str) -> bool:
    given = {"percent": one.percent, "events": one.events, "n": one.n, "time": one.time}
    return given.get(name, True) is not None


def _label(row: Row, name: str) -> str:
    if name == "outcome":
        return row["outcome"] or row["outcome_words"]
    return row["time_h" if name == "time" else name]


def _same_outcome(row: Row, one: Result, vocabulary: Vocabulary) -> bool:
    """The same outcome on file, or, where one of the two is not on file, mostly the same words.

    Words of one family are one ("died", "mortality").
    """
    if row["outcome"] and one.outcome.known:
        return row["outcome"] == one.outcome.outcome
    own = _families(one.outcome.words)
    names = [*row["outcome_words"].split("|")]
    if row["outcome"]:
        names.append(vocabulary.labels.get(row["outcome"], ""))
    return any(_share(own, _families(name)) >= _ENOUGH for name in names)


def _same_arm(row: Row, one: Result, arms: Mapping[str, set[str]]) -> bool:
    """Whether the labelled arm is the one that the proposal's arm is most like.

    It goes by its name, or, where that is like none or like several, by the other names that its
    abstract has for it: an abbreviation is one.
    """
    for said in ((one.arm.name,), one.arm.aliases):
        own = [_stems(name) for name in said]
        likeness = {
            arm: max(_jaccard(name, _stems(label)) for name in own for label in labels)
            for arm, labels in arms.items()
        }
        best = max(likeness.values(), default=0.0)
        if best > 0 and sum(like == best for like in likeness.values()) == 1:
            return likeness[row["arm"]] == best
    return False


def _stems(text: str) -> frozenset[str]:
    """Stems of content words and numbers."""
    return frozenset(token.stem for token in _content(text))


def _families(text: str) -> frozenset[str]:
    """Families of content words, and numbers; words that only qualify by their stems."""
    of = {token.stem: family(token) for token in _content(text)}
    return frozenset(stem if name in modifiers() else name for stem, name in of.items())


def _content(text: str) -> Iterator[Token]:
    idle = words_of("abstracts", "group") | words_of("abstracts", "people")
    for t in tokenise(text.lower()):
        if t.is_number or (t.is_word and t.stem not in stop_stems() and t.text not in idle):
            yield t


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the smaller set that both have."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _told(row: Row) -> str:
    figure = f"{row['percent']}% ({row['events']}/{row['n']})"
    return f"{row['arm']}, {row['outcome'] or row['outcome_words']}, {figure}, {row['timepoint']}"


def shown(one: Result) -> str:
    """A result in one line."""
    when = one.time.words if one.time else ""
    figure = f"{one.percent}% ({one.events}/{one.n})"
    return f"{one.arm.name}, {one.outcome.outcome}, {figure}, {when} [{one.sentence}]"
