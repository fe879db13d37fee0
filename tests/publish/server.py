"""A server of a bundle in a process of its own, on the loopback only."""

from __future__ import annotations

import json
import subprocess
import time
import urllib.error
import urllib.request
from typing import Any

COMMAND = (
    "import sys; from pathlib import Path; from publish.serve import serve;"
    "serve(Path(sys.argv[1]), port=int(sys.argv[2]))"
)


def fetch(process: subprocess.Popen[bytes], url: str) -> Any:
    """JSON from a server that may be starting still; fails where the process has ended."""
    while process.poll() is None:
        try:
            with urllib.request.urlopen(url) as response:
                return json.load(response)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
    raise AssertionError(f"the server ended with {process.returncode}")
