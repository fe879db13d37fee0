"""Studies on file in other people's formats."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from ingest.corpus import read_evidence
from ingest.errors import OnfileError
from ingest.formats.registry import FORMATS


def give(packs: Sequence[Path], wanted: Sequence[str], form: str, out: TextIO) -> None:
    """Write studies of the packs to ``out`` in a format that can be written.

    In: ids of studies, all of them where there are none; the name of the format.  ``out`` is UTF-8
    from here on where it encodes, whatever the terminal does: other programs expect that of these
    formats.  Raises OnfileError for an id that is not on file, BadInput where a pack does not
    build.
    """
    rows = read_evidence(packs).rows("studies")
    if wanted:
        on_file = {str(row["study_id"]): row for row in rows}
        missing = [name for name in wanted if name not in on_file]
        if missing:
            raise OnfileError(f"not on file: {', '.join(missing)}; see the table studies for ids")
        rows = [on_file[name] for name in dict.fromkeys(wanted)]
    writer = FORMATS[form].writer
    assert writer is not None, form
    if isinstance(out, io.TextIOWrapper):
        out.reconfigure(encoding="utf-8")
    writer(rows, out)
