"""PDF: its text mended into paragraphs, and one clear line for files that hold none."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from claims.pages.page import Page
from claims.pages.pdf import read_pdf
from ingest.errors import OnfileError
from tests.claims.pages.exact import assert_exact, quoted, told
from tests.claims.pages.pdf_files import pdf_of

HEAD = "Lakeside Clinic - patient information"
PAGES = [
    [
        HEAD,
        "WHAT TO EXPECT",
        "You will rest in a chair while the medicine is given over forty minutes, and a",
        "nurse stays with you. Most people with a treatment-resistant illness feel bet-",
        "ter within a day. It can raise the blood pressure.",
        "Side effects",
        "\u2022 Nausea, which some people have for an hour or two after the medicine has been",
        "given to them",
        "\u2022 Headache",
        "The effect of one dose is gone after about a week, so that most people come for a",
        "1 of 3",
    ],
    [HEAD, "second one, and a third. That is what is called a course of treatment.", "2 of 3"],
    [HEAD, "Call us.", "3 of 3"],
]


def page_of(*pages: list[str]) -> Page:
    page = read_pdf("page.pdf", pdf_of(*pages))
    assert_exact(page)
    return page


def test_lines_are_mended_and_running_lines_left_out() -> None:
    page = page_of(*PAGES)
    assert [text for _, text in told(page)] == [
        HEAD,
        "WHAT TO EXPECT",
        "You will rest in a chair while the medicine is given over forty minutes, and a nurse "
        "stays with you. Most people with a treatment-resistant illness feel better within a day. "
        "It can raise the blood pressure.",
        "Side effects",
        "Nausea, which some people have for an hour or two after the medicine has been given to "
        "them",
        "Headache",
        "The effect of one dose is gone after about a week, so that most people come for a second "
        "one, and a third. That is what is called a course of treatment.",
        "Call us.",
    ]
    assert [kind.strip("12") for kind, _ in told(page)] == [
        "heading", "heading", "paragraph", "heading", "item", "item", "paragraph", "paragraph",
    ]  # fmt: skip
    assert quoted(page, "feel better") == "feel bet-\nter"
    assert page.source.count("\f") == 2 and page.format == "pdf"


def test_the_last_of_repeated_footers_stays() -> None:
    text = "It helps {} people in the end, as we have said before on another page of this."
    pages = [[text.format(n), f"Call {n}.", "Results may vary."] for n in ("some", "many", "most")]
    texts = [text for _, text in told(page_of(*pages))]
    assert texts[-1] == "Results may vary."
    assert " ".join(texts).count("Results may vary.") == 1


def test_lines_on_one_page_are_never_running_lines() -> None:
    assert [text for _, text in told(page_of(["It helps.", "12", "It helps."]))] == [
        "It helps.",
        "12",
        "It helps.",
    ]


def encrypted(user: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pdf_of(["It helps most people."])))
    writer.encrypt(user, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_locked_against_changes_is_read() -> None:
    assert told(read_pdf("a.pdf", encrypted(""))) == [("paragraph", "It helps most people.")]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (encrypted("secret"), "the PDF is encrypted; save it without a password"),
        (pdf_of([], []), "holds no text, only images; run text recognition"),
        (pdf_of(*[["Text."]] * 301), "has 301 pages, more than the 300"),
        (b"%PDF-1.4\nnothing", "is broken and cannot be read; save it again"),
        (b"", "is broken and cannot be read"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(data: bytes, says: str) -> None:
    with pytest.raises(OnfileError) as error:
        read_pdf("a.pdf", data)
    assert str(error.value).startswith("a.pdf: ") and says in str(error.value)
    assert "\n" not in str(error.value)


@given(st.binary(max_size=40), st.integers(0, 900), st.integers(0, 40))
@settings(max_examples=150, deadline=None)
def test_damaged_files(noise: bytes, at: int, lost: int) -> None:
    whole = pdf_of(["It helps most people."], ["They say."])
    try:
        assert_exact(read_pdf("a.pdf", whole[:at] + noise + whole[at + lost :]))
    except OnfileError as error:
        assert "\n" not in str(error)
