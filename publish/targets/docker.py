"""An image of the bundle, pushed to the registry that its name names."""

from __future__ import annotations

from collections.abc import Iterator

from publish.targets.target import Command, Order, Target


def _commands(order: Order) -> Iterator[Command]:
    """Build under the bundle's own name and as the latest; without a place, only build."""
    image = order.dest or "onfile"
    names = (f"{image}:{order.name}", f"{image}:latest")
    yield ("docker", "build", "--tag", names[0], "--tag", names[1], str(order.bundle))
    if order.dest:
        yield from (("docker", "push", name) for name in names)


DOCKER = Target(
    dest="an image with its registry (registry.example.org/me/onfile), or nothing to build only",
    pattern=r"([a-z0-9][a-z0-9._/:-]*)?",
    tool="docker",
    install="install Docker Engine or Docker Desktop (docs.docker.com/get-docker)",
    ready=("docker", "info"),
    get_ready="start Docker, and for a registry log in with docker login",
    commands=_commands,
    done="docker run --publish 8001:8001 --volume reviews:/reviews IMAGE serves it",
)
