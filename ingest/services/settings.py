"""What the user sets for the network: contact address, keys, cache, where the services are."""

from __future__ import annotations

import difflib
import os
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import click
from pydantic import AfterValidator, BaseModel, ConfigDict, SecretStr, ValidationError
from pydantic_core import ErrorDetails

from ingest.errors import BadInput, OnfileError, Refusal
from ingest.services.addresses import is_safe

_MAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
# What each setting must be, as a refusal says it.
_MUST_BE: Mapping[str, str] = {
    "email": "a mail address, such as you@example.org",
    "ncbi_api_key": "a text in quotes, and not empty",
    "openalex_api_key": "a text in quotes, and not empty",
    "cache": "the path of a folder, in quotes",
    "services": "a table of addresses, headed [services]",
    "pubmed": "an https address, in quotes",
    "crossref": "an https address, in quotes",
    "openalex": "an https address, in quotes",
    "clinicaltrials": "an https address, in quotes",
}


def _mail(text: str) -> str:
    if not _MAIL.fullmatch(text):
        raise ValueError("no mail address")
    return text


def _key(secret: SecretStr) -> SecretStr:
    if not secret.get_secret_value().strip():
        raise ValueError("empty")
    return secret


def _address(text: str) -> str:
    if not is_safe(text):
        raise ValueError("neither https nor on this machine")
    return text.rstrip("/")


Mail = Annotated[str, AfterValidator(_mail)]
Key = Annotated[SecretStr, AfterValidator(_key)]
Address = Annotated[str, AfterValidator(_address)]
_STRICT = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Addresses(BaseModel):
    """Where each service is asked: its own address, or that of a mirror or proxy."""

    model_config = _STRICT

    pubmed: Address = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
    crossref: Address = "https://api.crossref.org"
    openalex: Address = "https://api.openalex.org"
    clinicaltrials: Address = "https://clinicaltrials.gov/api/v2"


def cache_folder(environment: Mapping[str, str]) -> Path:
    """The folder for what may be thrown away, as the system names it."""
    if environment.get("XDG_CACHE_HOME"):
        return Path(environment["XDG_CACHE_HOME"]) / "onfile"
    usual = "Library/Caches" if sys.platform == "darwin" else ".cache"
    return Path.home() / usual / "onfile"


class Settings(BaseModel):
    """The settings of one run.  Keys show as stars wherever a setting is printed."""

    model_config = _STRICT

    email: Mail | None = None
    ncbi_api_key: Key | None = None
    openalex_api_key: Key | None = None
    cache: Path
    services: Addresses = Addresses()

    @property
    def contact(self) -> str:
        """The address that services are told, so that they can write to whoever asks too much.

        Raises ``OnfileError`` where none is set.
        """
        if self.email is None:
            raise OnfileError(
                "the services ask for a contact address: set ONFILE_EMAIL=you@example.org, or write"
                f' email = "you@example.org" in {settings_file(os.environ)}'
            )
        return self.email


def settings_file(environment: Mapping[str, str]) -> Path:
    """The file of settings: what ONFILE_CONFIG names, or the usual one of the user."""
    named = environment.get("ONFILE_CONFIG")
    return Path(named) if named else Path(click.get_app_dir("onfile")) / "settings.toml"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of the file and the environment; ONFILE_EMAIL stands above the file's email.

    The usual file may be missing, one that ONFILE_CONFIG names may not.  Raises ``BadInput`` with
    file and line for whatever is wrong; no value of a key is ever told.
    """
    path = settings_file(environment)
    text = _text(path, needed=bool(environment.get("ONFILE_CONFIG")))
    written = _parsed(path, text)
    if isinstance(written.get("cache"), str):
        written["cache"] = path.parent / Path(written["cache"]).expanduser()
    email = environment.get("ONFILE_EMAIL")
    if email:
        if not _MAIL.fullmatch(email):
            reason = f"it must be {_MUST_BE['email']}"
            raise BadInput([Refusal("ONFILE_EMAIL", 0, "", reason, "correct it")])
        written["email"] = email
    try:
        return Settings.model_validate({"cache": cache_folder(environment), **written})
    except ValidationError as error:
        raise BadInput(_refusals(path, text, error.errors())) from None


def _text(path: Path, *, needed: bool) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        if not needed:
            return ""
        remedy = "write it, or unset ONFILE_CONFIG"
        raise BadInput([Refusal(str(path), 0, "", "the file is not there", remedy)]) from None
    except UnicodeDecodeError:
        reason, remedy = "it is not UTF-8 text", "save it as UTF-8"
        raise BadInput([Refusal(str(path), 0, "", reason, remedy)]) from None
    except OSError as error:
        reason = f"it cannot be read ({error.strerror})"
        raise BadInput([Refusal(str(path), 0, "", reason, "make it readable")]) from None


def _parsed(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        remedy = 'write one setting a line, such as email = "you@example.org"'
        raise BadInput([Refusal(str(path), line, "", "it is not valid TOML", remedy)]) from None


def _refusals(path: Path, text: str, errors: list[ErrorDetails]) -> Iterator[Refusal]:
    """One refusal a setting, with the line that it stands on."""
    for error in errors:
        *_, key = map(str, error["loc"])
        line = _line(text, key)
        if error["type"] == "extra_forbidden":
            close = difflib.get_close_matches(key, _MUST_BE, n=1)
            remedy = f"rename it to {close[0]}" if close else "remove it"
            yield Refusal(str(path), line, key, "there is no such setting", remedy)
        else:
            yield Refusal(str(path), line, key, f"it must be {_MUST_BE[key]}", "correct it")


def _line(text: str, key: str) -> int:
    """The line that sets a key; 0 where it stands in no line of its own."""
    pattern = re.compile(rf"""\s*\[?\s*["']?{re.escape(key)}["']?\s*[\].=]""")
    lines = enumerate(text.splitlines(), 1)
    return next((number for number, line in lines if pattern.match(line)), 0)
