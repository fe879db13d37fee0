"""Puts the parts of a claim together: one verdict, its reasons and links, and what is as cited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.evidence import Evidence
from claims.judges.claimed import claimed_figure, prints
from claims.qualifiers import notes
from claims.reading import Reading
from claims.verdict import (
    AGREES,
    BEARS_ON,
    DISAGREES,
    NEAR_MISS,
    Candidate,
    Link,
    Part,
    Reason,
)

_MOST_LINKS = 12
_MOST_NEAR = 5
_GENERIC = 1.5
_RETOLD = 0.6


@dataclass(frozen=True, slots=True)
class Outcome:
    """A claim's verdict before it is put into words."""

    verdict: str
    as_cited: str | None
    reasons: tuple[Reason, ...]
    links: tuple[Link, ...]
    deciding: Candidate | None
    parts: tuple[Part, ...]


def combine(
    reading: Reading, parts: Sequence[Part], evidence: Evidence, cited: frozenset[str]
) -> Outcome:
    """One outcome of all parts.

    Parts that only name the subject ("side effects" beside a named side effect) do not count where
    a weightier part was judged, nor parts of other kinds than the main one's on which nothing is on
    file. All supported is supported; something overstated makes the claim
    overstated; what holds in part is partly supported; the main part decides a contradiction.
    """
    counted = _counted(parts, evidence)
    verdict, extra = _verdict(counted, evidence)
    main = _main(counted, verdict)
    reasons = [reason for part in (main, *counted) for reason in part.reasons] + extra
    deciding = _deciding(main, counted, verdict)
    reasons += notes(reading, verdict, deciding, [c for p in counted for c in p.agreeing], evidence)
    as_cited, more = _as_cited(counted, cited, verdict)
    if (
        verdict == "contradicted"
        and cited
        and as_cited == "contradicted"
        and _elsewhere(reading, main, cited)
    ):
        verdict = "misattributed"
    unique = {reason.code: reason for reason in reversed([*reasons, *more])}
    ordered = [unique[code] for code in dict.fromkeys(r.code for r in [*reasons, *more])]
    return Outcome(
        verdict, as_cited, tuple(ordered), _links(counted, parts), deciding, tuple(counted)
    )


def _counted(parts: Sequence[Part], evidence: Evidence) -> list[Part]:
    def weight(part: Part) -> float:
        if part.assertion is None:
            return 2.0
        return evidence.vocabulary.outcomes[part.assertion.outcome].weight

    heavy = [part for part in parts if weight(part) >= _GENERIC or _is_measured(part)]
    heavy = [part for i, part in enumerate(heavy) if i == 0 or not _is_bare(part)]
    if heavy and _is_retold(heavy[0]):
        return [p for p in heavy if p.verdict not in {"partly-supported", "unsupported"}]
    if heavy and heavy[0].verdict != "unsupported":
        kind = _kind(heavy[0], evidence)
        heavy = [p for p in heavy if p.verdict != "unsupported" or _kind(p, evidence) == kind]
    if all(part.verdict == "unsupported" for part in heavy):
        return list(parts)
    return heavy


def _kind(part: Part, evidence: Evidence) -> str:
    return evidence.vocabulary.outcomes[part.assertion.outcome].kind if part.assertion else ""


def _is_retold(part: Part) -> bool:
    """Whether one finding that supports the main part says nearly all that the claim says."""
    return part.verdict == "supported" and any(c.text_score >= _RETOLD for c in part.agreeing)


def _is_bare(part: Part) -> bool:
    """Whether something is only named, without saying which way, and nothing on file fits."""
    bare = part.assertion is not None and part.assertion.direction is None
    return bare and part.verdict == "unsupported"


def _is_measured(part: Part) -> bool:
    """Whether a figure decided: it then counts however general the topic is."""
    return part.deciding is not None and any(r.code.startswith("NUM_") for r in part.reasons)


def _verdict(parts: Sequence[Part], evidence: Evidence) -> tuple[str, list[Reason]]:
    verdicts = [part.verdict for part in parts]
    kinds = set(verdicts)
    if len(kinds) == 1:
        return verdicts[0], []
    if verdicts[0] == "contradicted" and _has_one_answer(parts[0], evidence):
        return "contradicted", []  # what else is said only gives its setting
    if "overstated" in kinds:
        return "overstated", []
    if "contradicted" in kinds:
        beyond = [p for p in parts if p.verdict == "contradicted" and _reaches(p)]
        if beyond and "supported" in kinds:
            return "overstated", [Reason("BEYOND_TIME", "lasts less long than claimed", "COMBINE")]
        if verdicts[0] == "contradicted" and _alone(parts, evidence):
            return "contradicted", []
        return "partly-supported", [
            Reason("PART_CONFLICTS", _named(parts, "contradicted"), "COMBINE")
        ]
    if "unsupported" in kinds:
        supported = [p for p in parts if p.verdict in {"supported", "partly-supported"}]
        if not supported:
            return verdicts[0], []
        return "partly-supported", [
            Reason("PART_UNSUPPORTED", _named(parts, "unsupported"), "COMBINE")
        ]
    return "partly-supported", []


def _has_one_answer(part: Part, evidence: Evidence) -> bool:
    outcomes = evidence.vocabulary.outcomes
    return part.assertion is not None and outcomes[part.assertion.outcome].exclusive


def _alone(parts: Sequence[Part], evidence: Evidence) -> bool:
    """Whether no other part of the main part's kind holds: others then only give its setting."""

    alike = [part for part in parts if _kind(part, evidence) == _kind(parts[0], evidence)]
    return sum(part.verdict == "contradicted" for part in alike) * 2 >= len(alike)


def _reaches(part: Part) -> bool:
    return part.assertion is not None and part.assertion.direction == "sustained"


def _named(parts: Sequence[Part], verdict: str) -> str:
    names = [p.assertion.outcome for p in parts if p.verdict == verdict and p.assertion]
    return ", ".join(name.replace("-", " ") for name in names)


def _main(parts: Sequence[Part], verdict: str) -> Part:
    """The part that speaks for the verdict: the first with it, else the first that was judged."""
    same = [part for part in parts if part.verdict == verdict and part.deciding is not None]
    judged = [part for part in parts if part.deciding is not None]
    return (same or judged or list(parts))[0]


def _deciding(main: Part, parts: Sequence[Part], verdict: str) -> Candidate | None:
    """What decided most; of several parts alike, from the study that speaks to most of them."""
    alike = [part for part in parts if part.verdict == main.verdict and part.agreeing]
    if verdict != "supported" or len(alike) < 2:
        return main.deciding or next((p.deciding for p in parts if p.deciding), None)
    spoken: dict[str, int] = {}
    for part in alike:
        for study in {candidate.finding.study_id for candidate in part.agreeing}:
            spoken[study] = spoken.get(study, 0) + 1
    return max(
        (candidate for part in alike for candidate in part.agreeing),
        key=lambda c: (spoken[c.finding.study_id], c.score, c.finding.finding_id),
    )


def _as_cited(
    parts: Sequence[Part], cited: frozenset[str], verdict: str
) -> tuple[str | None, list[Reason]]:
    """What the works that the page cites say of the claim."""
    if not cited or verdict == "not-checkable":
        return None, []
    agreeing = [c for p in parts for c in p.agreeing if c.finding.study_id in cited]
    against = [
        c for p in parts for c in (*p.disagreeing, *p.bearing) if c.finding.study_id in cited
    ]
    if agreeing:
        return verdict if verdict in {
            "supported",
            "partly-supported",
            "overstated",
        } else "supported", []
    if against:
        return "contradicted", []
    works = ", ".join(sorted(cited))
    return "unsupported", [Reason("CITED_WORK_SILENT", f"nothing of it in {works}", "AS_CITED")]


def _elsewhere(reading: Reading, part: Part, cited: frozenset[str]) -> bool:
    """Whether a near miss of a study that is not cited prints the figure claimed."""
    claimed = claimed_figure(reading)
    return claimed is not None and any(
        c.finding.study_id not in cited and "drug" not in c.conflicts and prints(c.finding, claimed)
        for c in part.near
    )


def _links(counted: Sequence[Part], parts: Sequence[Part]) -> tuple[Link, ...]:
    """Links by role, the best of each role first, each finding once."""
    roles: list[tuple[str, list[Candidate]]] = [
        (AGREES, [c for p in counted for c in p.agreeing]),
        (DISAGREES, [c for p in counted for c in p.disagreeing]),
        (BEARS_ON, [c for p in counted for c in p.bearing]),
        (NEAR_MISS, [c for p in parts for c in p.near]),
    ]
    deciding = [p.deciding for p in counted if p.deciding is not None]
    seen: set[str] = set()
    links: list[Link] = []
    for role, found in roles:
        limit = _MOST_NEAR if role == NEAR_MISS else _MOST_LINKS
        first = [c for c in deciding if c in found]
        rest = sorted(found, key=lambda c: (-c.score, c.finding.finding_id))
        for candidate in [*first, *rest]:
            if candidate.finding.finding_id in seen or limit == 0:
                continue
            seen.add(candidate.finding.finding_id)
            links.append(Link(candidate, role, len(links) + 1))
            limit -= 1
    return tuple(links)
