"""Pages over HTTP, from a server of our own on the loopback, which behaves badly."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import tracemalloc
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest

from claims.pages.addresses import Address, is_public
from claims.pages.fetch import Limits, fetch, fetch_within, parsed
from claims.pages.sources import open_sources
from ingest.errors import OnfileError
from tests.claims.pages.pdf_files import pdf_of

SMALL = Limits(size=50_000, seconds=20.0, redirects=5)
BOMB = gzip.compress(b"a" * 8_000_000)
PAGE = b"<!doctype html><p>It helps most people."


class Handler(BaseHTTPRequestHandler):
    """Answers by path."""

    done = threading.Event()  # set when the test is over, so that slow answers end

    def do_GET(self) -> None:
        name = self.path.strip("/").split("/")[0].split("?")[0]
        getattr(self, f"send_{name}", self.send_missing)()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def reply(self, body: bytes, kind: str = "text/html", status: int = 200, **more: str) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        for name, value in more.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def send_page(self) -> None:
        self.reply(PAGE, "text/html; charset=ISO-8859-9")

    def send_bare(self) -> None:
        self.reply(PAGE, "")

    def send_pdf(self) -> None:
        self.reply(pdf_of(["It helps most people."]), "application/pdf")

    def send_missing(self) -> None:
        self.reply(b"none", status=404)

    def send_headers(self) -> None:
        self.reply(str(self.headers).encode(), "text/plain")

    def send_zipped(self) -> None:
        self.reply(gzip.compress(PAGE), Content_Encoding="gzip")

    def send_cut(self) -> None:
        self.reply(gzip.compress(PAGE)[:-9], Content_Encoding="gzip")

    def send_unzipped(self) -> None:
        self.reply(PAGE, Content_Encoding="gzip")

    def send_brotli(self) -> None:
        self.reply(PAGE, Content_Encoding="br")

    def send_bomb(self) -> None:
        self.reply(BOMB, Content_Encoding="gzip")

    def send_endless(self) -> None:
        self.reply(b"")
        try:
            while not self.done.is_set():
                self.wfile.write(b"a" * 10_000)
        except OSError:
            pass

    def send_slow(self) -> None:
        self.reply(b"")
        self.drip()

    def send_stuck(self) -> None:
        self.wfile.write(b"HTTP/1.0 200 OK\r\nX: ")
        self.drip()

    def drip(self) -> None:
        try:
            while not self.done.wait(0.05):
                self.wfile.write(b"a")
        except OSError:
            pass

    def send_go(self) -> None:
        """Redirect to what follows "/go/": a path, or "to:" and an address."""
        place = self.path.removeprefix("/go/")
        self.reply(
            b"", status=302, Location=place.removeprefix("to:") if "to:" in place else f"/{place}"
        )


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.daemon_threads = True
        thread = threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        Handler.done.set()
        running.shutdown()
        thread.join(10)


def only_this_server(address: Address) -> bool:
    return address == ip_address("127.0.0.1")


def refusal(url: str, limits: Limits = SMALL) -> str:
    with pytest.raises(OnfileError) as error:
        fetch_within(url, limits, only_this_server)
    assert str(error.value).startswith(f"{url}: ") and "\n" not in str(error.value)
    return str(error.value).removeprefix(f"{url}: ")


def test_a_page_comes_with_its_type_and_charset(server: str) -> None:
    fetched = fetch(f"{server}/page", allow_private=True)
    assert fetched.data == PAGE
    assert (fetched.media_type, fetched.charset) == ("text/html", "iso-8859-9")
    bare = fetch(f"{server}/bare", allow_private=True)
    assert (bare.media_type, bare.charset) == (None, None)
    assert fetch(f"{server}/zipped", allow_private=True).data == PAGE


def test_sources_read_what_was_fetched(server: str) -> None:
    pages = [
        source.read()
        for source in open_sources([f"{server}/pdf", f"{server}/page"], allow_private=True)
    ]
    assert [page.format for page in pages] == ["pdf", "html"]
    assert [page.blocks[0].text for page in pages] == ["It helps most people."] * 2
    with pytest.raises(OnfileError, match="is not a public address"):
        open_sources([f"{server}/page"])[0].read()


def test_the_host_is_asked_by_its_name_and_no_proxy(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    place = server.replace("127.0.0.1", "localhost")
    headers = fetch(f"{place}/headers", allow_private=True).data.decode()
    assert f"Host: {place.removeprefix('http://')}" in headers
    assert "User-Agent: Onfile/" in headers


def test_redirects_are_followed(server: str) -> None:
    fetched = fetch_within(f"{server}/go/go/go/page", SMALL, only_this_server)
    assert (fetched.url, fetched.data) == (f"{server}/page", PAGE)


def test_the_sixth_redirect_is_not_followed(server: str) -> None:
    assert fetch_within(server + "/go" * 5 + "/page", SMALL, only_this_server).data == PAGE
    assert "redirects more than 5 times" in refusal(server + "/go" * 6 + "/page")


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("http://169.254.169.254/latest", "169.254.169.254 is not a public address"),
        ("http://2130706434/", "2130706434 (127.0.0.2) is not a public address"),
        ("http://[::1]:80/", "::1 is not a public address"),
        ("file:///etc/hosts", "is no http or https address"),
        ("http://user:secret@127.0.0.1/", "holds a user name or password"),
        ("http://[::1", "could not be fetched (Invalid URL"),
    ],
)
def test_redirects_are_held_to_the_same(server: str, place: str, says: str) -> None:
    assert says in refusal(f"{server}/go/to:{place}")


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/nothing", "the server answers 404 Not Found; check the address"),
        ("/endless", "it is larger than 0.05 MB; give the part that matters"),
        ("/bomb", "it is larger than 0.05 MB"),
        ("/cut", "it came incomplete"),
        ("/unzipped", "its gzip compression is broken"),
        ("/brotli", "it came compressed as br"),
    ],
)
def test_answers_that_are_no_page(server: str, path: str, says: str) -> None:
    assert refusal(server + path).startswith(says)


def test_a_bomb_is_not_unpacked(server: str) -> None:
    fetch(f"{server}/page", allow_private=True)  # so that what is imported is not counted
    tracemalloc.start()
    try:
        refusal(f"{server}/bomb")
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()


def test_encrypted_connections_name_the_host() -> None:
    names: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(20)

        def shake_hands() -> None:
            with listening.accept()[0] as taken, pytest.raises(ssl.SSLError):
                context.wrap_socket(taken, server_side=True)

        thread = threading.Thread(target=shake_hands, daemon=True)
        thread.start()
        with pytest.raises(OnfileError, match="could not be fetched"):
            fetch(f"https://localhost:{listening.getsockname()[1]}/", allow_private=True)
        thread.join(20)
    assert names == ["localhost"]


@pytest.mark.parametrize("path", ["/slow", "/stuck", "/go/slow"])
def test_a_page_that_does_not_end_is_given_up(server: str, path: str) -> None:
    assert "did not come in time" in refusal(server + path, Limits(seconds=0.5))


def test_nobody_listens(server: str) -> None:
    assert "could not be fetched" in refusal("http://127.0.0.1:1/")


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "http:///path",
        "http://user@example.org/",
        "https://user:secret@example.org/",
        "http://example.org:99999/",
        "http://[::1",
        "http://exa\nmple.org/",
        "http://xn--/",
    ],
)
def test_urls_that_are_not_fetched(url: str) -> None:
    with pytest.raises(OnfileError):
        parsed("page", url)


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "localhost", "2130706433", "0x7f.1"])
def test_private_addresses_are_refused_unasked(host: str) -> None:
    with pytest.raises(OnfileError, match="is not a public address"):
        fetch(f"http://{host}:1/")
    assert not is_public(ip_address("127.0.0.1"))
