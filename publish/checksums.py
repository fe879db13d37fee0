"""What a bundle holds, file by file, in the form that ``sha256sum --check`` reads."""

from __future__ import annotations

import hashlib
from pathlib import Path

from publish.errors import PublishError

SUMS = "SHA256SUMS"


def checksums(bundle: Path) -> str:
    """Lines of ``sha256sum`` for every file but the list itself, in the order of their paths."""
    paths = sorted(p.relative_to(bundle).as_posix() for p in bundle.rglob("*") if p.is_file())
    return "".join(f"{digest(bundle / p)}  {p}\n" for p in paths if p != SUMS)


def digest(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def bundles(dist: Path) -> list[Path]:
    """The bundles in a folder, in the order of their names; links to them are left out."""
    there = (path.parent for path in dist.glob(f"[!.]*/{SUMS}"))
    return sorted(path for path in there if not path.is_symlink())


def verify(bundle: Path) -> None:
    """Check every file against SHA256SUMS; PublishError names those that differ or are missing."""
    try:
        listed = (bundle / SUMS).read_text(encoding="utf-8")
    except OSError as error:
        raise PublishError(f"{bundle}: not a bundle: {error}") from error
    found = checksums(bundle)
    if listed != found:
        names = sorted({line[66:] for line in {*listed.splitlines()} ^ {*found.splitlines()}})
        raise PublishError(f"{bundle}: changed since it was made ({', '.join(names)}); remove it")
