"""A recheck as an Atom feed (RFC 4287): an entry a change."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TextIO

from publish.feeds import atom
from publish.feeds.uris import urn
from publish.recheck.phrases import because, head, turn
from publish.recheck.report import Item, Report
from publish.reports.wording import writable


def write(report: Report, out: TextIO, today: date) -> None:
    """Write the feed; an entry tells by itself what happened and why, and needs no link.

    The feed's id is that of the file that was compared with, wherever this is run from; that of an
    entry is that of its claim and of what happened to it.  The same recheck gives the same ids.
    """
    day = today.isoformat()
    root = atom.feed(f"Onfile recheck: {head(report)}", _feed_id(report), day)
    alike: Counter[str] = Counter()
    for item in report.items:
        told = list(because(item, report.studies))
        kind = item.account.causes[0].kind if item.account.causes else item.kind
        title = f"{turn(item)}: {item.words}"
        name = _entry_id(item, report)
        alike[name] += 1
        name = urn("rechecked", name, alike[name])
        entry = atom.entry(root, title, name, day, kind, (told or [title])[0])
        atom.content(entry, [f"{item.page}:{item.line}", item.words, *told])
    out.write(atom.written(root).decode("utf-8") + "\n")
    out.flush()


def _feed_id(report: Report) -> str:
    return urn("recheck", writable(str(Path(report.against).resolve())))


def _entry_id(item: Item, report: Report) -> str:
    claim = item.claim_id or item.words
    happened = (item.kind, item.before, item.after, item.cited_before, item.cited_after)
    causes = (cause.words for cause in item.account.causes)
    places = (item.place, item.line_before)
    told = (item.page, claim, *places, *happened, *causes)
    return urn("rechecked", _feed_id(report), *(writable(str(part)) for part in told))
