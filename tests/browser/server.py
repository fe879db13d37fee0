"""A bundle made by the command itself and served in a process of its own, on the loopback only."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from datasette_auth_passwords.utils import hash_password

ROOT = Path(__file__).resolve().parents[2]
START_S = 60
PASSWORD = "a password for tests"
# Several, since each may sign in but a few times a minute.
REVIEWERS = ("ada", "bea", "cyn", "dov")


@dataclass(frozen=True, slots=True)
class Site:
    """A site that is being served: its address, without a slash at the end, and its bundle."""

    address: str
    bundle: Path


def onfile(*arguments: str | Path, status: int = 0) -> str:
    """Run the command in a process of its own; returns what it writes and fails with it."""
    done = subprocess.run(
        [sys.executable, "-m", "onfile", *map(str, arguments)],
        env=_environment({}),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


def publish(pack: Path, folder: Path) -> Path:
    """Build the pack's evidence and make its bundle in the folder; returns the bundle."""
    db = folder / "evidence.db"
    onfile("build", "--no-default-data", "--data", pack, "--pages", pack / "texts", "--out", db)
    onfile("publish", "--db", db, "--dist", folder / "dist")
    return (folder / "dist" / "current").resolve()


@contextmanager
def serving(bundle: Path, folder: Path) -> Iterator[Site]:
    """Serve a bundle while the block runs, with reviews and reviewers in the folder."""
    port = free_port()
    command = [sys.executable, "-m", "onfile", "serve", "--bundle", str(bundle)]
    log = folder / f"serve-{port}.log"
    environment = {
        "ONFILE_REVIEWS": str(folder / "reviews.db"),
        "ONFILE_REVIEWERS": str(_reviewers(folder / "reviewers.json")),
        "DATASETTE_SECRET": "the same for every start",
    }
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*command, "--port", str(port)], stdout=out, stderr=out, env=_environment(environment)
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(process, address, log)
            yield Site(address, bundle)
        finally:
            process.terminate()
            process.wait(timeout=30)


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _reviewers(path: Path) -> Path:
    """Accounts that the site accepts, readable by nobody else."""
    accounts = [
        {"name": name, "display": name.capitalize(), "password_hash": hash_password(PASSWORD)}
        for name in REVIEWERS
    ]
    path.touch(mode=0o600)
    path.write_text(json.dumps(accounts), encoding="utf-8")
    return path


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Wait until the server answers; fails with its log where it ends or stays silent."""
    for _ in range(START_S * 10):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/-/versions.json", timeout=START_S):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError(f"the server does not answer: {log.read_text()[-2000:]}")
