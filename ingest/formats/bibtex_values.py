"""Values of BibTeX fields: what encloses and joins them, and names of authors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bibtexparser.middlewares.names import (
    parse_single_name_into_parts,
    split_multiple_persons_names,
)

from ingest.formats import latex, names


def read_names(written: str) -> list[str]:
    """The names on file in a field of names."""
    return [_read_name(name) for name in split_multiple_persons_names(written)]


def value(raw: str, strings: Mapping[str, str]) -> str:
    """A field's text without what encloses it; abbreviations stand for their strings."""
    return "".join(_piece(piece.strip(), strings) for piece in _pieces(raw))


def _piece(piece: str, strings: Mapping[str, str]) -> str:
    """One piece of a field: enclosed, or the name of a string."""
    if len(piece) > 1 and piece[0] + piece[-1] in ("{}", '""'):
        return piece[1:-1]
    return strings.get(piece.lower(), piece)


def _pieces(raw: str) -> Iterator[str]:
    """The pieces of a field that are joined by '#'."""
    depth, quoted, begins, escaped = 0, False, 0, False
    for place, sign in enumerate(raw):
        if escaped:
            escaped = False
        elif sign == "\\":
            escaped = True
        elif sign == '"' and depth == 0:
            quoted = not quoted
        elif sign in "{}":
            depth += 1 if sign == "{" else -1
        elif sign == "#" and depth == 0 and not quoted:
            yield raw[begins:place]
            begins = place + 1
    yield raw[begins:]


def _read_name(written: str) -> str:
    """The name on file for one of BibTeX's: braces make a body of it."""
    if names.are_others(written):
        return names.OTHERS
    whole = latex.decode(written).replace(";", ",")
    if _is_enclosed(written) or names.is_body(whole):
        return whole
    parts = parse_single_name_into_parts(written, strict=False)
    surname, given, suffix = (
        latex.decode(" ".join(words)) for words in (parts.von + parts.last, parts.first, parts.jr)
    )
    return names.person(surname, given, suffix)


def _is_enclosed(name: str) -> bool:
    """Whether one pair of braces holds the whole name."""
    depth = 0
    for place, sign in enumerate(name):
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            return place == len(name) - 1 and place > 0
    return False


def spell_name(name: str) -> str:
    """A name on file as BibTeX writes it."""
    if name == names.OTHERS:
        return "others"
    known = names.parse(name)
    if not known:
        return f"{{{latex.encode(name)}}}"
    return latex.encode(", ".join(filter(None, (known.surname, known.suffix, known.given))))
