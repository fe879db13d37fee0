"""What an outcome that no vocabulary knows is about, by the general words in its name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.terms import OUTCOME_FAMILIES, UNKNOWN_OUTCOME

_SAFETY, _DOSING = ("safety", "bad"), ("dosing", "neutral")
_PHARMACOLOGY, _REGULATORY = ("pharmacology", "neutral"), ("regulatory", "neutral")

# Ordered; the first that is found in the lower-cased name wins.
_WORDS: tuple[tuple[str, tuple[str, str]], ...] = (
    (r"\badverse\b|side.?effects?|unwanted effects?|\bharms?\b|toxicit|tolerab|\breactions?\b|"
     r"\bsafety\b|overdos", _SAFETY),
    (r"warning|contra.?indicat|\bapprov|licen[cs]|authori[sz]|\bindication|\blabel|prescription.only|"
     r"reimburs", _REGULATORY),
    (r"half.?life|bioavailab|\bclearance\b|excret|eliminat|\babsor|metaboli[sz]|\b[ct] ?max\b|"
     r"peak (?:plasma |blood )?(?:level|concentration)|protein binding|steady.?state|"
     r"volume of distribution", _PHARMACOLOGY),
    (r"\bdos(?:e|es|age|ing)\b|titrat|\bschedule\b|(?:treatment|course|session|programme|program) "
     r"(?:length|duration)|(?:length|duration|number) of (?:the )?(?:treatment|course|session)",
     _DOSING),
    (r"mechanism|mode of action|\breceptor|\btarget\b", ("mechanism", "neutral")),
    (r"\b(?:price|costs?)\b", ("cost", "neutral")),
    (r"\bonset\b|time to (?:effect|response|benefit|onset)", ("onset", "good")),
    (r"after stopping|after treatment (?:ends|ended|stops)|\bdurability\b|\brelapse\b|"
     r"\brecurrence\b|\bregain", ("durability", "neutral")),
)  # fmt: skip


def outcome_kind(name: str) -> tuple[str, str]:
    """Kind and valence of an outcome by its name: of its family, of its words, or unknown's."""
    text = name.casefold()
    families: Mapping[str, tuple[str, str]] = OUTCOME_FAMILIES
    if text in families:
        return families[text]
    return next((kind for words, kind in _WORDS if re.search(words, text)), UNKNOWN_OUTCOME)
