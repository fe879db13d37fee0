"""Results kept by key, made when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memo(dict[K, V]):
    """What ``make`` gives for each key asked for.

    For pure functions only: any thread may make a value, and it makes no difference which.  With a
    ``limit`` the memo is emptied when full.  It can be pickled where ``make`` can.
    """

    def __init__(self, make: Callable[[K], V], limit: int | None = None) -> None:
        super().__init__()
        self.make = make
        self.limit = limit

    def __missing__(self, key: K) -> V:
        if self.limit is not None and len(self) >= self.limit:
            self.clear()
        value = self[key] = self.make(key)
        return value
