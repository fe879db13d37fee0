"""What reports say of a claim in a few words: how it was read, and text fit to be printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from claims.checked import CheckedClaim, CheckedReference
from claims.coverage import told_of
from claims.evidence import Evidence
from claims.reading import Reading
from claims.rules import reason_label

# Control characters steer terminals, marks of direction reorder what stands around them, and lone
# surrogates cannot be written at all.
_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def fit(text: str) -> str:
    """Text that is safe to print: characters that act instead of showing become U+FFFD."""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)


def writable(text: str) -> str:
    """Text that UTF-8 can write: a lone surrogate, as of a file name that is none, becomes "?"."""
    return text.encode("utf-8", "replace").decode("utf-8")


def one_line(text: str) -> str:
    """Text of a page on one line, fit to be printed."""
    return fit(" ".join(text.split()))


def number(value: float) -> str:
    """A number without needless decimals."""
    return f"{value:.10g}"


def amount(value: float, high: float | None, unit: str | None) -> str:
    """A number or range with its unit."""
    words = number(value) if high is None else f"{number(value)} to {number(high)}"
    if unit == "%":
        return f"{words}%"
    return f"{words} {unit}" if unit and unit != "year" else words


def read_as(reading: Reading, evidence: Evidence) -> str:
    """How a claim was read: outcome, figure, time, drug and the rest, divided by semicolons."""
    if reading.kind == "citation":
        return "a reference"
    return "; ".join(_read(reading, evidence)) or "nothing that the grammar knows"


def _read(reading: Reading, evidence: Evidence) -> Iterator[str]:
    known = evidence.vocabulary.labels
    if reading.outcome:
        turn = f" ({reading.direction.replace('-', ' ')})" if reading.direction else ""
        yield known.get(reading.outcome, reading.outcome) + turn
    if reading.value is not None:
        figure = amount(reading.value, reading.value_high, reading.unit)
        against = reading.comparator_value
        yield figure + (f" against {number(against)}" if against is not None else "")
    if reading.timepoint_value is not None:
        yield f"at {amount(reading.timepoint_value, None, reading.timepoint_unit)}"
    if reading.n_doses is not None:
        yield f"{reading.n_doses} {'dose' if reading.n_doses == 1 else 'doses'}"
    for names, stated in (
        (reading.drugs, reading.drug_stated),
        (reading.routes, True),
        (reading.populations, reading.population_stated),
    ):
        if names:
            listed = ", ".join(known.get(name, name) for name in names)
            yield listed if stated else f"{listed} (from the page)"
    yield from (word for word, is_so in _manner(reading) if is_so)


def _manner(reading: Reading) -> Iterable[tuple[str, bool]]:
    return (
        (reading.speech, reading.speech != "statement"),
        ("hedged", reading.hedged),
        ("in absolute terms", reading.absolute),
        ("a superlative", reading.superlative),
    )


def reasons(claim: CheckedClaim) -> list[tuple[str, str]]:
    """Each reason code of a claim's verdict, with its label and what exactly."""
    return [
        (reason.code, ": ".join(filter(None, (reason_label(reason.code), reason.detail))))
        for reason in claim.verdict.reasons
    ]


def on_file(claim: CheckedClaim, evidence: Evidence) -> str:
    """What is on file on the topics of a claim and when they were last searched for; where it names
    none, how much was searched."""
    verdict = claim.verdict
    all_of_it = f"{verdict.searched_findings:,} findings of {verdict.searched_studies:,} works"
    return told_of(claim.reading, evidence) or f"{all_of_it}, on no topic that the claim names"


def status_of(reference: CheckedReference) -> str:
    """What was found of a reference, in a few words."""
    return reason_label(f"CITATION_{reference.resolution.status.upper().replace('-', '_')}")


def faulty(references: Iterable[CheckedReference]) -> list[CheckedReference]:
    """References that have a fault, or whose work was retracted or questioned."""
    return [one for one in references if one.is_faulty]


def twins(references: Iterable[CheckedReference]) -> list[CheckedReference]:
    """References whose work the page gives in another way too."""
    return [one for one in references if one.twins]


def is_url(name: str) -> bool:
    """Whether a page's name is an address on the web."""
    return name.lower().startswith(("https://", "http://"))
