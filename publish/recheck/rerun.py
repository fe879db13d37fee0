"""Pages that are not on file: checked again against an earlier report of ``onfile check``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from claims.batch import Batch
from publish.recheck.again import again
from publish.recheck.earlier import read_earlier
from publish.recheck.report import Report, in_order
from publish.recheck.tried import tried


def recheck_pages(
    earlier: Path,
    names: Sequence[str],
    folders: Sequence[Path],
    *,
    words: Path | None = None,
    notices: Sequence[Path] = (),
    allow_private: bool = False,
) -> Report:
    """Check pages again and compare them with what ``earlier`` has of them.

    ``names`` are files, folders, addresses or "-"; where there are none, the pages that the report
    names are checked.  ``folders`` and ``words`` are packs as for a build, ``notices`` Retraction
    Watch lists to try.  A page that cannot be read is among what the report says is refused.
    Raises BadInput where the earlier report, a list or a pack is refused.
    """
    rows = read_earlier(earlier)
    pages = names or list(dict.fromkeys(row["page"] for row in rows))
    with TemporaryDirectory(prefix="onfile-") as scratch:
        packs, refused = tried(notices, Path(scratch), folders, words)
        batch = Batch([*folders, *packs], pages, words=words, allow_private=allow_private)
        items, unseen = again(rows, batch.checked(), batch.evidence)
    return Report(
        against=str(earlier),
        items=in_order(items),
        studies={study.study_id: study.short for study in batch.evidence.studies.values()},
        unseen=unseen,
        refused=(*refused, *batch.refused),
    )
