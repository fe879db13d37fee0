"""The page /-/claim-check: every way to hand in a page, what comes back, what is refused."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import lxml.html
import pytest
import yaml
from datasette.utils import StartupError

from publish.bundle import ROOT
from publish.reports.labels import labels
from publish.site.check_settings import CheckSettings
from publish.site.checker import PATH
from tests.publish.site.checking import PAGE, Site, site
from tests.publish.site.texts import words

HTML = "<title>Examplam</title><p>Half of the people responded to examplam at one day.</p>"
JSON = {"accept": "application/json"}
FORM = "application/x-www-form-urlencoded"
NAMED = 'Content-Disposition: form-data; name="text"'
UNCHOSEN = (
    'Content-Disposition: form-data; name="file"; filename=""\r\n'
    "Content-Type: application/octet-stream"
)
QUOTE = "Half of the people responded to examplam at one day."


@pytest.fixture(scope="module")
def open_site(bundle: Path) -> Iterator[Site]:
    """A site whose settings let every test through."""
    with site(bundle, per_minute=10_000, text_bytes=200_000, upload_bytes=400_000) as opened:
        yield opened


def pdf(text: str, pages: int = 1) -> bytes:
    """A PDF with that text on each of its pages."""
    kids = " ".join(f"{number} 0 R" for number in range(4, 4 + pages))
    drawn = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 200] /Contents {4 + pages} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
            for _ in range(pages)
        ),
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
    ]
    out = "%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    start = len(out)
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}"
    out += f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("ascii")


WAYS: dict[str, dict[str, Any]] = {
    "form": {"data": {"text": PAGE}},
    "form with a file": {"files": {"file": ("leaflet.md", PAGE, "text/markdown")}},
    "form with no file chosen": {
        "content": f"--b\r\n{NAMED}\r\n\r\n{PAGE}\r\n--b\r\n{UNCHOSEN}\r\n\r\n\r\n--b--\r\n",
        "headers": {"content-type": "multipart/form-data; boundary=b"},
    },
    "file by its suffix": {
        "files": {"file": (r"C:\pages\leaflet.html", HTML, "application/octet-stream")}
    },
    "PDF file": {"files": {"file": ("leaflet.pdf", pdf(QUOTE), "application/pdf")}},
    "PDF": {"content": pdf(QUOTE), "headers": {"content-type": "application/pdf"}},
    "HTML": {"content": HTML, "headers": {"content-type": "text/html; charset=utf-8"}},
    "text": {"content": PAGE, "headers": {"content-type": "text/plain"}},
    "Markdown": {"content": PAGE, "headers": {"content-type": "text/markdown"}},
    "JSON text": {"json": {"text": PAGE}},
    "JSON HTML": {"json": {"html": HTML}},
    "JSON Markdown": {"json": {"markdown": PAGE}},
}


@pytest.mark.parametrize("way", WAYS)
def test_page_is_taken_in_each_way(open_site: Site, way: str) -> None:
    request = WAYS[way]
    answer = open_site.ask(**request | {"headers": JSON | request.get("headers", {})})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    content = answer.json()
    assert content["ok"] is True
    first = content["claims"][0]
    assert first["quote"] == QUOTE
    assert (first["verdict"], first["study_id"]) == ("supported", "doe-2001")


def test_json_tells_everything_of_a_page(open_site: Site) -> None:
    content = open_site.ask(json={"text": PAGE}).json()
    assert list(content) == [
        "ok", "page", "onfile", "rule_set", "counts", "claims", "references", "contradictions",
        "balance",
    ]  # fmt: skip
    assert content["page"]["characters"] == len(PAGE)
    assert content["counts"].keys() == labels().keys()
    assert sum(content["counts"].values()) == len(content["claims"])
    first = content["claims"][0]
    assert PAGE[first["start"] : first["end"]] == first["quote"]
    assert first["evidence"][0]["finding_id"] == "doe-2001-1"
    assert all(link.startswith("https://") for link in first["evidence"][0]["links"])
    harms = {one["element"]: one["claims"] for one in content["balance"]}
    assert harms and {number for each in harms.values() for number in each} <= {1, 2, 3}


def test_claims_on_file_that_say_the_same_are_named(open_site: Site) -> None:
    said = "50% of the people responded to examplam."
    content = open_site.ask(json={"text": said}).json()
    assert [one["claim_id"] for one in content["claims"][0]["similar"]] == ["page-1-001"]
    other = open_site.ask(json={"text": said.replace("50", "60")}).json()
    assert [one["similar"] for one in other["claims"]] == [[]]
    page = open_site.ask(data={"text": said}).text
    assert '<a href="/evidence/claims/page-1-001">Examplam helped half of the people' in page


def test_result_marks_claims_and_leads_to_the_evidence(open_site: Site) -> None:
    answer = open_site.ask(data={"text": PAGE})
    assert answer.status_code == 200 and "text/html" in answer.headers["content-type"]
    page = lxml.html.fromstring(answer.text)
    marks = page.xpath('//a[contains(@class, "mark")]')
    assert marks[0].text_content().startswith(QUOTE)
    for mark in marks:
        (card,) = page.xpath(f'//article[@id="{mark.get("href")[1:]}"]')
        assert page.xpath(f'//*[@id="{card.xpath(".//a/@href")[0][1:]}"]') == [mark]
    links = set(page.xpath("//article//a/@href"))
    assert {"/evidence/studies/doe-2001", "/evidence/findings/doe-2001-1"} <= links
    for verdict in labels():
        assert page.xpath(f'//input[@type="checkbox"][@id="show-{verdict}"]')
        assert page.xpath(f'//label[input[@id="show-{verdict}"]]')


def test_result_has_ids_once_and_headings_in_order(open_site: Site) -> None:
    skipping = f"<h4>On examplam</h4><p>{QUOTE}<h6>On it</h6><p>{QUOTE}<h1>So</h1><p>{QUOTE}"
    page = lxml.html.fromstring(open_site.ask(data={"html": skipping}).text)
    own = page.xpath('//*[@class="text"]')[0].iter("h3", "h4", "h5", "h6")
    assert [heading.tag for heading in own] == ["h3", "h4", "h3"]
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    levels = [int(one.tag[1]) for one in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later - one <= 1 for one, later in pairwise(levels))


def test_answer_is_kept_by_nobody(open_site: Site) -> None:
    for request in ({"data": {"text": PAGE}}, {"json": {"text": PAGE}}):
        answer = open_site.ask(**request)
        assert answer.headers["cache-control"] == "no-store"
        assert "set-cookie" not in answer.headers


def test_form_says_what_is_taken(open_site: Site) -> None:
    answer = open_site.ask("GET")
    assert answer.status_code == 200 and "set-cookie" not in answer.headers
    page = lxml.html.fromstring(answer.text)
    (form,) = [form for form in page.forms if form.get("enctype") == "multipart/form-data"]
    assert form.action == PATH and form.method == "POST"
    named = {field.get("name"): field for field in form.xpath(".//input | .//textarea")}
    assert named.keys() == {"text", "file"}
    for field in named.values():
        assert page.xpath(f'//label[@for="{field.get("id")}"]')
        assert page.xpath(f'//*[@id="{field.get("aria-describedby")}"]')
    assert "up to 200 kB" in words(answer.text) and "up to 400 kB" in words(answer.text)
    assert "at most 10000 checks a minute" in words(answer.text)


def test_form_needs_no_token_even_with_a_cookie(open_site: Site) -> None:
    cookie = {"cookie": "ds_actor=forged; ds_csrftoken=forged"}
    assert open_site.ask(data={"text": PAGE}, headers=cookie).status_code == 200


async def pieces(size: int) -> AsyncIterator[bytes]:
    """A body of unknown length; it fails the test if all of it is read."""
    for _ in range(size // 10_000):
        yield b"a" * 10_000
    pytest.fail("a body that is too large was read to its end")


def declared(size: int) -> dict[str, str]:
    return {"content-type": "text/plain", "content-length": str(size)}


def part(headers: str, body: str = "x", end: str = "--\r\n") -> dict[str, Any]:
    content = f"--b\r\n{headers}\r\n\r\n{body}\r\n--b{end}"
    kind = {"content-type": "multipart/form-data; boundary=b"}
    return {"content": content.encode("latin-1"), "headers": kind}


def typed(kind: str | bytes, body: bytes = b"a") -> dict[str, Any]:
    return {"content": body, "headers": {"content-type": kind}}


def upload(name: str, data: bytes, *kind: str) -> dict[str, Any]:
    return {"files": {"file": (name, data, *kind)}}


MANY = f"x\r\n--b\r\n{NAMED}\r\n\r\n" * 20
REFUSED: dict[str, tuple[int, str, dict[str, Any]]] = {
    "nothing": (400, "no page was given", {"data": {"text": " \n"}}),
    "no field": (400, "no page was given", {"json": {}}),
    "two pages": (400, "several pages were given", {"json": {"text": "a", "html": "b"}}),
    "unknown field": (400, "no field 'page'", {"json": {"page": "a"}}),
    "a number": (400, "no object of texts", {"json": {"text": 7}}),
    "a list": (400, "no object of texts", {"json": ["a"]}),
    "no JSON": (400, "no JSON", typed("application/json", b"{")),
    "deep JSON": (400, "no JSON", typed("application/json", b"[" * 90_000)),
    "many fields": (400, "too many fields", typed(FORM, b"text=a&" * 50)),
    "no boundary": (400, "malformed", typed("multipart/form-data")),
    "broken form": (400, "malformed", part("no header at all")),
    "form cut short": (400, "malformed", part(NAMED, end="")),
    "many parts": (400, "malformed", part(NAMED, MANY)),
    "long header": (400, "malformed", part(f"X: {'y' * 90_000}")),
    "two files": (400, "malformed", {"files": [("file", ("a", b"a")), ("file", ("b", b"b"))]}),
    "an address": (400, "fetches no pages", {"json": {"url": "https://example.org/"}}),
    "long text": (413, "more than 200 kB", {"data": {"text": "a" * 200_001}}),
    "long file": (413, "more than 400 kB", upload("a.txt", b"a" * 420_000)),
    "long by its word": (413, "more than 400 kB", {"content": b"a", "headers": declared(10**9)}),
    "no type": (415, "without a type", {"content": b"a"}),
    "XML": (415, "text/xml is not taken", typed("text/xml")),
    "odd type": (415, "is not taken", typed(b"\xff;\xfe")),
    "compressed": (
        415, "compressed",
        {"content": b"a", "headers": {"content-type": "text/plain", "content-encoding": "gzip"}},
    ),
    "image": (415, "PNG image", upload("a.html", b"\x89PNG\r\n", "text/html")),
    "image by its word": (415, "image/x", upload("a.html", b"abc", "image/x")),
    "archive": (415, "ZIP archive", upload("a.html", b"PK\x03\x04", "text/html")),
    "no PDF": (415, "but is none", typed("application/pdf")),
    "null bytes": (415, "binary file", {"json": {"text": "a\0\0b"}}),
    "no text": (422, "no text on it", {"json": {"html": "<script>1</script>"}}),
    "broken PDF": (422, "broken", upload("a.pdf", b"%PDF-1.7\n\x00\xff")),
    "cut PDF": (422, "broken", upload("a.pdf", pdf(QUOTE)[:200])),
    "PDF of many pages": (422, "has 1000 pages", upload("a.pdf", pdf(QUOTE, pages=1000))),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_is_told_in_one_line(open_site: Site, case: str) -> None:
    status, told, request = REFUSED[case]
    answer = open_site.ask(**request | {"headers": JSON | request.get("headers", {})})
    content = answer.json()
    assert (answer.status_code, content["ok"], content["status"]) == (status, False, status)
    assert told in content["error"] and "; " in content["error"]
    assert "\n" not in content["error"]
    assert content.keys() == {"ok", "error", "status", "title"}


def test_body_is_refused_while_it_comes_in(open_site: Site) -> None:
    kind = JSON | {"content-type": "text/plain"}
    answer = open_site.ask(content=pieces(1_000_000), headers=kind)
    assert (answer.status_code, "more than 400 kB" in answer.json()["error"]) == (413, True)


def test_error_page_tells_the_same(open_site: Site) -> None:
    answer = open_site.ask(data={"text": ""})
    assert answer.status_code == 400 and "text/html" in answer.headers["content-type"]
    assert "no page was given; give one of text, file or url" in words(answer.text)


def test_other_methods_are_refused(open_site: Site) -> None:
    answer = open_site.ask("PUT", headers=JSON)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, POST")


HOSTILE = """<title></title><script>alert(1)</script></title>
<h1 onclick="alert(1)">Examplam & <b>"you"</b></h1>
<p>&lt;script&gt;alert(2)&lt;/script&gt; Half of the people responded to examplam at one day
&lt;img src=x onerror=alert(3)&gt; \u202edlot\u202c \x1b[31m \x7f.</p>
<p style="x" id="main">Examplam has no side effects &lt;/article&gt;&lt;/main&gt;
<a href="javascript:alert(4)">at all</a>.</p>
"""


@pytest.mark.parametrize(
    "name", ["<script>alert(5)</script>.html", '"><img src=x>.html', "\u202e.html"]
)
def test_nothing_of_a_page_acts(open_site: Site, name: str) -> None:
    answer = open_site.ask(files={"file": (name, HOSTILE.encode(), "text/html")})
    assert answer.status_code == 200
    assert "unsafe" not in answer.headers["content-security-policy"]
    page = lxml.html.fromstring(answer.text)
    assert not page.xpath("//script | //style | //iframe | //object | //img | //article//form")
    names = {name for one in page.iter() for name in one.keys()}  # noqa: SIM118 - no mapping
    assert not [name for name in names if re.fullmatch("on.*|style|src|srcset", name)]
    assert not [href for href in page.xpath("//@href") if "javascript" in href]
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", answer.text)
    assert "<script>alert(2)</script> Half of the people responded" in words(answer.text)
    assert len(page.xpath('//main | //*[@id="main"]')) == 1


WRONG = {
    "unknown charset": ("text/html; charset=nosuch", HTML.encode()),
    "wrong charset": ("text/html; charset=utf-16", HTML.encode()),
    "bytes of another": ("text/plain; charset=utf-8", f"Café. {QUOTE}".encode("latin-1")),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_charset_harms_nothing(open_site: Site, case: str) -> None:
    kind, content = WRONG[case]
    answer = open_site.ask(content=content, headers=JSON | {"content-type": kind})
    assert answer.status_code == 200 and answer.json()["ok"]
    json.dumps(answer.json(), ensure_ascii=False).encode("utf-8")


def test_huge_line_is_read(open_site: Site) -> None:
    answer = open_site.ask(json={"text": "a" * 100_000 + "\n\n" + QUOTE})
    assert answer.json()["claims"][-1]["quote"] == QUOTE


def test_lone_surrogates_are_answered(open_site: Site) -> None:
    body = b'{"text": "Examplam \\ud800 cures."}'
    answer = open_site.ask(content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 200


def test_checks_are_counted_by_address(bundle: Path) -> None:
    with site(bundle, per_minute=2, address_header="X-Real-IP") as opened:
        one, other = {"x-real-ip": "203.0.113.7"}, {"x-real-ip": "spoofed, 203.0.113.8"}
        assert [opened.ask(headers=one).status_code for _ in range(3)] == [415, 415, 429]
        refused = opened.ask(headers=one | JSON)
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert "more than 2 checks in a minute" in refused.json()["error"]
        assert opened.ask(headers=other).status_code == 415
        assert opened.ask(headers={"x-real-ip": "203.0.113.8"}).status_code == 415
        assert opened.ask(headers=other).status_code == 429
        networks = [f"2001:db8::{number}" for number in range(3)]
        asked = [opened.ask(headers={"x-real-ip": host}).status_code for host in networks]
        assert asked == [415, 415, 429]


def test_header_counts_only_where_it_is_named(bundle: Path) -> None:
    with site(bundle, per_minute=1) as opened:
        asked = [opened.ask(headers={"x-forwarded-for": f"203.0.113.{n}"}) for n in (1, 2)]
        assert [answer.status_code for answer in asked] == [415, 429]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"second": 3}, "there is no second; choose among text_bytes"),
        ({"seconds": 0}, "seconds: 0 is not a whole number above 0"),
        ({"seconds": True}, "seconds: True is not a whole number above 0"),
        ({"urls": "yes"}, "urls: 'yes' is not true or false"),
    ],
)
def test_settings_that_cannot_be_used_stop_the_start(
    bundle: Path, settings: dict[str, Any], told: str
) -> None:
    with pytest.raises(StartupError, match=re.escape(told)), site(bundle, **settings):
        pass


def test_address_is_fetched_from_public_hosts_only(bundle: Path) -> None:
    with site(bundle, urls=True) as opened:
        assert "url" in opened.ask("GET").text
        for url in ("http://127.0.0.1:9/", "http://[::1]/", "http://169.254.169.254/latest"):
            answer: httpx.Response = opened.ask(json={"url": url})
            assert answer.status_code == 422
            assert "not at a public address; paste the text" in answer.json()["error"]
        answer = opened.ask(json={"url": "file:///etc/passwd"})
        assert (answer.status_code, "no http or https" in answer.json()["error"]) == (422, True)


def test_settings_in_metadata_yml_reach_the_site(bundle: Path) -> None:
    written = yaml.safe_load((ROOT / "metadata.yml").read_text(encoding="utf-8"))["plugins"]
    served = json.loads((bundle / "metadata.json").read_text(encoding="utf-8"))["plugins"]
    assert served["onfile_site"] == written["onfile_site"]
    assert CheckSettings.from_config(served["onfile_site"]).urls is False
