"""Phrases that were run together come apart, and names with a capital within stay whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.pages.glued import pieces

GLUED = [
    "Chronic back pain|Migraine without aura|Insomnia (short term)|PTSD (exploratory)",
    "Smith AB et al. (2001)|Jones C et al. (2004)|Miller D (2010)",
    "Services|Locations|Pricing|Contact",
    "Our Clinic|Book Online|Gift Cards",
    "It helps within hours.|Most people feel better.",
    "Is it covered by insurance?|Often it is.",
    "Response 71%|Remission 35%",
    "VitaWell™|Services and prices",
    "Severe anxiety|OCD",
    "Bladder pain with long use|Headache|Nausea",
]
WHOLE = [
    "PubMed, McGill, TransForm-2, iPhone, NaCl, pH, mRNA, BioWell and GlaxoSmithKline",
    "See ClinicalTrials.gov and MedlinePlus for more",
    "The (R)Warfarin and the (2R,6R)HNK of the assay",
    "proBDNF and mTOR rose in neoCortex",
    "https://example.org/aboutUs/ourTeam?pageId=fourA",
    "Dr. Smith works at St. Mary's in New York. He is kind.",
    "Write to info@wellClinic.Com today",
    "U.S.A. and e.g. This",
    "WellPath",
    "YouTube",
]


@pytest.mark.parametrize("marked", GLUED)
def test_glued_phrases_are_parted(marked: str) -> None:
    text = marked.replace("|", "")
    assert [text[start:end] for start, end in pieces(text)] == marked.split("|")


@pytest.mark.parametrize("text", WHOLE)
def test_names_stay_whole(text: str) -> None:
    assert pieces(text) == [(0, len(text))]


@given(st.text("abAB .?)(%™™é", min_size=1))
def test_pieces_make_up_the_text(text: str) -> None:
    assert "".join(text[start:end] for start, end in pieces(text)) == text
