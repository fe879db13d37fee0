"""Settings come from one file and the environment; what is wrong is told by file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.errors import BadInput, OnfileError
from ingest.services.addresses import is_safe, same_service
from ingest.services.settings import Settings, read_settings

Read = Callable[..., Settings]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """A function that reads settings from a text."""

    def reading(text: str | bytes, **environment: str) -> Settings:
        path = tmp_path / "settings.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_settings({"ONFILE_CONFIG": str(path), **environment})

    return reading


def test_all_there_is_to_set(read: Read, tmp_path: Path) -> None:
    settings = read(
        'email = "me@example.org"\nncbi_api_key = "s3cret"\nopenalex_api_key = "s3cret2"\n'
        'cache = "answers"\n[services]\npubmed = "https://mirror.example/eutils/"\n'
        'crossref = "http://localhost:8080"\n'
    )
    assert settings.contact == "me@example.org"
    assert settings.cache == tmp_path / "answers"
    assert settings.services.pubmed == "https://mirror.example/eutils"
    assert settings.services.crossref == "http://localhost:8080"
    assert settings.services.openalex == "https://api.openalex.org"
    assert settings.ncbi_api_key is not None
    assert settings.ncbi_api_key.get_secret_value() == "s3cret"
    assert "s3cret" not in f"{settings!r} {settings}"


def test_the_environment_stands_above_the_file(read: Read, tmp_path: Path) -> None:
    settings = read('email = "me@example.org"', ONFILE_EMAIL="you@example.org")
    assert settings.contact == "you@example.org"
    assert read("", XDG_CACHE_HOME=str(tmp_path)).cache == tmp_path / "onfile"


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="the file is not there; write it, or unset ONFILE_CONFIG"):
        read_settings({"ONFILE_CONFIG": str(tmp_path / "none.toml")})


def test_the_usual_file_may_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    settings = read_settings({})
    assert settings.email is None
    with pytest.raises(OnfileError, match=r"set ONFILE_EMAIL=.* in .*settings\.toml$"):
        _ = settings.contact


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ('\nemail = "nobody"', ":2:email:", "it must be a mail address"),
        ('email = "a@example.org\\nBcc: b@example.org"', ":1:email:", "it must be a mail address"),
        ("\n\nncbi_api_key = 12345", ":3:ncbi_api_key:", "it must be a text in quotes"),
        ('ncbi_api_key = ""', ":1:ncbi_api_key:", "it must be a text in quotes"),
        ("cache = 7", ":1:cache:", "it must be the path of a folder"),
        ("services = 7", ":1:services:", "it must be a table of addresses"),
        ('[services]\npubmed = "ftp://x.example"', ":2:pubmed:", "it must be an https address"),
        ('[services]\ncrossref = "http://x.example"', ":2:crossref:", "it must be an https"),
        ('email = "a@example.org"\nncbi_key = "s3cret"', ":2:ncbi_key:", "no such setting; rename"),
        ("[other]\nx = 1", ":1:other:", "there is no such setting; remove it"),
        ('email = "a@example.org"\nncbi_api_key = s3cret\n', ":2:", "it is not valid TOML"),
        ('email = "s3cret', ":1:", "it is not valid TOML"),
        (b"email = \xff", ":", "it is not UTF-8 text"),
    ],
)
def test_what_is_wrong_is_told_by_line(
    read: Read, tmp_path: Path, text: str, place: str, reason: str
) -> None:
    with pytest.raises(BadInput) as caught:
        read(text)
    (line,) = str(caught.value).splitlines()
    assert line.startswith(f"{tmp_path / 'settings.toml'}{place}")
    assert reason in line
    assert "s3cret" not in line
    assert "12345" not in line


def test_a_bad_address_of_the_environment(read: Read) -> None:
    with pytest.raises(BadInput, match=r"^ONFILE_EMAIL: it must be a mail address"):
        read("", ONFILE_EMAIL="me")


def test_a_folder_is_no_file_of_settings(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="it cannot be read"):
        read_settings({"ONFILE_CONFIG": str(tmp_path)})


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://api.example", True),
        ("http://127.0.0.1:80/x", True),
        ("http://[::1]/x", True),
        ("http://localhost", True),
        ("http://api.example", False),
        ("http://127.0.0.1.api.example", False),
        ("https://me:word@api.example", False),
        ("https://api.example?x=1", False),
        ("https://", False),
        ("https://[", False),
        ("https://api.example:99999", False),
        ("api.example", False),
    ],
)
def test_addresses_that_keys_may_be_sent_to(address: str, safe: bool) -> None:
    assert is_safe(address) is safe


@pytest.mark.parametrize(
    ("base", "target", "same"),
    [
        ("https://api.example/a", "https://api.example/b", True),
        ("https://api.example", "https://API.example:443/b", True),
        ("https://api.example", "http://api.example/b", False),
        ("https://api.example", "https://other.example/b", False),
        ("https://api.example", "https://api.example:8443/b", False),
        ("https://api.example", "https://x@api.example/b", False),
        ("https://api.example", "http://127.0.0.1/b", False),
        ("http://127.0.0.1:80", "http://127.0.0.1:80/b", True),
        ("http://127.0.0.1:80", "http://127.0.0.1:81/b", False),
        ("http://127.0.0.1:80", "https://api.example/b", False),
        ("https://api.example", "", False),
        ("https://api.example", "https://[", False),
    ],
)
def test_redirects_stay_with_the_service(base: str, target: str, same: bool) -> None:
    assert same_service(base, target) is same
