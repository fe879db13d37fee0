"""Reports of references, in the formats that ``onfile cite`` prints."""

FORMATS = ("text", "jsonl")
"""Each is a module of this package, and prints every page as soon as it is read."""

STYLES = ("vancouver", "apa")
"""What a corrected reference is written in."""
