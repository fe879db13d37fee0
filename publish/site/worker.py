"""One process beside the server that checks pages: bounded, and killed when it takes too long.

What strangers hand in is read by parsers of many formats.  Whatever one of them does, the server
goes on: it only ever waits for a message, for so long.
"""

from __future__ import annotations

import math
import multiprocessing
import os
import signal
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from threading import Lock, Thread

from publish.site.desk import Desk, Outcome, Task

try:
    import resource
except ImportError:  # not every platform bounds processes; the time is bounded everywhere
    resource = None  # type: ignore[assignment]

_STARTING_SECONDS = 120
_READY = "ready"
_SPAWN = multiprocessing.get_context("spawn")

_TOO_SLOW = Outcome(
    HTTPStatus.GATEWAY_TIMEOUT, "the check takes longer than it may; give the part that matters"
)
_TOO_LARGE = Outcome(
    HTTPStatus.UNPROCESSABLE_ENTITY,
    "the check takes more memory or time than it may; give the part that matters",
)
_FAILED = Outcome(
    HTTPStatus.INTERNAL_SERVER_ERROR, "the check failed on this page; report it with the page"
)
_UNAVAILABLE = Outcome(
    HTTPStatus.SERVICE_UNAVAILABLE, "pages cannot be checked at the moment; try again later"
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one check may take: seconds by the clock, and megabytes of address space."""

    seconds: float
    megabytes: int


class Worker:
    """The process, as the server sees it; it is started when the first page comes."""

    def __init__(self, database: Path, bounds: Bounds) -> None:
        self._database = database
        self._bounds = bounds
        self._lock = Lock()
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None

    def warm(self) -> None:
        """Start the process, if it does not run, and wait until it can check pages."""
        with self._lock:
            self._running()

    def check(self, task: Task) -> Outcome:
        """Check a page, one at a time; blocks until it is done or its time is over.

        Nothing is raised: an outcome of status 504 says that it took too long, 422 that it took
        too much, 503 that there is no process to check it.  The process is gone then, and the next
        check starts another.
        """
        with self._lock:
            connection = self._running()
            if connection is None:
                return _UNAVAILABLE
            try:
                connection.send(task)
                if connection.poll(self._bounds.seconds):
                    outcome: Outcome = connection.recv()
                    return outcome
            except (EOFError, OSError):
                self._end()
                return _TOO_LARGE
            self._end()
            return _TOO_SLOW

    @property
    def process_id(self) -> int | None:
        """The process that checks pages, None where none runs: what it costs is measured by it."""
        return self._process.pid if self._process is not None else None

    def close(self) -> None:
        """End the process, if it runs."""
        with self._lock:
            self._end()

    def _running(self) -> Connection | None:
        """A connection to a process that is ready, None where none can be started."""
        if self._process is not None and self._process.is_alive():
            return self._connection
        self._end()
        ours, theirs = _SPAWN.Pipe()
        arguments = (theirs, self._database, self._bounds)
        self._process = _SPAWN.Process(target=_serve, args=arguments, daemon=True)
        self._process.start()
        theirs.close()
        self._connection = ours
        with suppress(EOFError, OSError):
            if ours.poll(_STARTING_SECONDS) and ours.recv() == _READY:
                return ours
        self._end()
        return None

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None


def _serve(connection: Connection, database: Path, bounds: Bounds) -> None:
    """Answer tasks until the server is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to both; the server decides
    Thread(target=_end_with_parent, daemon=True).start()
    _bound_memory(bounds.megabytes)
    desk = Desk.open(database)
    connection.send(_READY)
    while True:
        try:
            task: Task = connection.recv()
        except EOFError:
            return
        _grant(bounds.seconds)
        connection.send(_answered(desk, task))


def _answered(desk: Desk, task: Task) -> Outcome:
    try:
        return desk.answer(task)
    except MemoryError:
        return _TOO_LARGE
    except Exception:
        traceback.print_exc(file=sys.stderr)
        return _FAILED


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _bound_memory(megabytes: int) -> None:
    """Bound the address space, and leave no page of a stranger behind in a core file."""
    if resource is not None:
        _limit(resource.RLIMIT_AS, megabytes * 1_000_000)
        _limit(resource.RLIMIT_CORE, 0)


def _grant(seconds: float) -> None:
    """Allow so many more seconds of processor time: what ends a check when nobody is there to."""
    if resource is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        _limit(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime + seconds) + 1)


def _limit(kind: int, value: int) -> None:
    """Set a soft limit, as far as the platform has it and the hard limit lets it."""
    hard = resource.getrlimit(kind)[1]
    with suppress(ValueError, OSError):
        resource.setrlimit(kind, (value, hard))
