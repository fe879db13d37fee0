"""What a site lets strangers check, as its metadata sets it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from publish.errors import PublishError

_PLACE = "plugins: onfile_site: check"
_KINDS = {"int": "a whole number above 0", "bool": "true or false", "str": "a text"}


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """Settings under ``plugins: onfile_site: check:`` of the metadata.

    ``text_bytes`` bounds what is typed, ``upload_bytes`` a file; ``seconds`` and ``megabytes`` what
    one check takes.  ``per_minute`` is how many checks an address may ask for, ``waiting`` how many
    stand in line.  ``address_header`` names the header in which a proxy of the site's own gives
    the address of who asks; without it the address is that of the connection.  ``urls`` lets the
    server fetch pages; ``warm`` has a server make ready before the first page comes.
    """

    text_bytes: int = 2_000_000
    upload_bytes: int = 5_000_000
    seconds: int = 10
    megabytes: int = 4000
    per_minute: int = 20
    waiting: int = 8
    address_header: str = ""
    urls: bool = False
    warm: bool = True

    @classmethod
    def from_config(cls, config: Mapping[str, Any] | None) -> CheckSettings:
        """Settings out of the plugin's configuration; PublishError for what cannot be one."""
        given = (config or {}).get("check") or {}
        kinds = {field.name: str(field.type) for field in fields(cls)}
        for name, value in given.items():
            if name not in kinds:
                raise PublishError(f"{_PLACE}: there is no {name}; choose among {', '.join(kinds)}")
            if type(value).__name__ != kinds[name] or (kinds[name] == "int" and value < 1):
                raise PublishError(f"{_PLACE}: {name}: {value!r} is not {_KINDS[kinds[name]]}")
        return cls(**given)


def in_words(size: int) -> str:
    """A size in bytes for readers: 2 MB, 500 kB."""
    return f"{size / 1e6:.3g} MB" if size >= 1_000_000 else f"{size / 1e3:.3g} kB"
