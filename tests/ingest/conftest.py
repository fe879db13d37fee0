"""Small packs on disk, made of our own examples."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

STUDIES = "study_id,authors,title,journal,year\n"
STUDY = "oak-2001,Oak A; Elm B,A trial of leaf tea,Journal of Trees,2001\n"
FINDINGS = "study_id,drug,outcome,percent,events,n,direction,confidence\n"

MakePack = Callable[..., Path]


@pytest.fixture
def make_pack(tmp_path: Path) -> MakePack:
    """A function that writes a pack's files (text or bytes, by path) and returns its folder."""

    def make(name: str = "pack", /, **files: str | bytes) -> Path:
        folder = tmp_path / name
        for key, content in {"studies": STUDIES + STUDY, **files}.items():
            path = folder / f"{key.replace('__', '/')}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return make
