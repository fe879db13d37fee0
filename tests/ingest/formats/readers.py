"""What the tests of readers share: their samples, and what every reader promises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hypothesis import strategies as st

from ingest.errors import Refusal
from ingest.evidence import Row
from ingest.formats.record import Incoming, Reader
from ingest.rows import RowModel
from ingest.schema import NOTICES, PROPOSALS, STUDIES

CASES = Path(__file__).parent / "cases"
_STUDY, _NOTICE, _PROPOSAL = RowModel(STUDIES), RowModel(NOTICES), RowModel(PROPOSALS)
# What a proposal gets when it is filed.
_FILED: Row = {
    "proposal_id": "a", "study_id": "a", "status": "machine", "read_from": "registry",
    "mark": 12 * "0",
}  # fmt: skip
_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)


def sample(name: str) -> str:
    """The text of a sample."""
    return (CASES / name).read_text(encoding="utf-8")


def split(found: Iterator[Incoming | Refusal]) -> tuple[list[Incoming], list[Refusal]]:
    """Works and refusals apart."""
    both = list(found)
    works = [item for item in both if isinstance(item, Incoming)]
    return works, [item for item in both if isinstance(item, Refusal)]


def filled(row: dict[str, object]) -> dict[str, object]:
    """The columns that hold something."""
    return {name: value for name, value in row.items() if value is not None}


def keeps_its_word(read: Reader, text: str) -> None:
    """A reader raises on no text, is silent on none, and yields rows of the tables' own columns."""
    works, refusals = split(read(text, "file"))
    assert works or refusals
    for refusal in refusals:
        assert (
            refusal.file == "file" and 0 <= refusal.line <= text.count("\n") + text.count("\r") + 1
        )
        assert "\n" not in str(refusal)
    for work in works:
        assert work.study["title"] and work.label
        study = {"authors": "Oak A", "study_id": "oak-1", **filled(work.study)}
        assert _STUDY.check(study)[1] == []
        for notice in (*work.notices, *(row for meant, row in work.about if meant)):
            assert _NOTICE.check({"notice_id": "a", "study_id": "a", **notice})[1] == []
        for proposal in work.proposals:
            row = {**_FILED, **proposal}
            assert _PROPOSAL.check(row)[1] == []


@st.composite
def damaged(draw: st.DrawFn, text: str) -> str:
    """The text with a piece of it cut out, doubled or replaced by something else."""
    start = draw(st.integers(0, len(text)))
    stop = draw(st.integers(start, min(len(text), start + draw(st.sampled_from((3, 40, 4000))))))
    new = draw(st.sampled_from(("", text[start:stop] * 2, "\n", "\x00", "<", ">", '"', "{", "]")))
    return text[:start] + (new or draw(st.text(max_size=5))) + text[stop:]


def json_values(keys: list[str]) -> st.SearchStrategy[object]:
    """Random JSON whose objects use these keys."""
    return st.recursive(
        _SCALARS,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(keys), inner, max_size=5)
        ),
        max_leaves=20,
    )


def keys_of(node: object) -> list[str]:
    """Every key in JSON, at any depth."""
    if isinstance(node, dict):
        return [*node, *(key for value in node.values() for key in keys_of(value))]
    return [key for item in node for key in keys_of(item)] if isinstance(node, list) else []
