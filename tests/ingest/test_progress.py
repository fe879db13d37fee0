"""A bar for those who watch, silence for pipes; the items are the same."""

from __future__ import annotations

import pytest

from ingest.progress import progress


@pytest.mark.parametrize("terminal", [True, False])
def test_items_pass_through(
    terminal: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal)
    assert list(progress(range(3), "Counting")) == [0, 1, 2]
    out, err = capsys.readouterr()
    assert out == ""
    assert ("Counting" in err) is terminal
