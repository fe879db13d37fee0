"""What must never be published: reviews, accounts, keys, passwords."""

from __future__ import annotations

import re
from pathlib import Path

from publish.errors import PublishError

DATABASES = frozenset({"evidence.db", "history.db"})

_NAMES = re.compile(
    r"""reviews\.|reviewers\.|credentials|service[-_]account|secrets?\.(?!py)
    |\.env|\.netrc|\.pypirc|id_(rsa|dsa|ecdsa|ed25519)
    |.*\.(pem|key|p12|pfx|jks|kdbx|sqlite3?|db-wal|db-shm|db-journal)$""",
    re.VERBOSE | re.IGNORECASE,
)
"""Names, from their beginning, of files that hold what is private; code is known by its suffix."""

_CODE = frozenset({".py", ".html", ".css", ".js"})

_CONTENT = re.compile(
    rb"-----BEGIN [A-Z ]*PRIVATE KEY-----|pbkdf2_sha256\$\d+\$[\w./+=]{4,}\$[\w./+=]{20,}"
)
"""A private key, and a password as it is stored for signing in."""


def refuse_private(draft: Path) -> None:
    """Raise PublishError where a file of the draft looks private, naming each and why.

    Looks at names everywhere, and into every file but the databases, which are made here.
    """
    paths = sorted(path for path in draft.rglob("*") if path.is_file())
    faults = [
        f"{path.relative_to(draft).as_posix()} ({why})" for path in paths if (why := _why(path))
    ]
    if faults:
        raise PublishError(
            f"not published, for it looks private: {', '.join(faults)}; move it out of the checkout"
        )


def _why(path: Path) -> str:
    """What is private about a file; empty where nothing is."""
    if path.name in DATABASES:
        return ""
    if path.suffix == ".db":
        return "a database that is not ours to publish"
    if path.suffix not in _CODE and _NAMES.match(path.name):
        return "its name"
    return "a key or a password in it" if _CONTENT.search(path.read_bytes()) else ""
