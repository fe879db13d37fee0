"""Folding and tokens: what is read is where the offsets say it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.lexicon import stop_stems
from claims.text import content_stems, fold, stem, tokenise


@pytest.mark.parametrize(
    ("given_text", "folded"),
    [
        ("0.5–1 mg/kg", "0.5-1 mg/kg"),
        ("0.5—1", "0.5-1"),
        ("3\u221214", "3-14"),
        ("45\u201190%", "45-90%"),
        ("24\u00a0h", "24 h"),
        ("24\u202fh", "24 h"),
        ("24\u2009h", "24 h"),
        ("“safe”", '"safe"'),
        ("«safe»", '"safe"'),
        ("it’s", "it's"),
        ("７１％", "71%"),
        ("½ of them", "½ of them"),
        ("the ﬁrst", "the ﬁrst"),
    ],
)
def test_folding(given_text: str, folded: str) -> None:
    assert fold(given_text) == folded


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("1,250 people", ["1,250", "people"]),
        ("0.5 mg/kg", ["0.5", "mg", "/", "kg"]),
        (".5 mg", [".5", "mg"]),
        ("24-hour", ["24", "-", "hour"]),
        ("n>=30", ["n", ">=", "30"]),
        ("don’t", ["don't"]),
        ("71%.", ["71", "%", "."]),
        ("S-ketamine", ["s", "-", "ketamine"]),
        ("", []),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [token.text for token in tokenise(text)] == tokens


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("anaesthetic", "anesthetic"),
        ("anaesthesia", "anesthesia"),
        ("behaviour", "behavior"),
        ("hospitalised", "hospitalized"),
        ("randomised", "randomized"),
        ("oesophagus", "esophagus"),
        ("haemorrhage", "hemorrhage"),
        ("tumour", "tumor"),
        ("programme", "program"),
        ("colour", "color"),
        ("oedema", "edema"),
        ("diarrhoea", "diarrhea"),
        ("paediatric", "pediatric"),
    ],
)
def test_british_and_american_spellings_have_one_stem(british: str, american: str) -> None:
    assert stem(british) == stem(american)


def test_words_of_other_meaning_keep_apart() -> None:
    assert stem("remission") != stem("response")
    assert stem("ketamine") != stem("esketamine")


def test_content_stems_are_words_and_numbers_without_filler() -> None:
    stems = content_stems(
        tokenise("After the infusion 71% of the patients responded"), stop_stems()
    )
    assert stems == {"infus", "71", "respond"}


@given(st.text())
def test_folding_never_changes_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_offsets_are_true_and_in_order(text: str) -> None:
    tokens = tokenise(text)
    folded = fold(text)
    end = 0
    for token in tokens:
        assert end <= token.start < token.end <= len(text)
        assert folded[token.start : token.end].lower() == token.text
        assert token.stem
        end = token.end


@given(st.text(alphabet=st.characters(categories=["L", "Nd", "P", "Sc", "Sm"]), max_size=60))
def test_nothing_but_space_is_left_out_of_tokens(text: str) -> None:
    covered = {i for token in tokenise(text) for i in range(token.start, token.end)}
    left = {text[i] for i in range(len(text)) if i not in covered}
    assert not {char for char in left if char.isascii() and char.isalnum()}


@given(st.text(max_size=200), st.text(max_size=200))
def test_tokens_of_two_lines_are_those_of_each(one: str, other: str) -> None:
    together = [token.text for token in tokenise(f"{one}\n{other}")]
    assert together == [token.text for text in (one, other) for token in tokenise(text)]
