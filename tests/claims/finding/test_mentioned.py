"""Works that a page means in its running text: trial names, and what a sentence describes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.finding.mentioned import mentions_on
from claims.finding.passages import passages
from claims.finding.references import references_of
from claims.pages.formats import read_page
from ingest.errors import OnfileError
from tests.claims.invented import INDEX, PIECES


def told(source: str, name: str = "page.md") -> list[tuple[str, str]]:
    page = read_page(name, source.encode("utf-8", "surrogatepass"))
    placed = list(passages(page.blocks))
    found = []
    for one in mentions_on(placed, references_of(placed, page.links), INDEX):
        mention = one.mention
        ids = ";".join(entry.work.study_id for entry in mention.entries)
        found.append((one.block.text[mention.start : mention.end], ids))
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The LANTERN-1 trial was small.", [("LANTERN-1", "quill-2015")]),
        ("In LANTERN-2 it was not.", [("LANTERN-2", "quill-2017")]),
        ("SALTAIR began in May.", [("SALTAIR", "vandenberg-2021;vandenberg-2022")]),
        ("The KNOT trial was small.", [("KNOT", "pine-2012")]),
        ("Tie a KNOT around the strength of it.", [("KNOT", "pine-2012")]),
        ("Tie a KNOT now.", []),
        ("Tie a knot in the rope.", []),
        ("A CALL FOR BROTH AND SALTAIR", []),
        ("A study published in Annals of Tides in 2018 praised honey for a cough.",
         [("A study published in Annals of Tides in 2018", "moss-2018a")]),
        ("A 2019 trial of 1,204 adults praised lantern light.",
         [("A 2019 trial of 1,204 adults", "quill-2019")]),
        ("A 2019 trial of 1,204 adults praised cake.", []),
        ("A paper came out in Sleep Medicine in 2021.",
         [("A paper came out in Sleep Medicine in 2021", "")]),
        ("The sea is wide.", []),
    ],
)  # fmt: skip
def test_running_text(text: str, found: list[tuple[str, str]]) -> None:
    assert told(f"# Tea\n\n{text}\n") == found


def test_what_is_above_tells_the_topic() -> None:
    text = "A study published in Annals of Tides in 2018 was small.\n"
    assert told(f"# Honey against the cough\n\n{text}")[0][1] == "moss-2018a"
    assert told(f"# Broth for divers\n\n{text}")[0][1] == "moss-2018b"
    assert told(f"# Opening hours\n\n{text}") == []


@pytest.mark.parametrize(
    "source",
    [
        "# The LANTERN-1 trial\n",
        "# Tea\n\nQuill et al. (LANTERN-1, 2015) is right.\n",
        "# Tea\n\nMoss DK. The SWEETCOUGH trial of honey. Ann Tides. 2018;6:1-9.\n",
    ],
)
def test_headings_and_what_a_reference_prints_are_no_mentions(source: str) -> None:
    assert told(source) == []


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=80))
@settings(deadline=None)
def test_mentions_stand_outside_of_references(text: str) -> None:
    try:
        page = read_page("page.txt", text.encode("utf-8", "surrogatepass"))
    except OnfileError:
        return
    placed = list(passages(page.blocks))
    references = references_of(placed)
    for one in mentions_on(placed, references, INDEX):
        start, end = one.mention.start, one.mention.end
        assert 0 <= start < end <= len(one.block.text)
        for reference in references:
            if reference.block is one.block:
                assert end <= reference.printed.start or start >= reference.printed.end
