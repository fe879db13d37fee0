"""The link that names the bundle to serve: ``python -m publish.link LINK NAME``."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def point(link: Path, name: str) -> None:
    """Switch the symbolic link in one step: there is no moment without one."""
    fresh = link.with_name(f".{link.name}-{os.getpid()}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(name)
    fresh.replace(link)


if __name__ == "__main__":
    point(Path(sys.argv[1]), sys.argv[2])
