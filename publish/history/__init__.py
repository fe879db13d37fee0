"""What changed from one published database to the next, and why."""
