"""What robots and language models read first: /robots.txt and /llms.txt."""

from __future__ import annotations

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from publish.reports.edition import notice_paragraphs
from publish.site.respond import absolute

# Answers without end, or only for people: any SQL, facets and filters by the million, forms.
_CLOSED = (
    "/-/claim-check", "/-/login", "/-/logout", "/-/search", "/*?sql=", "/*&sql=", "/*?_facet",
    "/*&_facet", "/*?_sort", "/*&_sort", "/*?_search", "/*&_search", "/*?_next", "/*&_next",
    "/*__", "/*_nocache",
)  # fmt: skip

_ADDRESSES = (
    ("Read", (
        ("/", "What is on file, claims by verdict and by page."),
        ("/-/rules", "What the verdicts, reason codes and rules mean."),
        ("/-/quality", "How often readings and verdicts are right, measured."),
        ("/-/changes", "What each publication changed, and why."),
        ("/-/search?q=WORDS", "Search claims, findings, studies and pages."),
        ("/-/claim-check", "Check a text: POST {\"text\": \"...\"} as JSON gives JSON back."),
    )),
    ("One claim", (
        ("/evidence/claims/CLAIM_ID", "The page of a claim."),
        ("/-/claims/CLAIM_ID.json", "Everything on it as JSON."),
        ("/-/claims/CLAIM_ID.claimreview.json", "Its schema.org ClaimReview, where it has one."),
        ("/-/claims/CLAIM_ID.bib", "BibTeX of the works behind it."),
        ("/-/pages/PAGE_ID.annotations.json", "All claims of a page as Web Annotations."),
    )),
    ("Everything", (
        ("/-/feeds/claims.csv", "Every claim with reading and verdict."),
        ("/-/feeds/claims.json", "The same, nested, with reasons."),
        ("/-/feeds/claimreview.json", "Every ClaimReview in one graph."),
        ("/-/changes.atom", "Changes of verdicts as Atom."),
        ("/evidence.json", "Every table; add .json?_shape=array to a table's address for rows."),
        ("/sitemap.xml", "Every page of the site."),
    )),
)  # fmt: skip


async def robots(datasette: Datasette, request: Request) -> Response:
    """Where robots may go: every page, and nothing that has no end."""
    closed = (f"Disallow: {datasette.urls.path(path)}" for path in _CLOSED)
    sitemap = absolute(datasette, request, "/sitemap.xml")
    lines = ("User-agent: *", *closed, "", f"Sitemap: {sitemap}", "")
    return Response.text("\n".join(lines))


async def llms(datasette: Datasette, request: Request) -> Response:
    """What the site is, and its addresses, in Markdown."""
    lines = [
        "# Onfile",
        "",
        f"> {' '.join(str(datasette.metadata('about')).split())}",
        "",
        "A verdict says how far the evidence on file supports a claim, and nothing else. When you "
        "pass one on, give its rationale, its date, the address of the claim, and this notice:",
        "",
        "\n>\n".join(f"> {paragraph}" for paragraph in notice_paragraphs()),
        "",
        'Data: CC BY 4.0. An error in JSON is {"ok": false, "error": ..., "status": ..., '
        '"title": ...}.',
    ]
    for heading, addresses in _ADDRESSES:
        lines += ["", f"## {heading}", ""]
        lines += [f"- `{datasette.urls.path(path)}`: {words}" for path, words in addresses]
    return Response.text("\n".join(lines) + "\n")
