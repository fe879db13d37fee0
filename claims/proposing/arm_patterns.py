"""Patterns by which names of arms, and numbers of people beside them, are found in abstracts."""

from __future__ import annotations

import re

# A dose's unit, with what it is given by.
_UNIT = (
    r"(?:mg|g|mcg|[uµμ]g|iu|units?|ml|million units)\b"
    r"(?:\s*(?:/|per)\s*(?:kg|d|day|m2|h|week|kilogram)\b)*"
)
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d[\d.]*)"
_AMOUNT = rf"{NUMBER}(?:[ -]?{_UNIT})?"
DOSE = re.compile(rf"\b\d[\d.,]*(?:\s*-\s*|\s+)?{_UNIT}", re.I)
# "(5 mg, 10 mg, or 15 mg)", "150, 300 or 450 mg/day"; the last has the unit.
DOSE_LIST = re.compile(
    rf"\s*[(,]?\s*(?:at |of |either |in doses of )?(?P<list>{_AMOUNT}"
    rf"(?:(?:,\s*(?:or|and)?|\s+(?:or|and))\s*{_AMOUNT})*"
    rf"(?:,\s*(?:or|and)\s*|,\s*|\s+(?:or|and)\s+){NUMBER}[ -]?(?P<unit>{_UNIT}))\)?",
    re.I,
)
ALLOCATED = re.compile(
    r"\b(?:randomly (?:assigned|allocated|divided)"
    r"|(?:were|was|then|and|we|been|or) (?:\w+ )?(?:randomi[sz]ed|assigned|allocated)"
    r"|(?:assigned|allocated|randomi[sz]ed|randomi[sz]ation)(?= to\b))(?P<rest>.+)",
    re.I | re.S,
)
INTO = re.compile(r"(?:^|\s)(?:to|into|between)\s(?P<rest>.+)", re.I | re.S)
# "to receive one of the following drugs for 14 weeks: ...".
FOLLOWING = re.compile(
    r"(?:receive )?(?:one of|each of|the following|\d|two|three|four)[^:]{0,80}:(?P<rest>.+)",
    re.I | re.S,
)
PEOPLE_SIZED = re.compile(
    r"\((\d[\d,]*) (?:patients|participants|subjects|people|persons|adults|women|men|children"
    r"|infants)(?:[,;][^()]*)?\)",
    re.I,
)
# "10 mg once daily (birchin group)".
GROUP_NAMED = re.compile(
    r"(?P<item>[^,;()]+?)\s*\((?:the |an? )?(?P<name>[\w -]+?)[ -](?:group|arm)\)", re.I
)
# Where a name ends and how, when and how long it was given begins.
ENDS = re.compile(
    r"[;:]|\.\s|\.$|\b(?:for|over|during|through|within|every|until|after|before|at|by|while|using|in|on|from"
    r"|stratified|once|twice|daily|weekly|monthly|nightly|followed|titrated|taken|given|injected"
    r"|administered|who|that|which|as|concomitant)\b"
    r"|\b(?:and|then) (?:were|was|followed|assessed|then|evaluated|had|the primary)\b"
    r"|\b(?:one|two|three|four|five|\d+) times\b|\b\d+ (?:weeks|days|months|hours) apart\b"
    r"|\bwith (?:a|the|advice|no|or without)\b",
    re.I,
)
# "birchin (n = 50)".
SIZED = re.compile(
    r"(?P<np>[A-Za-z0-9][^,;:()\[\]]*?)\s*"
    r"[(\[](?:[^()\[\]=]*[,;:] ?)?n ?= ?(?P<n>\d[\d,]*)[^()\[\]]*[)\]]",
    re.I,
)
# "each study group had 370", "50 patients in each group", "(n = 50 per group)".
EACH = re.compile(
    r"\beach (?:\w+ )?(?:group|arm) (?:had|of|comprised|included|contained|numbered) "
    r"(\d[\d,]*)\b(?! ?%)"
    r"|(?:\bn ?= ?)(\d[\d,]*) (?:(?:in|per|for) )?(?:each|group|arm)\b"
    r"|(?<![\d,.])(\d[\d,]*) (?:patients |participants |people |subjects |adults |women |men "
    r"|children )?(?:in each|per) (?:\w+ )?(?:group|arm)\b",
    re.I,
)
UNSIZED = re.compile(r"\s*\((?![^()]*\bn ?=)[^()]*\)", re.I)
# "47 patients were assigned to birchin and 25 to placebo".
COUNTED = re.compile(
    r"(?<![\d,.])(?P<n>\d[\d,]*)\s+"
    r"(?:(?:patients|participants|people|persons|subjects|women|men|adults|children|individuals"
    r"|infants|smokers|veterans)\s+)?(?:were\s+|was\s+)?(?:randomly\s+)?"
    r"(?:(?P<verb>assigned|allocated|randomi[sz]ed|received|receiving|given|treated|took)\s+)?"
    r"(?P<prep>(?:to\s+receive|to|in|with|into)\s+)?(?P<np>(?:the\s+)?[A-Za-z0-9][^,;:()\[\]]*?)"
    r"(?=\s+(?:and|or|while|versus|vs)\s+(?:the\s+)?(?:other\s+)?\d|\s*(?:,(?!\d)|[;:()\[\]])|\.(?:\s|$)|$)",
    re.I,
)
COUNTS = re.compile(
    r"\b(?:randomi|assigned|allocated|enrolled|included|received|analy[sz]ed)", re.I
)
# All that may stand before a name in its sentence.
LEAD = re.compile(
    r"^.*\b(?:to receive|received|receive|receiving|to|either|or|and|with|versus|vs\.?|into|of|in"
    r"|the|assigned|allocated|randomi[sz]ed|including|between|were|was|treated|a|an|one|two|three|four"
    r"|given|took)\s+(?=\S)",
    re.I | re.S,
)
# A level aimed at, which is no name: "125 ng/mL".
LEVEL = re.compile(r"\d[\d.,]* ?[a-zµμ]+/(?:d?l|ml|min|kg|m2|h)\b.*", re.I)
DIVIDED = re.compile(r"(,?\s+(?:or|versus|vs\.?|and)\s+(?:to\s+)?|,\s+|;\s*)", re.I)
RATIO = re.compile(r"(?:,? ?\bin an? )?\(?\b\d(?:\s*:\s*\d)+\b(?: ratio)?\)?,?", re.I)
GROUP_TAIL = re.compile(
    r"(?:(?<=\w)\s+(?:treatment|intervention))?[ -]*"
    r"\b(?:groups?|arms?|recipients?|cohorts?|monotherapy)$",
    re.I,
)
# "two 20-mg doses of", "12 weeks of".
AMOUNT = re.compile(
    r"^(?:(?!(?:with|of)\b)[\w/-]+\s+){0,4}?"
    r"(?:weeks?|months?|days?|doses?|infusions?|injections?|sessions?|courses?|capsules?|tablets?"
    r"|sprays?|treatment|treated|supplementation|administration)\s+(?:of|with)\s+(?:either\s+)?",
    re.I,
)
ARTICLES = re.compile(
    r"^(?:(?:go on with|continue (?:with|on)|change to|switch(?:ing)? to|stay on|the|a|an|either"
    r"|oral|intravenous|subcutaneous|intranasal|adjunctive|active|matching|matched|add-on|of|only"
    r"|once-daily|once-weekly|once daily|twice daily|weekly|daily|monthly|double-blind|single"
    r"|receive|to|with|in|on|continued|continue|switch|go|initial|open-label)\s+)+",
    re.I,
)
IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
# Words that no name holds: verbs, dates, designs.
UNFIT = re.compile(
    r"\b(?:that|who|which|were|was|had|has|have|is|are|be|been|study|trial|phase|blind|january|february"
    r"|march|april|may|june|july|august|september|october|november|december|years?|ratio"
    r"|respectively|followed|fashion|manner|us|we|they|other way|vice versa)\b"
    r"|^(?:oral|intravenous|subcutaneous|intramuscular|intranasal|topical|high|low|early|late)$"
    r"|%|\d{4}|^\d+ (?:to|in|of|were|on)\b",
    re.I,
)
BOTH = re.compile(
    r"^(?:both(?: \w+)?|(?:the|their) combination(?: .*)?|combination(?: therapy| treatment)?)$",
    re.I,
)
ABBREVIATED = re.compile(
    r"(?P<long>(?:[A-Za-z][\w'/-]*[ -]){1,6}[A-Za-z][\w'-]*)\s*"
    r"\((?P<short>[A-Z][A-Za-z0-9-]{1,9})\b[^()]*\)"
)
# Several trials in one abstract, whose arms go by the same names.
SEVERAL = re.compile(
    r"\b(?:two|three|four|both|2|3)\b[^.;]{0,40}\b(?:trials|studies)\b"
    r"|\b(?:trials|studies) 1 and 2\b",
    re.I,
)
COMPARED = re.compile(
    r"\brandomi[sz]|\bplacebo|\bversus\b|\bvs\b|\bcontrols?\b|\bcompared with (?!base)"
    r"|\b(?:both|two|three) (?:groups|arms|cohorts)|\bat random\b|\bas against\b|\ballocated\b"
    r"|\b(?:groups|arms|cohorts)\b|\b(?:control|treatment|intervention) (?:group|arm)\b"
    r"|\bgroup (?:[a-e]|[1-5]|i+)\b"
    r"|\b(?:than|unlike|against) (?:\w+ ){0,3}(?:on|with|given|receiving|treated)\b",
    re.I,
)
# More than two arms, or a pooling of trials.
MANY = re.compile(
    r"\b(?:combin\w+|plus|three|four|each of|3|4)\b[^.;]{0,30}\b(?:groups?|arms?|treatments?)\b"
    r"|\balone\b|\bcombination\b",
    re.I,
)
POOLED = re.compile(
    r"\bmeta-analy|\bsystematic review|\b(?:trials|studies) were (?:included|pooled)", re.I
)
GIVEN = re.compile(
    r"\b(?:treated with|received|receiving|treatment with|were given|underwent|treated by)\s+"
    r"(?P<np>[^,;.()]+)",
    re.I,
)
VERSUS = re.compile(r"\b(?:versus|vs\.?|compared (?:with|to))\s", re.I)
