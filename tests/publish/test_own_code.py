"""A bundle runs on the code that it was published with, wherever it stands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from publish.bundle import ROOT, make_bundle
from publish.checksums import verify
from publish.errors import PublishError
from publish.own_code import ROOMS, own_environment, project_version, run_own
from tests.publish.checkout import copy_checkout

ASK = (
    "import onfile, ingest, claims.check, publish.site, publish.reports.edition as edition;"
    "print(*{m.__file__ for m in (onfile, ingest, claims.check, edition)}, sep='\\n');"
    "print(edition.onfile_version())"
)


def asked(bundle: Path, cwd: Path) -> list[str]:
    """What the bundle's Python, started in ``cwd``, says of the code that it imports."""
    result = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=cwd, env=own_environment(bundle), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return result.stdout.splitlines()


@pytest.mark.parametrize("cwd", [Path("/"), ROOT], ids=["root", "checkout"])
def test_imports_its_own_code_wherever_it_is_started(bundle: Path, cwd: Path) -> None:
    *files, version = asked(bundle, cwd)
    assert len(files) == 4
    assert {Path(file).is_relative_to(bundle / "app") for file in files} == {True}
    assert version == project_version(ROOT)


def test_running_it_writes_nothing_into_it(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    asked(bundle, Path("/"))
    verify(bundle)


def test_holds_the_rooms_with_their_data_and_nothing_else(bundle: Path) -> None:
    wanted = {
        path.relative_to(ROOT)
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert Path("claims/rulebook/rules.csv") in wanted
    app = bundle / "app"
    found = {path.relative_to(app) for path in app.rglob("*") if path.is_file()}
    alone = {"onfile.py", "pyproject.toml", "requirements-site.lock"}
    assert {str(path) for path in found - wanted} == {
        *alone, f"onfile-{project_version(ROOT)}.dist-info/METADATA"
    }  # fmt: skip
    assert wanted <= found


def test_caches_and_leftovers_stay_behind(
    small_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, untried: None
) -> None:
    root = copy_checkout(tmp_path / "root", monkeypatch)
    first = make_bundle(small_db, tmp_path / "dist")
    (root / "claims" / "__pycache__").mkdir()
    for left in ("claims/__pycache__/check.pyc", "claims/.check.py.swp", "claims/check.py~"):
        (root / left).write_text("left")
    assert make_bundle(small_db, tmp_path / "dist") == first


def test_page_that_fails_in_its_own_code_is_not_published(
    small_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would pass if the code of this process were tried."""
    root = copy_checkout(tmp_path / "root", monkeypatch)
    with (root / "publish" / "smoke_pages.py").open("a") as file:
        file.write('\nSINGLE = (*SINGLE, Page("/nowhere", HTML))\n')
    with pytest.raises(PublishError, match=r"pages of the site fail:\n  /nowhere: 404"):
        make_bundle(small_db, tmp_path / "dist")
    assert list((tmp_path / "dist").iterdir()) == []


def test_accounts_and_secrets_of_the_publisher_are_not_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "app" / "told.py"
    module.parent.mkdir()
    module.write_text("import os, sys; sys.exit(print(sorted(os.environ)) or 1)")
    for name in ("ONFILE_REVIEWS", "ONFILE_REVIEWERS", "DATASETTE_SECRET", "OTHER"):
        monkeypatch.setenv(name, "value")
    with pytest.raises(PublishError) as told:
        run_own(tmp_path, "told")
    assert "'OTHER'" in str(told.value)
    assert "ONFILE_" not in str(told.value) and "DATASETTE_" not in str(told.value)


def test_path_of_the_user_is_kept_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    path = own_environment(tmp_path)["PYTHONPATH"].split(os.pathsep)
    assert path == [str(tmp_path / "app"), "/elsewhere"]
    monkeypatch.delenv("PYTHONPATH")
    assert own_environment(tmp_path)["PYTHONPATH"] == str(tmp_path / "app")


def test_code_that_crashes_is_told(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="nosuch ended with 1"):
        run_own(tmp_path, "nosuch")
