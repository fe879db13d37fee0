"""What an abstract calls the arms of its trial: names, with the number of people beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from claims.lexicon import stop_stems, words_of
from claims.proposing.arm_patterns import (
    ALLOCATED,
    AMOUNT,
    ARTICLES,
    BOTH,
    COUNTED,
    COUNTS,
    DIVIDED,
    DOSE,
    DOSE_LIST,
    ENDS,
    FOLLOWING,
    GROUP_NAMED,
    GROUP_TAIL,
    IN_BRACKETS,
    INTO,
    LEAD,
    LEVEL,
    NUMBER,
    PEOPLE_SIZED,
    RATIO,
    SIZED,
    UNFIT,
    UNSIZED,
    VERSUS,
)
from claims.proposing.passages import Sentence
from claims.text import tokenise

# A name, and how many people had it where that stands beside it.
Named = tuple[str, int | None]

COMBINATION = "combined treatment"
_MOST_WORDS = 8


def sized(sentences: Iterable[Sentence]) -> Iterator[Named]:
    """Names with a number of people: "ketamine (n = 47)", "47 were assigned to ketamine"."""
    for sentence in sentences:
        text = UNSIZED.sub("", PEOPLE_SIZED.sub(r"(n = \1)", RATIO.sub(" ", sentence.text)))
        for match in SIZED.finditer(text):
            name = cleaned(LEAD.sub("", match["np"]))
            if may_name(name):
                yield name, int(match["n"].replace(",", ""))
        if COUNTS.search(text) and "%" not in sentence.text:
            counted = list(_counted(text))
            if len({name for name, _ in counted}) > 1:
                yield from counted


def _counted(text: str) -> Iterator[Named]:
    """Names behind a number of people: "47 to ketamine and 25 to placebo"."""
    for match in COUNTED.finditer(text):
        name = cleaned(match["np"])
        if (match["verb"] or match["prep"]) and may_name(name):
            yield name, int(match["n"].replace(",", ""))


def allocated(sentences: Iterable[Sentence]) -> list[str]:
    """What people were randomised to, by the first sentence that says so of more than one thing."""
    for sentence in sentences:
        found = ALLOCATED.search(RATIO.sub(" ", sentence.text))
        rest = found["rest"] if found else ""
        while rest and (into := INTO.search(rest)):
            rest = into["rest"]
            following = FOLLOWING.match(rest)
            names = listed(following["rest"] if following else rest)
            if len(names) > 1:
                return names
    return []


def listed(text: str) -> list[str]:
    """The names in a list ("A, B (n = 9) or C for 8 weeks"), each of several doses apart.

    The list ends behind what its last "or" joins, or where words of time and manner begin.
    """
    text = IN_BRACKETS.sub("", _spread_doses(GROUP_NAMED.sub(_by_group, text)))
    pieces = DIVIDED.split(text)
    names: list[str] = []
    closed = False
    for k in range(0, len(pieces), 2):
        joiner = pieces[k - 1].lower() if k else ""
        if closed and not re.search(r"or|versus|vs|and", joiner):
            break
        whole = ARTICLES.sub("", AMOUNT.sub("", ARTICLES.sub("", pieces[k].strip())))
        piece = ENDS.split(whole, maxsplit=1)[0]
        name = COMBINATION if BOTH.match(piece.strip()) else cleaned(piece)
        if name and (name == COMBINATION or may_name(name)):
            names.append(name)
        elif name and not closed:
            return []  # an arm that cannot be told: its figures would go to others
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
    for match in DOSE_LIST.finditer(text):
        before = text[done : match.start()]
        head = re.split(r",|;|\b(?:to|or|and|of|versus|vs)\b", before)[-1]
        name = cleaned(head)
        if not may_name(name):
            continue
        amounts = re.findall(NUMBER, match["list"])
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
    sides = VERSUS.split(title, maxsplit=1)
    if len(sides) == 2:
        left = re.split(r"\b(?:of|:|effects?|trial)\s", sides[0])[-1]
        right = re.split(r"\b(?:in|for|on|as|among|to|plus)\b|[:,.]", sides[1], maxsplit=1)[0]
        for side in (left, right):
            name = cleaned(side)
            if may_name(name):
                yield name


def cleaned(name: str) -> str:
    """A name without articles, amounts, brackets, "group" and what is said of how it was given."""
    name = ARTICLES.sub("", IN_BRACKETS.sub("", name).strip())
    name = ENDS.split(AMOUNT.sub("", name), maxsplit=1)[0].strip(" .,:;-()[]")
    name = ARTICLES.sub("", GROUP_TAIL.sub("", name))
    return ARTICLES.sub("", name).strip(" .,:;-()[]")


def may_name(name: str) -> bool:
    """Whether words may be an arm's name: few, with content, and no clause, date or people."""
    words = [t for t in tokenise(name) if t.is_word]
    if not words or len(words) > _MOST_WORDS or len(name) < 2 or UNFIT.search(name):
        return False
    if name.count("(") != name.count(")") or LEVEL.fullmatch(name):
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
