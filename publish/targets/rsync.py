"""Another folder, here or over ssh: the bundle beside the old ones, then the link switched."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator

from publish.targets.target import Command, Order, Target

# mv replaces a link in one step; BSD and macOS ask for that with another letter than GNU.
_SWITCH = (
    "cd {folder} && rm -f .current-new && ln -s {name} .current-new && "
    "{{ mv -fT .current-new current 2>/dev/null || mv -fh .current-new current; }}"
)


def _commands(order: Order) -> Iterator[Command]:
    """Copy, then switch: until then nobody sees the copy.

    ssh has the other side's shell read its last argument, so that is quoted.
    """
    host, _, folder = order.dest.rpartition(":")
    copy = ("rsync", "--archive", f"{order.bundle}/", f"{order.dest}/{order.name}/")
    if host:
        quoted = shlex.quote(folder)
        yield ("ssh", host, f"mkdir -p {quoted}")
        yield copy
        yield ("ssh", host, _SWITCH.format(folder=quoted, name=order.name))
    else:
        yield ("mkdir", "-p", folder)
        yield copy
        yield (sys.executable, "-m", "publish.link", f"{folder}/current", order.name)


RSYNC = Target(
    dest="a folder without blanks, here or as user@host:folder",
    pattern=r"([A-Za-z0-9_][\w.@-]*:)?[\w./][\w./+@-]*",
    tool="rsync",
    install="install rsync with the system's packages (apt install rsync, brew install rsync)",
    ready=(),
    get_ready="",
    commands=_commands,
    done="restart what serves current there, so that it serves the new one",
)
