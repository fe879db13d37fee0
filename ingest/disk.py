"""What must survive a loss of power, written through to the disk."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def sync(path: Path) -> None:
    """Have the file, or the folder's list of files, written to the disk.

    Raises OSError where it cannot be opened or written.
    """
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put_over(fresh: Path, target: Path) -> None:
    """Copy a finished file over another in one step: there is no moment with half of it.

    Raises OSError where it cannot be read or written; ``target`` then stays as it was.
    """
    staged = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        shutil.copyfile(fresh, staged)
        sync(staged)
        staged.replace(target)
        sync(target.parent)
    except BaseException:
        staged.unlink(missing_ok=True)
        raise
