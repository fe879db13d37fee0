"""Measurements of Onfile's speed and of its verdicts against judged pages."""
