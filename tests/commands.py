"""What the tests of commands share: the command in this process, or as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from onfile import main

ROOT = Path(__file__).parents[1]


class Ran(NamedTuple):
    """What a run of the command gave."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


def runner(capsys: pytest.CaptureFixture[str]) -> Run:
    """A function that runs ``onfile`` in this process."""

    def ran(*arguments: str) -> Ran:
        status: Any = 0
        try:
            main(arguments)
        except SystemExit as left:
            status = left.code or 0
        return Ran(status, *capsys.readouterr())

    return ran


def files_in(folder: Path, files: Mapping[str, str]) -> None:
    """Write texts by their names, and one file that is no text."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "binary.txt").write_bytes(bytes(range(256)))


def spawned(*arguments: str, stdin: bytes = b"", **environment: str) -> Ran:
    """``onfile`` as a process of its own that is given a text, for at most a minute."""
    done = subprocess.run(
        [sys.executable, "-m", "onfile", *arguments],
        input=stdin,
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
