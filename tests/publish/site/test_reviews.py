"""Reviews on the site: who may write them, how they show, and what no visitor ever learns."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from click import ClickException
from datasette.utils import baseconv

from publish.reviews.store import add, read, version
from tests.publish.reviews.made import made
from tests.publish.site import texts
from tests.publish.site.served import (
    ACCOUNTS,
    CLAIM,
    HASHES,
    OVERRULE,
    PASSWORDS,
    TOKENS,
    Site,
    name_files,
    serving,
)

INPUTS = "0123456789abcdef"
REVIEW = f"/-/reviews/{CLAIM}"
PAGE = f"/evidence/claims/{CLAIM}"


@pytest.fixture
def reviews(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return name_files(monkeypatch, tmp_path)


@pytest.fixture
def site(bundle: Path, reviews: Path) -> Iterator[Site]:
    with serving(bundle) as site:
        yield site


def bearer(name: str) -> dict[str, str]:
    return {"authorization": f"Bearer {TOKENS[name]}"}


def words(page: Any) -> str:
    return texts.words(page.text)


def told(response: Any, status: int) -> str:
    """What an error in JSON says, once its shape is right."""
    body = response.json()
    assert response.status_code == body["status"] == status
    assert body["ok"] is False and "\n" not in body["error"]
    assert set(body) == {"ok", "error", "status", "title"}
    return str(body["error"])


# Signing in


def test_signing_in_goes_back_to_where_one_came_from(site: Site) -> None:
    link = lxml.html.fromstring(site.get(f"{PAGE}?a=b").text).xpath("//a[text()='Sign in']/@href")
    assert link == [f"/-/login?next={PAGE}%3Fa%3Db"]
    response = site.submit(link[0], "/-/login", username="ann", password=PASSWORDS["ann"])
    assert (response.status_code, response.headers["location"]) == (303, f"{PAGE}?a=b")
    assert site.get("/-/actor.json").json() == {"actor": {"id": "ann", "name": "Ann <Oak>"}}
    page = site.get(PAGE)
    assert "Ann &lt;Oak&gt;" in page.text and "Sign in" not in words(page)


def test_the_cookie_is_kept_from_scripts_and_ends(site: Site) -> None:
    cookie = site.sign_in("ann").headers["set-cookie"]
    for part in ("HttpOnly", "SameSite=lax", "Max-Age=43200", "Path=/"):
        assert part in cookie
    assert "Secure" not in cookie
    # The signature holds an end too: a cookie that was copied ends like the one in the browser.
    signed = site.datasette.unsign(site.cookies["ds_actor"], "actor")
    assert baseconv.base62.decode(signed["e"]) > 1_700_000_000


def test_the_cookie_is_for_https_where_that_is_used(bundle: Path, reviews: Path) -> None:
    settings = json.loads((bundle / "settings.json").read_text())
    with serving(bundle, settings={**settings, "force_https_urls": True}) as site:
        assert "Secure" in site.sign_in("ann").headers["set-cookie"]


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example", "evil",
     "javascript:alert(1)", "/-/logout", "/\n/evil.example", "", "/" + "a" * 600],
)  # fmt: skip
def test_signing_in_leads_to_no_other_site(site: Site, elsewhere: str) -> None:
    assert site.sign_in("ann", next=elsewhere).headers["location"] == "/"


@pytest.mark.parametrize(
    ("name", "password"),
    [("ann", "wrong"), ("ann", PASSWORDS["bob"]), ("ann", ""), ("ann", HASHES["ann"]),
     ("nobody", "nobody"), ("cat", "nobody"), ("root", "no such word"), ("", "")],
)  # fmt: skip
def test_a_wrong_password_signs_nobody_in(site: Site, name: str, password: str) -> None:
    response = site.sign_in(name, password)
    assert response.status_code == 403
    assert "The name or the password is not right." in words(response)
    assert "ds_actor" not in site.cookies
    if password:
        assert password not in response.text


def test_guessing_is_slowed_down(site: Site) -> None:
    tries = [site.sign_in("ann", "wrong").status_code for _ in range(7)]
    assert tries == [403] * 5 + [429] * 2
    refused = site.sign_in("ann")
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")
    assert site.visitor().sign_in("bob").status_code == 303
    assert site.visitor().sign_in("ann").status_code == 429


def test_guessing_of_many_names_is_slowed_down(site: Site) -> None:
    for name in ("ann", "bob"):
        assert [site.sign_in(name, "wrong").status_code for _ in range(5)] == [403] * 5
    assert site.sign_in("cat", "wrong").status_code == 429


def test_a_form_without_its_token_signs_nobody_in(site: Site) -> None:
    fields = {"username": "ann", "password": PASSWORDS["ann"]}
    assert site.post("/-/login", data=fields).status_code == 403
    site.get("/-/login")
    assert site.post("/-/login", data=fields).status_code == 403
    assert "ds_actor" not in site.cookies


def test_the_plugins_own_ways_in_are_shut(site: Site) -> None:
    assert site.get("/-/password-tool").status_code == 404
    credentials = (("ann", PASSWORDS["ann"]), ("ann", "wrong"))
    for pair in credentials:
        assert site.get("/-/actor.json", auth=pair).json() == {"actor": None}
    for header in ("Basic !", "Basic w7w=", "Bearer \xfc", "Bearer", "Digest x"):
        headers = [(b"authorization", header.encode("latin-1"))]
        assert site.get("/-/actor.json", headers=headers).json() == {"actor": None}


def test_signing_out(site: Site) -> None:
    site.sign_in("ann")
    response = site.submit(PAGE, "/-/logout")
    assert response.status_code == 302 and not site.cookies["ds_actor"]


# Writing


def test_a_review_shows_at_once_above_the_verdict(site: Site, reviews: Path) -> None:
    before = version(reviews)
    site.sign_in("ann")
    response = site.review()
    assert (response.status_code, response.headers["location"]) == (303, f"{PAGE}#reviews")
    (review,) = read(reviews)
    assert (review.reviewer, review.verdict, review.note) == ("ann", "overstated", "Too firm.")
    assert (review.machine_verdict, review.inputs) == ("supported", INPUTS)
    assert version(reviews) != before
    shown = words(site.visitor().get(PAGE))
    assert 0 < shown.index("Overstated by review") < shown.index("10 of 20 is 50%.")
    assert "Ann <Oak> overruled the machine's verdict" in shown and "Too firm." in shown


def test_a_review_is_told_to_programs(site: Site) -> None:
    path = f"/-/claims/{CLAIM}"
    told = site.visitor().get(f"{path}.json").json()["reviews"]
    assert told == {"standing": None, "disputed": False, "history": []}
    assert site.visitor().get(f"{path}.claimreview.json").json()["reviewRating"]["ratingValue"] == 5
    site.sign_in("ann")
    site.review()
    told = site.visitor().get(f"{path}.json").json()["reviews"]
    assert (told["standing"]["verdict"], told["standing"]["reviewer"]) == ("overstated", "ann")
    assert [(one["stale"], one["counts"]) for one in told["history"]] == [(None, True)]
    review = site.visitor().get(f"{path}.claimreview.json").json()
    assert review["reviewRating"]["ratingValue"] == 2
    assert "On review: Too firm." in review["reviewRating"]["ratingExplanation"]
    assert review["datePublished"] == told["standing"]["made_at"][:10]


def test_accepting_needs_no_reason(site: Site, reviews: Path) -> None:
    site.sign_in("ann")
    assert site.review(action="accept").status_code == 303
    assert [(r.action, r.verdict, r.note) for r in read(reviews)] == [("accept", "supported", None)]
    assert "Ann <Oak> accepted the machine's verdict" in words(site.visitor().get(PAGE))


def test_a_form_sent_twice_is_one_review(site: Site, reviews: Path) -> None:
    site.sign_in("ann")
    assert [site.review().status_code for _ in range(2)] == [303, 303]
    assert len(read(reviews)) == 1
    site.review(action="accept")
    site.review()
    assert [review.verdict for review in read(reviews)] == ["overstated", "supported", "overstated"]


def test_a_faulty_form_comes_back_with_what_was_written(site: Site, reviews: Path) -> None:
    site.sign_in("ann")
    response = site.review(action="overrule", verdict="overstated", note="A long thought.")
    assert response.status_code == 400 and not reviews.exists()
    page = lxml.html.fromstring(response.text)
    assert "Code: a verdict is overruled with a reason; give a code." in words(response)
    (form,) = (form for form in page.forms if form.action == REVIEW)
    assert dict(form.form_values())["note"].strip() == "A long thought."
    assert dict(form.form_values())["verdict"] == "overstated"
    assert page.xpath("//select[@name='code']/@aria-describedby") == ["fault-code"]
    assert page.xpath("//*[@id='fault-code']")


def test_a_script_reviews_with_a_token(site: Site, reviews: Path) -> None:
    response = site.post(REVIEW, json=OVERRULE, headers=bearer("cat"))
    assert response.status_code == 201
    (review,) = read(reviews)
    assert response.json() == {"ok": True, "review": review.row()}
    assert review.reviewer == "cat"


BAD: list[tuple[Any, int, str]] = [
    ({}, 400, "action: the cell is empty"),
    ({**OVERRULE, "code": None}, 400, "code: a verdict is overruled with a reason; give a code."),
    ({**OVERRULE, "note": "  "}, 400, "note: a verdict is overruled with a reason; give a note."),
    ({**OVERRULE, "note": "x" * 2001}, 400, "longer than 2000 characters; shorten it"),
    ({**OVERRULE, "note": "a\x00b"}, 400, "control characters"),
    ({**OVERRULE, "code": "NOSUCH"}, 400, "code: not in the rule book"),
    ({**OVERRULE, "verdict": "false"}, 400, "verdict: 'false' is not allowed here"),
    ({**OVERRULE, "verdict": "supported"}, 400, "this is the machine's own verdict"),
    ({**OVERRULE, "action": "accept"}, 400, "an accepted verdict is the machine's"),
    ({**OVERRULE, "action": "delete"}, 400, "action: 'delete' is not allowed here"),
    ({**OVERRULE, "reviewer": "bob"}, 400, "'reviewer': not known here"),
    ({**OVERRULE, "note": 7}, 400, "cannot be read"),
    ({**OVERRULE, "inputs": "then"}, 409, "has changed; read the claim again"),
    ([OVERRULE], 400, "cannot be read"),
    ({**OVERRULE, "note": "x" * 70_000}, 413, "at most 64,000 bytes"),
]


@pytest.mark.parametrize(("sent", "status", "error"), BAD)
def test_what_is_no_review_is_refused_in_one_shape(
    site: Site, reviews: Path, sent: Any, status: int, error: str
) -> None:
    response = site.post(REVIEW, json=sent, headers=bearer("ann"))
    assert error in told(response, status)
    assert not reviews.exists()


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[" * 50_000, b"nul"])
def test_what_cannot_be_read_is_refused(site: Site, content: bytes) -> None:
    headers = {**bearer("ann"), "content-type": "application/json"}
    assert "cannot be read" in told(site.post(REVIEW, content=content, headers=headers), 400)


def test_other_kinds_of_content_are_refused(site: Site) -> None:
    headers = {**bearer("ann"), "content-type": "text/csv", "accept": "application/json"}
    assert "Send a form" in told(site.post(REVIEW, content=b"x", headers=headers), 415)


def test_a_claim_that_is_not_there_cannot_be_reviewed(site: Site) -> None:
    response = site.post("/-/reviews/nosuch", json=OVERRULE, headers=bearer("ann"))
    assert "no claim nosuch on file" in told(response, 404)
    assert site.get("/-/reviews/nosuch").status_code == 404


# Who may not


def anonymous(site: Site) -> dict[str, str]:
    return {}


def forged_cookie(site: Site) -> dict[str, str]:
    from itsdangerous import URLSafeSerializer

    signed = URLSafeSerializer("guess", "actor").dumps({"a": ACCOUNTS[0]["name"]})
    return {"cookie": f"ds_actor={signed}"}


def ended_cookie(site: Site) -> dict[str, str]:
    ended = {"a": {"id": "ann"}, "e": baseconv.base62.encode(1_000_000_000)}
    return {"cookie": f"ds_actor={site.datasette.sign(ended, 'actor')}"}


def wrong_token(site: Site) -> dict[str, str]:
    return {"authorization": f"Bearer {'b' * 40}"}


def hash_for_token(site: Site) -> dict[str, str]:
    return {"authorization": f"Bearer {HASHES['ann']}"}


def no_reviewer(site: Site) -> dict[str, str]:
    return {"cookie": f"ds_actor={site.datasette.sign({'a': {'id': 'root'}}, 'actor')}"}


@pytest.mark.parametrize(
    "who", [anonymous, forged_cookie, ended_cookie, wrong_token, hash_for_token, no_reviewer]
)
def test_nobody_else_may_write(site: Site, reviews: Path, who: Any) -> None:
    headers = who(site)
    assert site.post(REVIEW, json=OVERRULE, headers=headers).status_code == 403
    assert site.post(REVIEW, data=OVERRULE, headers=headers).status_code == 403
    assert not reviews.exists()
    assert not [f for f in lxml.html.fromstring(site.get(PAGE).text).forms if f.action == REVIEW]


def test_the_refusal_says_what_to_do(site: Site) -> None:
    assert "sign in, or send a reviewer's token" in told(site.post(REVIEW, json=OVERRULE), 403)


def test_a_form_without_its_token_is_refused(site: Site, reviews: Path) -> None:
    site.sign_in("ann")
    assert site.post(REVIEW, data=OVERRULE).status_code == 403
    assert site.post(REVIEW, data={**OVERRULE, "csrftoken": "guess"}).status_code == 403
    assert site.post(REVIEW, json=OVERRULE).status_code == 403
    assert not reviews.exists()


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"origin": "http://localhost:81"},
     {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}],
)  # fmt: skip
def test_a_form_on_another_site_is_refused(
    site: Site, reviews: Path, headers: dict[str, str]
) -> None:
    site.sign_in("ann")
    token = lxml.html.fromstring(site.get(REVIEW).text).xpath("//input[@name='csrftoken']/@value")
    fields = {**OVERRULE, "csrftoken": token[0]}
    response = site.post(REVIEW, data=fields, headers={**headers, "accept": "application/json"})
    assert "another site" in told(response, 403)
    assert not reviews.exists()
    for own in (
        {"origin": "http://localhost"},
        {"origin": "null"},
        {"sec-fetch-site": "same-origin"},
    ):
        assert site.post(REVIEW, data=fields, headers=own).status_code == 303


def test_whoever_is_no_reviewer_any_longer_is_nobody(
    bundle: Path, reviews: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with serving(bundle, secret="kept") as site:
        site.sign_in("ann")
        cookies = site.cookies
    with serving(bundle, secret="kept") as site:
        site.cookies = dict(cookies)
        assert site.review().status_code == 303
    left = tmp_path / "left.json"
    left.write_text(json.dumps(ACCOUNTS[1:]))
    left.chmod(0o600)
    monkeypatch.setenv("ONFILE_REVIEWERS", str(left))
    with serving(bundle, secret="kept") as site:
        site.cookies = dict(cookies)
        assert "Review this verdict" not in site.get(PAGE).text
        fields = {**OVERRULE, "csrftoken": cookies["ds_csrftoken"]}
        assert site.post(REVIEW, data=fields).status_code == 403
    with serving(bundle, secret="another") as site:
        site.cookies = dict(cookies)
        assert site.get("/-/actor.json").json() == {"actor": None}


# Without accounts, without a file


def test_without_accounts_nobody_signs_in_and_reviews_are_read(
    bundle: Path, reviews: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ONFILE_REVIEWERS")
    add(reviews, [made(inputs=INPUTS, statement="Examplam helped half of the people in a day.")])
    with serving(bundle) as site:
        page = site.get(PAGE)
        assert "Overstated by review" in words(page) and "Sign in" not in words(page)
        assert site.get("/-/login").status_code == 404
        assert site.post("/-/login", data={"username": "ann"}).status_code == 404
        assert site.post(REVIEW, json=OVERRULE).status_code == 403


def test_a_site_that_takes_no_reviews_shows_none(
    bundle: Path, monkeypatch: pytest.MonkeyPatch, reviews: Path
) -> None:
    monkeypatch.delenv("ONFILE_REVIEWS")
    with serving(bundle) as site:
        assert "reviews" not in site.datasette.databases
        assert "Reviews" not in words(site.get(PAGE)) and "Sign in" not in words(site.get(PAGE))
        assert site.get("/-/login").status_code == 404
        assert site.post(REVIEW, json=OVERRULE, headers=bearer("ann")).status_code == 403
        assert "takes no reviews" in words(site.get("/-/reviews"))


def test_accounts_that_others_can_read_stop_the_site(bundle: Path, reviews: Path) -> None:
    reviews.with_name("reviewers.json").chmod(0o644)
    with pytest.raises(ClickException, match="chmod 600"), serving(bundle):
        pass


def test_a_file_that_holds_no_reviews_stops_the_site(bundle: Path, reviews: Path) -> None:
    reviews.write_text("no database " * 99)
    with pytest.raises(ClickException, match="not a database"), serving(bundle):
        pass


def test_reviews_that_cannot_be_written_are_told(site: Site, reviews: Path) -> None:
    add(reviews, [made()])
    site.get(REVIEW)
    with closing(sqlite3.connect(reviews)) as conn:
        conn.execute("DROP TRIGGER reviews_stay")
    error = told(site.post(REVIEW, json=OVERRULE, headers=bearer("ann")), 503)
    assert error == "The review could not be written; try again later."


def test_reviews_that_cannot_be_read_are_told(site: Site, reviews: Path) -> None:
    reviews.write_text("no database " * 99)
    for path in (PAGE, REVIEW, "/-/reviews"):
        error = told(site.get(path, headers={"accept": "application/json"}), 503)
        assert error == "The reviews cannot be read; try again later."


# What is shown


HOSTILE = '</p><script>alert("x")</script><img src=x onerror=alert(1)> {{ 7*7 }} \u202egnorw'


def test_a_hostile_note_is_shown_as_text(site: Site) -> None:
    site.sign_in("ann")
    site.review(**{**OVERRULE, "note": HOSTILE})
    for path in (PAGE, "/-/reviews", REVIEW, "/reviews/reviews"):
        page = site.visitor().get(path)
        assert "<script>alert" not in page.text and "<img" not in page.text
        assert "&lt;script&gt;alert" in page.text and "{{ 7*7 }}" in page.text


def test_no_page_of_reviews_has_anything_inline(site: Site) -> None:
    site.sign_in("ann")
    site.review(action="overrule")
    site.review()
    for path in (PAGE, "/-/reviews", REVIEW, "/-/login"):
        tree = lxml.html.fromstring(site.get(path).text)
        assert not tree.xpath("//script[not(@src)] | //style | //@style")
        labelled = set(tree.xpath("//label/@for"))
        controls = tree.xpath("//input[not(@type='hidden')] | //select | //textarea")
        assert {control.get("id") for control in controls} <= labelled


def test_an_anonymous_page_sets_no_cookie(site: Site) -> None:
    site.post(REVIEW, json=OVERRULE, headers=bearer("ann"))
    for path in (PAGE, "/-/reviews", REVIEW):
        assert "set-cookie" not in site.get(path).headers


def test_reviews_in_dispute_wait_for_a_third(site: Site, reviews: Path) -> None:
    site.sign_in("ann")
    site.review()
    bob = site.visitor()
    bob.sign_in("bob")
    bob.review(action="accept")
    assert "Disputed." in words(site.visitor().get(PAGE))
    queue = words(site.visitor().get("/-/reviews?state=disputed"))
    assert "1 for a third reviewer" in queue and "Disputed: a third is wanted." in queue
    site.post(REVIEW, json={"action": "accept"}, headers=bearer("cat"))
    assert "Disputed." not in words(site.visitor().get(PAGE))
    assert "No claim fits that." in words(site.visitor().get("/-/reviews?state=disputed"))


def test_reviews_are_filtered_and_counted(site: Site, reviews: Path) -> None:
    other = {"claim_id": "page-1-002", "machine_verdict": "overstated", "verdict": "overstated"}
    add(reviews, [made(inputs=INPUTS), made("bob", "supported", inputs=INPUTS, at=1)])
    add(reviews, [made("bob", inputs="then", at=2, action="accept", code=None, note=None, **other)])
    everything = words(site.get("/-/reviews"))
    for part in ("3 reviews", "2 claims", "1 to look at again", "Stale: the claim reads otherwise"):
        assert part in everything
    stale = words(site.get("/-/reviews?state=stale"))
    assert "cures & helps everybody" in stale and "helped half" not in stale
    of_ann = words(site.get("/-/reviews?reviewer=ann"))
    assert "helped half" in of_ann and "cures & helps" not in of_ann
    assert "No claim fits that." in words(site.get("/-/reviews?state=stale&reviewer=ann"))


def test_the_list_goes_on_page_by_page(site: Site, reviews: Path) -> None:
    gone = [made(claim_id=f"gone-{n:03}", at=n, statement=f"Said {n:03}.") for n in range(120)]
    add(reviews, gone)
    first, last = words(site.get("/-/reviews")), words(site.get("/-/reviews?page=3"))
    assert "Said 119." in first and "Said 069." not in first and "Page 1 of 3 Older" in first
    assert "Said 000." in last and "Newer Page 3 of 3" in last
    assert "Stale: the claim is no longer on file." in words(site.get("/-/reviews/gone-007"))


@pytest.mark.parametrize("query", ["state=nosuch", "page=0", "page=2", "page=x", "page=²"])
def test_what_the_list_does_not_have_is_refused(site: Site, query: str) -> None:
    headers = {"accept": "application/json"}
    assert "There is no such" in told(site.get(f"/-/reviews?{query}", headers=headers), 400)


def test_agreement_is_told(site: Site, reviews: Path) -> None:
    second = {"claim_id": "page-1-002", "machine_verdict": "overstated"}
    add(reviews, [made(who, said, inputs=INPUTS, **more)
                  for who in ("ann", "bob")
                  for said, more in (("overstated", {}), ("unsupported", second))])  # fmt: skip
    response = site.get("/-/reviews")
    assert "Over the 2 claims that two or more of 2 reviewers looked at" in words(response)
    assert "alpha is 1.00" in words(response)
    (row,) = lxml.html.fromstring(response.text).xpath("//table[@class='findings']/tbody/tr")
    assert [cell.text for cell in row] == ["Ann <Oak>, bob", "2", "2", "1.00"]


def test_reviews_are_a_database_like_the_evidence(site: Site, reviews: Path) -> None:
    site.post(REVIEW, json=OVERRULE, headers=bearer("ann"))
    (row,) = site.get("/reviews/reviews.json?_shape=array").json()
    assert row["note"] == "Too firm."
    page = site.get("/reviews/reviews").text
    assert f'<a href="{PAGE}">{CLAIM}</a>' in page
    assert "What reviewers said of verdicts" in page and "The reviewer&#39;s verdict." in page
    response = site.get("/reviews.json", params={"sql": "delete from reviews"})
    assert response.status_code == 400
    assert site.get("/reviews.db").status_code == 403


# Secrets


LOOKED_AT = [
    "/", PAGE, REVIEW, "/-/reviews", "/-/login", "/reviews", "/reviews/reviews", "/-/metadata.json",
    "/-/metadata", "/-/plugins.json", "/-/plugins?all=1", "/-/settings.json", "/-/settings",
    "/-/actor.json", "/-/actor", "/-/databases.json", "/-/versions.json", "/-/threads.json",
    "/evidence.json", "/reviews/reviews.json", "/reviews/reviews.csv", "/.json", "/-/permissions",
    "/evidence?_context=1", "/nosuch",
]  # fmt: skip
SECRETS = [*HASHES.values(), *PASSWORDS.values(), *TOKENS.values()]


def test_secrets_are_nowhere(site: Site, capfd: pytest.CaptureFixture[str]) -> None:
    site.sign_in("bob", "wrong")
    site.sign_in("ann")
    site.review()
    stranger = site.visitor()
    for path in LOOKED_AT:
        for who in (site, stranger):
            text = who.get(path).text
            assert [secret for secret in SECRETS if secret in text] == [], path
            assert "datasette-auth-tokens" not in who.get("/-/metadata.json").text
    shown = "".join(capfd.readouterr())
    assert [secret for secret in SECRETS if secret in shown] == []


def test_secrets_are_not_in_the_files(site: Site, bundle: Path, reviews: Path) -> None:
    site.sign_in("ann")
    site.review()
    files = [path for path in bundle.rglob("*") if path.is_file()]
    files += list(reviews.parent.glob("reviews.db*"))
    for path in files:
        content = path.read_bytes()
        assert [secret for secret in SECRETS if secret.encode() in content] == [], path


def test_the_last_visitor_learns_nothing_of_a_token(site: Site) -> None:
    site.get("/-/metadata.json", headers=bearer("ann"))
    assert site.get("/-/actor.json", headers=bearer("ann")).json()["actor"]["id"] == "ann"
    assert site.get("/-/actor.json").json() == {"actor": None}
    assert site.get(f"/-/actor.json?_token={TOKENS['ann']}").json() == {"actor": None}
