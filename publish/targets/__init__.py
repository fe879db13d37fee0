"""Places to publish a bundle to, each with the tool that brings it there."""

from __future__ import annotations

from collections.abc import Mapping

from publish.targets.cloudrun import CLOUDRUN
from publish.targets.docker import DOCKER
from publish.targets.fly import FLY
from publish.targets.rsync import RSYNC
from publish.targets.target import Target

TARGETS: Mapping[str, Target] = {
    "docker": DOCKER,
    "fly": FLY,
    "cloudrun": CLOUDRUN,
    "rsync": RSYNC,
}
