"""Several files of a folder changed as one: all of them or none, whenever a process is killed."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from ingest.disk import sync
from ingest.errors import BadInput, OnfileError, Refusal

_PARTIAL = ".import.partial"
_WHOLE = ".import.whole"
_BEFORE = "before.json"

# A file's bytes before and after; None before where there was none.
Change = tuple[bytes | None, bytes]


def put_in_place(folder: Path, changes: Mapping[str, Change]) -> None:
    """Change files of the folder, by name and in this order; make the folder where it is missing.

    Everything is written beside first.  Killed before that is whole, the folder stays as it was;
    killed later, ``finish`` does the rest.  Raises BadInput where a file is not as it was before,
    OnfileError where the folder cannot be written or another process is changing it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _held(folder):
            _settle(folder)
            _stage(folder, changes)
            _settle(folder)
    except OSError as error:
        raise OnfileError(f"{folder}: cannot be written ({error.strerror})") from error


def finish(folder: Path) -> None:
    """Do what a killed ``put_in_place`` has left to do; nothing where there is nothing.

    Raises BadInput where a file has been changed since, OnfileError as ``put_in_place``.
    """
    if not (folder / _WHOLE).exists():
        return
    try:
        with _held(folder):
            _settle(folder)
    except OSError as error:
        raise OnfileError(f"{folder}: cannot be written ({error.strerror})") from error


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    """The folder for this process alone; the lock goes with the process."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            remedy = "wait until it is done and try again"
            raise OnfileError(f"{folder}: another import is at work; {remedy}") from error
        yield
    finally:
        os.close(handle)


def _stage(folder: Path, changes: Mapping[str, Change]) -> None:
    """Write all files beside, and give them the name of a whole in one step."""
    partial = folder / _PARTIAL
    shutil.rmtree(partial, ignore_errors=True)
    try:
        partial.mkdir()
        before = {name: _digest(old) for name, (old, _) in changes.items()}
        _write(partial / _BEFORE, json.dumps(before).encode())
        for name, (_, new) in changes.items():
            _write(partial / name, new)
            if (folder / name).exists():
                shutil.copymode(folder / name, partial / name)
        sync(partial)
        _unchanged(folder, before, "it changed while the import was read", "run the import again")
        partial.rename(folder / _WHOLE)
        sync(folder)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def _settle(folder: Path) -> None:
    """Move what lies ready in the folder into its place."""
    whole = folder / _WHOLE
    if not whole.exists():
        return
    if (whole / _BEFORE).exists():
        before: dict[str, str | None] = json.loads((whole / _BEFORE).read_bytes())
        left = {name: digest for name, digest in before.items() if (whole / name).exists()}
        reason = f"it changed after an import that was broken off, which lies in {_WHOLE}"
        _unchanged(folder, left, reason, "take over what is new there, then delete that folder")
        for name in left:
            (whole / name).replace(folder / name)
        sync(folder)
        (whole / _BEFORE).unlink()
    whole.rmdir()
    sync(folder)


def _unchanged(folder: Path, before: Mapping[str, str | None], reason: str, remedy: str) -> None:
    """Refuse where a file is not as it was."""
    changed = [
        name for name, digest in before.items() if _digest(_content(folder / name)) != digest
    ]
    if changed:
        raise BadInput(Refusal(str(folder / name), 0, "", reason, remedy) for name in changed)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _digest(content: bytes | None) -> str | None:
    return None if content is None else hashlib.sha256(content).hexdigest()


def _write(path: Path, content: bytes) -> None:
    """Write the file and have it on the disk."""
    path.write_bytes(content)
    sync(path)
