"""What a newcomer meets first: make, the lock, the change gate, the dictionary."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from publish.bundle import ROOT
from publish.dictionary import EVERY, dictionary
from publish.tables import TABLES

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
SITE_LOCK = (ROOT / "requirements-site.lock").read_text(encoding="utf-8")

needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


@needs_make
@pytest.mark.parametrize("arguments", [[], ["help"]])
def test_help_lists_every_target(arguments: list[str]) -> None:
    shown = subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    targets = re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE)
    assert phony and sorted(phony[1].split()) == sorted(targets)
    assert re.findall(r"^  make (\w+) +\S", shown, re.MULTILINE) == targets


OLD = f"""#!/bin/sh
exec '{sys.executable}' -c 'import sys; sys.version_info = (3, 10); exec(sys.argv[1])' "$2"
"""


@needs_make
@pytest.mark.parametrize("script", [OLD, "#!/bin/sh\nexit 127\n"], ids=["old", "none"])
def test_old_python_is_told_what_to_do(tmp_path: Path, script: str) -> None:
    python = tmp_path / "python"
    python.write_text(script)
    python.chmod(0o755)
    place = tmp_path / "a path with spaces"
    place.mkdir()
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copyfile(ROOT / name, place / name)
    result = subprocess.run(
        ["make", "build", f"PYTHON={python}"], cwd=place, capture_output=True, text=True
    )
    assert result.returncode == 2
    assert "needs Python 3.11 or newer" in result.stderr
    assert "make PYTHON=python3.12 build" in result.stderr
    assert not (place / ".venv").exists()


@needs_make
@pytest.mark.parametrize(
    ("data", "packs"),
    [("pack", "--data 'pack'"), ("one two/three", "--data 'one' --data 'two/three'")],
)
def test_publish_builds_bundles_and_serves(tmp_path: Path, data: str, packs: str) -> None:
    shutil.copyfile(ROOT / "Makefile", tmp_path / "Makefile")
    (tmp_path / ".venv").mkdir()
    for name in ("requirements.lock", "pyproject.toml", ".venv/.ready"):
        (tmp_path / name).touch()
    asked = ["make", "--no-print-directory", "--dry-run", "publish"]
    asked += ["PAGES=my pages", f"DATA={data}", "PORT=9000", "SERVE=no"]
    shown = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert shown.splitlines() == [
        f".venv/bin/onfile build {packs} --pages 'my pages'",
        ".venv/bin/onfile publish",
        'if [ "no" != no ]; then .venv/bin/onfile serve --port 9000; fi',
    ]


@needs_make
@pytest.mark.parametrize(("status", "ends"), [(0, 0), (1, 0), (2, 2)])
def test_changes_do_not_fail_make_and_bad_input_does(
    tmp_path: Path, status: int, ends: int
) -> None:
    shutil.copyfile(ROOT / "Makefile", tmp_path / "Makefile")
    onfile = tmp_path / ".venv" / "bin" / "onfile"
    onfile.parent.mkdir(parents=True)
    for name in ("requirements.lock", "pyproject.toml", ".venv/.ready"):
        (tmp_path / name).touch()
    onfile.write_text(f'#!/bin/sh\necho "$*"\nexit {status}\n')
    onfile.chmod(0o755)
    asked = ["make", "--no-print-directory", "recheck", "PAGES=my pages", "FORMAT=json"]
    result = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True)
    assert (result.returncode, result.stdout) == (ends, "recheck --pages my pages --format json\n")


@needs_make
def test_publish_to_a_place_does_not_serve_here(tmp_path: Path) -> None:
    shutil.copyfile(ROOT / "Makefile", tmp_path / "Makefile")
    (tmp_path / ".venv").mkdir()
    for name in ("requirements.lock", "pyproject.toml", ".venv/.ready"):
        (tmp_path / name).touch()
    asked = ["make", "--no-print-directory", "--dry-run", "publish", "TO=rsync", "DEST=me@h:site"]
    shown = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert shown.splitlines()[1:] == [
        ".venv/bin/onfile publish --to 'rsync' --dest 'me@h:site'",
        'if [ "no" != no ]; then .venv/bin/onfile serve --port 8001; fi',
    ]


STUB = """#!/bin/sh
echo "$(basename "$0") $*"
exit {status}
"""
USER_RUNS = ["make test", "make publish SERVE=no"]
APT = ["apt-get update -qq", "apt-get install -y -qq chromium fonts-liberation"]


@pytest.fixture
def gate(tmp_path: Path) -> Callable[..., list[str]]:
    """A function that runs the gate among stubs by those names, each with its exit status."""

    def run(**stubs: int) -> list[str]:
        place, programs = tmp_path / "a path with spaces", tmp_path / "bin"
        programs.mkdir()
        for name in (".ci/run", "tests/browser/found.py"):
            (place / name).parent.mkdir(parents=True)
            shutil.copy(ROOT / name, place / name)
        for name in ("bash", "basename", "dirname", "id"):
            (programs / name).symlink_to(str(shutil.which(name)))
        (programs / "sudo").write_text('#!/bin/sh\nexec "$@"\n')
        (programs / "python3").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        for name, status in stubs.items():
            (programs / name.replace("_", "-")).write_text(STUB.format(status=status))
        for program in programs.iterdir():
            if not program.is_symlink():
                program.chmod(0o755)
        shown = subprocess.run(
            [place / ".ci" / "run"],
            env={"PATH": str(programs)},
            capture_output=True,
            text=True,
            check=True,
        )
        return [*shown.stdout.splitlines(), *shown.stderr.splitlines()]

    return run


def test_gate_runs_what_a_user_runs(gate: Callable[..., list[str]]) -> None:
    assert gate(make=0, chromium=0)[1:] == USER_RUNS


without_applications = pytest.mark.skipif(sys.platform == "darwin", reason="Chrome may be there")


@without_applications
def test_gate_brings_a_browser(gate: Callable[..., list[str]]) -> None:
    assert gate(make=0, apt_get=0) == [*APT, *USER_RUNS]


@without_applications
def test_gate_says_that_it_has_no_browser(gate: Callable[..., list[str]]) -> None:
    *run, told = gate(make=0, apt_get=1)
    assert run == [APT[0], *USER_RUNS]
    assert "browser tests are skipped" in told


@pytest.mark.parametrize("lock", [LOCK, SITE_LOCK], ids=["all", "site"])
def test_lock_names_no_host(lock: str) -> None:
    assert not re.findall(r"\S*(?:://|index-url|find-links|file:)\S*", lock)


@pytest.mark.parametrize("lock", [LOCK, SITE_LOCK], ids=["all", "site"])
def test_every_requirement_in_the_lock_has_a_hash(lock: str) -> None:
    found = entries(lock)
    assert len(found) > 30
    for entry in found:
        assert re.match(r"[a-z0-9.-]+==\S+", entry), entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry


def test_lock_holds_everything_that_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    run, dev = project["project"]["dependencies"], project["project"]["optional-dependencies"]
    assert names_of([*run, *dev["dev"], *project["build-system"]["requires"]]) <= locked(LOCK)
    assert names_of(run) <= locked(SITE_LOCK)


def test_site_is_locked_to_what_was_tested_and_to_no_tool() -> None:
    assert set(entries(SITE_LOCK)) <= set(entries(LOCK))
    assert not locked(SITE_LOCK) & {"hypothesis", "mypy", "playwright", "pytest", "ruff"}


def entries(lock: str) -> list[str]:
    """The requirements in a lock, each with its hashes."""
    return re.split(r"^(?=\S)", lock, flags=re.MULTILINE)[1:]


def locked(lock: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9.-]+)==", lock, re.MULTILINE))


def names_of(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=]", requirement)[0].lower() for requirement in requirements}


def test_dictionary_is_up_to_date() -> None:
    committed = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert committed == dictionary(EVERY), "run: make docs"


def test_dictionary_says_everything_about_a_column() -> None:
    text = dictionary(EVERY)
    assert "| `n` | INTEGER | Denominator. Unit: people. Range: 0 to any. |" in text
    assert "| `study_id` | TEXT | The work that reports it. Refers to `studies.study_id`. R" in text
    for table in TABLES:
        assert f"\n## {table.name}: {table.title}\n" in text
        assert all(f"| `{column.name}` |" in text for column in table.columns)


def test_dictionary_is_written_where_it_is_asked(tmp_path: Path) -> None:
    target = tmp_path / "dictionary.md"
    subprocess.run([sys.executable, "-m", "publish.dictionary", target], cwd=ROOT, check=True)
    assert target.read_text(encoding="utf-8") == dictionary(EVERY)
