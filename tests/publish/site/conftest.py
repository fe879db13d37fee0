"""Three builds of the small database, the last of them served."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.publish.conftest import Get, serving
from tests.publish.site.changed import third_bundle


@pytest.fixture(scope="session")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of the third build, of the third day of 1970: one verdict changed in the second
    build, one in the third."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(2 * 86_400))
        return third_bundle(tmp_path_factory.mktemp("changed"))


@pytest.fixture(scope="session")
def ask(changed: Path) -> Iterator[Get]:
    """A function that asks a real Datasette, serving the third build, for a path."""
    with serving(changed) as get:
        yield get
