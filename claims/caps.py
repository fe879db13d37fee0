"""How a claim is put: absolute, superlative, promotional, too broad. Caps lower a verdict."""

from __future__ import annotations

from dataclasses import replace

from claims.cues import cause_stems, find_cues
from claims.evidence import Evidence
from claims.further_figures import further_figures
from claims.judges.compared import SUPERIORITY
from claims.reading import Reading
from claims.strangers import strangers
from claims.text import tokenise
from claims.verdict import Part, Reason

_ORDER = ("supported", "partly-supported", "overstated", "contradicted")
_FAVOURABLE = frozenset({"benefit", "sustained", "increase"})
_PRAISED = frozenset({"efficacy", "safety", "durability", "onset"})


def capped(reading: Reading, part: Part, evidence: Evidence) -> Part:
    """The part with its verdict lowered where the claim is put beyond what evidence can carry."""
    for cap in (
        _absolute,
        _denial,
        _superlative,
        _puffed,
        _likened,
        _cause,
        _certainty,
        further_figures,
        _retracted,
        _stranger,
        _companion,
    ):
        reason, limit = cap(reading, part, evidence)
        if reason is not None:
            verdict = (
                limit
                if cap in (_superlative, _stranger, _companion)
                else _lower(part.verdict, limit)
            )
            part = replace(part, verdict=verdict, reasons=(*part.reasons, reason))
    return part


def _lower(verdict: str, limit: str) -> str:
    if verdict not in _ORDER:
        return verdict
    return max(verdict, limit, key=_ORDER.index)


def _absolute(reading: Reading, part: Part, evidence: Evidence) -> tuple[Reason | None, str]:
    """Absolutes need complete evidence: any finding to the contrary, or a share below all, caps."""
    denied = _is_harm_denied(part, evidence)
    if not reading.absolute or not (denied or _praises(reading, part, evidence)):
        return None, ""
    return Reason("ABSOLUTE", "put in absolute terms", "ABSOLUTE"), "overstated"


def _is_harm_denied(part: Part, evidence: Evidence) -> bool:
    if part.assertion is None or part.assertion.direction != "absent":
        return False
    outcome = evidence.vocabulary.outcomes[part.assertion.outcome]
    return outcome.kind == "safety" and outcome.valence == "bad"


def _denial(reading: Reading, part: Part, evidence: Evidence) -> tuple[Reason | None, str]:
    """Against "untested" or "no studies exist" one finding to the contrary is enough."""
    if "denial" not in reading.cues or part.assertion is None:
        return None, ""
    if part.assertion.direction != "absent" or not (part.disagreeing or part.bearing):
        return None, ""
    there = [*part.disagreeing, *part.bearing][0].finding
    return Reason("ABSOLUTE", f"on file: {there.statement}", "DENIAL"), "overstated"


def _likened(reading: Reading, part: Part, evidence: Evidence) -> tuple[Reason | None, str]:
    """A harm or its absence likened to another drug's needs a finding that has it no less."""
    if part.assertion is None or not reading.comparators or not part.agreeing:
        return None, ""
    if evidence.vocabulary.outcomes[part.assertion.outcome].kind != "safety":
        return None, ""
    named = set(reading.comparators)
    compared = [
        c.finding
        for c in part.agreeing
        if c.finding.comparator in named or named <= set(c.finding.drug)
    ]
    if any(finding.direction != "decrease" for finding in compared):
        return None, ""
    if compared:
        return Reason(
            "LESS_THAN_LIKENED", f"on file: {compared[0].statement}", "LIKENED"
        ), "overstated"
    limit = "overstated" if "similarity" in reading.cues else "partly-supported"
    detail = f"no finding compares it with {', '.join(sorted(named))}"
    return Reason("COMPARISON_NOT_ON_FILE", detail, "LIKENED"), limit


def _cause(reading: Reading, part: Part, evidence: Evidence) -> tuple[Reason | None, str]:
    """A cause given after the effect must be in a finding that agrees."""
    words = cause_stems(reading.statement)
    if not words or not part.agreeing or _is_named(reading, "cause"):
        return None, ""
    if any(len(words & evidence.stems_of(c.finding)) * 2 >= len(words) for c in part.agreeing):
        return None, ""
    return Reason("CAUSE_NOT_ON_FILE", "no finding gives that cause", "CAUSE"), "partly-supported"


def _is_named(reading: Reading, cue: str) -> bool:
    """Whether the words of a cue are part of an outcome's longer name: "stopping because of
    harms"."""
    spans = [(a.start, a.end) for a in reading.assertions if a.outcome != SUPERIORITY]
    found = find_cues(tokenise(reading.statement)).get(cue, [])
    return all(
        any(start <= c.start and c.end <= end and (start, end) != (c.start, c.end)
            for start, end in spans)
        for c in found
    )  # fmt: skip


def _is_superiority(part: Part) -> bool:
    return part.assertion is not None and part.assertion.outcome == SUPERIORITY


def _certainty(reading: Reading, part: Part, evidence: Evidence) -> tuple[Reason | None, str]:
    """ "Proven" wants findings that do not differ; evidence from animals alone is named as such."""
    if part.verdict != "supported" or not part.agreeing:
        return None, ""
    if "certainty" in reading.cues and (part.disagreeing or part.bearing):
        detail = "called proven, while findings differ"
        return Reason("CERTAINTY_BEYOND", detail, "CERTAINTY"), "partly-supported"
    if all(c.finding.basis == "preclinical" for c in part.agreeing):
        return Reason("PRECLINICAL", "on file from animals or cells only", "CERTAINTY"), "supported"
    return None, ""


def _superlative(reading: Reading, part: Part, evidence: Evidence) -> tuple[Reason | None, str]:
    """To be the most or best needs head-to-head evidence that nothing on file disputes."""
    if not reading.superlative or not _praises(reading, part, evidence):
        return None, ""
    if _is_named(reading, "superlative") and not _is_superiority(part):
        return None, ""
    if part.verdict == "contradicted" and not reading.comparators:
        reason = Reason("SUPERLATIVE", "others did better head to head", "SUPERLATIVE")
        return reason, "overstated"
    head_to_head = [c for c in part.agreeing if c.finding.outcome == "relative-efficacy"]
    if head_to_head and part.verdict == "supported":
        return None, ""
    limit = "partly-supported" if head_to_head else "overstated"
    return Reason("SUPERLATIVE", "claims to be the most or best", "SUPERLATIVE"), limit


def _puffed(reading: Reading, part: Part, evidence: Evidence) -> tuple[Reason | None, str]:
    """Promotional words on benefit or safety; intensified benefit where many do not respond."""
    if not _praises(reading, part, evidence):
        return None, ""
    if "promotion" in reading.cues:
        return Reason("PROMOTION", "promotional words", "PROMOTION"), "overstated"
    if "intensifier" in reading.cues and _is_efficacy(part, evidence):
        return Reason(
            "INTENSIFIED", "the size of the effect is not what is on file", "PROMOTION"
        ), "overstated"
    return None, ""


def _retracted(reading: Reading, part: Part, evidence: Evidence) -> tuple[Reason | None, str]:
    notices = {evidence.study_of(c.finding).notice for c in part.agreeing}
    if part.agreeing and notices == {"expression-of-concern"}:
        detail = "all support stands under an expression of concern"
        return Reason("CONCERN_SUPPORT", detail, "NOTICE"), "partly-supported"
    return None, ""


def _stranger(reading: Reading, part: Part, evidence: Evidence) -> tuple[Reason | None, str]:
    """A claim about a drug that is not on file has no support, whatever its page is about."""
    names = strangers(reading, evidence.vocabulary)
    compares = bool({"comparison", "similarity"} & reading.cues)
    praised = reading.drug_stated or reading.superlative  # "few are as safe as X" is about X
    if compares and not praised and set(reading.drugs) & set(reading.comparators):
        names = [f"what is compared with {', '.join(reading.comparators)}"]
    if not names or part.verdict == "unsupported":
        return None, ""
    detail = f"nothing on file about {', '.join(names)}"
    return Reason("COVERAGE_THIN", detail, "WORDS"), "unsupported"


def _companion(reading: Reading, part: Part, evidence: Evidence) -> tuple[Reason | None, str]:
    """What a claim says is given along with its drug must be in a finding that agrees."""
    vocabulary = evidence.vocabulary
    dosing = part.assertion and vocabulary.outcomes[part.assertion.outcome].kind == "dosing"
    if not dosing or part.verdict == "unsupported" or not part.agreeing:
        return None, ""
    named = _drugs_in(reading.statement, evidence) - {*reading.drugs, *reading.comparators}
    told = [_drugs_in(c.finding.statement, evidence) | set(c.finding.drug) for c in part.agreeing]
    missing = [name for name in sorted(named) if not any(name in drugs for drugs in told)]
    if not missing:
        return None, ""
    detail = f"no finding that agrees names {', '.join(missing)}"
    return Reason("COVERAGE_THIN", detail, "WORDS"), "unsupported"


def _drugs_in(statement: str, evidence: Evidence) -> set[str]:
    """The single drugs, no classes, that a statement names."""
    vocabulary = evidence.vocabulary
    found = {match.payload.id for match in vocabulary.drug_terms.find(tokenise(statement))}
    return {name for name in found if vocabulary.drug_kind(name) == "drug"}


def _praises(reading: Reading, part: Part, evidence: Evidence) -> bool:
    """Whether the part is one that speaks for the treatment."""
    if part.assertion is None:
        return False
    outcome = evidence.vocabulary.outcomes[part.assertion.outcome]
    if outcome.kind not in _PRAISED or (outcome.kind == "safety" and outcome.valence == "bad"):
        return False
    direction = part.assertion.direction
    if outcome.kind == "onset":
        return direction == "decrease"
    return direction in _FAVOURABLE or (direction is None and outcome.kind == "efficacy")


def _is_efficacy(part: Part, evidence: Evidence) -> bool:
    return (
        part.assertion is not None
        and evidence.vocabulary.outcomes[part.assertion.outcome].kind == "efficacy"
    )
