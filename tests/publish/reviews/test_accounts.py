"""The file of accounts: private, whole, and silent about its secrets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from datasette_auth_passwords.utils import hash_password, verify_password

from publish.errors import PublishError
from publish.reviews.accounts import read_accounts

HASH = hash_password("one two three", iterations=1000)
TOKEN = "t" * 40
ANN = {"name": "ann", "display": "Ann Oak", "password_hash": HASH, "token": TOKEN}


def written(path: Path, entries: object) -> Path:
    path.write_text(entries if isinstance(entries, str) else json.dumps(entries), encoding="utf-8")
    path.chmod(0o600)
    return path


@pytest.mark.parametrize("name", ["reviewers.json", "reviewers.yml"])
def test_accounts_are_read(tmp_path: Path, name: str) -> None:
    accounts = read_accounts(written(tmp_path / name, [ANN, {"name": "bob", "token": "b" * 32}]))
    assert accounts["ann"].actor == {"id": "ann", "name": "Ann Oak"}
    assert verify_password("one two three", accounts["ann"].password_hash)
    assert accounts["bob"].actor == {"id": "bob", "name": "bob"}


def test_secrets_are_not_printed(tmp_path: Path) -> None:
    shown = repr(read_accounts(written(tmp_path / "r.json", [ANN])))
    assert HASH not in shown and TOKEN not in shown and "ann" in shown


BAD: dict[str, tuple[Any, str]] = {
    "no list": ({"ann": HASH}, "write a list of accounts"),
    "empty": ([], "write a list of accounts"),
    "no mapping": ([HASH], "write name, password_hash"),
    "no name": ([{"password_hash": HASH}], "give a name in lower-case"),
    "bad name": ([{**ANN, "name": "Ann Oak"}], "give a name in lower-case"),
    "root": ([{**ANN, "name": "root"}], "other than root"),
    "twice": ([ANN, ANN], "ann is there twice"),
    "no way in": ([{"name": "ann"}], "ann has no password_hash; make one with"),
    "plain password": ([{"name": "ann", "password_hash": "secret1"}], "password_hash of ann"),
    "short token": ([{"name": "ann", "token": "secret1"}], "token of ann has to be 32"),
    "unknown key": ([{**ANN, "role": "x"}], "'role' is not known"),
    "long display": ([{**ANN, "display": "x" * 61}], "fit on a line"),
    "no text": ([{**ANN, "token": 5}], "each with a text"),
    "broken": ("[{name: ann, password_hash: secret1", "not valid"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_wrong_is_told_in_one_line_without_secrets(tmp_path: Path, case: str) -> None:
    entries, told = BAD[case]
    with pytest.raises(PublishError) as refused:
        read_accounts(written(tmp_path / "reviewers.yml", entries))
    message = str(refused.value)
    assert told in message and "\n" not in message
    assert HASH not in message and TOKEN not in message and "secret1" not in message
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_a_file_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = written(tmp_path / "reviewers.json", [ANN])
    path.chmod(mode)
    with pytest.raises(PublishError, match=r"others can read the accounts; run: chmod 600 .*json$"):
        read_accounts(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match=r"nosuch: cannot be read \(No such file"):
        read_accounts(tmp_path / "nosuch")
