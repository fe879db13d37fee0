"""Nothing private is published, whatever lies about."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.bundle import make_bundle
from publish.errors import PublishError
from publish.private import refuse_private
from tests.publish.checkout import copy_checkout

HASH = "pbkdf2_sha256$260000$" + "ab" * 8 + "$" + "Zm9v" * 8 + "="
KEY = "-----BEGIN OPENSSH PRIVATE " + "KEY-----\nMTIz\n"
SECRETS = ("a-secret-of-sessions", "a-token-of-a-reviewer", HASH)


@pytest.mark.parametrize(
    "name",
    [
        "reviews.db", "reviews.db-wal", "reviews.jsonl", "reviewers.json", "reviewers.yml", ".env",
        ".env.production", "credentials.json", "service-account.json", "secrets.toml", "id_ed25519",
        "site.pem", "site.KEY", "other.db", "spare.sqlite3", ".netrc",
    ],
)  # fmt: skip
def test_private_file_is_refused_by_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / name).write_text("")
    with pytest.raises(PublishError) as refused:
        refuse_private(tmp_path)
    assert f"static/{name} (" in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("content", [HASH, KEY, f'{{"admin": "{HASH}"}}'])
@pytest.mark.parametrize("name", ["notes.txt", "settings.json", "more.py"])
def test_private_content_is_refused(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(PublishError, match=rf"{name} \(a key or a password in it\)"):
        refuse_private(tmp_path)


@pytest.mark.parametrize("name", ["reviews.py", "reviews.html", "_reviews.html", "keys.csv"])
def test_code_about_reviews_is_not_private(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("A password hash begins with pbkdf2_sha256$.")
    refuse_private(tmp_path)


def test_bundle_with_a_private_file_is_not_made(
    small_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, untried: None
) -> None:
    root = copy_checkout(tmp_path / "root", monkeypatch)
    (root / "publish" / "static" / "reviewers.json").write_text("{}")
    with pytest.raises(PublishError, match=r"static/reviewers\.json"):
        make_bundle(small_db, tmp_path / "dist")
    assert list((tmp_path / "dist").iterdir()) == []


def test_secrets_of_the_one_who_publishes_are_nowhere_in_the_bundle(
    small_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviewers = tmp_path / "reviewers.json"
    reviewers.write_text(f'[{{"name": "ada", "password_hash": "{HASH}", "token": "{SECRETS[1]}"}}]')
    reviewers.chmod(0o600)
    monkeypatch.setenv("DATASETTE_SECRET", SECRETS[0])
    monkeypatch.setenv("ONFILE_REVIEWERS", str(reviewers))
    monkeypatch.setenv("ONFILE_REVIEWS", str(tmp_path / "reviews.db"))
    bundle = make_bundle(small_db, tmp_path / "dist")
    files = [path for path in bundle.rglob("*") if path.is_file()]
    assert len(files) > 300
    for path in files:
        content = path.read_bytes()
        for private in (*SECRETS, str(tmp_path)):
            assert private.encode() not in content, path
