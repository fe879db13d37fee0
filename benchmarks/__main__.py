"""Runs a benchmark by name: ``python -m benchmarks [speed | perturbation | gold] ...``."""

import sys

from benchmarks import gold, perturbation, speed


def main(arguments: list[str]) -> int:
    """Run the benchmark named first, speed where none is. Returns its exit status."""
    name, *rest = arguments or ["speed"]
    if name == "perturbation":
        return perturbation.main(rest)
    if name == "gold":
        return gold.main(rest)
    if name == "speed":
        speed.main()
        return 0
    print(__doc__, file=sys.stderr)
    return 2


sys.exit(main(sys.argv[1:]))
