"""Where Chromium or Chrome is; run as a file it prints the path, and fails where there is none."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def find_browser() -> str | None:
    """Path of the browser: what ONFILE_BROWSER names, else one on PATH, else an application."""
    if named := os.environ.get("ONFILE_BROWSER"):
        return named
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or next((path for path in APPLICATIONS if Path(path).is_file()), None)


if __name__ == "__main__":
    print(find_browser() or sys.exit(1))
