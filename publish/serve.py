"""Serve a bundle with Datasette."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import NoReturn

from publish.checksums import verify
from publish.errors import PublishError
from publish.own_code import own_environment
from publish.prune import hold


def serve(bundle: Path, host: str = "127.0.0.1", port: int = 8001) -> NoReturn:
    """Become a Datasette that serves the bundle; does not return.

    The folder's true path is served and not ``dist/current``, so that a new publication does not
    change what is being served, and with the code that was published with it.  Raises PublishError
    where the bundle is missing or was changed, and where the port is taken.
    """
    place = bundle.resolve()
    verify(place)
    require_free(host, port)
    hold(place)
    command = [sys.executable, "-m", "datasette", "serve", str(place)]
    command += ["--host", host, "--port", str(port)]
    os.execve(sys.executable, command, own_environment(place))


def require_free(host: str, port: int) -> None:
    """Raise PublishError, in one line, where nothing can listen on that address."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PublishError(
                f"cannot listen on {host}:{port}: {error.strerror}; choose another port, "
                f"for example {port + 1}"
            ) from error
