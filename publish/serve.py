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
from publish.reviews.accounts import read_accounts
from publish.reviews.store import version
from publish.site.reviewing import REVIEWERS, REVIEWS


def serve(
    bundle: Path,
    host: str = "127.0.0.1",
    port: int = 8001,
    reviews: Path | None = None,
    reviewers: Path | None = None,
) -> NoReturn:
    """Become a Datasette that serves the bundle; does not return.

    The folder's true path is served and not ``dist/current``, so that a new publication does not
    change what is being served, and with the code that was published with it.  ``reviews`` is where
    reviews are kept, a file that is made with the first one, and ``reviewers`` the accounts of
    those who write them; without the one the site takes no reviews, without the other nobody can
    sign in.  Raises PublishError where the bundle is missing or was changed, where accounts cannot
    be used, and where the port is taken; OnfileError where the file holds no reviews.
    """
    place = bundle.resolve()
    verify(place)
    _name_files(reviews, reviewers)
    require_free(host, port)
    hold(place)
    command = [sys.executable, "-m", "datasette", "serve", str(place)]
    command += ["--host", host, "--port", str(port)]
    os.execve(sys.executable, command, own_environment(place))


def _name_files(reviews: Path | None, reviewers: Path | None) -> None:
    """Hand the files to the served process, once it is sure that it can use them."""
    if reviews:
        version(reviews)
    if reviewers:
        read_accounts(reviewers)
    for name, path in ((REVIEWS, reviews), (REVIEWERS, reviewers)):
        os.environ.pop(name, None)
        if path:
            os.environ[name] = str(path.resolve())


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
