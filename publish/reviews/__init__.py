"""What people said of the machine's verdicts: a database of its own that only ever grows."""
