"""Old bundles go only where that is asked for, and never one that somebody serves."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from publish.link import point
from publish.prune import prune

HOLD = "import sys; from pathlib import Path; from publish.prune import hold;"
SERVE = HOLD + "import os; hold(Path(sys.argv[1])); os.execvp('cat', ['cat'])"


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """Five bundles, a to e in the order in which they were made; b is the current one."""
    for age, name in enumerate("edcba"):
        (tmp_path / name).mkdir()
        sums = tmp_path / name / "SHA256SUMS"
        sums.write_text(name)
        os.utime(sums, ns=(0, (10 - age) * 10**9))
    (tmp_path / "notes").mkdir()
    point(tmp_path / "current", "b")
    return tmp_path


def left(dist: Path) -> str:
    return "".join(sorted(path.name for path in dist.iterdir() if len(path.name) == 1))


@pytest.mark.parametrize(("keep", "stay"), [(1, "be"), (2, "bde"), (4, "bcde"), (9, "abcde")])
def test_newest_and_current_stay(dist: Path, keep: int, stay: str) -> None:
    removed = prune(dist, keep)
    assert left(dist) == stay
    assert {path.name for path in removed} == set("abcde") - set(stay)
    assert (dist / "current" / "SHA256SUMS").read_text() == "b"
    assert (dist / "notes").is_dir()


def test_bundle_that_is_served_stays_until_its_server_ends(dist: Path) -> None:
    command = [sys.executable, "-c", SERVE, str(dist / "a")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdin and server.stdout
        # It has become another program, as a bundle's server does, once that answers.
        server.stdin.write(b"x")
        server.stdin.flush()
        assert server.stdout.read(1) == b"x"
        prune(dist, 1)
        assert left(dist) == "abe"
    prune(dist, 1)
    assert left(dist) == "be"
