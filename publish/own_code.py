"""The code in a bundle: what serves a bundle is what it was published with.

A plugin imports the rooms by name, and would get whatever checkout happens to be installed.  So the
rooms go along in ``app/``, and whoever runs a bundle puts that folder first on Python's path.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from publish.errors import PublishError

APP = "app"
ROOMS = ("ingest", "claims", "publish")
ALONE = ("onfile.py", "pyproject.toml", "requirements-site.lock")

LEFT_OUT = shutil.ignore_patterns("__pycache__", ".*", "*~")
"""Caches and what editors and systems leave behind."""

# Accounts, reviews and secrets are given to who serves, never to who publishes.
_PRIVATE = ("ONFILE_", "DATASETTE_")


def project_version(root: Path) -> str:
    """The version in pyproject.toml."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def copy_code(root: Path, bundle: Path) -> None:
    """Copy the rooms with their data, and what it takes to run them, from the checkout ``root``.

    Reports name the version that is installed; here nothing is, so the folder says it itself.
    """
    app = bundle / APP
    for room in ROOMS:
        shutil.copytree(root / room, app / room, ignore=LEFT_OUT)
    for name in ALONE:
        shutil.copyfile(root / name, app / name)
    version = project_version(root)
    installed = app / f"onfile-{version}.dist-info" / "METADATA"
    installed.parent.mkdir()
    installed.write_text(f"Metadata-Version: 2.1\nName: onfile\nVersion: {version}\n")


def own_environment(bundle: Path) -> dict[str, str]:
    """The environment in which Python imports the bundle's own code, and writes nothing into it."""
    path = [str(bundle / APP), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path),
        # Else the folder that one stands in, maybe a checkout, would come before the path.
        "PYTHONSAFEPATH": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def run_own(bundle: Path, module: str, *arguments: str) -> None:
    """Run a module of the bundle's own code on the bundle, in a process of its own.

    The module writes what is wrong to standard output and ends with another status than 0, which
    becomes a PublishError.  Its progress shows on stderr.
    """
    kept = {k: v for k, v in own_environment(bundle).items() if not k.startswith(_PRIVATE)}
    command = [sys.executable, "-m", module, str(bundle), *arguments]
    result = subprocess.run(command, env=kept, stdout=subprocess.PIPE, text=True)
    if result.returncode:
        raise PublishError(result.stdout.strip() or f"{module} ended with {result.returncode}")
