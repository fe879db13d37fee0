"""Runs a benchmark by name: ``python -m benchmarks NAME ...``.

speed, pages and length measure time; perturbation, labelled, gold and found measure verdicts.
"""

import sys

from benchmarks import found, gold, labelled, length, pages, perturbation, speed


def main(arguments: list[str]) -> int:
    """Run the benchmark named first, speed and pages where none is. Returns its exit status."""
    name, *rest = arguments or ["all"]
    if name == "perturbation":
        return perturbation.main(rest)
    if name in {"gold", "found"}:
        return (gold if name == "gold" else found).main(rest)
    if name in {"labelled", "length"}:
        (labelled if name == "labelled" else length).main()
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
