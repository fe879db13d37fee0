"""What a claim says, as the grammar reads it. Unknown stays None; nothing is guessed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Assertion:
    """One outcome or topic that a claim asserts, and which way.

    ``direction`` uses the words of ``ingest.schema.DIRECTIONS`` or is None where the claim only
    names the outcome. ``start`` and ``end`` are character offsets into the statement;
    ``populations`` are those named in the same clause.
    """

    outcome: str
    direction: str | None
    start: int
    end: int
    populations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What surrounds a claim on its page and fills what the claim leaves open.

    ``drugs`` and ``populations`` are the page's or paragraph's subject; ``previous`` is the reading
    of the claim before it in the same paragraph, for claims such as "another 15%".
    """

    drugs: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    previous: Reading | None = None
    is_citation: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One claim, read. Times in hours are in ``time_low_h`` and ``time_high_h``."""

    statement: str
    kind: str
    drugs: tuple[str, ...] = ()
    drug_stated: bool = False
    routes: tuple[str, ...] = ()
    dose: str | None = None
    populations: tuple[str, ...] = ()
    population_stated: bool = False
    assertions: tuple[Assertion, ...] = ()
    value: float | None = None
    value_high: float | None = None
    unit: str | None = None
    modifier: str | None = None
    decimals: int = 0
    in_words: bool = False
    events: int | None = None
    n: int | None = None
    comparators: tuple[str, ...] = ()
    comparator_value: float | None = None
    timepoint_value: float | None = None
    timepoint_unit: str | None = None
    time_low_h: float | None = None
    time_high_h: float | None = None
    n_doses: int | None = None
    frequency: str | None = None
    hedged: bool = False
    absolute: bool = False
    superlative: bool = False
    speech: str = "statement"
    cues: frozenset[str] = field(default=frozenset())

    def timed_as(self, other: Reading) -> Reading:
        """The same claim at the time of another; a number of doses of its own stands."""
        return replace(
            self,
            timepoint_value=other.timepoint_value,
            timepoint_unit=other.timepoint_unit,
            time_low_h=other.time_low_h,
            time_high_h=other.time_high_h,
            n_doses=other.n_doses if self.n_doses is None else self.n_doses,
        )

    @property
    def outcome(self) -> str | None:
        """The main outcome or topic: the first asserted."""
        return self.assertions[0].outcome if self.assertions else None

    @property
    def direction(self) -> str | None:
        """Which way the main outcome points."""
        return self.assertions[0].direction if self.assertions else None
