"""Who may review: a file of accounts that is read when the site starts, and never published."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ingest.schema import ID
from publish.errors import PublishError

# What `datasette hash-password` prints.
_HASH = re.compile(r"pbkdf2_sha256\$[1-9]\d{0,8}\$[^$\s]+\$[A-Za-z0-9+/=]{20,}")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32,200}")
_KEYS = {"name", "password_hash", "display", "token"}
_LONGEST = 60
_MAKE = "make one with 'datasette hash-password'"


@dataclass(frozen=True, slots=True)
class Account:
    """A reviewer.  Secrets stay out of what is printed, in a log or an error."""

    name: str
    display: str
    password_hash: str | None = field(repr=False)
    token: str | None = field(repr=False)

    @property
    def actor(self) -> dict[str, str]:
        """Who is signed in, as Datasette knows it and shows it."""
        return {"id": self.name, "name": self.display}


Accounts = Mapping[str, Account]


def read_accounts(path: Path) -> dict[str, Account]:
    """The accounts of a JSON or YAML file, by name: a list of mappings with ``name``, and
    ``password_hash`` or ``token`` or both; ``display`` is what readers see in place of the name.

    Raises PublishError, in one line, where the file cannot be read, is open to other users of the
    machine, or has an entry that cannot be used.  No message repeats a hash or a token.
    """
    try:
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise PublishError(f"{path}: others can read the accounts; run: chmod 600 {path}")
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise PublishError(f"{path}: not UTF-8 text; write it anew") from error
    except OSError as error:
        raise PublishError(f"{path}: cannot be read ({error.strerror})") from error
    accounts: dict[str, Account] = {}
    for number, entry in enumerate(_entries(path, text), 1):
        account = _account(f"{path}: account {number}", entry)
        if account.name in accounts:
            raise PublishError(f"{path}: account {number}: {account.name} is there twice")
        accounts[account.name] = account
    return accounts


def _entries(path: Path, text: str) -> list[Any]:
    try:
        entries = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    except (ValueError, yaml.YAMLError, RecursionError):
        # The parser's own message would quote the line, and with it what is secret.
        raise PublishError(f"{path}: not valid {path.suffix.lstrip('.') or 'YAML'}") from None
    if not isinstance(entries, list) or not entries:
        raise PublishError(f"{path}: write a list of accounts, each with name and password_hash")
    return entries


def _account(where: str, entry: Any) -> Account:
    if not isinstance(entry, dict) or not all(isinstance(v, str) for v in entry.values()):
        raise PublishError(f"{where}: write name, password_hash and the like, each with a text")
    if unknown := sorted(str(key)[:_LONGEST] for key in entry.keys() - _KEYS):
        raise PublishError(f"{where}: {unknown[0]!r} is not known; use {', '.join(sorted(_KEYS))}")
    name, display = entry.get("name", ""), entry.get("display") or entry.get("name", "")
    if not re.fullmatch(ID, name) or name == "root" or len(name) > _LONGEST:
        raise PublishError(
            f"{where}: give a name in lower-case letters, digits and hyphens other than root"
        )
    if len(display) > _LONGEST or not display.isprintable():
        raise PublishError(f"{where}: the display name has to fit on a line: {_LONGEST} characters")
    password_hash, token = entry.get("password_hash"), entry.get("token")
    if password_hash is None and token is None:
        raise PublishError(f"{where}: {name} has no password_hash; {_MAKE}")
    if password_hash is not None and not _HASH.fullmatch(password_hash.strip()):
        raise PublishError(f"{where}: the password_hash of {name} is not one; {_MAKE}")
    if token is not None and not _TOKEN.fullmatch(token):
        raise PublishError(
            f"{where}: the token of {name} has to be 32 to 200 letters, digits, - and _"
        )
    return Account(name, display, password_hash, token)
