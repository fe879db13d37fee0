"""The data on file, read once, and the database that is built of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.build import build
from claims.evidence import Evidence
from ingest.corpus import read_evidence

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def evidence() -> Evidence:
    """The index of data/."""
    corpus = read_evidence([DATA])
    return Evidence.from_rows({name: corpus.rows(name) for name in corpus.tables})


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The evidence database of data/, built once."""
    path = tmp_path_factory.mktemp("built") / "evidence.db"
    build([DATA], path)
    return path
