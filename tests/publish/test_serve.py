"""A bundle is served by a real Datasette in a process of its own, on the loopback only."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from publish.bundle import SETTINGS
from publish.checksums import SUMS, checksums, verify
from publish.errors import PublishError
from publish.prune import prune
from publish.serve import require_free, serve
from tests.publish.server import COMMAND, fetch


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port: int = listener.getsockname()[1]
        yield port


def test_serves_the_bundle_that_current_named(bundle: Path, free: int) -> None:
    command = [sys.executable, "-c", COMMAND, str(bundle.parent / "current"), str(free)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            base = f"http://127.0.0.1:{free}/-"
            databases = fetch(process, f"{base}/databases.json")
            settings = fetch(process, f"{base}/settings.json")
        finally:
            process.terminate()
    evidence = next(found for found in databases if found["name"] == "evidence")
    assert evidence["path"] == str(bundle / "evidence.db")
    assert evidence["is_mutable"] is False
    bounds = {"sql_time_limit_ms": 1000, "max_returned_rows": 1000, "suggest_facets": False}
    assert bounds.items() <= SETTINGS.items() <= settings.items()


def test_serves_with_its_own_code_and_is_not_pruned_meanwhile(
    bundle: Path, free: int, tmp_path: Path
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    shutil.copytree(bundle, old)
    routes = old / "app" / "publish" / "site" / "routes.py"
    routes.chmod(0o644)
    with routes.open("a") as file:
        file.write('\nROUTES = (*ROUTES, ("^/-/mine.json$", search.view))\n')
    for place in (old, new):
        place.mkdir(exist_ok=True)
        (place / SUMS).unlink(missing_ok=True)
        (place / SUMS).write_text(checksums(place))
    os.utime(old / SUMS, ns=(0, 0))
    command = [sys.executable, "-c", COMMAND, str(old), str(free)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            fetch(process, f"http://127.0.0.1:{free}/-/versions.json")
            with urllib.request.urlopen(f"http://127.0.0.1:{free}/-/mine.json") as response:
                assert response.status == 200
            assert prune(tmp_path, 1) == []
        finally:
            process.terminate()
    verify(old)
    assert prune(tmp_path, 1) == [old]


@pytest.fixture
def stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail where the test's own process would become a server."""
    monkeypatch.setattr("os.execve", lambda *command: pytest.fail(f"started {command}"))


@pytest.mark.usefixtures("stay")
def test_port_in_use_is_told_in_one_line(bundle: Path, taken: int) -> None:
    with pytest.raises(PublishError) as refused:
        serve(bundle, port=taken)
    assert str(refused.value) == (
        f"cannot listen on 127.0.0.1:{taken}: Address already in use; choose another port, "
        f"for example {taken + 1}"
    )


def test_free_port_is_left_free(free: int) -> None:
    require_free("127.0.0.1", free)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", free))


@pytest.mark.usefixtures("stay")
def test_folder_that_is_no_bundle_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="not a bundle"):
        serve(tmp_path)
