"""Pages from files, folders and standard input, each read alone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from claims.pages import sources
from claims.pages.sources import Source, open_sources
from ingest.errors import OnfileError


def outcomes(found: list[Source]) -> Iterator[str]:
    for source in found:
        try:
            yield source.read().blocks[0].text
        except OnfileError as error:
            yield str(error)


def test_one_bad_page_does_not_stop_the_batch(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.png"
    good.write_text("It helps most people.")
    bad.write_bytes(b"\x89PNG\r\n")
    missing = tmp_path / "missing.txt"
    found = open_sources([str(bad), str(missing), str(good), "ftp://x.org/a"])
    assert [source.name for source in found][:3] == [str(bad), str(missing), str(good)]
    first, second, third, fourth = outcomes(found)
    assert "this is a PNG image" in first
    assert second == f"{missing}: there is no such file; check the path"
    assert third == "It helps most people."
    assert "no http or https address" in fourth


def test_a_folder_is_its_pages_sorted(tmp_path: Path) -> None:
    for name in ("b/z.HTML", "b/a.md", "a.txt", "c.csv", ".hidden/a.txt", ".b.txt", "d.pdf"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("It helps most people.")
    names = [Path(source.name).relative_to(tmp_path) for source in open_sources([str(tmp_path)])]
    assert [str(name) for name in names] == ["a.txt", "b/a.md", "b/z.HTML", "d.pdf"]


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    (only,) = outcomes(open_sources([str(tmp_path)]))
    assert only.startswith(f"{tmp_path}: there are no pages in the folder; put .html")


def test_files_are_read_when_they_are_due(tmp_path: Path) -> None:
    (found,) = open_sources([str(tmp_path / "later.txt")])
    (tmp_path / "later.txt").write_text("It came later.")
    assert found.read().blocks[0].text == "It came later."


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"<p>It helps most people."))
    )
    page = open_sources(["-"])[0].read()
    assert (page.name, page.format) == ("-", "html")


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_LARGEST", 2_000_000)
    (tmp_path / "a.txt").write_bytes(b"a" * 2_000_001)
    (only,) = outcomes(open_sources([str(tmp_path / "a.txt")]))
    assert "it is larger than 2 MB; give the part that matters" in only


def test_a_name_that_no_file_can_have() -> None:
    (only,) = outcomes(open_sources(["a\0b"]))
    assert "it cannot be read" in only
