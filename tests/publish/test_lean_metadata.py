"""Metadata is not copied for permissions, and permissions hold all the same."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from datasette.app import Datasette

from publish.metadata import DATABASE


def test_metadata_is_shown_as_it_was_read(get: Callable[..., Any], bundle: Path) -> None:
    read = json.loads((bundle / "metadata.json").read_text(encoding="utf-8"))
    shown = get("/-/metadata.json").json()["databases"][DATABASE]["tables"]
    for table, entry in read["databases"][DATABASE]["tables"].items():
        assert entry.items() <= shown[table].items()


def test_who_may_see_a_table_is_still_asked(bundle: Path, tmp_path: Path) -> None:
    place = tmp_path / "bundle"
    shutil.copytree(bundle, place)
    metadata = json.loads((place / "metadata.json").read_text(encoding="utf-8"))
    metadata["databases"][DATABASE]["tables"]["studies"]["allow"] = {"id": "root"}
    (place / "metadata.json").chmod(0o644)
    (place / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")

    async def answers() -> list[int]:
        datasette = Datasette([], config_dir=place)
        await datasette.invoke_startup()
        signed = {"ds_actor": datasette.sign({"a": {"id": "root"}}, "actor")}
        get = datasette.client.get
        path = f"/{DATABASE}/studies"
        found = [await get(path), await get(path, cookies=signed), await get(f"/{DATABASE}/rules")]
        datasette.executor.shutdown()
        return [answer.status_code for answer in found]

    assert asyncio.run(answers()) == [403, 200, 200]
    copied = Datasette([], config_dir=place)
    asyncio.run(copied.invoke_startup())
    assert set(copied._metadata_local["databases"][DATABASE]["tables"]) == {"studies"}
