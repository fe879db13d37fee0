"""A bundle is served by a real Datasette in a process of its own, on the loopback only."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import OnfileError
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
    bounds = {"sql_time_limit_ms": 500, "max_returned_rows": 1000, "suggest_facets": False}
    assert bounds.items() <= SETTINGS.items() <= settings.items()


WITH_REVIEWS = (
    "import sys; from pathlib import Path; from publish.serve import serve;"
    "serve(Path(sys.argv[1]), port=int(sys.argv[2]), reviews=Path(sys.argv[3]), "
    "reviewers=Path(sys.argv[4]))"
)


def test_takes_reviews_of_reviewers_and_shows_them_to_all(
    bundle: Path, free: int, tmp_path: Path
) -> None:
    accounts, token = tmp_path / "reviewers.yml", "t" * 40
    accounts.write_text(f"- name: ann\n  token: {token}\n")
    accounts.chmod(0o600)
    files = [str(tmp_path / "reviews.db"), str(accounts)]
    command = [sys.executable, "-c", WITH_REVIEWS, str(bundle), str(free), *files]
    base = f"http://127.0.0.1:{free}"
    review = urllib.request.Request(
        f"{base}/-/reviews/page-1-001",
        data=b'{"action": "accept"}',
        headers={"authorization": f"Bearer {token}", "content-type": "application/json"},
    )
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            fetch(process, f"{base}/-/databases.json")
            with urllib.request.urlopen(review) as response:
                assert response.status == 201
            shown = fetch(process, f"{base}/reviews/reviews.json?_shape=array")
            assert token not in json.dumps(fetch(process, f"{base}/-/metadata.json"))
        finally:
            process.terminate()
        assert process.stdout
        assert token.encode() not in process.stdout.read()
    assert [row["reviewer"] for row in shown] == ["ann"]


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
@pytest.mark.parametrize(
    ("content", "name", "told"),
    [("- name: ann\n", "reviewers", "ann has no password_hash"),
     ("no database " * 99, "reviews", "cannot be read (file is not a database)")],
)  # fmt: skip
def test_files_that_cannot_be_used_are_told_in_one_line(
    bundle: Path, tmp_path: Path, free: int, content: str, name: str, told: str
) -> None:
    path = tmp_path / name
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(OnfileError) as refused:
        serve(bundle, port=free, **{name: path})
    assert told in str(refused.value) and "\n" not in str(refused.value)


@pytest.mark.usefixtures("stay")
def test_folder_that_is_no_bundle_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="not a bundle"):
        serve(tmp_path)
