"""Runs a benchmark by name: ``python -m benchmarks NAME ...``.

speed, pages and length measure time; perturbation, labelled, gold and found measure verdicts;
references DIR and cited measure the resolution of references.
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
    references,
    speed,
)


def main(arguments: list[str]) -> int:
    """Run the benchmark named first, speed and pages where none is. Returns its exit status."""
    name, *rest = arguments or ["all"]
    if name in {"perturbation", "references"}:
        return (perturbation if name == "perturbation" else references).main(rest)
    if name in {"gold", "found"}:
        return (gold if name == "gold" else found).main(rest)
    if name in {"labelled", "length", "cited"}:
        {"labelled": labelled, "length": length, "cited": cited}[name].main()
        return 0
    if name in {"speed", "all"}:
        speed.main()
    if name in {"pages", "all"}:
        pages.main()
    if name in {"speed", "pages", "all"}:
        return 0
    print(__doc__, file=sys.stderr)
    return 2


sys.exit(main(sys.argv[1:]))
