"""Bring a bundle to a place: check what is needed, show each command, run it."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from publish.errors import PublishError
from publish.targets import TARGETS
from publish.targets.target import Command, Order, Target


def push(bundle: Path, to: str, dest: str, tell: Callable[[str], None]) -> None:
    """Publish the bundle to ``dest`` by the target named ``to``, telling each command before it.

    Raises PublishError, in one line, where the place is not named as it should be, the tool or the
    login is missing, or a command fails; the bundle stays where it is.
    """
    target = TARGETS[to]
    require_dest(to, dest)
    _require_ready(to, target)
    with tempfile.TemporaryDirectory() as scratch:
        for command in target.commands(Order(bundle.resolve(), dest, Path(scratch))):
            tell(f"$ {shlex.join(command)}")
            _run(to, command)
    tell(f"Published to {to}. Next: {target.done}")


def require_dest(to: str, dest: str) -> None:
    """Raise PublishError where ``dest`` does not say where to publish to."""
    target = TARGETS[to]
    if not re.fullmatch(target.pattern, dest):
        raise PublishError(f"--to {to} needs --dest (make: DEST=...): {target.dest}; got {dest!r}")


def _require_ready(to: str, target: Target) -> None:
    if shutil.which(target.tool) is None:
        raise PublishError(f"--to {to}: {target.tool} is not installed: {target.install}")
    if target.ready:
        asked = subprocess.run(
            target.ready, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        if asked.returncode or not asked.stdout.strip():
            raise PublishError(f"--to {to}: {target.tool} is not ready: {target.get_ready}")


def _run(to: str, command: Command) -> None:
    try:
        status = subprocess.run(command).returncode
    except FileNotFoundError as error:
        raise PublishError(f"--to {to}: {command[0]} is not installed") from error
    if status:
        raise PublishError(f"--to {to}: {command[0]} ended with status {status}; see above")
