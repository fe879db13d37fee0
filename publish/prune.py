"""Removing old bundles: only where asked, and never one that is served.

Who serves a bundle holds a shared lock on its SHA256SUMS for as long as it runs.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

from publish.checksums import SUMS, bundles


def hold(bundle: Path) -> None:
    """Lock the bundle against pruning until this process ends, whatever program it becomes."""
    handle = os.open(bundle / SUMS, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_SH)
    os.set_inheritable(handle, True)


def prune(dist: Path, keep: int) -> list[Path]:
    """Remove all but the ``keep`` newest bundles of ``dist``; returns those that were removed.

    What ``current`` points to and what is being served stay, however old.
    """
    current = (dist / "current").resolve()
    newest_last = sorted(bundles(dist), key=lambda path: (path / SUMS).stat().st_mtime_ns)
    return [path for path in newest_last[:-keep] if path.resolve() != current and _removed(path)]


def _removed(bundle: Path) -> bool:
    """Remove a bundle that nobody serves; False where somebody does."""
    handle = os.open(bundle / SUMS, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(bundle)
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
    return True
