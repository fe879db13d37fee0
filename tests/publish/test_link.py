"""What serves a bundle always finds one."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.link import point


def test_link_is_switched_and_not_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = tmp_path / "current"
    point(link, "one")
    monkeypatch.setattr(Path, "unlink", lambda path, missing_ok=False: None)
    replaced: list[str] = []
    replace = Path.replace

    def watched(path: Path, target: Path) -> Path:
        replaced.append(str(link.readlink()))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", watched)
    point(link, "two")
    assert (replaced, str(link.readlink())) == (["one"], "two")
