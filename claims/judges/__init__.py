"""Judges: each sets one kind of assertion against comparable findings and gives a ``Part``."""
