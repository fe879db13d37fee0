"""Publishing anew while the site is being read: nobody sees rows of two publications."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from publish.bundle import make_bundle
from tests.publish.server import COMMAND, fetch

READS = 40
PUBLICATIONS = 3


def write(db: Path, edition: int) -> None:
    """Put the number of the edition into two tables, so that a mixture shows."""
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute("UPDATE pages SET title = ?", [f"Edition {edition}"])
        connection.execute("UPDATE studies SET title = ?", [f"Edition {edition}"])


def titles(port: int) -> set[str]:
    """The titles that the site shows now, in both tables."""
    found = set()
    for table in ("pages", "studies"):
        address = f"http://127.0.0.1:{port}/evidence/{table}.json?_shape=array"
        with urllib.request.urlopen(address) as response:
            found |= {row["title"] for row in json.load(response)}
    return found


@contextmanager
def served(current: Path, port: int) -> Iterator[None]:
    command = [sys.executable, "-c", COMMAND, str(current), str(port)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            fetch(process, f"http://127.0.0.1:{port}/-/versions.json")
            yield
        finally:
            process.terminate()


@pytest.mark.usefixtures("untried")
def test_site_stays_at_its_edition_until_it_is_restarted(
    small_db: Path, tmp_path: Path, free: int
) -> None:
    dist = tmp_path / "dist"
    write(small_db, 0)
    make_bundle(small_db, dist)
    seen: list[set[str]] = []
    published = threading.Event()

    def read() -> None:
        while len(seen) < READS or not published.is_set():
            seen.append(titles(free))
            # Leave the publication, which shares the processors, some of them.
            published.wait(0.05)

    with served(dist / "current", free):
        reader = threading.Thread(target=read)
        reader.start()
        try:
            for edition in range(1, PUBLICATIONS + 1):
                write(small_db, edition)
                newest = make_bundle(small_db, dist)
        finally:
            published.set()
            reader.join()
        assert (dist / "current").resolve() == newest
    assert len(seen) >= READS
    assert [found for found in seen if found != {"Edition 0"}] == []
    with served(dist / "current", free):
        assert titles(free) == {f"Edition {PUBLICATIONS}"}
