"""The text of a page on file changes: claims whose words are gone, others, or elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import BadInput, OnfileError
from publish.recheck.texts import states
from tests.publish.recheck.small import PAGE, Kept, the_item

FIRST, SECOND, THIRD = "page-1-1", "page-1-2", "page-1-3"


def test_the_same_text_is_the_same(kept: Kept) -> None:
    report = kept.recheck(pages=True)
    assert (report.items, report.changed) == ((), False)


def test_words_that_moved_are_found_on_their_new_line(kept: Kept) -> None:
    kept.rewrite("page-1.txt", "Examplam\n", "Examplam\nA new line.\n")
    report = kept.recheck(pages=True)
    assert [(item.kind, item.place, item.line_before) for item in report.items] == [
        ("moved", (3, 0, 63), 2), ("moved", (4, 0, 56), 3), ("moved", (5, 0, 45), 4),
    ]  # fmt: skip
    assert all(item.before == item.after for item in report.items)


def test_words_that_moved_along_their_line_have_new_characters(kept: Kept) -> None:
    kept.rewrite("page-1.txt", "Examplam was", "Now: Examplam was")
    item = the_item(kept.recheck(pages=True), THIRD)
    assert (item.kind, item.place, item.line_before) == ("moved", (4, 5, 50), 4)


def test_new_words_are_judged(kept: Kept) -> None:
    kept.rewrite("page-1.txt", "60% of people", "95% of people")
    report = kept.recheck(pages=True)
    (item,) = report.items
    assert (item.claim_id, item.kind, item.before) == (FIRST, "verdict", "supported")
    assert item.after in ("overstated", "contradicted")
    assert (item.words_before or "").startswith("In one trial 60%")
    assert item.words == "In one trial 95% of people with migraine responded to examplam."
    words, reading, *_ = item.account.causes
    assert words.words == "The page says otherwise: “60%” is now “95%”."
    assert {cell.column: cell.after for cell in reading.differs}["value"] == 95
    assert "NUM_EXACT" in {reason.code for reason in item.account.went}
    assert any(reason.rule for reason in item.account.came)
    assert item.why


def test_other_words_of_the_same_claim_keep_its_verdict(kept: Kept) -> None:
    kept.rewrite("page-1.txt", "In one trial 60%", "In a trial 60%")
    item = the_item(kept.recheck(pages=True), FIRST)
    assert (item.kind, item.before, item.after) == ("words", "supported", "supported")
    assert item.place == (2, 0, 61)


def test_words_that_are_gone_are_told(kept: Kept) -> None:
    kept.rewrite("page-1.txt", "Nausea was seen in 5% of people who were given examplam.", "-")
    report = kept.recheck(pages=True)
    (item,) = report.items
    assert (item.claim_id, item.kind, item.place, item.line_before) == (SECOND, "gone", None, 3)
    assert item.words.startswith("Nausea was seen")


def test_of_several_the_nearest_words_are_meant(kept: Kept) -> None:
    line = PAGE.split("\n")[2]
    kept.rewrite("page-1.txt", "Examplam\n", f"{line}\nExamplam\n")
    (first, second) = (the_item(kept.recheck(pages=True), name) for name in (FIRST, SECOND))
    assert (first.line, second.line) == (3, 4)


def test_without_the_earlier_words_a_figure_that_is_gone_is_told(tmp_path: Path) -> None:
    kept = Kept(tmp_path, quoted=False)
    kept.rewrite("page-1.txt", "60% of people", "95% of people")
    report = kept.recheck(pages=True)
    (item,) = report.items
    assert (item.claim_id, item.kind, item.words_before) == (FIRST, "verdict", None)
    assert item.account.causes[0].words.startswith("60 stands no longer in the words likest to")
    assert report.pages[0].guessed == 3


def test_without_the_earlier_words_a_line_that_is_gone_is_not_found(tmp_path: Path) -> None:
    kept = Kept(tmp_path, quoted=False)
    kept.rewrite("page-1.txt", "Examplam was first made in 1999 by a chemist.", "-")
    report = kept.recheck(pages=True)
    assert [(item.claim_id, item.kind) for item in report.items] == [(THIRD, "unknown")]


def test_a_claim_that_was_put_elsewhere_on_file_keeps_no_words(kept: Kept) -> None:
    kept.rewrite("claims.csv", "page-1-1,page-1,2,0,63", "page-1-1,page-1,2,0,40")
    kept.rewrite("page-1.txt", "by a chemist", "by a doctor")
    assert kept.recheck(pages=True).pages[0].guessed == 1


@pytest.mark.parametrize("name", ["other.txt", "none"])
def test_a_folder_without_the_page_is_refused(kept: Kept, name: str) -> None:
    (kept.texts / "page-1.txt").rename(kept.texts / "other.txt")
    if name == "none":
        kept.texts = kept.texts / "none"
    with pytest.raises(OnfileError):
        kept.recheck(pages=True)


def test_a_text_that_cannot_be_read_is_told(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(OnfileError, match=r"page-1\.txt: cannot be read \(Permission denied\)"):
        states([{"page_id": "page-1", "sha256": ""}], kept.texts)


def test_a_text_that_is_not_utf_8_is_refused(kept: Kept) -> None:
    (kept.texts / "page-1.txt").write_bytes(b"\xff\xfe60%")
    with pytest.raises(BadInput) as refused:
        kept.recheck(pages=True)
    assert "not UTF-8 text" in str(refused.value)


def test_new_words_are_compared_with_the_old_ones_and_not_with_the_claim_as_restated(
    kept: Kept,
) -> None:
    kept.rewrite("claims.csv", "60% of people", "95% of people")
    kept.rewrite("page-1.txt", "In one trial 60%", "In a trial 60%")
    (item,) = (item for item in kept.recheck(pages=True).items if item.kind != "verdict")
    assert (item.claim_id, item.kind, item.before) == (FIRST, "words", item.after)
    assert item.before not in (None, "supported")


def test_words_are_looked_for_where_those_before_them_have_moved_to(kept: Kept) -> None:
    copied = PAGE.split("\n")[3]
    kept.rewrite("page-1.txt", "Examplam\n", f"New.\nNew.\n{copied}\nNew.\nExamplam\n")
    assert [item.line for item in kept.recheck(pages=True).items] == [6, 7, 8]


def test_without_the_earlier_words_those_with_the_figures_come_first(tmp_path: Path) -> None:
    kept = Kept(tmp_path, quoted=False)
    line = PAGE.split("\n")[1]
    kept.rewrite("page-1.txt", line, f"{line.replace('60%', '95%')}\nOther.\nOther.\n{line}")
    report = kept.recheck(pages=True)
    assert report.items == ()
    assert report.changed


def test_a_text_that_changed_elsewhere_has_changed(kept: Kept) -> None:
    kept.rewrite("page-1.txt", "by a chemist.", "by a chemist. More.")
    report = kept.recheck(pages=True)
    assert (report.items, report.changed) == ((), True)
