"""An invented shelf of works, so that no test of references hangs on what is on file."""

from __future__ import annotations

from claims.citations import WorkIndex
from tests.claims.golden import Case, golden

WORKS: list[Case] = golden("invented_works")
JOURNALS: list[Case] = golden("invented_journals")
INDEX = WorkIndex.from_rows(WORKS, JOURNALS)
# Parts of references, for texts that are nearly one.
PIECES = [
    *("Quill BT", "Quill, B. T.,", "van den Berg PJ", "Moss & Ash", "et al.", "Quill's", "HSB"),
    *("Lantern light and evening mood in night workers", ": a crossover study", "Heather honey"),
    *("J Harb Med", "Sleep", "Annals of Tides", "2015", "(2018)", "2017a", "38(2):201-9", "6:1-9"),
    *("doi:10.5555/jhm.2015.1", "https://doi.org/10.5555/x", "PMID: 11000002", "NCT09000001"),
    *("LANTERN-1", "SALTAIR", "a 2018 trial of 300 people", "published in", "References"),
    *("<b>", "</b>", "&amp;", "&#8211;", "[J]", " | ", "“", "”", "'", '"', "(", ")", "[1]", "¹"),
    *(". ", ", ", "; ", " ", "\n", "\t", "–", "é", "\u2028", "\ud800", "\x00"),
]
