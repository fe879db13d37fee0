"""The process that checks pages: bounded, killed when it is slow, gone with its server."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from datasette.app import Datasette

from publish.bundle import ROOT
from publish.site.checker import PATH, gate_of
from publish.site.desk import Task
from publish.site.worker import Bounds, Worker
from tests.publish.site.checking import LONG, PAGE, configured, site

TWO = ("198.51.100.1", "198.51.100.2")
SHORT = Task("leaflet", PAGE.encode(), form="json")
SLOW = Task("leaflet", LONG.encode())


@contextmanager
def worker(bundle: Path, seconds: float, megabytes: int = 4000) -> Iterator[Worker]:
    """A worker over the bundle's database."""
    made = Worker(bundle / "evidence.db", Bounds(seconds, megabytes))
    try:
        yield made
    finally:
        made.close()


def test_slow_check_is_killed_and_the_next_is_answered(bundle: Path) -> None:
    with worker(bundle, seconds=1) as made:
        slow = made.check(SLOW)
        assert slow.status == 504 and "takes longer than it may" in slow.text
        assert made.check(SHORT).status == 200


def test_two_pages_are_checked_by_one_process(bundle: Path) -> None:
    with worker(bundle, seconds=60) as made:
        made.warm()
        first = made.process_id
        assert first is not None and first != os.getpid()
        assert [made.check(SHORT).status for _ in range(2)] == [200, 200]
        assert made.process_id == first


def test_process_that_died_is_replaced(bundle: Path) -> None:
    with worker(bundle, seconds=60) as made:
        made.warm()
        assert made.process_id is not None
        os.kill(made.process_id, signal.SIGKILL)
        assert made.check(SHORT).status in (200, 422)  # it may have died after it was looked for
        assert made.check(SHORT).status == 200


@pytest.mark.skipif(sys.platform != "linux", reason="bounds address space on Linux only")
def test_memory_is_bounded(bundle: Path) -> None:
    # The process starts in less than half of it, and the page alone is a third.
    with worker(bundle, seconds=60, megabytes=600) as made:
        made.warm()
        vast = made.check(Task("leaflet", b"a b " * 50_000_000))
        assert vast.status == 422 and "more memory or time than it may" in vast.text
        assert made.check(SHORT).status == 200


def test_database_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "evidence.db").write_bytes(b"no database")
    with worker(tmp_path, seconds=60) as made:
        outcome = made.check(SHORT)
        assert (outcome.status, outcome.text) == (
            503,
            "pages cannot be checked at the moment; try again later",
        )


# The page is sent without waiting for what comes of it: once it is sent, it is being read.
BUSY = """
import sys
from pathlib import Path
from publish.site.desk import Task
from publish.site.worker import Bounds, Worker
from tests.publish.site.checking import LONG
if __name__ == "__main__":
    made = Worker(Path(sys.argv[1]), Bounds(600, 4000))
    made.warm()
    made._connection.send(Task("leaflet", LONG.encode() * 20))
    print("busy", flush=True)
    sys.stdin.read()
"""


def test_worker_ends_with_its_server_even_while_it_checks(bundle: Path, tmp_path: Path) -> None:
    script = tmp_path / "busy.py"
    script.write_text(BUSY)
    command = [sys.executable, str(script), str(bundle / "evidence.db")]
    here = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, env=here, **pipes) as server:
        assert server.stdout is not None and server.stdout.readline() == b"busy\n"
        server.kill()
        # The worker has the pipe too: it is at its end when the worker is.
        assert server.communicate(timeout=60)[0] == b""


def test_more_than_may_wait_are_told_to_come_again(bundle: Path) -> None:
    with site(bundle, waiting=1) as opened:
        answers = opened.ask_all([{"json": {"text": PAGE}} for _ in range(5)])
        assert sorted(answer.status_code for answer in answers) == [200, 200, 503, 503, 503]
        refused = next(answer for answer in answers if answer.status_code == 503)
        assert refused.headers["retry-after"] == "10"
        assert "try again in a moment" in refused.json()["error"]


def test_one_address_does_not_fill_the_line(bundle: Path) -> None:
    with site(bundle, waiting=5, address_header="X-Real-IP") as opened:
        one, other = ({"json": {"text": PAGE}, "headers": {"X-Real-IP": ip}} for ip in TWO)
        answers = opened.ask_all([one] * 5 + [other] * 2)
        assert sorted(answer.status_code for answer in answers[:5]) == [200, 200, 200, 429, 429]
        assert [answer.status_code for answer in answers[5:]] == [200, 200]
        refused = next(answer for answer in answers if answer.status_code == 429)
        assert refused.headers["retry-after"] == "10"
        assert "let them end first" in refused.json()["error"]
        assert opened.ask(**one).status_code == 200


@pytest.mark.parametrize("warm", [True, False])
def test_worker_lives_as_long_as_the_server(bundle: Path, warm: bool) -> None:
    datasette = Datasette([], config_dir=bundle, metadata=configured(bundle, warm=warm))

    async def live() -> None:
        told: asyncio.Queue[dict[str, str]] = asyncio.Queue()
        said: asyncio.Queue[dict[str, str]] = asyncio.Queue()
        lifespan = asyncio.create_task(datasette.app()({"type": "lifespan"}, told.get, said.put))
        await told.put({"type": "lifespan.startup"})
        assert await said.get() == {"type": "lifespan.startup.complete"}
        worker = gate_of(datasette).worker
        while warm and worker.process_id is None:
            await asyncio.sleep(0.01)
        assert (worker.process_id is not None) == warm
        await told.put({"type": "lifespan.shutdown"})
        await lifespan
        assert worker.process_id is None

    asyncio.run(asyncio.wait_for(live(), timeout=60))


def ask(base: str, body: bytes, kind: str) -> tuple[int, bytes]:
    """Status and body of a request to a server that may be starting still."""
    request = urllib.request.Request(base + PATH, body, {"Content-Type": kind})
    while True:
        try:
            with urllib.request.urlopen(request) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)


def test_server_goes_on_after_a_slow_check(bundle: Path, tmp_path: Path) -> None:
    place = tmp_path / "bundle"
    shutil.copytree(bundle, place)
    (place / "metadata.json").chmod(0o644)
    (place / "metadata.json").write_text(json.dumps(configured(bundle, seconds=1)))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "datasette", "serve", str(place), "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            base = f"http://127.0.0.1:{port}"
            assert ask(base, PAGE.encode(), "text/plain")[0] == 200
            status, page = ask(base, LONG.encode(), "text/plain")
            assert (status, b"takes longer than it may" in page) == (504, True)
            status, page = ask(base, json.dumps({"text": PAGE}).encode(), "application/json")
            assert (status, json.loads(page)["ok"]) == (200, True)
        finally:
            server.terminate()
            server.wait(timeout=60)
