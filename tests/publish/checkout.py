"""A checkout that a test may spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from publish import bundle as bundles
from publish.own_code import ALONE, ROOMS

FILES = (*ALONE, "LICENSE", "data/LICENSE", "CITATION.cff", "metadata.yml")


def copy_checkout(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy what a bundle is made from to ``root``, and have bundles made from that."""
    (root / "data").mkdir(parents=True)
    for name in FILES:
        shutil.copyfile(bundles.ROOT / name, root / name)
    for room in ROOMS:
        shutil.copytree(
            bundles.ROOT / room, root / room, ignore=shutil.ignore_patterns("__pycache__")
        )
    monkeypatch.setattr(bundles, "ROOT", root)
    monkeypatch.setattr(bundles, "ROOM", root / "publish")
    return root
