"""Words that mean something only under their heading ("Nausea" under "Common side effects")."""

from __future__ import annotations

from dataclasses import replace

from claims.read import read
from claims.reading import Context, Reading
from claims.vocabulary import Vocabulary

_LONGEST_LABEL = 16
# What stands under such a heading is a claim whatever it names: a harm, a use, a reason not to use.
_TELLING = frozenset({"safety", "regulatory"})


def read_under(label: str, text: str, vocabulary: Vocabulary, context: Context) -> Reading | None:
    """A list item or label read with its heading before it; None where that adds no meaning."""
    if len(label.split()) > _LONGEST_LABEL or label.rstrip().endswith("?"):
        return None
    above = read(label, vocabulary, context)
    if not above.assertions:
        return None
    kinds = {vocabulary.outcomes[assertion.outcome].kind for assertion in above.assertions}
    reading = read(f"{label}: {text}", vocabulary, context)
    known = len(reading.assertions) > len(above.assertions)
    return _own_first(reading, len(label)) if known or kinds & _TELLING else None


def _own_first(reading: Reading, label_end: int) -> Reading:
    """The reading without what the heading says of an outcome that the words below speak of."""
    own = {a.outcome for a in reading.assertions if a.start >= label_end and a.direction}
    kept = tuple(a for a in reading.assertions if a.start >= label_end or a.outcome not in own)
    return replace(reading, assertions=kept)
