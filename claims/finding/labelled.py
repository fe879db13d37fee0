"""Words that mean something only under their heading ("Nausea" under "Common side effects")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.finding.passages import Passage
from claims.predicates import has_predicate, is_finite
from claims.read import read
from claims.reading import Context, Reading
from claims.text import Token
from claims.vocabulary import Vocabulary

_LONGEST_LABEL = 16
# What stands under such a heading is a claim whatever it names: a harm, a use, a reason not to use.
_TELLING = frozenset({"safety", "regulatory"})
_RELATIVE = frozenset({"that", "which", "who", "whose", "where", "when", "if", "because"})


def read_under(
    passage: Passage, text: str, vocabulary: Vocabulary, context: Context
) -> Reading | None:
    """A list item or label read with its heading before it; None where that adds no meaning.

    A lead that asserts nothing itself adds what it is about: "Wegovy is used in:".
    """
    label = passage.label
    if len(label.split()) > _LONGEST_LABEL or label.rstrip().endswith("?"):
        return None
    above = read(label, vocabulary, context)
    if not above.assertions and not (passage.lead and above.drug_stated):
        return None
    kinds = {vocabulary.outcomes[assertion.outcome].kind for assertion in above.assertions}
    reading = read(passage.under_label(text), vocabulary, context)
    known = len(reading.assertions) > len(above.assertions)
    return _own_first(reading, len(label)) if known or kinds & _TELLING else None


def goes_on(passage: Passage, tokens: Sequence[Token]) -> bool:
    """Whether an item is no sentence of its own but the end of its lead's.

    It begins with a small letter or with its verb, or its only verb is that of a relative clause
    ("people who have gallstones").
    """
    if passage.lead is None or passage.block.kind != "item" or not tokens:
        return False
    first = passage.block.text.lstrip('-–—•*"“‘( ')[:1]
    if first.islower() or is_finite(tokens, 0):
        return True
    turn = next((i for i, token in enumerate(tokens) if token.text in _RELATIVE), len(tokens))
    return not has_predicate(tokens[:turn])


def _own_first(reading: Reading, label_end: int) -> Reading:
    """The reading without what the heading says of an outcome that the words below speak of."""
    own = {a.outcome for a in reading.assertions if a.start >= label_end and a.direction}
    kept = tuple(a for a in reading.assertions if a.start >= label_end or a.outcome not in own)
    return replace(reading, assertions=kept)
