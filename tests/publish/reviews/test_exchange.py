"""Reviews go out as lines and come back the same; two people's make one."""

from __future__ import annotations

import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.schema import VERDICTS
from ingest.errors import BadInput, OnfileError
from publish.reviews.exchange import export_reviews, import_reviews, read_reviews, write_reviews
from publish.reviews.review import Review
from publish.reviews.store import add, read
from tests.publish.reviews.made import made

# Each example writes files through to the disk.
_SLOW = settings(max_examples=30, deadline=None)
_IDS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,30}", fullmatch=True)
_WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), min_size=1
)


@st.composite
def any_review(draw: st.DrawFn) -> Review:
    """Any review that is valid."""
    machine, verdict = draw(st.sampled_from(VERDICTS)), draw(st.sampled_from(VERDICTS))
    reason = {"code": "NUM_HIGH", "note": draw(_WORDS)}
    return made(
        draw(_IDS),
        verdict,
        machine_verdict=machine,
        inputs=draw(_WORDS),
        claim_id=draw(_IDS),
        statement=draw(_WORDS),
        made_at=draw(st.datetimes()).strftime("%Y-%m-%dT%H:%M:%S.%fZ").zfill(27),
        **(reason if machine != verdict or draw(st.booleans()) else {}),
    )


def text_of(path: Path) -> str:
    out = io.StringIO()
    export_reviews(path, out)
    return out.getvalue()


@_SLOW
@given(st.lists(any_review(), max_size=6))
def test_what_goes_out_comes_back(reviews: list[Review]) -> None:
    with TemporaryDirectory() as folder:
        first, second = Path(folder) / "first.db", Path(folder) / "second.db"
        add(first, reviews)
        text = text_of(first)
        lines = Path(folder) / "reviews.jsonl"
        lines.write_text(text, encoding="utf-8")
        distinct = len({review.review_id for review in reviews})
        assert import_reviews(lines, second) == (distinct, distinct)
        assert import_reviews(lines, second) == (0, distinct)
        assert read(second) == read(first)
        assert text_of(second) == text


@_SLOW
@given(st.lists(any_review(), max_size=4), st.lists(any_review(), max_size=4))
def test_two_peoples_reviews_make_one_whoever_comes_first(
    mine: list[Review], yours: list[Review]
) -> None:
    texts = []
    with TemporaryDirectory() as folder:
        for order in ([mine, yours], [yours, mine]):
            path = Path(folder) / f"{len(texts)}.db"
            for reviews in order:
                add(path, reviews)
            texts.append(text_of(path))
    assert texts[0] == texts[1]


def test_a_review_is_a_line_with_sorted_keys(tmp_path: Path) -> None:
    path = tmp_path / "reviews.db"
    add(path, [made(note="Zwölf\nvon 17."), made("bob", at=1)])
    lines = text_of(path).splitlines()
    assert [json.loads(line)["reviewer"] for line in lines] == ["ann", "bob"]
    assert all(list(json.loads(line)) == sorted(json.loads(line)) for line in lines)
    assert "Zwölf\\nvon" in lines[0]


def line(**changes: object) -> str:
    return json.dumps({**made().row(), **changes})


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ("no json", "f:2: the line is no JSON; write the file anew"),
        ("[1]", "f:2: the line is no JSON object"),
        ("[" * 100_000, "f:2: the line is no JSON"),
        (line(note="Changed."), "f:2:review_id: it does not follow from the rest"),
        (line(verdict="wrong"), "f:2:verdict: 'wrong' is not allowed here"),
        (line(code=7), "f:2:code: it is not text"),
        (line(colour="red"), "f:2:'colour': reviews have no such column"),
        ("{}", "f:2:claim_id: the cell is empty"),
    ],
)
def test_a_bad_line_is_named(bad: str, told: str) -> None:
    reviews, refusals = read_reviews(f"{line()}\n{bad}\n\n{line()}\n", "f")
    assert reviews == [made(), made()]
    assert any(str(refusal).startswith(told) for refusal in refusals), refusals


def test_one_bad_line_stops_everything(tmp_path: Path) -> None:
    path, lines = tmp_path / "reviews.db", tmp_path / "lines"
    add(path, [made()])
    with lines.open("w", encoding="utf-8") as out:
        write_reviews([made(at=1)], out)
        out.write("no json\n")
    with pytest.raises(BadInput):
        import_reviews(lines, path)
    assert read(path) == [made()]


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_text_that_cannot_be_read_is_told_in_one_line(
    tmp_path: Path, content: bytes | None
) -> None:
    lines = tmp_path / "lines"
    if content is not None:
        lines.write_bytes(content)
    with pytest.raises(OnfileError, match=r"lines: (not UTF-8|cannot be read)"):
        import_reviews(lines, tmp_path / "reviews.db")
    assert not (tmp_path / "reviews.db").exists()


def test_nothing_to_export_is_told(tmp_path: Path) -> None:
    with pytest.raises(OnfileError, match="there is no such file of reviews"):
        export_reviews(tmp_path / "reviews.db", io.StringIO())
