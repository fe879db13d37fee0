"""A site that takes reviews: a real Datasette over a real bundle, in this process."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from datasette.app import Datasette
from datasette_auth_passwords.utils import hash_password

PASSWORDS = {"ann": "one two three", "bob": "four five six"}
TOKENS = {"ann": "a" * 40, "cat": "c" * 40}
# Quick to try; how slow a real one is, the command that makes it decides.
HASHES = {name: hash_password(password, iterations=1000) for name, password in PASSWORDS.items()}
ACCOUNTS = [
    {"name": "ann", "display": "Ann <Oak>", "password_hash": HASHES["ann"], "token": TOKENS["ann"]},
    {"name": "bob", "password_hash": HASHES["bob"]},
    {"name": "cat", "token": TOKENS["cat"]},
]
CLAIM = "page-1-001"
OVERRULE = {"action": "overrule", "verdict": "overstated", "code": "ABSOLUTE", "note": "Too firm."}


class Site:
    """Asks a Datasette, as one visitor: keeps cookies as a browser does, and follows nothing."""

    def __init__(self, datasette: Datasette, runner: asyncio.Runner) -> None:
        self.datasette = datasette
        self.runner = runner
        self.cookies: dict[str, str] = {}

    def visitor(self) -> Site:
        """Another visitor of the same site."""
        return Site(self.datasette, self.runner)

    def get(self, path: str, **arguments: Any) -> Any:
        return self._ask("GET", path, **arguments)

    def post(self, path: str, **arguments: Any) -> Any:
        return self._ask("POST", path, **arguments)

    def submit(self, path: str, place: str, **fields: str) -> Any:
        """Load a page, fill in the form that goes to ``place``, and send it."""
        page = lxml.html.fromstring(self.get(path).text)
        form = next(form for form in page.forms if form.action == place)
        return self.post(place, data={**dict(form.form_values()), **fields})

    def sign_in(self, name: str, password: str | None = None, **fields: str) -> Any:
        given = PASSWORDS[name] if password is None else password
        return self.submit("/-/login", "/-/login", username=name, password=given, **fields)

    def review(self, claim: str = CLAIM, **fields: str) -> Any:
        address = f"/-/reviews/{claim}"
        return self.submit(address, address, **(fields or OVERRULE))

    def _ask(self, method: str, path: str, **arguments: Any) -> Any:
        async def ask() -> Any:
            client = self.datasette.client
            return await client.request(method, path, cookies=self.cookies, **arguments)

        response = self.runner.run(ask())
        for header in response.headers.get_list("set-cookie"):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        return response


@contextmanager
def serving(bundle: Path, **options: Any) -> Iterator[Site]:
    """A site over a bundle, started anew."""
    with asyncio.Runner() as runner:
        datasette = Datasette([], config_dir=bundle, **options)
        try:
            runner.run(datasette.invoke_startup())
            yield Site(datasette, runner)
        finally:
            for database in datasette.databases.values():
                database.close()
            datasette.executor.shutdown()


def write_accounts(path: Path) -> Path:
    path.write_text(json.dumps(ACCOUNTS), encoding="utf-8")
    path.chmod(0o600)
    return path


def name_files(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """Name accounts and a file of reviews in the environment; returns the latter's path."""
    monkeypatch.setenv("ONFILE_REVIEWERS", str(write_accounts(folder / "reviewers.json")))
    monkeypatch.setenv("ONFILE_REVIEWS", str(folder / "reviews.db"))
    return folder / "reviews.db"
