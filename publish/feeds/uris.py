"""Names of things that do not hang on where the site stands."""

from __future__ import annotations

from uuid import UUID, uuid5

# Our own name space, drawn once: another would give every thing another name.
_SPACE = UUID("5f0a0c0e-6c0b-4f0e-9a52-7a1f5b7d9f31")


def urn(kind: str, *names: object) -> str:
    """A name for the thing of that kind with these ids, the same on every site and every day."""
    return uuid5(_SPACE, "\n".join((kind, *map(str, names)))).urn
