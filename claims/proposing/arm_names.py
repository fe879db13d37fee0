"""What an abstract calls the arms of its trial: names, with the number of people beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from claims.lexicon import stop_stems, words_of
from claims.proposing.passages import Sentence
from claims.text import tokenise

# A name, and how many people had it where that stands beside it.
Named = tuple[str, int | None]

_MOST_WORDS = 8
_DOSES = r"(?:mg|g|mcg|[uµμ]g|iu|units?|ml|million units)\b(?:\s*(?:/|per)\s*(?:kg|d|day|m2|h|week|kilogram)\b)*"
DOSE = re.compile(rf"\b\d[\d.,]*(?:\s*-\s*|\s+)?{_DOSES}", re.I)
_DOSE_LIST = re.compile(
    rf"\s*[(,]?\s*(?:at |of |in doses of )?(?P<list>\d[\d.]*(?:[ -]?{_DOSES})?"
    rf"(?:(?:,\s*(?:or|and)?|\s+(?:or|and))\s*\d[\d.]*(?:[ -]?{_DOSES})?)*"
    rf"(?:,\s*(?:or|and)\s*|,\s*|\s+(?:or|and)\s+)\d[\d.]*[ -]?(?P<unit>{_DOSES}))\)?",
    re.I,
)
_ALLOCATED = re.compile(
    r"\b(?:randomly (?:assigned|allocated|divided)|(?:were|was|then|and|we|been|or) (?:\w+ )?"
    r"(?:randomi[sz]ed|assigned|allocated)|(?:assigned|allocated|randomi[sz]ed|randomi[sz]ation)(?= to\b))"
    r"(?P<rest>.+)",
    re.I | re.S,
)
_INTO = re.compile(r"(?:^|\s)(?:to|into|between)\s(?P<rest>.+)", re.I | re.S)
_GROUP_NAMED = re.compile(
    r"(?P<item>[^,;()]+?)\s*\((?:the |an? )?(?P<name>[\w -]+?)[ -](?:group|arm)\)", re.I
)
_ENDS = re.compile(
    r"[;:]|\.\s|\.$|\b(?:for|over|during|within|every|until|after|before|at|by|while|using|stratified|once|twice|"
    r"daily|weekly|monthly|nightly|followed|titrated|taken|given|injected|administered|who|that|which|as|in|on|from|concomitant)\b"
    r"|\b(?:and|then) (?:were|was|followed|assessed|then|evaluated|had|the primary|pain)\b"
    r"|\b(?:one|two|three|four|five|\d+) times\b|\b\d+ (?:weeks|days|months|hours) apart\b|\bwith (?:a|the|advice|no|or without)\b",
    re.I,
)
_SIZED = re.compile(
    r"(?P<np>[A-Za-z0-9][^,;:()\[\]]*?)\s*[(\[](?:[^()\[\]=]*[,;:] ?)?n ?= ?(?P<n>\d[\d,]*)[^()\[\]]*[)\]]",
    re.I,
)
_UNSIZED = re.compile(r"\s*\((?![^()]*\bn ?=)[^()]*\)", re.I)
_COUNTED = re.compile(
    r"(?<![\d,.])(?P<n>\d[\d,]*)\s+(?:(?:patients|participants|people|persons|subjects|women|men|adults|children|"
    r"individuals|infants|smokers|veterans)\s+)?(?:were\s+|was\s+)?(?:randomly\s+)?"
    r"(?:(?P<verb>assigned|allocated|randomi[sz]ed|received|receiving|given|treated|took)\s+)?"
    r"(?P<prep>(?:to\s+receive|to|in|with|into)\s+)?(?P<np>(?:the\s+)?[A-Za-z0-9][^,;:()\[\]]*?)"
    r"(?=\s+(?:and|or|while|versus|vs)\s+(?:the\s+)?(?:other\s+)?\d|\s*[,;:()\[\]]|\.(?:\s|$)|$)",
    re.I,
)
_COUNTS = re.compile(
    r"\b(?:randomi|assigned|allocated|enrolled|included|received|analy[sz]ed)", re.I
)
_LEAD = re.compile(
    r"^.*\b(?:to receive|received|receive|receiving|to|either|or|and|with|versus|vs\.?|into|of|in|the|"
    r"assigned|allocated|randomi[sz]ed|including|between|were|was|treated|a|an|one|two|three|four|given|took)\s+(?=\S)",
    re.I | re.S,
)
_DIVIDED = re.compile(r"(,?\s+(?:or|versus|vs\.?|and)\s+(?:to\s+)?|,\s+|;\s*)", re.I)
_RATIO = re.compile(r"(?:,? ?\bin an? )?\(?\b\d(?:\s*:\s*\d)+\b(?: ratio)?\)?,?", re.I)
_GROUP_TAIL = re.compile(
    r"(?:(?<=\w)\s+(?:treatment|intervention))?[ -]*\b(?:groups?|arms?|recipients?|cohorts?|monotherapy)$",
    re.I,
)
_FORMS = r"(?:weeks?|months?|days?|doses?|infusions?|injections?|sessions?|courses?|capsules?|tablets?|sprays?|treatment|treated|supplementation|administration)"
_AMOUNT = re.compile(
    rf"^(?:(?!(?:with|of)\b)[\w/-]+\s+){{0,4}}?{_FORMS}\s+(?:of|with)\s+(?:either\s+)?", re.I
)
_ARTICLES = re.compile(
    r"^(?:(?:go on with|continue (?:with|on)|change to|switch(?:ing)? to|stay on|the|a|an|either|oral|intravenous|subcutaneous|intranasal|adjunctive|active|matching|matched|add-on|of|only|"
    r"once-daily|once-weekly|weekly|daily|monthly|double-blind|single|receive|to|with|in|on|continued|continue|switch|go|initial|open-label)\s+)+",
    re.I,
)
_IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_UNFIT = re.compile(
    r"\b(?:that|who|which|were|was|had|has|have|is|are|be|been|study|trial|phase|blind|january|february|march|april|may|june|"
    r"july|august|september|october|november|december|years?|ratio|respectively|followed|fashion|manner|us|we|they|other way|vice versa)\b|%|\d{4}|^\d+ (?:to|in|of|were|on)\b",
    re.I,
)
_BOTH = re.compile(
    r"^(?:both(?: \w+)?|(?:the|their) combination(?: .*)?|combination(?: therapy| treatment)?)$",
    re.I,
)
COMBINATION = "combined treatment"


def sized(sentences: Iterable[Sentence]) -> Iterator[Named]:
    """Names with a number of people: "ketamine (n = 47)", "47 were assigned to ketamine"."""
    for sentence in sentences:
        text = _UNSIZED.sub("", _RATIO.sub(" ", sentence.text))
        for match in _SIZED.finditer(text):
            name = cleaned(_LEAD.sub("", match["np"]))
            if may_name(name):
                yield name, int(match["n"].replace(",", ""))
        if _COUNTS.search(text) and "%" not in text:
            counted = list(_counted(text))
            if len({name for name, _ in counted}) > 1:
                yield from counted


def _counted(text: str) -> Iterator[Named]:
    """Names behind a number of people: "47 to ketamine and 25 to placebo"."""
    for match in _COUNTED.finditer(text):
        name = cleaned(match["np"])
        if (match["verb"] or match["prep"]) and may_name(name):
            yield name, int(match["n"].replace(",", ""))


def allocated(sentences: Iterable[Sentence]) -> list[str]:
    """What people were randomised to, by the first sentence that says so of more than one thing."""
    for sentence in sentences:
        found = _ALLOCATED.search(_RATIO.sub(" ", sentence.text))
        rest = found["rest"] if found else ""
        while rest and (into := _INTO.search(rest)):
            rest = into["rest"]
            names = listed(rest)
            if len(names) > 1:
                return names
    return []


def listed(text: str) -> list[str]:
    """The names in a list ("A, B (n = 9) or C for 8 weeks"), each of several doses apart.

    The list ends behind what its last "or" joins, or where words of time and manner begin.
    """
    text = _IN_BRACKETS.sub("", _spread_doses(_GROUP_NAMED.sub(_by_group, text)))
    pieces = _DIVIDED.split(text)
    names: list[str] = []
    closed = False
    for k in range(0, len(pieces), 2):
        joiner = pieces[k - 1].lower() if k else ""
        if closed and not re.search(r"or|versus|vs|and", joiner):
            break
        whole = _ARTICLES.sub("", _AMOUNT.sub("", _ARTICLES.sub("", pieces[k].strip())))
        piece = _ENDS.split(whole, maxsplit=1)[0]
        name = COMBINATION if _BOTH.match(piece.strip()) else cleaned(piece)
        if name and (name == COMBINATION or may_name(name)):
            names.append(name)
        elif piece != whole and not name:
            break
        closed = closed or bool(re.search(r"\bor\b|versus|vs", joiner))
    return names


def _by_group(match: re.Match[str]) -> str:
    """The name of a group that stands in brackets behind what the group was given."""
    name = match["name"].split()[-1].lower()
    general = words_of("abstracts", "general-arm") | words_of("abstracts", "control")
    return match.group() if name in general | words_of("abstracts", "active") else match["name"]


def _spread_doses(text: str) -> str:
    """ "X (5 mg, 10 mg, or 15 mg)" and "X 5, 10 or 15 mg" as "X 5 mg, X 10 mg, X 15 mg"."""
    out, done = "", 0
    for match in _DOSE_LIST.finditer(text):
        before = text[done : match.start()]
        head = re.split(r",|;|\b(?:to|or|and|of|versus|vs)\b", before)[-1]
        name = cleaned(head)
        if not may_name(name):
            continue
        amounts = re.findall(r"\d[\d.]*", match["list"])
        spread = ", ".join(f"{name} {amount.rstrip('.')} {match['unit']}" for amount in amounts)
        out += before[: len(before) - len(head)] + " " + spread
        done = match.end()
    return out + text[done:]


def grouped(sentences: Iterable[Sentence]) -> Iterator[str]:
    """What stands before "group" and "arm"."""
    groups = words_of("abstracts", "group")
    bars = words_of("abstracts", "not-arm") | words_of("abstracts", "comparative")
    bars |= words_of("abstracts", "people")
    for sentence in sentences:
        tokens = sentence.tokens
        for i, token in enumerate(tokens):
            begin = i
            while token.text in groups and begin and i - begin < 6:
                before = tokens[begin - 1]
                joins = before.text in {"-", "/"} or before.is_number
                if not joins and (
                    not before.is_word or before.text in bars or before.stem in stop_stems()
                ):
                    break
                begin -= 1
            name = cleaned(sentence.text[tokens[begin].start : token.start]) if begin < i else ""
            if name and may_name(name):
                yield name


def titled(title: str) -> Iterator[str]:
    """Both sides of a title's "versus"."""
    sides = re.split(r"\b(?:versus|vs\.?|compared (?:with|to))\s", title, maxsplit=1, flags=re.I)
    if len(sides) == 2:
        left = re.split(r"\b(?:of|:|effects?|trial)\s", sides[0])[-1]
        right = re.split(r"\b(?:in|for|on|as|among|to|plus)\b|[:,.]", sides[1], maxsplit=1)[0]
        for side in (left, right):
            name = cleaned(side)
            if may_name(name):
                yield name


def cleaned(name: str) -> str:
    """A name without articles, amounts, brackets, "group" and what is said of how it was given."""
    name = _ARTICLES.sub("", _IN_BRACKETS.sub("", name).strip())
    name = _ENDS.split(_AMOUNT.sub("", name), maxsplit=1)[0].strip(" .,:;-()[]")
    name = _ARTICLES.sub("", _GROUP_TAIL.sub("", name))
    return _ARTICLES.sub("", name).strip(" .,:;-()[]")


def may_name(name: str) -> bool:
    """Whether words may be an arm's name: few, with content, and no clause, date or people."""
    words = [t for t in tokenise(name) if t.is_word]
    if not words or len(words) > _MOST_WORDS or len(name) < 2 or _UNFIT.search(name):
        return False
    people, bars = words_of("abstracts", "people"), words_of("abstracts", "not-arm")
    if any(t.text in people for t in words):
        return False
    content = [t for t in words if t.stem not in stop_stems() and t.text not in bars]
    content = [t for t in content if not DOSE.fullmatch(f"1 {t.text}")]
    return bool(content) and words[0].text not in words_of("abstracts", "verb")


def without_dose(name: str) -> str:
    """The name with every dose taken out."""
    return cleaned(DOSE.sub(" ", name)).replace("  ", " ")
