"""The page of quality: how well the checker does on labelled sets, and how sound the file is."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from claims.quality.figures import ACCEPTABLE, CLAIMS, CORE_FAULTS, WORKS
from claims.quality.rows import ALL
from ingest.consistency import CHANCE, COUNT, EFFECT, GRIM, INTERVAL, OF_COMPARATOR
from publish.site.measured import Confused, Measured, read_confused, read_measured
from publish.site.on_file import OnFile, read_on_file
from publish.site.respond import answer, load, page
from publish.site.rows import Row

CAVEATS = (
    "The labelled pages and references are our own writing, no second reader has checked the "
    "labels, and they were looked at while the grammar and the rules were written: these figures "
    "flatter. On a new page expect less.",
    "Reading and verdicts are measured on the claims that were found.",
    "Intervals take claims as independent of each other, which claims of one page are not quite: "
    "the truth is somewhat wider.",
)
LEAST_CARRIED = 5
_HEADLINE = (
    ("detection", CLAIMS, "claims found", "labelled claims"),
    ("verdict", ACCEPTABLE, "verdicts as labelled, or as good", "claims found"),
    ("citation", WORKS, "references resolved", "that mean a work on file"),
    ("citation", CORE_FAULTS, "faults of references named", "labelled faults"),
)
_NAMES = {
    "n_doses": "Number of doses",
    "timepoint": "Time point",
    "comparator_value": "Value of the comparator",
    "hedged": "Hedged",
    "absolute": "Absolute terms",
}
_TESTS = {
    GRIM: "Share and people",
    OF_COMPARATOR[GRIM]: "Share and people, of the comparator",
    COUNT: "Share, events and people",
    OF_COMPARATOR[COUNT]: "Share, events and people, of the comparator",
    INTERVAL: "Figure and interval",
    EFFECT: "Effect and the two shares",
    CHANCE: "P value and interval",
}
# The figures by which sets of pages and of references are set beside each other.
_OF_TOPICS = (("detection", CLAIMS), ("verdict", ACCEPTABLE))
_OF_SETS = (("citation", WORKS), ("citation", CORE_FAULTS))


@dataclass(frozen=True, slots=True)
class Quality:
    """Everything that the page shows; ``headline`` pairs figures with what they are of."""

    measured: list[Measured]
    confused: list[Confused]
    on_file: OnFile

    def of(self, measure: str) -> list[Measured]:
        """The figures of one measure over all sets."""
        return [one for one in self.measured if (one.topic, one.measure) == (ALL, measure)]

    @property
    def reasons(self) -> list[Measured]:
        """Reason codes that enough verdicts carry for their share to tell something."""
        return [one for one in self.of("reason") if one.found >= LEAST_CARRIED]

    @property
    def headline(self) -> list[tuple[Measured, str, str]]:
        """The figures that say most, each with its name and what it is a share of."""
        known = {(one.measure, one.name): one for one in self.measured if one.topic == ALL}
        return [
            (known[measure, name], words, share)
            for measure, name, words, share in _HEADLINE
            if (measure, name) in known
        ]

    @property
    def topics(self) -> list[list[Measured]]:
        """A row of figures for each set of labelled pages."""
        return self._beside(_OF_TOPICS)

    @property
    def sets(self) -> list[list[Measured]]:
        """A row of figures for each set of references."""
        return self._beside(_OF_SETS)

    def _beside(self, names: tuple[tuple[str, str], ...]) -> list[list[Measured]]:
        found = {(one.topic, one.measure, one.name): one for one in self.measured}
        topics = dict.fromkeys(one.topic for one in self.measured if one.topic != ALL)
        beside = ([found.get((topic, *name)) for name in names] for topic in topics)
        return [[one for one in row if one] for row in beside if None not in row]


def read_quality(conn: sqlite3.Connection) -> Quality:
    """The measured figures and the state of the file."""
    return Quality(read_measured(conn), read_confused(conn), read_on_file(conn))


async def view(datasette: Datasette, request: Request) -> Response:
    """The page of quality."""
    found = await load(datasette, read_quality)
    return await page(
        datasette,
        request,
        "quality.html",
        {
            "found": found,
            "names": _NAMES,
            "tests": _TESTS,
            "caveats": CAVEATS,
            "least": LEAST_CARRIED,
        },
    )


async def as_json(datasette: Datasette, request: Request) -> Response:
    """What the page shows, as data: shares in percent, with their 95% intervals."""
    found = await load(datasette, read_quality)
    return answer(
        {
            "ok": True,
            "caveats": CAVEATS,
            "measured": [one.told() for one in found.measured],
            "confusion": [_row(row) for row in found.confused],
            "on_file": found.on_file.told(),
        }
    )


def _row(confused: Confused) -> Row:
    given = {label["verdict"]: count for label, count, _ in confused.cells if count}
    return {"labelled": confused.label["verdict"], "claims": confused.claims, "given": given}
