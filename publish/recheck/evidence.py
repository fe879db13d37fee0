"""What is on file built anew beside the database that was built earlier, and the two compared."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from claims.build import build
from claims.records import study_from_row
from ingest.corpus import read_evidence
from ingest.disk import put_over
from ingest.errors import OnfileError
from ingest.progress import progress
from publish.databases import sound
from publish.history.compare import COUNTED, Change, changes, tally
from publish.history.standing import notices_came
from publish.recheck.oldest import doubted, oldest
from publish.recheck.pages import page_items
from publish.recheck.report import Item, PageText, Place, Report, in_order
from publish.recheck.rulebook import rules_differing
from publish.recheck.texts import kept_quotes, states
from publish.recheck.tried import tried
from publish.site.rows import rows


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to recheck: packs in ``folders`` (``words``: one of which only the general vocabulary is
    taken) against the database ``against``.

    ``pages`` is a folder of page texts, ``notices`` are Retraction Watch lists to try, ``gold`` is
    a folder of labelled sets, of use with ``update`` only, which puts what was built over
    ``against``; ``most`` rows are listed as oldest.
    """

    folders: Sequence[Path]
    words: Path | None
    against: Path
    pages: Path | None = None
    notices: Sequence[Path] = ()
    gold: Path | None = None
    update: bool = False
    most: int = 0


def recheck_evidence(wanted: Wanted, tell: Callable[[Report], None]) -> Report:
    """Build anew in a temporary place, compare, hand the report to ``tell``, then update.

    Raises BadInput with every row, text or list that is refused, OnfileError where the earlier
    database is not there or none that can be compared, or where ``update`` finds a page's text
    changed; the earlier database then stays as it was.
    """
    if not wanted.against.is_file():
        raise OnfileError(f"{wanted.against}: no such database; make it with 'onfile build'")
    with TemporaryDirectory(prefix="onfile-") as scratch:
        packs, refused = tried(wanted.notices, Path(scratch), wanted.folders, wanted.words)
        folders = [*wanted.folders, *packs]
        corpus = read_evidence(folders, wanted.words)
        texts = states(corpus.rows("pages"), wanted.pages) if wanted.pages else []
        changed = [text for text in texts if text.changed]
        fresh = Path(scratch) / "evidence.db"
        attached = None if changed or not wanted.update else wanted.pages
        build(folders, fresh, attached, wanted.words, wanted.gold if wanted.update else None)
        try:
            with closing(sound(wanted.against)) as old, closing(sound(fresh)) as new:
                verdicts = dict(new.execute("SELECT claim_id, verdict FROM verdicts").fetchall())
                quotes = kept_quotes(old, corpus.rows("claims"))
                told, items = page_items(texts, quotes, verdicts, corpus)
                report = _report(wanted, old, new, told, items, refused)
        except sqlite3.Error as error:
            remedy = "build it again with 'onfile build'"
            raise OnfileError(
                f"{wanted.against}: cannot be compared ({error}); {remedy}"
            ) from error
        tell(report)
        if wanted.update:
            _update(fresh, wanted.against, changed)
    return report


def _report(
    wanted: Wanted,
    old: sqlite3.Connection,
    new: sqlite3.Connection,
    texts: Sequence[PageText],
    items: Sequence[Item],
    refused: tuple[str, ...],
) -> Report:
    why = dict(new.execute("SELECT claim_id, rationale FROM verdicts").fetchall())
    found = progress(changes(old, new, as_cited=True), "Comparing verdicts")
    judged = [_item(change, why) for change in found]
    return Report(
        against=str(wanted.against),
        items=in_order([*judged, *items]),
        pages=tuple(texts),
        tallies={name: tally(old, new, name) for name in COUNTED},
        rules=tuple(rules_differing(old, new)),
        notices=tuple(notices_came(old, new)),
        studies={
            row["study_id"]: study_from_row(row).short
            for conn in (old, new)
            for row in rows(conn, "SELECT * FROM studies")
        },
        oldest=oldest(new, wanted.most) if wanted.most else (),
        doubted=doubted(new, wanted.most) if wanted.most else (),
        refused=refused,
    )


def _item(change: Change, why: Mapping[str, str]) -> Item:
    """A change of a verdict on file as an item; ``why`` has rationales by claim."""
    gone = change.after is None
    kind = "new" if change.before is None else "gone" if gone else "verdict"
    place = None if gone else Place(*change.place)
    return Item(
        kind,
        change.page_id,
        change.claim_id,
        change.statement,
        change.before,
        change.after,
        place,
        change.line_before,
        cited_before=change.cited_before,
        cited_after=change.cited_after,
        account=change.account,
        why=why.get(change.claim_id) if kind == "verdict" else None,
    )


def _update(fresh: Path, target: Path, changed: Sequence[PageText]) -> None:
    if changed:
        files = ", ".join(text.file for text in changed)
        remedy = "locate the claims anew in claims.csv and put the SHA-256 into pages.csv first"
        raise OnfileError(f"{target}: not updated, for {files} changed; {remedy}")
    try:
        put_over(fresh, target)
    except OSError as error:
        raise OnfileError(f"{target}: cannot be written ({error.strerror})") from error
