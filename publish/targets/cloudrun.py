"""Google Cloud Run: the bundle is built and run there; it keeps no files, so no reviews."""

from __future__ import annotations

from collections.abc import Iterator

from publish.targets.target import Command, Order, Target


def _commands(order: Order) -> Iterator[Command]:
    region, _, service = order.dest.partition("/")
    yield (
        *("gcloud", "run", "deploy", service, "--source", str(order.bundle), "--region", region),
        *("--port", "8001", "--memory", "1Gi", "--allow-unauthenticated", "--quiet"),
    )


CLOUDRUN = Target(
    dest="region and service, such as europe-west1/onfile",
    pattern=r"[a-z][a-z0-9-]*/[a-z][a-z0-9-]*",
    tool="gcloud",
    install="install the Google Cloud CLI (cloud.google.com/sdk/docs/install)",
    ready=("gcloud", "auth", "list", "--filter=status:ACTIVE", "--format=value(account)"),
    get_ready="log in with gcloud auth login, and name a project with gcloud config set project",
    commands=_commands,
    done="Cloud Run keeps no files: reviews need a volume mounted at /reviews",
)
