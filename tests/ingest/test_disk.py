"""A finished file takes another's place in one step, or the other stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.disk import put_over


def test_a_file_takes_the_place_of_another(tmp_path: Path) -> None:
    fresh, target = tmp_path / "fresh", tmp_path / "target"
    fresh.write_bytes(b"new")
    target.write_bytes(b"old")
    put_over(fresh, target)
    assert (fresh.read_bytes(), target.read_bytes()) == (b"new", b"new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fresh", "target"]


def test_what_cannot_be_replaced_stays_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    fresh, target = tmp_path / "fresh", tmp_path / "target"
    fresh.write_bytes(b"new")
    target.mkdir()
    with pytest.raises(OSError):
        put_over(fresh, target)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fresh", "target"]
