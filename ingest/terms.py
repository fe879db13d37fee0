"""Free words that evidence sheets use, and the schema's terms that they stand for.

All of this is data: ordered pairs of a regular expression, searched in the lower-cased cell, and
the term.  The first that is found wins, so the narrower words stand first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

Terms = tuple[tuple[str, str], ...]

DESIGN: Terms = (
    (r"withdrawal|relapse.prevention", "randomised-withdrawal"),
    (r"cross-?over", "randomised-crossover"),
    (r"meta-?analy", "meta-analysis"),
    (r"systematic.review|umbrella.review|scoping.review", "systematic-review"),
    (r"guideline|consensus", "guideline"),
    (r"open.label|single.arm|uncontrolled", "open-label"),
    (r"randomi[sz]ed|\brct\b", "randomised-parallel"),
    (r"observational|cohort|case.(?:control|series|report)|retrospective|registry|chart.review",
     "observational"),
    (r"regulat|\blabel|prescribing information", "regulatory"),
    (r"commentary|editorial|letter|opinion|narrative.review|\breview", "commentary"),
    (r"laborator|preclinical|animal|in.vitro", "laboratory"),
    (r"survey|questionnaire", "survey"),
    (r"reference.work|handbook|textbook|encyclop", "reference-work"),
    (r"background", "background"),
)  # fmt: skip
BLINDING: Terms = (
    (r"^n/?a\b|not.applicable", "not-applicable"),
    (r"(?:double|triple|quadruple).(?:blind|mask)", "double-blind"),
    (r"(?:rater|assessor|observer|single).(?:blind|mask)", "rater-blind"),
    (r"open.label|^none\b|unblind|unmask", "open-label"),
)
NOTICE: Terms = (
    (r"^(?:none|no)\b", "none-known"),
    (r"reinstat", "reinstatement"),
    (r"retract|withdrawn", "retraction"),
    (r"expression of concern", "expression-of-concern"),
    (r"erratum|corrigend|correct", "correction"),
)
DIRECTION: Terms = (
    (r"non.?inferior|not significant|no (?:clear |significant )?difference|^none$|^n\.?s\.?$",
     "no-difference"),
    (r"^more\b|^higher\b|increas", "increase"),
    (r"^less\b|^fewer\b|^lower\b|decreas|reduc", "decrease"),
    (r"maintain|sustain", "sustained"),
    (r"relapse|^lost|loss of", "lost"),
    (r"wors", "worse"),
    (r"mixed|inconsistent", "mixed"),
    (r"improve|benefit|superior|\bbetter\b|\bpositive\b|in favou?r of", "benefit"),
    (r"\bequal\b|\bsimilar\b|\bsame\b|\bneutral\b", "no-difference"),
    (r"\bnegative\b", "worse"),
)  # fmt: skip
# "favours X" is a benefit where X is what the finding is about, and the reverse elsewhere.
FAVOURS = re.compile(r"favou?rs (?P<name>.+)", re.I)

# What a topic is about, by the words before the colon of 'adverse-event:Nausea': kind and valence.
OUTCOME_FAMILIES: Mapping[str, tuple[str, str]] = {
    "adverse-event": ("safety", "bad"),
    "harm": ("safety", "bad"),
    "pharmacokinetics": ("pharmacology", "neutral"),
    "pharmacodynamics": ("pharmacology", "neutral"),
    "mechanism": ("mechanism", "neutral"),
    "history": ("history", "neutral"),
    "cost": ("cost", "neutral"),
    "regulatory": ("regulatory", "neutral"),
    "dosing": ("dosing", "neutral"),
    "onset": ("onset", "good"),
    "durability": ("durability", "good"),
}
UNKNOWN_OUTCOME = ("efficacy", "neutral")

# Registries other than ClinicalTrials.gov, whose ids a cell for an NCT may hold.
OTHER_REGISTRY = re.compile(r"(?!NCT)[A-Z][A-Za-z]{2,}[-0-9][\w-]+")


def term(words: str, terms: Terms) -> str | None:
    """The term that the words stand for, None where the table does not know them."""
    text = words.lower().strip()
    return next((name for pattern, name in terms if re.search(pattern, text)), None)
