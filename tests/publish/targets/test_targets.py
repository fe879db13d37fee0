"""Publishing to a place runs that place's own tool, with the bundle that was made."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
import tomllib
from pathlib import Path

import pytest

import onfile
from publish.errors import PublishError
from publish.targets import TARGETS
from publish.targets.push import push
from tests.publish.conftest import write_small

RECORD = """#!{python}
import json, os, pathlib, sys
arguments = sys.argv[1:]
files = [pathlib.Path(a) for a in arguments if a.endswith("fly.toml")]
called = [pathlib.Path(sys.argv[0]).name, *arguments]
with open({calls!r}, "a") as file:
    file.write(json.dumps([called, [f.read_text() for f in files]]) + "\\n")
print({output!r})
sys.exit({status} if {fails!r} in " ".join(called) else 0)
"""


class Tools:
    """Programs on the path that write down how they were called, and nothing else on it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder / "bin"
        self.folder.mkdir()
        self.log = folder / "calls"
        monkeypatch.setenv("PATH", str(self.folder))

    def add(self, name: str, output: str = "ok", fails: str = "\0", status: int = 0) -> None:
        """A program; it ends with ``status`` where its call contains ``fails``."""
        script = RECORD.format(
            python=sys.executable, calls=str(self.log), output=output, status=status, fails=fails
        )
        (self.folder / name).write_text(script)
        (self.folder / name).chmod(0o755)

    def calls(self) -> list[list[str]]:
        """Every call in order, the program's name first."""
        return [call for call, _ in self._read()]

    def configs(self) -> list[str]:
        """The configuration files that the calls named."""
        return [text for _, texts in self._read() for text in texts]

    def _read(self) -> list[tuple[list[str], list[str]]]:
        if not self.log.exists():
            return []
        return [tuple(json.loads(line)) for line in self.log.read_text().splitlines()]


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tools:
    return Tools(tmp_path, monkeypatch)


def pushed(bundle: Path, to: str, dest: str) -> list[str]:
    """What is told while a bundle is published."""
    told: list[str] = []
    push(bundle, to, dest, told.append)
    return told


def test_docker_builds_and_pushes_under_the_name_of_the_bundle(bundle: Path, tools: Tools) -> None:
    tools.add("docker")
    told = pushed(bundle, "docker", "registry.example.org/me/onfile")
    image = "registry.example.org/me/onfile"
    names = [f"{image}:{bundle.name}", f"{image}:latest"]
    assert tools.calls() == [
        ["docker", "info"],
        ["docker", "build", "--tag", names[0], "--tag", names[1], str(bundle)],
        ["docker", "push", names[0]],
        ["docker", "push", names[1]],
    ]
    shown = [shlex.split(line)[1:] for line in told if line.startswith("$ ")]
    assert shown == tools.calls()[1:]


def test_docker_without_a_registry_only_builds(bundle: Path, tools: Tools) -> None:
    tools.add("docker")
    pushed(bundle, "docker", "")
    assert [call[1] for call in tools.calls()] == ["info", "build"]
    assert f"onfile:{bundle.name}" in tools.calls()[1]


def test_fly_deploys_the_bundle_with_a_volume_for_reviews(bundle: Path, tools: Tools) -> None:
    tools.add("flyctl")
    pushed(bundle, "fly", "my-onfile")
    whoami, deploy = tools.calls()
    assert whoami == ["flyctl", "auth", "whoami"]
    assert deploy[:5] == ["flyctl", "deploy", str(bundle), "--app", "my-onfile"]
    assert deploy[deploy.index("--dockerfile") + 1] == str(bundle / "Dockerfile")
    (config,) = map(tomllib.loads, tools.configs())
    assert config["app"] == "my-onfile"
    assert config["http_service"]["internal_port"] == 8001
    assert config["mounts"][0]["destination"] == "/reviews"
    assert not Path(deploy[deploy.index("--config") + 1]).exists()


def test_cloud_run_deploys_the_bundle_as_source(bundle: Path, tools: Tools) -> None:
    tools.add("gcloud", output="me@example.org")
    pushed(bundle, "cloudrun", "europe-west1/onfile")
    deploy = tools.calls()[1]
    assert deploy[:6] == ["gcloud", "run", "deploy", "onfile", "--source", str(bundle)]
    assert deploy[deploy.index("--region") + 1] == "europe-west1"
    assert deploy[deploy.index("--port") + 1] == "8001"


def test_rsync_copies_to_another_machine_and_then_switches(bundle: Path, tools: Tools) -> None:
    tools.add("rsync")
    tools.add("ssh")
    pushed(bundle, "rsync", "me@host.example.org:sites/onfile")
    make, copy, switch = tools.calls()
    assert make == ["ssh", "me@host.example.org", "mkdir -p sites/onfile"]
    place = f"me@host.example.org:sites/onfile/{bundle.name}/"
    assert copy == ["rsync", "--archive", f"{bundle}/", place]
    assert switch[:2] == ["ssh", "me@host.example.org"]
    assert switch[2].startswith("cd sites/onfile && ")


def test_what_another_machine_is_told_switches_its_link(bundle: Path, tmp_path: Path) -> None:
    """ssh that runs what it is told here, as the other machine's shell would."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "ssh").write_text('#!/bin/sh\nexec /bin/sh -c "$2"\n')
    (tmp_path / "bin" / "ssh").chmod(0o755)
    (tmp_path / "bin" / "rsync").write_text('#!/bin/sh\nmkdir -p "${3#*:}"\n')
    (tmp_path / "bin" / "rsync").chmod(0o755)
    site = tmp_path / "site"
    site.mkdir()
    (site / "old").mkdir()
    (site / "current").symlink_to("old")
    # What an attempt that was cut short left behind.
    (site / ".current-new").symlink_to("older")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
        pushed(bundle, "rsync", f"host:{site}")
    assert (site / "current").readlink() == Path(bundle.name)
    assert sorted(path.name for path in site.iterdir()) == sorted(["current", "old", bundle.name])


@pytest.mark.skipif(shutil.which("rsync") is None, reason="rsync is not installed")
def test_rsync_to_a_folder_here(bundle: Path, tmp_path: Path) -> None:
    for _ in range(2):
        pushed(bundle, "rsync", str(tmp_path / "site"))
    current = tmp_path / "site" / "current"
    assert current.readlink() == Path(bundle.name)
    assert (current / "SHA256SUMS").read_bytes() == (bundle / "SHA256SUMS").read_bytes()


def test_rsync_to_a_folder_here_switches_the_link(bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "rsync").write_text('#!/bin/sh\ncp -R "$2" "$3"\n')
    (tmp_path / "bin" / "rsync").chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
        pushed(bundle, "rsync", str(tmp_path / "site"))
    current = tmp_path / "site" / "current"
    assert current.readlink() == Path(bundle.name)
    assert (current / "SHA256SUMS").read_bytes() == (bundle / "SHA256SUMS").read_bytes()


DESTS = {"docker": "", "fly": "app", "cloudrun": "europe-west1/onfile", "rsync": "site"}


@pytest.mark.parametrize("to", TARGETS)
@pytest.mark.usefixtures("tools")
def test_missing_tool_is_told_in_one_line(bundle: Path, to: str) -> None:
    with pytest.raises(PublishError, match=r"is not installed: install ") as told:
        pushed(bundle, to, DESTS[to])
    assert TARGETS[to].tool in str(told.value) and "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("to", "output", "status"),
    [("docker", "", 1), ("fly", "", 1), ("cloudrun", "", 0)],
)
def test_tool_without_a_login_is_told_in_one_line(
    bundle: Path, tools: Tools, to: str, output: str, status: int
) -> None:
    tools.add(TARGETS[to].tool, output=output, fails=" ", status=status)
    with pytest.raises(PublishError, match=r"is not ready: (start|log in)") as told:
        pushed(bundle, to, DESTS[to])
    assert "\n" not in str(told.value)
    assert len(tools.calls()) == 1


def test_command_that_fails_ends_it(bundle: Path, tools: Tools) -> None:
    tools.add("docker", fails="build", status=7)
    with pytest.raises(PublishError, match="docker ended with status 7"):
        pushed(bundle, "docker", "onfile")
    assert [call[1] for call in tools.calls()] == ["info", "build"]


def test_ssh_that_is_missing_is_told(bundle: Path, tools: Tools) -> None:
    tools.add("rsync")
    with pytest.raises(PublishError, match="ssh is not installed"):
        pushed(bundle, "rsync", "host:site")


@pytest.mark.parametrize(
    ("to", "dest"),
    [
        ("fly", ""), ("fly", "--config"), ("cloudrun", "onfile"), ("cloudrun", "--x/y"),
        ("docker", "--file"), ("docker", "Upper"), ("rsync", ""), ("rsync", "-e sh"),
        ("rsync", "-oProxyCommand=x:site"), ("rsync", "host:a;b"), ("rsync", "host:$(b)"),
        ("rsync", "host:a:b"), ("rsync", "host:-x"),
    ],
)  # fmt: skip
def test_place_that_is_none_is_refused(bundle: Path, tools: Tools, to: str, dest: str) -> None:
    tools.add(TARGETS[to].tool)
    with pytest.raises(PublishError, match=f"--to {to} needs --dest") as told:
        pushed(bundle, to, dest)
    assert "\n" not in str(told.value)
    assert tools.calls() == []


def test_command_makes_the_bundle_before_it_says_what_is_missing(
    tmp_path: Path, tools: Tools, untried: None, capsys: pytest.CaptureFixture[str]
) -> None:
    db, dist = write_small(tmp_path / "evidence.db"), tmp_path / "dist"
    arguments = ["publish", "--db", str(db), "--dist", str(dist), "--to", "fly", "--dest", "app"]
    with pytest.raises(SystemExit) as ended:
        onfile.main(arguments)
    shown = capsys.readouterr()
    assert ended.value.code == 2
    assert shown.out.startswith(f"Bundle: {dist}/")
    assert shown.err.count("\n") == 1 and "flyctl is not installed" in shown.err
    assert (dist / "current" / "SHA256SUMS").is_file()
    tools.add("flyctl")
    onfile.main(arguments)
    assert tools.calls()[1][2] == str((dist / "current").resolve())


def test_place_without_a_target_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        onfile.main(["publish", "--dest", "app"])
    assert ended.value.code == 2
    assert "--dest needs --to" in capsys.readouterr().err
