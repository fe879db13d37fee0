"""The arms of a trial as its abstract names them, and how many people each had."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claims.lexicon import stop_stems, words_of
from claims.proposing.passages import BACKGROUND, CONCLUSION, Sentence
from claims.terms import Match, Terms
from claims.text import tokenise

_MOST_WORDS = 9
_ALLOCATED = re.compile(
    r"\b(?:randomi[sz]ed|randomly|randomi[sz]ation|assigned|allocated)\b(?P<rest>.+)", re.I | re.S
)
_INTO = re.compile(
    r"\b(?:to|into|between|with|received?|receiving|either)\b(?P<rest>.+)", re.I | re.S
)
_ENDS = re.compile(
    r"[;:]|\.\s|\.$|\bfor (?:up to )?(?:a |an |the |\d|one|two|three|four|six|eight|ten|twelve)|\bover \d"
    r"|\bduring\b|\bstratified\b|\bat baseline\b|\bafter\b|\bin (?:a|an) \b|\bin addition to\b|\bevery\b|\bonce\b|\btwice\b"
    r"|\b(?:daily|weekly|monthly|nightly)\b|\buntil\b|\bfollowed by\b|\band (?:were|was|followed|assessed|then|evaluated|had|the primary)\b"
    r"|\bas (?:an?\b|add|adjunct)|\bby (?:a|an|means|computer)\b|\bwhile\b|\bwithin \d|\bwith (?:a|the) (?:follow|primary)|\busing\b|\bon a background\b|\bwho\b|\bthat\b",
    re.I,
)
_SIZED = re.compile(
    r"(?P<np>[A-Za-z0-9][^,;:()\[\]]*?)\s*[(\[](?:[^()\[\]=]*[,;:] ?)?n ?= ?(?P<n>\d[\d,]*)[^()\[\]]*[)\]]", re.I
)
_COUNTED = re.compile(
    r"\b(?P<n>\d[\d,]*)\s+(?:(?:patients|participants|people|persons|subjects|women|men|adults|children|"
    r"individuals|infants|smokers|veterans)\s+)?(?:were\s+|was\s+)?(?:randomly\s+)?"
    r"(?:(?P<verb>assigned|allocated|randomi[sz]ed|received|receiving|given|treated|took)\s+)?"
    r"(?P<prep>to\s+receive|to|in|on|with|into)?\s*(?P<np>(?:the\s+)?[A-Za-z][^,;:()\[\]]*?)"
    r"(?=\s+(?:and|or|while|versus|vs)\s+(?:the\s+)?(?:other\s+)?\d|\s*[,;:()\[\]]|\.(?:\s|$)|$)",
    re.I,
)
_LEAD = re.compile(
    r"^.*\b(?:to receive|received|receive|receiving|to|either|or|and|with|versus|vs\.?|into|of|in|the|"
    r"assigned|allocated|randomi[sz]ed|including|between|were|was|treated|a|an|one|two|three|four|given|took|arms?:|groups?:)\s+(?=\S)", re.I | re.S,
)
_DIVIDED = re.compile(r",\s*(?:and|or|versus|vs\.?)\s+|,\s+|\s+(?:or|versus|vs\.?|and)\s+|;\s*|/(?=[a-z])", re.I)
_RATIO = re.compile(r"\(?\b\d(?:\s*:\s*\d)+\b(?: ratio)?\)?", re.I)
_GROUP_TAIL = re.compile(r"\s*\b(?:treatment|intervention)?\s*(?:groups?|arms?|recipients?|cohorts?)$", re.I)
_ARTICLES = re.compile(r"^(?:(?:the|a|an|either|both|oral|adjunctive|active|matching|matched|add-on|one of|of|only|alone|once-daily|once-weekly|double-blind|single|to receive|receive|treatment with|to|with|in|on)\s+)+", re.I)
_DOSE = re.compile(
    r"\b\d[\d.,]*(?:\s*-\s*|\s+)?(?:mg|g|mcg|[uµμ]g|iu|units?|ml|mL|million units)\b(?:\s*/\s*(?:kg|d|day|m2|h|week))*", re.I
)
_ABBREVIATED = re.compile(r"(?P<long>(?:[A-Za-z][\w'/-]*[ -]){1,6}[A-Za-z][\w'-]*)\s*\((?P<short>[A-Z][A-Za-z0-9-]{1,9})\b[^()]*\)")
_IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm: its name in the abstract, the words that mean it, its people, whether a control."""

    name: str
    aliases: tuple[str, ...]
    n: int | None
    control: bool


@dataclass(frozen=True)
class Arms:
    """The arms of one abstract in the order in which it names them, intervention before control.

    ``single`` tells that everybody was in one arm.
    """

    arms: tuple[Arm, ...]
    terms: Terms[int]
    single: bool = False

    def find(self, sentence: Sentence) -> list[Match[int]]:
        """Where a sentence names arms, by their numbers."""
        return self.terms.find(sentence.tokens)


def read_arms(title: str, sentences: Sequence[Sentence], drugs: Sequence[str]) -> Arms:
    """The arms of a trial.

    In: its title, its abstract's sentences, and the names of treatments on file that the title and
    the abstract print, in order. Out: the arms, none where the abstract tells too little.
    """
    told = [s for s in sentences if s.part not in {CONCLUSION, BACKGROUND}]
    sized = list(_sized(told))
    named = [(name, None) for name in _allocated(told)]
    grouped = [(name, None) for name in _grouped(told)]
    found = _merged([*sized, *named])
    if len(found) < 2:
        found = _merged([*sized, *named, *grouped, *((d, None) for d in _compared(title))])
    if len(found) < 2 and not _is_compared(title, told):
        return _single(found, title, told, drugs)
    shorts = _abbreviations(" ".join([title, *(s.text for s in sentences)]))
    return _finished(found, shorts, [name for name, _ in grouped])


def _sized(sentences: Iterable[Sentence]) -> Iterator[tuple[str, int | None]]:
    """Names with a number of people: "ketamine (n = 47)", "47 were assigned to ketamine"."""
    for sentence in sentences:
        allocates = bool(_ALLOCATED.search(sentence.text)) or "received" in sentence.text
        text = _RATIO.sub(" ", sentence.text)
        for match in _SIZED.finditer(text):
            name = _cleaned(_LEAD.sub("", match["np"]))
            if _may_name(name):
                yield name, int(match["n"].replace(",", ""))
        for match in _COUNTED.finditer(text) if allocates else ():
            name = _cleaned(match["np"])
            if (match["verb"] or match["prep"]) and _may_name(name) and not re.search(r"\d{3}", name):
                yield name, int(match["n"].replace(",", ""))


def _allocated(sentences: Iterable[Sentence]) -> Iterator[str]:
    """What people were randomised to."""
    for sentence in sentences:
        allocated = _ALLOCATED.search(_RATIO.sub(" ", sentence.text))
        into = _INTO.search(allocated["rest"]) if allocated else None
        if into is None:
            continue
        rest = _ENDS.split(_IN_BRACKETS.sub("", into["rest"]), maxsplit=1)[0]
        parts = [_cleaned(part) for part in _DIVIDED.split(rest)]
        parts = [part for part in parts if _may_name(part)]
        if len(parts) > 1:
            yield from parts
            return


def _grouped(sentences: Iterable[Sentence]) -> Iterator[str]:
    """What stands before "group" and "arm"."""
    groups, people = words_of("abstracts", "group"), words_of("abstracts", "people")
    bars = words_of("abstracts", "not-arm") | words_of("abstracts", "comparative") | people
    for sentence in sentences:
        tokens = sentence.tokens
        for i, token in enumerate(tokens):
            if token.text not in groups:
                continue
            begin = i
            while begin and i - begin < 5 and (tokens[begin - 1].is_word or tokens[begin - 1].text in "-/") \
                    and tokens[begin - 1].text not in bars and tokens[begin - 1].stem not in stop_stems():
                begin -= 1
            name = _cleaned(sentence.text[tokens[begin].start : tokens[i].start]) if begin < i else ""
            if name and _may_name(name):
                yield name


def _compared(title: str) -> Iterator[str]:
    """Both sides of a title's "versus"."""
    sides = re.split(r"\b(?:versus|vs\.?|compared (?:with|to))\s", title, maxsplit=1, flags=re.I)
    if len(sides) == 2:
        left = re.split(r"\b(?:of|:)\s", sides[0])[-1]
        right = re.split(r"\b(?:in|for|on|as|among|to)\b|[:,.]", sides[1], maxsplit=1)[0]
        for side in (left, right):
            name = _cleaned(side)
            if _may_name(name):
                yield name


def _is_compared(title: str, sentences: Sequence[Sentence]) -> bool:
    """Whether a trial had more than one arm, whatever they were called."""
    text = " ".join([title, *(s.text for s in sentences)]).lower()
    marks = r"\brandomi[sz]|\bplacebo|\bversus\b|\bvs\b|\bcontrol(?:led)? (?:group|arm|trial)|\b(?:both|two|three) (?:groups|arms)"
    return bool(re.search(marks, text))


def _cleaned(name: str) -> str:
    """A name without articles, brackets, "group" and numbers of people."""
    name = _IN_BRACKETS.sub("", name).strip(" .,:;-")
    name = _GROUP_TAIL.sub("", name)
    return _ARTICLES.sub("", name).strip(" .,:;-")


def _may_name(name: str) -> bool:
    words = [t for t in tokenise(name) if t.is_word]
    if not words or len(words) > _MOST_WORDS or len(name) < 2:
        return False
    people, bars = words_of("abstracts", "people"), words_of("abstracts", "not-arm")
    content = [t for t in words if t.stem not in stop_stems() and t.text not in people | bars]
    return bool(content) and words[0].text not in words_of("abstracts", "verb")


def _merged(named: Iterable[tuple[str, int | None]]) -> list[tuple[str, int | None]]:
    """Names that mean one arm made one: the first spelling stands, and the first size."""
    found: list[tuple[str, int | None]] = []
    for name, n in named:
        own = _key(name)
        for k, (other, size) in enumerate(found):
            theirs = _key(other)
            if own == theirs or (own <= theirs or theirs <= own) and _doses(name) in (_doses(other), ()):
                alike = [x for x, _ in found if _key(x) >= own]
                if len(alike) <= 1:
                    found[k] = (other, size if size is not None else n)
                break
        else:
            found.append((name, n))
    return found


def _key(name: str) -> frozenset[str]:
    """Content words and numbers of a name."""
    return frozenset(
        t.stem for t in tokenise(name) if (t.is_word and t.stem not in stop_stems() and len(t.text) > 1) or t.is_number
    )


def _doses(name: str) -> tuple[str, ...]:
    return tuple(m.group().lower().replace(" ", "") for m in _DOSE.finditer(name))


def _abbreviations(text: str) -> dict[str, str]:
    """Short names by the long ones that they stand behind in brackets, in lower case."""
    found: dict[str, str] = {}
    for match in _ABBREVIATED.finditer(text):
        letters = re.sub(r"[^a-z]", "", match["short"].lower())
        words = re.findall(r"[a-z]+", match["long"].lower())
        for k in range(len(words)):
            tail = words[k:]
            initials = "".join(word[0] for word in tail)
            plain = "".join(w[0] for w in tail if w not in {"and", "of", "the", "for", "with", "to"})
            if letters and (letters in (initials, plain) or letters.rstrip("s") in (initials, plain)):
                found.setdefault(" ".join(tail), match["short"])
                break
    return found


def _finished(
    found: Sequence[tuple[str, int | None]], shorts: dict[str, str], grouped: Sequence[str]
) -> Arms:
    """The arms with all words that mean each, and none that means two."""
    controls = [_is_control(name) for name, _ in found]
    order = sorted(range(len(found)), key=lambda k: controls[k])
    arms: list[Arm] = []
    for k in order:
        name, n = found[k]
        others = [other for j, (other, _) in enumerate(found) if j != k]
        aliases = dict.fromkeys(_aliases(name, others, shorts))
        if controls[k] and sum(controls) == 1:
            aliases |= dict.fromkeys(("control", "controls", "control group", "comparison group"))
            if "placebo" in name.lower():
                aliases["placebo"] = None
        if not controls[k] and sum(not c for c in controls) == 1 and any(controls):
            aliases |= dict.fromkeys(
                ("intervention group", "treatment group", "active group", "experimental group",
                 "intervention arm", "active treatment", "treatment arm", "study group",
                 "active drug")
            )  # fmt: skip
        for group in grouped:
            rest = _key(group)
            if rest and rest <= _key(name) and not any(rest <= _key(other) for other in others):
                aliases[group] = None
        arms.append(Arm(name, tuple(aliases), n, controls[k]))
    counted: dict[str, int] = {}
    for arm in arms:
        for alias in arm.aliases:
            counted[alias.lower()] = counted.get(alias.lower(), 0) + 1
    pairs = [
        (alias, number)
        for number, arm in enumerate(arms)
        for alias in arm.aliases
        if counted[alias.lower()] == 1
    ]
    return Arms(tuple(arms), Terms(pairs))


def _is_control(name: str) -> bool:
    words = {t.text for t in tokenise(name)}
    joined = bool(words & {"plus", "with", "combined"}) and not words & {"alone"}
    known = words & words_of("abstracts", "control")
    return bool(known) and not (joined and "placebo" in words and len(words) > 4)


def _aliases(name: str, others: Sequence[str], shorts: dict[str, str]) -> Iterator[str]:
    """Ways to say a name: whole, without its dose, its dose alone, abbreviated."""
    yield name
    bare = _ARTICLES.sub("", _DOSE.sub("", name)).strip(" ,-")
    doses = [m.group() for m in _DOSE.finditer(name)]
    same_drug = [other for other in others if _key(_DOSE.sub("", other)) == _key(bare)]
    if bare and bare != name and not same_drug and _may_name(bare):
        yield bare
    if doses and (same_drug or not bare):
        yield doses[0]
    lower = bare.lower()
    for long, short in shorts.items():
        if long in lower and not any(long in other.lower() for other in others):
            yield short
            yield lower.replace(long, short)
        if short.lower() in re.split(r"[ -]", lower) and not any(short.lower() in o.lower() for o in others):
            yield long
    words = [t for t in tokenise(bare) if t.is_word and t.stem not in stop_stems()]
    rest = frozenset().union(*(_key(other) for other in others)) if others else frozenset()
    general = words_of("abstracts", "active") | words_of("abstracts", "comparative") | {"therapy", "care", "group", "dose", "standard", "daily", "weekly", "high", "low", "oral", "intravenous", "program", "programme", "training", "diet", "drug", "acid"}
    own = [t for t in words if t.stem not in rest and t.text not in general and len(t.text) > 3]
    if own:
        yield own[0].text
        if len(own) > 1:
            yield own[-1].text
    if "usual" in lower or "standard" in lower:
        yield from ("usual care", "standard care", "treatment as usual", "TAU")


def _single(
    found: Sequence[tuple[str, int | None]], title: str, sentences: Sequence[Sentence], drugs: Sequence[str]
) -> Arms:
    """One arm of all who took part, where the abstract says what they were given."""
    text = " ".join(s.text for s in sentences)
    given = re.search(
        r"\b(?:treated with|received|receiving|treatment with|were given|underwent|treated by)\s+(?P<np>[^,;.()]+)", text, re.I
    )
    name = drugs[0] if drugs else found[0][0] if found else ""
    if not name and given:
        name = _cleaned(_ENDS.split(given["np"], maxsplit=1)[0])
    if not name or not _may_name(name):
        return Arms((), Terms([]), single=True)
    n = found[0][1] if found else None
    return Arms((Arm(name, (name,), n or _enrolled(sentences), False),), Terms([(name, 0)]), single=True)


def _enrolled(sentences: Sequence[Sentence]) -> int | None:
    """How many people a trial of one arm had, where only one number is given."""
    people = "|".join(sorted(words_of("abstracts", "people")))
    found = {
        int(number.replace(",", ""))
        for s in sentences
        for number in re.findall(rf"\b(\d[\d,]*)(?: [a-z-]+){{0,2}} (?:{people})\b", s.text, re.I)
    }
    return found.pop() if len(found) == 1 else None
