"""LaTeX in the fields of BibTeX: accents, escapes and mark-up into plain text, and back."""

from __future__ import annotations

import re
from functools import cache

from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)

from ingest.formats.text import clean

_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "'": r"'{}",
    "`": r"\textasciigrave{}",
    **{sign: rf"\{sign}" for sign in "%&$#_"},
}
_ESCAPED = re.compile("[" + re.escape("".join(_ESCAPES)) + "]")
# Signs that LaTeX sets as one where they meet.
_LIGATURES = re.compile(r"([-,])(?=\1)|([?!])(?=[`\\])")
# Signs with a meaning in LaTeX that people paste into fields as they are.
_PASTED = re.compile(r"(?<!\\)[%&#]")
_PASTED_ADDRESS = re.compile(r"(?<!\\)[%&#_~$^]")
_MATHS = re.compile(r"(?<!\\)\$")
_IN_USE = re.compile(r"[\\{}$~`^]|--|''|,,|<<|>>|\?`|!`")


def encode(text: str) -> str:
    """Plain text as LaTeX that ``decode`` gives back; braces are always balanced."""
    return _LIGATURES.sub(r"\g<0>{}", _ESCAPED.sub(lambda sign: _ESCAPES[sign.group()], text))


def decode(text: str) -> str:
    """LaTeX as plain text on one line; mark-up is dropped and what it holds is kept."""
    text = _PASTED.sub(lambda sign: rf"\{sign.group()}", text)
    if len(_MATHS.findall(text)) % 2:
        text = _MATHS.sub(r"\$", text)
    return _decoded(text)


def decode_address(text: str) -> str:
    """A DOI or an address, in which signs stand for themselves unless they are escaped."""
    text = _PASTED_ADDRESS.sub(lambda sign: _ESCAPES[sign.group()], text)
    return _decoded(_LIGATURES.sub(r"\g<0>{}", text))


def _decoded(text: str) -> str:
    """The text of LaTeX; what cannot be read as LaTeX loses its braces only."""
    if not _IN_USE.search(text):
        return clean(text)
    try:
        return clean(_reader().latex_to_text(text))
    except Exception:  # The library breaks in many ways on broken mark-up, deep nesting among them.
        return clean(re.sub(r"\\([%&#_$])|[{}]", r"\1", text))


@cache
def _reader() -> LatexNodes2Text:
    """The library's reader, told of the macros that it does not know."""
    known = get_default_latex_context_db()
    signs = [MacroTextSpec(macro[1:-2], sign) for sign, macro in _ESCAPES.items() if len(macro) > 3]
    known.add_context_category("signs", macros=signs, prepend=True)
    return LatexNodes2Text(latex_context=known, math_mode="text")
