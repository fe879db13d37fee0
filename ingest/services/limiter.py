"""How often a host is asked: never more than it allows."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass

# Requests that leave evenly arrive less so: keep a tenth of the time as a margin.
_MARGIN = 1.1
_LONGEST = 60.0


@dataclass(frozen=True, slots=True)
class Pace:
    """At most so many requests within so many seconds."""

    requests: int
    seconds: float


class Limiter:
    """Holds requests back until a host may be asked again.

    ``clock`` gives seconds that never run backwards, ``sleep`` waits for a number of them.
    """

    def __init__(self, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._clock = clock
        self._sleep = sleep
        self._told: dict[str, Pace] = {}
        self._asked: dict[str, deque[float]] = {}

    def wait(self, host: str, pace: Pace) -> None:
        """Return once the host may be asked, at the pace it told or else at this one."""
        pace = self._told.get(host, pace)
        asked = self._asked.setdefault(host, deque())
        while len(asked) > pace.requests:
            asked.popleft()
        if len(asked) == pace.requests:
            pause = asked[0] + pace.seconds * _MARGIN - self._clock()
            if pause > 0:
                self._sleep(pause)
        asked.append(self._clock())

    def learn(self, host: str, headers: Mapping[str, str]) -> None:
        """Take over the pace that an answer of the host tells, where it tells one."""
        pace = told_pace(headers)
        if pace:
            self._told[host] = pace


def told_pace(headers: Mapping[str, str]) -> Pace | None:
    """The pace of the headers x-rate-limit-limit and -interval ("10", "1s"); None without both."""
    limit = re.fullmatch(r"\d{1,4}", headers.get("x-rate-limit-limit", "").strip())
    interval = re.fullmatch(r"(\d{1,3})\s*(s|m)?", headers.get("x-rate-limit-interval", "").strip())
    if not limit or not interval:
        return None
    seconds = int(interval[1]) * (60.0 if interval[2] == "m" else 1.0)
    if not int(limit[0]) or not 0 < seconds <= _LONGEST:
        return None
    return Pace(int(limit[0]), seconds)
