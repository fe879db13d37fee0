"""Proposes findings from abstracts: results that a reader may then accept, mend or reject."""
