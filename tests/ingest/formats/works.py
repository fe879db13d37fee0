"""Rows of works as they are on file, made at random."""

from __future__ import annotations

from hypothesis import strategies as st

from ingest.evidence import Row
from ingest.formats import columns, names
from ingest.formats.text import clean
from ingest.schema import STUDIES

# What formats use for themselves, and what breaks lines and encodings.
SIGNS = "{}\\\"'`%&$#_~^@,;:=-–—()[]<>|*/?!. \t\n\u00a0\u2028éßŁőñ東ـ😀aAbBzZ019"
# Signs that formats set as one, or read as a beginning or an end, where they meet.
MET = [
    "--",
    "---",
    "``",
    "''",
    "?`",
    "!`",
    ",,",
    "<<",
    ">>",
    "\\\\",
    "{",
    "}",
    "a",
    " ",
    "%",
    "@",
    "ER  - ",
    '"',
]
TEXTS = (
    st.text(SIGNS, max_size=24) | st.text(max_size=12) | st.lists(st.sampled_from(MET)).map("".join)
).map(clean)
WORDS = TEXTS.map(columns.title).map(clean)

SURNAMES = st.sampled_from(
    ["Oak", "Elm-Ash", "aan het Rot", "Van Nueten", "de Graaf", "O'Bark", "d’Arbre", "Szegő", "Ng",
     "Müller", "De La Garza", "van de Loo", "St. John", "東", "el-Mallakh", "Castro Santos"]
)  # fmt: skip
INITIALS = st.text("ABCDJÉŁ", min_size=1, max_size=4)
SUFFIXES = st.sampled_from(["", "", "", " Jr", " Sr", " II", " III", " 3rd"])
PERSONS = st.builds(lambda s, i, x: f"{s} {i}{x}", SURNAMES, INITIALS, SUFFIXES)
KNOWN_BODIES = st.sampled_from(
    ["Food and Drug Administration", "Department of Trees, Health and Parks", "US FDA", "MHRA",
     "Merck & Co", "atai Life Sciences", "World {Tree} Organization", "Oak Jr", "Smith, Inc.",
     "Tree department (others)", "Blue Bark & Leaf of Mississippi", "others of us", "A. B. Oak"]
)  # fmt: skip
ANY_BODIES = TEXTS.map(lambda text: clean(text.replace(";", ","))).filter(
    lambda name: name and not names.are_others(name) and not name.endswith(",")
)
NAMES = PERSONS | KNOWN_BODIES | st.just(names.OTHERS) | ANY_BODIES
AUTHORS = st.lists(NAMES, min_size=1, max_size=5).map(names.join)

PAGES = st.sampled_from(
    ["351-354", "351-4", "e067194", "S12-S19", "112", "12-15, 18", "7-7", "A-1-9"]
)
DOIS = st.text("abcXYZ019.()<>;:_%#&-/{}\\", min_size=1, max_size=14).map(lambda s: f"10.9999/{s}")
URLS = st.text("abc019./?=&%_#~-;", min_size=1, max_size=12).map(lambda s: f"https://a.example/{s}")
IDS = st.from_regex(r"[a-z]{1,6}-?[0-9]{0,4}[a-z]?", fullmatch=True)
YEARS = st.integers(1900, 2099)
# Notes and aliases that are not themselves labelled, nor what divides lists.
NOTES = TEXTS.filter(lambda text: ":" not in text)
ALIASES = st.lists(WORDS.map(lambda word: clean(word.replace(";", ""))).filter(bool), max_size=3)

_CELLS = {
    "journal": WORDS,
    "journal_abbrev": WORDS,
    "year": YEARS,
    "epub_year": YEARS,
    "volume": st.sampled_from(["47", "47 Suppl 1", "XII", "47(2)"]),
    "issue": st.sampled_from(["4", "4-5", "Suppl", "Pt 2"]),
    "pages": PAGES,
    "pmid": st.integers(1, 99_999_999).map(str),
    "pmcid": st.integers(1, 99_999_999).map(lambda number: f"PMC{number}"),
    "doi": DOIS,
    "nct": st.integers(0, 99_999_999).map(lambda number: f"NCT{number:08}"),
    "aliases": ALIASES.map("; ".join),
    "source_url": st.lists(URLS, max_size=3).map(" | ".join),
    "note": NOTES,
}


def _row(required: Row, optional: Row) -> Row:
    return {**required, **{column: cell for column, cell in optional.items() if cell != ""}}


# Works with the columns that every format carries.
WORKS = st.builds(
    _row,
    st.fixed_dictionaries({"study_id": IDS, "authors": AUTHORS, "title": WORDS.filter(bool)}),
    st.fixed_dictionaries({}, optional=_CELLS),
)


def _further() -> dict[str, st.SearchStrategy[str | int | float]]:
    """Cells of the columns that only our own formats carry, by their declarations."""
    found: dict[str, st.SearchStrategy[str | int | float]] = {}
    for column in STUDIES.columns:
        if column.name in columns.BIBLIOGRAPHIC:
            continue
        if column.choices:
            found[column.name] = st.sampled_from(column.choices)
        elif column.pattern:
            letters = st.characters(codec="ascii")
            found[column.name] = st.from_regex(column.pattern, fullmatch=True, alphabet=letters)
        elif column.type == "INTEGER":
            found[column.name] = st.integers(0, 10_000)
        elif column.type == "REAL":
            found[column.name] = st.integers(0, 10_000).map(lambda number: number / 20)
        else:
            found[column.name] = ALIASES.map("; ".join)
    return found


# Works with every column of the table.
WHOLE_WORKS = st.builds(_row, WORKS, st.fixed_dictionaries({}, optional=_further()))
