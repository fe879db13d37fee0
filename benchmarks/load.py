"""A real server and many visitors at once: how many pages a second."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

VISITORS = 16
SECONDS = 4.0
_PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Load:
    """What one address bore: requests a second, and the server's own milliseconds a request."""

    path: str
    rate: float
    cpu: float
    faults: int


def serve_and_load(bundle: Path, paths: list[str]) -> list[Load]:
    """Serve the bundle on loopback and ask for each path for some seconds, all with keep-alive."""
    with _server(bundle) as (process, port):
        return [asyncio.run(_load(process.pid, port, path)) for path in paths]


@contextlib.contextmanager
def _server(bundle: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "datasette", "serve", str(bundle), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await_answer(port)
        yield process, port
    finally:
        process.terminate()
        process.wait(_PATIENCE)


def _await_answer(port: int) -> None:
    """Return once the server answers; OSError where it never does."""
    ends = time.monotonic() + _PATIENCE
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{port}/", timeout=_PATIENCE):
                return
        except OSError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.2)


async def _load(process: int, port: int, path: str) -> Load:
    """Ask for one address, by some visitors who each wait for an answer before they ask again."""
    await _visit(port, path, 0.2)
    used, start = _cpu(process), time.perf_counter()
    counts = await asyncio.gather(*(_visit(port, path, SECONDS) for _ in range(VISITORS)))
    took, used = time.perf_counter() - start, _cpu(process) - used
    answered = sum(good for good, _ in counts)
    return Load(path, answered / took, 1000 * used / answered, sum(bad for _, bad in counts))


async def _visit(port: int, path: str, seconds: float) -> tuple[int, int]:
    """How many answers came in that time, and how many were no pages."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    asked = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
    good = bad = 0
    ends = time.perf_counter() + seconds
    while time.perf_counter() < ends:
        writer.write(asked)
        head = await reader.readuntil(b"\r\n\r\n")
        length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length))
        if head.startswith(b"HTTP/1.1 200 "):
            good += 1
        else:
            bad += 1
    writer.close()
    return good, bad


def _cpu(process: int) -> float:
    """Seconds of processor time of a process so far; 0 where the platform does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
