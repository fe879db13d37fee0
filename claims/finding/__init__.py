"""Finds the claims of a page: passages, clauses, what is worth checking, and references."""
