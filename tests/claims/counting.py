"""How much work something takes, counted and not timed, so that no clock disturbs a test."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import CodeType, FrameType

Note = Callable[[FrameType, str, object], None]


def letters_given(work: Callable[[], object], code: CodeType, argument: str) -> int:
    """How many characters a function is given while some work is done."""
    count = 0

    def note(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        if event == "call" and frame.f_code is code:
            count += len(frame.f_locals[argument])

    _profiled(work, note)
    return count


def calls(work: Callable[[], object]) -> int:
    """How many functions are called while some work is done."""
    count = 0

    def note(_frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    _profiled(work, note)
    return count


def _profiled(work: Callable[[], object], note: Note) -> None:
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
