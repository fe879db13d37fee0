"""The bundle: a folder that Datasette serves as it is, named after what is in it.

A bundle is made beside its place, tried, and only then moved there, so that nobody ever sees half
of one; and since its name is a hash of its content, a file that is being served never changes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from publish.checksums import SUMS, bundles, checksums, verify
from publish.csv_tables import write_tables
from publish.databases import read_only
from publish.errors import PublishError
from publish.feeds.write import write_feeds
from publish.history.store import HISTORY, publication_date, write_history
from publish.link import point
from publish.metadata import (
    DATABASE,
    Metadata,
    build_metadata,
    database_columns,
    describe_others,
)
from publish.own_code import LEFT_OUT, copy_code, run_own
from publish.package import data_package
from publish.private import refuse_private
from publish.tables import OTHERS, TABLES, cell_links, references

ROOT = Path(__file__).resolve().parent.parent
ROOM = Path(__file__).resolve().parent
BAKE = "bake"

SETTINGS = {
    "default_page_size": 30,
    "max_returned_rows": 1000,
    "sql_time_limit_ms": 500,
    "facet_time_limit_ms": 200,
    "default_facet_size": 15,
    # Guessing facets costs ten times what a page of rows does at 100,000 rows.
    "suggest_facets": False,
    "allow_download": True,
    # All rows of a large table as CSV take ten seconds, and are in the feeds and the database.
    "allow_csv_stream": False,
}


def make_bundle(db: Path, dist: Path, baked: bool = True) -> Path:
    """Make the bundle of ``db`` under ``dist`` and point ``dist/current`` at it.

    ``baked`` says whether the site's pages go along as static files.  Returns ``dist/<first 16
    digits of the hash of SHA256SUMS>``; a bundle that is there already is checked and kept.  Raises
    PublishError where the database is missing, unsettled or damaged, where a table or column is not
    described, where something private would be published, and where any page of the site fails.
    """
    dist.mkdir(parents=True, exist_ok=True)
    with _beside(dist) as draft:
        _copy_database(db, draft)
        write_history(draft, dist / "current", publication_date())
        _fill(draft)
        write_feeds(draft)
        _describe(draft)
        refuse_private(draft)
        place = _made_before(dist, checksums(draft), baked)
        if place:
            verify(place)
        else:
            run_own(draft, "publish.smoke")
            if baked:
                run_own(draft, "publish.bake", BAKE)
            place = dist / _seal(draft)
            if place.exists():
                verify(place)
            else:
                draft.rename(place)
    point(dist / "current", place.name)
    return place


@contextmanager
def _beside(dist: Path) -> Iterator[Path]:
    """A folder on the same file system as its final place, gone afterwards if it was not moved."""
    holder = Path(tempfile.mkdtemp(prefix=".draft-", dir=dist))
    draft = holder / "bundle"
    draft.mkdir()
    try:
        yield draft
    finally:
        shutil.rmtree(holder)


def _made_before(dist: Path, sums: str, baked: bool) -> Path | None:
    """The bundle with that content, where there is one.

    The static pages follow from the rest, and are not made again to find that out.
    """
    for bundle in bundles(dist):
        lines = (bundle / SUMS).read_text(encoding="utf-8").splitlines(keepends=True)
        rest = [line for line in lines if not line[66:].startswith(f"{BAKE}/")]
        if "".join(rest) == sums and (len(rest) < len(lines)) == baked:
            return bundle
    return None


def _copy_database(db: Path, draft: Path) -> None:
    """Copy the database, once it is certain that the one file is all of it and is sound."""
    if not db.is_file():
        raise PublishError(f"{db}: there is no such database; build it first")
    if left := [p.name for s in ("-journal", "-wal") if (p := db.with_name(db.name + s)).exists()]:
        raise PublishError(f"{db}: somebody is writing to it ({', '.join(left)}); try again later")
    copy = draft / f"{DATABASE}.db"
    shutil.copyfile(db, copy)
    try:
        with closing(read_only(copy)) as connection:
            faults = connection.execute("PRAGMA quick_check(5)").fetchall()
            orphans = connection.execute("PRAGMA foreign_key_check").fetchmany(5)
    except sqlite3.DatabaseError as error:
        raise PublishError(f"{db}: {error}") from error
    if faults != [("ok",)] or orphans:
        raise PublishError(f"{db}: damaged: {[f for f in faults if f != ('ok',)] + orphans}")


def _fill(draft: Path) -> None:
    """Put everything beside the database that it takes to serve it and to pass it on."""
    for folder in ("plugins", "templates", "static"):
        shutil.copytree(ROOM / folder, draft / folder, ignore=LEFT_OUT)
    shutil.copyfile(ROOM / "Dockerfile", draft / "Dockerfile")
    shutil.copyfile(ROOT / "LICENSE", draft / "LICENSE")
    shutil.copyfile(ROOT / "data" / "LICENSE", draft / "LICENSE-DATA")
    shutil.copyfile(ROOT / "CITATION.cff", draft / "CITATION.cff")
    copy_code(ROOT, draft)
    _write_json(draft / "settings.json", SETTINGS)
    _write_json(draft / "metadata.json", _metadata(draft))
    _inspect(draft)
    with closing(read_only(draft / f"{DATABASE}.db")) as connection:
        write_tables(connection, TABLES, draft)


def _describe(draft: Path) -> None:
    """Describe the data files, once all of them are there."""
    metadata = json.loads((draft / "metadata.json").read_text(encoding="utf-8"))
    _write_json(draft / "datapackage.json", data_package(draft, ROOT, metadata, TABLES))


def _metadata(draft: Path) -> Metadata:
    try:
        with closing(read_only(draft / f"{DATABASE}.db")) as connection:
            columns = database_columns(connection)
    except sqlite3.OperationalError as error:
        raise PublishError(f"a view cannot run: {error}") from error
    metadata = build_metadata(ROOT / "metadata.yml", TABLES, columns)
    describe_others(metadata, OTHERS)
    metadata.setdefault("plugins", {})["onfile_pages"] = {
        "links": cell_links(TABLES),
        "references": references(TABLES),
    }
    return metadata


def _inspect(draft: Path) -> None:
    """Let Datasette count rows once, not at every start; run in the folder, as it records paths."""
    command = [sys.executable, "-m", "datasette", "inspect", f"{DATABASE}.db", f"{HISTORY}.db"]
    target = ["--inspect-file", "inspect-data.json"]
    result = subprocess.run([*command, *target], cwd=draft, capture_output=True, text=True)
    if result.returncode:
        raise PublishError(f"datasette inspect failed: {result.stderr.strip()[-500:]}")


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _seal(draft: Path) -> str:
    """Write SHA256SUMS, make every file read-only, and return the bundle's name."""
    sums = checksums(draft)
    (draft / SUMS).write_text(sums, encoding="utf-8")
    for path in draft.rglob("*"):
        if path.is_file():
            path.chmod(0o444)
    return hashlib.sha256(sums.encode()).hexdigest()[:16]
