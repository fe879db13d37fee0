"""Plain text: order, what each claim tells, width, colours, and nothing that steers a terminal."""

from __future__ import annotations

import io
import os
import pty
import re
from datetime import date

import pytest

from claims.checked import CheckedPage
from publish.reports.text import write
from tests.publish.reports.small import EVIDENCE, checked


def _piped(page: CheckedPage) -> str:
    out = io.StringIO()
    write([page], EVIDENCE, out, date(2026, 1, 2))
    return out.getvalue()


def _flat(text: str) -> str:
    return " ".join(text.split())


def _at_a_terminal(page: CheckedPage) -> str:
    """What reaches a real terminal."""
    ours, theirs = pty.openpty()
    try:
        with os.fdopen(theirs, "w", encoding="utf-8") as out:
            write([page], EVIDENCE, out, date(2026, 1, 2))
            return os.read(ours, 4000).decode("utf-8", "replace")
    finally:
        os.close(ours)


def test_claims_stand_by_severity_then_in_the_order_of_the_page() -> None:
    heads = re.findall(r"(?m)^(\d+:\d+)  (\w+(?: \w+)?)", _piped(checked()))
    assert heads == [
        ("4:1", "Contradicted"),
        ("11:1", "Misattributed"),
        ("6:3", "Overstated"),
        ("7:3", "Unsupported"),
        ("4:1", "Unsupported"),
        ("9:1", "Not checkable"),
        ("3:1", "Supported"),
    ]


def test_a_claim_that_nothing_supports_tells_what_is_on_file_of_its_topic() -> None:
    blocks = _piped(checked()).split("\n\n")
    told = [_flat(block) for block in blocks if "  Unsupported" in block]
    assert len(told) == 2
    nothing = "No finding on semaglutide and gallstones; no search for it on file."
    assert f"On file: {nothing}" in told[0]
    # No outcome was read: then how much was searched.
    assert "On file: 3 findings of 2 works, on no topic that the claim names." in told[1]
    assert _piped(checked()).count("On file: ") == 2


def test_a_claim_tells_reading_reasons_evidence_and_a_wording() -> None:
    told = _flat(_piped(checked()))
    for words in (
        "pages/leaflet.md: 7 claims: 1 contradicted, 1 misattributed, 1 overstated, 2 unsupported",
        "Read as: Target weight; 95%; at 24 wk; Semaglutide (from the page); Obesity",
        "Why: Comparable evidence on file says otherwise",
        "NUM_HIGH: higher than found:",
        "Disagrees: Abel 2020, n = 100 [60% (60 of 100, 95% interval 50 to 69%, Wilson)].",
        "https://doi.org/10.1000/abel%3C2020%3E",
        "Would be supported: At 24 weeks 60% of obese people",
    ):
        assert words in told


def test_the_page_as_a_whole_is_told_and_the_notice_ends_it() -> None:
    told = _flat(_piped(checked()))
    for words in (
        "1 reference to mend line 11: a field of the reference is wrong Printed: Abel A",
        "Corrected: Abel A, Other B. Weekly injections and the target weight. Journal of Trials. "
        "2020.",
        "lines 3 and 4: 60% is not 95%",
        "Harms: said (line 6, 7) Where to ask: not said",
        "No medical advice.",
        "call or text 988",
    ):
        assert words in told
    assert re.search(r"Onfile \S+, rule set \w{12}, 2026-01-02$", told)


def test_a_claim_far_off_shows_its_nearest_misses() -> None:
    words = "60% of teenagers reached the target weight at 24 weeks"
    told = _flat(_piped(checked(words, (words,))))
    assert "Nearest misses: Near miss (differs in: population): Abel 2020" in told


def test_piped_lines_keep_within_80_columns_and_have_no_colour(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    text = _piped(checked())
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "\x1b" not in text
    assert not re.search(r"(?m)[ \t]+$", text)


def test_what_steers_a_terminal_is_not_passed_on() -> None:
    words = "Gallstones \x1b[31mnever\x1b[0m occur\x07 \u202eever"
    text = _piped(checked(words, (words,), name="a\x1b]0;b\x07.md"))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e]", text)
    assert "never" in text


def test_a_very_long_claim_is_shortened_in_its_middle() -> None:
    words = "Gallstones never occur " + "and so on " * 60 + "at all"
    text = _flat(_piped(checked(words, (words,))))
    assert re.search(r"“Gallstones never occur [^“”]{,200} \[…\] [^“”]{,200} at all”", text)
    assert words not in text


def test_a_terminal_gets_colour_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    page = checked("Gallstones never occur", ("Gallstones never occur",))
    assert "\x1b[" in _at_a_terminal(page)
    monkeypatch.setenv("NO_COLOR", "1")
    plain = _at_a_terminal(page)
    assert "Unsupported" in plain
    assert "\x1b" not in plain
