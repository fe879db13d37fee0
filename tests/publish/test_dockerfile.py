"""The Dockerfile, read as Docker reads it, and its command run as it would be."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from publish.bundle import ROOM
from tests.publish.server import fetch

TEXT = (ROOM / "Dockerfile").read_text(encoding="utf-8")


def instructions() -> list[tuple[str, str]]:
    """Each instruction and its arguments, in order; continued lines joined, comments left out."""
    lines = [line for line in TEXT.splitlines() if not line.startswith("#")]
    joined = re.sub(r"\s*\\\n\s*", " ", "\n".join(lines))
    return [
        (word, rest)
        for word, _, rest in (line.partition(" ") for line in joined.split("\n"))
        if word
    ]


def only(name: str) -> str:
    (found,) = (rest for word, rest in instructions() if word == name)
    return found


def environment() -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in shlex.split(only("ENV")))


def test_base_is_named_exactly() -> None:
    assert re.fullmatch(r"python:3\.\d+\.\d+-slim-\w+(@sha256:[0-9a-f]{64})?", only("FROM"))


def test_installs_nothing_but_what_is_locked() -> None:
    installs = re.findall(r"pip install ([^&]*)", only("RUN"))
    assert len(installs) == 1
    assert "--require-hashes" in installs[0]
    copied = dict(rest.split() for word, rest in instructions() if word == "COPY")
    assert f"--requirement {copied['app/requirements-site.lock']}" in installs[0]


def test_nothing_is_copied_that_the_bundle_has_not(bundle: Path) -> None:
    for word, rest in instructions():
        if word in ("COPY", "ADD"):
            assert (bundle / rest.split()[0]).exists()


def test_runs_as_somebody_who_cannot_change_the_bundle() -> None:
    words = [word for word, _ in instructions()]
    user = only("USER")
    assert user != "root" and f"{user}" in only("RUN")
    assert words.index("USER") > max(i for i, word in enumerate(words) if word in ("RUN", "COPY"))
    assert "--chown" not in TEXT
    assert only("VOLUME") == "/reviews"
    assert environment()["ONFILE_REVIEWS"].startswith("/reviews/")


def test_holds_no_secret() -> None:
    assert not {"DATASETTE_SECRET", "ONFILE_REVIEWERS"} & environment().keys()
    assert "ARG" not in dict(instructions())


def test_command_serves_and_is_found_healthy(bundle: Path, free: int, tmp_path: Path) -> None:
    """The very command and check, with the image's folder and port put in as they are here."""

    def here(text: str) -> str:
        return text.replace("/bundle", str(bundle)).replace("8001", str(free))

    environ = {name: here(value) for name, value in environment().items()}
    environ |= {"PATH": os.environ["PATH"], "ONFILE_REVIEWS": str(tmp_path / "reviews.db")}
    command = [here(word) for word in json.loads(only("CMD"))]
    assert command[command.index("--host") + 1] == "0.0.0.0"
    command[command.index("--host") + 1] = "127.0.0.1"
    check = [here(word) for word in json.loads(only("HEALTHCHECK").partition(" CMD ")[2])]
    assert {command[0], check[0]} == {"python"}
    with subprocess.Popen(
        [sys.executable, *command[1:]], env=environ, cwd=tmp_path, stderr=subprocess.DEVNULL
    ) as server:
        try:
            databases = fetch(server, f"http://127.0.0.1:{free}/-/databases.json")
            subprocess.run([sys.executable, *check[1:]], env=environ, check=True)
        finally:
            server.terminate()
    assert str(bundle / "evidence.db") in {found["path"] for found in databases}
    with pytest.raises(subprocess.CalledProcessError):
        subprocess.run(
            [sys.executable, *check[1:]], env=environ, check=True, stderr=subprocess.DEVNULL
        )
