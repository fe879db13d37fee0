"""A finding in one plain sentence, made from its fields where nobody wrote one."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.rows import Value

_DIRECTIONS = {
    "benefit": "in favour of the treatment",
    "worse": "against the treatment",
    "no-difference": "no difference",
    "mixed": "mixed results",
    "increase": "an increase",
    "decrease": "a decrease",
    "present": "present",
    "absent": "absent",
    "sustained": "sustained",
    "lost": "lost",
}

Fields = Mapping[str, Value]


def compose(finding: Fields, source: str) -> str:
    """One sentence from a finding's typed fields; ``source`` names the work ("Smith 2020")."""
    figures = [text for text in (_share(finding), _effect(finding), _fact(finding)) if text]
    direction = _DIRECTIONS.get(str(finding.get("direction") or ""), "")
    main = ", ".join([*figures, *([direction] if direction else [])])
    sentence = f"{_who(finding)}: {_what(finding)}"
    if main:
        sentence += f" {main}"
    return f"{sentence}{_against(finding)}{_when(finding)} ({source})."


def _who(finding: Fields) -> str:
    """The arm, or the drug with its route and dose."""
    arm = finding.get("arm")
    if arm:
        return _capital(str(arm))
    words = (finding.get(name) for name in ("drug", "route", "dose"))
    return _capital(", ".join(str(word) for word in words if word))


def _what(finding: Fields) -> str:
    """The outcome with its scale and definition."""
    outcome = str(finding["outcome"]).replace(":", ": ").replace("-", " ")
    details = [str(finding[name]) for name in ("scale", "definition") if finding.get(name)]
    return f"{outcome} ({', '.join(details)})" if details else outcome


def _share(finding: Fields) -> str:
    """The share with the outcome, or the count where no share is given."""
    n, events = finding.get("n"), finding.get("events")
    people = f"{events} of {n}" if None not in (events, n) else f"{events}" if events else ""
    percent = finding.get("percent")
    if percent is None:
        return people or (f"{n} people" if n is not None else "")
    about = "about " if finding.get("percent_approx") else ""
    share = f"{about}{_span(percent, finding.get('percent_high'))}%"
    return f"{share} ({people})" if people else share


def _effect(finding: Fields) -> str:
    """The effect with its type, spread, interval and P value."""
    parts = []
    if finding.get("effect") is not None:
        kind = str(finding.get("effect_type") or "effect")
        parts.append(f"{kind} {_span(finding['effect'], finding.get('effect_high'))}")
    spreads = [name for name in ("sd", "se") if finding.get(name) is not None]
    parts += [f"{name.upper()} {_number(finding[name])}" for name in spreads]
    low, high = finding.get("ci_low"), finding.get("ci_high")
    if low is not None and high is not None:
        parts.append(f"95% CI {_number(low)} to {_number(high)}")
    if finding.get("p") is not None:
        parts.append(f"P {finding.get('p_operator') or '='} {_number(finding['p'])}")
    return ", ".join(parts)


def _fact(finding: Fields) -> str:
    """The number of a fact that is not a rate, with its unit."""
    if finding.get("value") is None:
        return ""
    unit = str(finding.get("unit") or "")
    if unit == "year":
        return f"in {_span(finding['value'], finding.get('value_high'))}"
    return f"{_span(finding['value'], finding.get('value_high'))} {unit}".strip()


def _against(finding: Fields) -> str:
    """What it was compared with, and the figure there."""
    comparator = str(finding.get("comparator") or "")
    percent, effect = finding.get("comparator_percent"), finding.get("comparator_effect")
    figure = f"{_number(percent)}%" if percent is not None else _number(effect)
    if comparator == "none":
        return ", without a control"
    if not figure:
        return f", against {comparator}" if comparator else ""
    return f", against {figure} on {comparator or 'the comparator'}"


def _when(finding: Fields) -> str:
    """The time point and what it is counted from."""
    words = [str(finding[name]) for name in ("timepoint", "time_anchor") if finding.get(name)]
    at = " at" if finding.get("timepoint") else ""
    return f",{at} {' '.join(words)}" if words else ""


def _span(low: Value, high: Value) -> str:
    """A number or a range."""
    return _number(low) if high is None else f"{_number(low)} to {_number(high)}"


def _number(value: Value) -> str:
    """A number without a trailing zero, '' for none."""
    return f"{value:g}" if isinstance(value, float) else "" if value is None else str(value)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
