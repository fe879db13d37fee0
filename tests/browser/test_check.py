"""Checking a page: paste, upload, read, filter, jump; and pages that mean harm."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE, Visitor
from tests.browser.kinds import TEXT, check_file, check_text

HOSTILE = """<!DOCTYPE html><html><head><title>Examplam <script>hacked = 1</script></title>
<meta http-equiv="refresh" content="0; url=https://example.org/"></head>
<body onload="hacked = 1"><h1>Examplam</h1>
<p>By the end of the first day 80% of patients <img src=x onerror="hacked = 1"> had responded to
examplam.<script>hacked = 1; alert(1)</script></p>
<p>&lt;script&gt;hacked = 1&lt;/script&gt; Examplam has no side effects.</p>
<p><a href="javascript:hacked = 1">Examplam</a> <iframe src="https://example.org/"></iframe>
<style>@import "https://example.org/x.css"; body { background: url(https://example.org/x) }</style>
<svg><script>hacked = 1</script></svg></p></body></html>"""


def test_pasted_text_comes_back_marked(page: Page) -> None:
    check_text(page)
    marks = page.locator("a.mark")
    expect(marks.first).to_contain_text("After eight weeks 62% of people responded")
    expect(page.locator(".card.verdict-contradicted")).to_contain_text("80% of patients")
    expect(page.locator(".card.verdict-supported")).to_contain_text("Poe 2010")


def test_text_pasted_on_the_home_page_is_checked(page: Page) -> None:
    page.goto("/")
    page.get_by_role("textbox", name="Paste what a page says").fill(TEXT)
    page.get_by_role("button", name="Check it").click()
    expect(page.locator(".card.verdict-contradicted")).to_contain_text("80% of patients")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_verdicts_are_filtered(visit: Visitor, script: bool) -> None:
    page = visit(java_script_enabled=script).page
    check_text(page)
    card = page.locator(".card.verdict-contradicted")
    expect(card).to_be_visible()
    page.locator("#show-contradicted").uncheck()
    expect(card).to_be_hidden()
    expect(page.locator(".card.verdict-supported")).to_be_visible()
    page.locator("#show-contradicted").check()
    expect(card).to_be_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_mark_and_card_lead_to_each_other(visit: Visitor, width: int) -> None:
    page = visit(viewport={**PHONE, "width": width}).page
    check_text(page)
    page.locator("a.mark.verdict-contradicted").click()
    card = page.locator(".card.verdict-contradicted")
    expect(card).to_be_in_viewport()
    card.get_by_role("link", name=re.compile("back to claim")).click()
    expect(page.locator("a.mark.verdict-contradicted")).to_be_in_viewport()


def test_evidence_leads_to_its_study(page: Page) -> None:
    check_text(page)
    page.locator(".card.verdict-supported").get_by_role("link", name="Poe 2010").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Examplam over eight weeks")


@pytest.mark.parametrize("name", ["page.html", "page.pdf", "page.md"])
def test_file_is_checked(page: Page, tmp_path: Path, name: str) -> None:
    sentence = "By the end of the first day 80% of patients had responded to examplam."
    written = {
        ".html": f"<title>A page</title><h1>Examplam</h1><p>{sentence}</p>".encode(),
        ".pdf": pdf_of(sentence),
        ".md": f"# Examplam\n\n{sentence}\n".encode(),
    }
    path = tmp_path / name
    path.write_bytes(written[path.suffix])
    check_file(page, path)
    expect(page.locator(".card.verdict-contradicted")).to_contain_text("80% of patients")


def test_hostile_page_executes_nothing(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(HOSTILE, encoding="utf-8")
    check_file(page, path)
    expect(page.locator(".card.verdict-contradicted")).to_contain_text("80% of patients")
    assert page.evaluate("typeof hacked") == "undefined"
    assert page.locator("main script, main iframe, main img, main style").count() == 0
    assert page.locator("main [href^='javascript']").count() == 0


def test_refused_page_is_told_in_a_line(visit: Visitor, tmp_path: Path) -> None:
    visited = visit()
    visited.watch.expected.update({415, 422})
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.4\nnothing")
    check_file(visited.page, path)
    expect(visited.page.get_by_role("main")).to_contain_text(re.compile("PDF|damaged|read"))


def pdf_of(sentence: str) -> bytes:
    """The smallest PDF that holds a sentence."""
    drawn = f"BT /F1 12 Tf 40 700 Td ({sentence}) Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("ascii")
