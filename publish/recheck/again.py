"""Pages that are not on file, checked again and compared with what a check printed earlier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from claims.checked import CheckedPage
from claims.evidence import Evidence
from publish.recheck.accounts import account_of
from publish.recheck.pairing import pair
from publish.recheck.report import NOTHING, Item, Place
from publish.reports.jsonl import claim_row

Row = dict[str, Any]


def again(
    earlier: Sequence[Row], pages: Iterable[CheckedPage], evidence: Evidence
) -> tuple[list[Item], dict[str, int]]:
    """An item for each claim that is not as it was, page by page; and the earlier pages that are
    not among those checked, each with its claims counted.

    ``earlier`` are rows of ``read_earlier``; ``evidence`` is what ``pages`` were checked against.
    """
    by_page: defaultdict[str, list[Row]] = defaultdict(list)
    for row in earlier:
        by_page[row["page"]].append(row)
    now: dict[str, list[Row]] = {}
    rules: dict[int, Mapping[str, str]] = {}
    for page in pages:
        rows = now[page.page.name] = [claim_row(page, claim) for claim in page.claims]
        for row, claim in zip(rows, page.claims, strict=True):
            rules[id(row)] = {reason.code: reason.rule for reason in claim.verdict.reasons}
    names = _earlier_names(by_page, now)
    pairs = [both for name in now for both in pair(by_page.get(names[name], []), now[name])]
    unseen = {name: len(rows) for name, rows in by_page.items() if name not in names.values()}
    return [
        item for was, row in pairs for item in _items(was, row, evidence, rules.get(id(row), {}))
    ], unseen


def _earlier_names(earlier: Collection[str], now: Collection[str]) -> dict[str, str]:
    """What each page was called earlier: the same, but where one page alone is left on either
    side, it is taken for the same under another name."""
    unseen = [name for name in earlier if name not in now]
    unknown = [name for name in now if name not in earlier]
    renamed = {unknown[0]: unseen[0]} if len(unknown) == len(unseen) == 1 else {}
    return {name: renamed.get(name, name) for name in now}


def _items(
    was: Row | None, now: Row | None, evidence: Evidence, rules: Mapping[str, str]
) -> Iterator[Item]:
    if was is None or now is None:
        yield _came_or_went(was, now)
        return
    account = account_of(was, now, evidence, rules)
    kind = _kind(was, now)
    if kind:
        yield Item(
            kind, now["page"], None, now["quote"], was["verdict"], now["verdict"], _place(now),
            was["line"], was["quote"] if kind != "moved" and _reworded(was, now) else None,
            was["as_cited"], now["as_cited"], account if kind != "moved" else NOTHING,
            now["rationale"] if kind == "verdict" else None,
        )  # fmt: skip


def _kind(was: Row, now: Row) -> str:
    """What happened to a claim, '' where nothing did."""
    if any(was[name] != now[name] for name in ("verdict", "as_cited")):
        return "verdict"
    if _reworded(was, now):
        return "words"
    return "moved" if was["line"] != now["line"] else ""


def _reworded(was: Row, now: Row) -> bool:
    return bool(was["quote"].split() != now["quote"].split())


def _came_or_went(was: Row | None, now: Row | None) -> Item:
    if now is not None:
        return Item("new", now["page"], None, now["quote"], None, now["verdict"], _place(now),
                    cited_after=now["as_cited"])  # fmt: skip
    assert was is not None
    return Item("gone", was["page"], None, was["quote"], was["verdict"], None,
                line_before=was["line"], cited_before=was["as_cited"])  # fmt: skip


def _place(row: Row) -> Place:
    return Place(row["line"], row["start"], row["end"])
