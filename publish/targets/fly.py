"""Fly.io: the bundle is built there, with a volume for reviews."""

from __future__ import annotations

from collections.abc import Iterator

from publish.targets.target import Command, Order, Target

CONFIG = """\
app = "{app}"

[http_service]
internal_port = 8001
force_https = true
auto_stop_machines = "stop"
auto_start_machines = true

[[http_service.checks]]
method = "GET"
path = "/-/versions.json"
interval = "30s"
timeout = "5s"
grace_period = "20s"

[[mounts]]
source = "reviews"
destination = "/reviews"
initial_size = "1gb"

[[vm]]
size = "shared-cpu-1x"
memory = "1gb"
"""


def _commands(order: Order) -> Iterator[Command]:
    config = order.scratch / "fly.toml"
    config.write_text(CONFIG.format(app=order.dest), encoding="utf-8")
    dockerfile = str(order.bundle / "Dockerfile")
    yield (
        *("flyctl", "deploy", str(order.bundle), "--app", order.dest),
        *("--config", str(config), "--dockerfile", dockerfile, "--remote-only", "--yes"),
    )


FLY = Target(
    dest="the app, which flyctl apps create made",
    pattern=r"[a-z0-9][a-z0-9-]*",
    tool="flyctl",
    install="install flyctl (fly.io/docs/flyctl/install)",
    ready=("flyctl", "auth", "whoami"),
    get_ready="log in with flyctl auth login",
    commands=_commands,
    done="flyctl secrets set DATASETTE_SECRET=... keeps reviewers signed in across restarts",
)
