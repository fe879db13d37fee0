"""The small pack, built with the text of its page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publish.recheck.small import Kept


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """The pack as it was built; a test changes it."""
    return Kept(tmp_path)
