"""What the site costs at 100,000 claims, beside a stock Datasette over the same file.

``python -m benchmarks site [DATABASE]``: every kind of page is asked for, past the page cache, in a
process of its own, and the processor time of each answer taken; then a real server is asked for
pages from the cache by several visitors at once; and a paragraph is checked.  Without a database
one is generated, which takes half a minute.
"""

from __future__ import annotations

import json
import multiprocessing
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TypeVar

from benchmarks.generate import generate
from benchmarks.load import Load, serve_and_load
from benchmarks.site_check import Checked, check_paragraph
from benchmarks.site_pages import Cost, Page, measure, site_pages
from publish.bundle import make_bundle

PAGE_MS, CLAIM_MS, JSON_MS, CHECK_MS = 40.0, 10.0, 5.0, 50.0
RATE = 1500.0
_LOADED = ["/", "/evidence/claims/claim-000000", "/evidence/claim_verdicts?verdict=overstated"]

T = TypeVar("T")


def main(arguments: list[str]) -> int:
    """Print every cost and every limit.  Returns 1 where a limit is not met."""
    with tempfile.TemporaryDirectory(prefix="onfile-site-") as folder:
        db = Path(arguments[0]) if arguments else generate(Path(folder) / "evidence.db")
        print(f"database: {db.stat().st_size / 1e6:.0f} MB", flush=True)
        bundle = make_bundle(db, Path(folder) / "dist", baked=False)
        metadata = json.loads((bundle / "metadata.json").read_text(encoding="utf-8"))
        pages = site_pages(bundle / "evidence.db", metadata)
        stock_pages = [page for page in pages if page.everywhere and not page.is_data]
        ours = _apart(measure, bundle, pages, True)
        stock = _apart(measure, bundle / "evidence.db", stock_pages, False)
        failed = list(_print_pages(pages, ours, stock))
        failed += _print_loads(_apart(serve_and_load, bundle, _LOADED))
        failed += _print_check(_apart(check_paragraph, bundle / "evidence.db"))
    print("\nLimits not met: " + ("; ".join(failed) if failed else "none"))
    return 1 if failed else 0


def _apart(work: Callable[..., T], *arguments: object) -> T:
    """Do the work in a process of its own: plugins, once loaded, stay in theirs."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(work, *arguments).result()


def _limit(page: Page) -> float:
    if page.name == "one of claims":
        return CLAIM_MS
    return JSON_MS if page.is_one and page.is_data else PAGE_MS


def _print_pages(pages: list[Page], ours: dict[str, Cost], stock: dict[str, Cost]) -> Iterator[str]:
    """Print a line a page; give those over their limit."""
    print(f"\n{'ms of processor time':44} {'median':>7} {'worst':>7} {'stock':>7} {'ratio':>6}  kB")
    for page in pages:
        cost, other = ours[page.name], stock.get(page.name)
        beside = f"{other.median:7.1f} {other.median / cost.median:5.1f}x" if other else " " * 14
        told = f"{cost.median:7.1f} {cost.worst:7.1f} {beside} {cost.size / 1000:4.0f}"
        theirs = f"stock: {other.fault}" if other and other.fault else ""
        print(f"{page.name[:44]:44} {told}  {'; '.join(filter(None, (cost.fault, theirs)))}")
        if cost.fault or cost.median > _limit(page):
            yield f"{page.name}: {cost.fault or f'{cost.median:.1f} > {_limit(page):.0f} ms'}"


def _print_loads(loads: list[Load]) -> Iterator[str]:
    print(f"\n{'from the page cache':44} {'pages/s':>8} {'ms of server':>13}")
    for load in loads:
        print(f"{load.path[:44]:44} {load.rate:8.0f} {load.cpu:13.2f}  {load.faults} failed")
        if load.rate < RATE or load.faults:
            yield f"{load.path}: {load.rate:.0f} pages/s, {load.faults} failed"


def _print_check(checked: Checked) -> Iterator[str]:
    print(
        f"\ncheck of a paragraph of {checked.claims} claims: {checked.median:.1f} ms, at worst ",
        end="",
    )
    print(f"{checked.worst:.1f}; what is on file is loaded in {checked.loading:.0f} s, once")
    if checked.median > CHECK_MS:
        yield f"check: {checked.median:.1f} > {CHECK_MS:.0f} ms"
