"""Runs a benchmark by name: ``python -m benchmarks [speed | pages | perturbation | gold] ...``."""

import sys

from benchmarks import gold, pages, perturbation, speed


def main(arguments: list[str]) -> int:
    """Run the benchmark named first, speed and pages where none is. Returns its exit status."""
    name, *rest = arguments or ["all"]
    if name == "perturbation":
        return perturbation.main(rest)
    if name == "gold":
        return gold.main(rest)
    if name in {"speed", "all"}:
        speed.main()
    if name in {"pages", "all"}:
        pages.main()
    if name in {"speed", "pages", "all"}:
        return 0
    print(__doc__, file=sys.stderr)
    return 2


sys.exit(main(sys.argv[1:]))
