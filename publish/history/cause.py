"""What changed behind a verdict, as it is told."""

from __future__ import annotations

from dataclasses import dataclass

from publish.history.reasons import Reason
from publish.history.sides import Difference


@dataclass(frozen=True, slots=True)
class Cause:
    """What changed, in words; ``kind`` is one of ``schema.CAUSES``, ``differs`` the cells."""

    kind: str
    words: str
    study_id: str | None = None
    finding_id: str | None = None
    rule: str | None = None
    differs: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """All that differs behind a verdict, the most direct first, and the reasons that are given no
    longer and those that are new; ``causes`` is never empty."""

    causes: tuple[Cause, ...]
    went: tuple[Reason, ...]
    came: tuple[Reason, ...]
