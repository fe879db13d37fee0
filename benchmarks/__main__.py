"""Runs a benchmark by name: ``python -m benchmarks NAME ...``.

speed, pages, length, recheck and site measure time; perturbation, labelled, gold and found measure
verdicts; references DIR and cited measure the resolution of references, proposals the reading of
abstracts.
"""

import sys

from benchmarks import (
    cited,
    found,
    gold,
    labelled,
    length,
    pages,
    perturbation,
    proposals,
    recheck,
    references,
    site,
    speed,
)

_WITH_ARGUMENTS = {
    "found": found.main,
    "gold": gold.main,
    "perturbation": perturbation.main,
    "proposals": proposals.main,
    "references": references.main,
    "site": site.main,
}
_WITHOUT = {
    "all": (speed.main, pages.main),
    "cited": (cited.main,),
    "labelled": (labelled.main,),
    "length": (length.main,),
    "pages": (pages.main,),
    "recheck": (recheck.main,),
    "speed": (speed.main,),
}


def main(arguments: list[str]) -> int:
    """Run the benchmark named first, speed and pages where none is. Returns its exit status."""
    name, *rest = arguments or ["all"]
    if name in _WITH_ARGUMENTS:
        return _WITH_ARGUMENTS[name](rest)
    if name not in _WITHOUT:
        print(__doc__, file=sys.stderr)
        return 2
    for run in _WITHOUT[name]:
        run()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
