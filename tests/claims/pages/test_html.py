"""HTML pages as blocks: what is text, what kind it is, where it stands."""

from __future__ import annotations

import hashlib

import pytest

from claims.pages.html import read_html
from claims.pages.page import Page
from tests.claims.pages.offsets import assert_true_offsets

CLINIC = """<!DOCTYPE html>
<html lang="en"><head>
<meta charset="utf-8">
<title>Infusions &amp; care | Harbour Clinic</title>
<meta name="description" content="Calm rooms, careful doctors &amp; infusions that work for 7
in 10 people.">
<meta property="og:description" content="Calm rooms, careful doctors & infusions that work for
7 in 10 people.">
<style>.hero { color: red }</style>
<script>var claim = "<p>Cures everyone</p>";</script>
<script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [
 {"@type": "WebSite", "name": "Harbour Clinic"},
 {"@type": "FAQPage", "mainEntity": [
  {"@type": "Question", "name": "How fast does it work?",
   "acceptedAnswer": {"@type": "Answer", "text": "<p>Most people feel better within one day of
the first visit.</p>"}},
  {"@type": "Question", "name": "Is it safe\\u2014really?",
   "acceptedAnswer": {"@type": "Answer", "text": "Serious harm is rare:&nbsp;<b>fewer than
1%<\\/b> had any.\\n<p>Ask \\"us\\".</p>"}}
 ]}]}
</script>
</head><body class="home comments-open">
<a class="skip-link" href="#main">Skip to content</a>
<header class="site-header">
  <nav><ul><li><a href="/">Home</a></li><li><a href="/prices">Prices that everyone can pay each
month</a></li></ul></nav>
  <div class="hero"><h1>Relief in <em>hours</em>, not weeks</h1><p>71% respond in
24&nbsp;hours.</p>
  <a class="btn" href="/book">Book now</a></div>
</header>
<div id="cookie-notice"><p>We use cookies to make this site work as well as it can for you.</p>
<button>OK</button></div>
<main>
<p>A soft\u00adened dose works fast&hellip; in 71%<sup>3</sup> of adults,<sup>[4]</sup> by
CO<sub>2</sub>-free
<b>ke</b>tamine at 10<sup>3</sup> sites.<!-- not <b>this</b> --> <a href="#n5">5</a></p>
<p><strong>Who can come?</strong></p>
<p>First line ends here.<br>Second line begins
here and<br>goes on.</p>
<ul><li>Nausea <ul><li>often mild</li></ul></li><li>Dizziness</ul>
<h2>Results</h2>
<table><caption>Trial A</caption>
<thead><tr><th>Arm</th><th>Response</th><th>Remission</th></tr></thead>
<tbody><tr><th>Drug</th><td>64%</td><td>36%</td></tr><tr><td>Placebo</td><td>28%</td><td>–</td>
</tr></tbody></table>
<figure><img src="x.png" alt="Scores fall by half in one day"><figcaption>Scores after a single
visit.</figcaption></figure>
<img src="y.png" alt="IMG_2044.jpg">
<div class="faq">
<h3><button aria-expanded="false" aria-controls="a1">How fast does it work?</button></h3>
<div id="a1" hidden><p>Most people feel better within one day of the first visit.</p></div>
<details><summary>Does it last?</summary><p>For a week or so.</p></details>
<div class="q"><h4>Will I sleep?</h4><div style="display:none">Better than before.</div></div>
</div>
<p hidden>Draft wording that nobody sees.</p>
<p>Dose <span aria-hidden="true">###</span>chosen<span class="sr-only"> (opens a window)</span>
by weight.</p>
<blockquote>“I was well in a day,” says J.</blockquote>
<form><label for="m">Your mail</label><input id="m"><select><option>Any day</option></select>
</form>
<aside class="related-posts"><h2>Related posts</h2><p>Ten reasons why this cures everything for
everyone at once.</p></aside>
<h2>References</h2>
<ol><li><a href="https://example.org/1">Able A, Baker B. A trial of rest. Sleep Lett
2013;1:2-9.</a></li></ol>
</main>
<footer><ul><li><a href="/a">About</a></li><li><a href="/b">Privacy</a></li></ul>
<p>* Results differ from person to person and are not promised.</p><p>© 2024 Harbour. All
rights reserved.</p></footer>
</body></html>"""
BLOCKS = [
    "meta: Calm rooms, careful doctors & infusions that work for 7 in 10 people.",
    "heading1: Relief in hours, not weeks",
    "paragraph: 71% respond in 24 hours.",
    "paragraph: A softened dose works fast… in 71%[3] of adults,[4] by CO2-free ketamine at 10^3 "
    "sites.[5]",
    "question: Who can come?",
    "paragraph: First line ends here.",
    "paragraph: Second line begins here and goes on.",
    "item1: Nausea",
    "item2: often mild",
    "item1: Dizziness",
    "heading2: Results",
    "caption: Trial A",
    "row: Trial A: Arm: Drug; Response: 64%; Remission: 36%",
    "row: Trial A: Arm: Placebo; Response: 28%",
    "alt: Scores fall by half in one day",
    "caption: Scores after a single visit.",
    "question: How fast does it work?",
    "paragraph: Most people feel better within one day of the first visit.",
    "question: Does it last?",
    "paragraph: For a week or so.",
    "heading4: Will I sleep?",
    "paragraph: Better than before.",
    "paragraph: Dose chosen by weight.",
    "paragraph: “I was well in a day,” says J.",
    "heading2: References",
    "item1: Able A, Baker B. A trial of rest. Sleep Lett 2013;1:2-9.",
    "note: * Results differ from person to person and are not promised.",
    "question: Is it safe—really?",
    "paragraph: Serious harm is rare: fewer than 1% had any.",
    'paragraph: Ask "us".',
]
CASES = {
    "a hero stays although it is in the header": (
        "<header><p>Call us</p><h1>Calm</h1><p>71% respond in 24 hours.</p></header>",
        ["paragraph: Call us", "heading1: Calm", "paragraph: 71% respond in 24 hours."],
    ),
    "a footer keeps its disclaimer and references, not its links": (
        "<footer><h4>Sources</h4><ol><li>"
        '<a href="https://a.example/x">Roe A. Rest. 2006.</a></li></ol><h4>More</h4>'
        '<ul><li><a href="/a">Privacy</a></li></ul>'
        "<p>No page replaces the advice of a doctor who knows you.</p></footer>",
        [
            "heading4: Sources",
            "item1: Roe A. Rest. 2006.",
            "heading4: More",
            "paragraph: No page replaces the advice of a doctor who knows you.",
        ],
    ),
    "references end where the footer begins": (
        '<h2>References</h2><p><a href="https://a.example/x">Roe A. Rest. 2006.</a>'
        '</p><footer><a href="/a">Privacy</a></footer>',
        ["heading2: References", "paragraph: Roe A. Rest. 2006."],
    ),
    "a pull quote in an aside stays": (
        "<article><p>Text.</p><aside><p>“It lifted me within hours,” she said to us."
        "</p></aside></article>",
        ["paragraph: Text.", "paragraph: “It lifted me within hours,” she said to us."],
    ),
    "related posts go by their title too": (
        "<main><p>Text.</p></main><div><h3>Related posts</h3>"
        "<p>Ten more reasons to rest well and eat well.</p></div>",
        ["paragraph: Text."],
    ),
    "comments go": (
        "<main><p>Rest is worth a try for most people, and most would"
        ' do it again.</p></main><div id="comments">'
        "<p>It cured me of all that I had.</p></div>",
        ["paragraph: Rest is worth a try for most people, and most would do it again."],
    ),
    "a class on the whole page is no banner": (
        '<body class="cookie-law share"><div class="newsletter-theme"><h1>Rest</h1>'
        "<p>Rest helps.</p></div>",
        ["heading1: Rest", "paragraph: Rest helps."],
    ),
    "an accordion of links": (
        '<div class="toggle"><a aria-expanded="false" href="#">Is it safe?</a>'
        '<div style="display: none;">It is, <i>mostly</i>.</div></div>',
        ["question: Is it safe?", "paragraph: It is, mostly."],
    ),
    "an accordion of labels": (
        "<input type=checkbox id=a><label for=a>How long does it last?</label><div>A week.</div>",
        ["question: How long does it last?", "paragraph: A week."],
    ),
    "a panel named by its button": (
        "<p role=button aria-expanded=false aria-controls=z>Cost</p><section>"
        "<div id=z aria-hidden=true>It costs $500.</div></section>"
        "<div hidden>Not this.</div>",
        ["question: Cost", "paragraph: It costs $500."],
    ),
    "a fold under a title of its own": (
        "<h4>Will I sleep?</h4><div style='display:none'>Better.</div>"
        "<p>Text.</p><div style='display:none'>Draft.</div>",
        ["heading4: Will I sleep?", "paragraph: Better.", "paragraph: Text."],
    ),
    "a section that folds out": (
        "<h3><button aria-expanded=false>Side effects</button></h3><p>Nausea.</p>",
        ["heading3: Side effects", "paragraph: Nausea."],
    ),
    "definitions": (
        "<dl><dt>What is it?<dd>A drug. It is old.</dl>",
        ["question: What is it?", "paragraph: A drug. It is old."],
    ),
    "bold titles": (
        "<p><strong>Side effects</strong></p><ul><li>Nausea</li></ul><p><b>71% got better</b></p>",
        ["heading2: Side effects", "item1: Nausea", "paragraph: 71% got better"],
    ),
    "rows that name themselves": (
        "<table><tr><th>Route</th><td>IV</td></tr><tr><th>Dose</th><td>0.5 mg/kg</td></tr></table>",
        ["row: Route: IV", "row: Dose: 0.5 mg/kg"],
    ),
    "a first row without figures": (
        "<table><tr><td>Drug<td>Response<td>Remission<tr><td>K<td>71%<td>36%</table>",
        ["row: Drug: K; Response: 71%; Remission: 36%"],
    ),
    "headers of two rows and a group": (
        "<table><thead><tr><th rowspan=2>Event<th colspan=2>Drug<tr><th>n<th>%"
        "</thead><tr><td>Nausea<br>vomiting<td>3<td>12<tr><td colspan=3>Severe<tr>"
        "<td>Death<td>0<td>0</table>",
        [
            "row: Event: Nausea vomiting; Drug n: 3; Drug %: 12",
            "row: Severe: Event: Death; Drug n: 0; Drug %: 0",
        ],
    ),
    "cells that reach down": (
        "<table><tr><th>Week<th>Arm<th>Rate<tr><td rowspan=2>4<td>A<td>71%<tr><td>B<td>28%</table>",
        ["row: Week: 4; Arm: A; Rate: 71%", "row: Week: 4; Arm: B; Rate: 28%"],
    ),
    "cells that reach far down": (
        "<table><tr><th>Week<th>Rate<tr><td rowspan=3>4<td>71%<tr><td>70%<tr><td>69%</table>",
        ["row: Week: 4; Rate: 71%", "row: Week: 4; Rate: 70%", "row: Week: 4; Rate: 69%"],
    ),
    "a table that says it is for layout": (
        "<table role=presentation><tr><td>Rest helps.<td>So do walks.<tr><td>Eat.<td>Sleep."
        "</table>",
        [
            "paragraph: Rest helps.",
            "paragraph: So do walks.",
            "paragraph: Eat.",
            "paragraph: Sleep.",
        ],
    ),
    "a table for layout": (
        "<table><tr><td>Rest helps.<br><br>It lasts a week.<td><h3>Hours</h3></table>",
        ["paragraph: Rest helps.", "paragraph: It lasts a week.", "heading3: Hours"],
    ),
    "a table in a table": (
        "<table><tr><td>Left<td><table><tr><th>Drug<th>Rate<tr><td>K<td>71%</table></table>",
        ["paragraph: Left", "row: Drug: K; Rate: 71%"],
    ),
    "marks of references": (
        '<p>Works.<sup><a href="#r1">1</a>,<a href="#r2">2</a></sup> In 71% <sup>3–5'
        '</sup> of 12<a href="#n">6</a>.</p>',
        ["paragraph: Works.[1,2] In 71%[3–5] of 12[6]."],
    ),
    "powers and indices": (
        "<p>R<sup>2</sup>, 5 m<sup>2</sup>, 1<sup>st</sup>, 10<sup>-4</sup>, Onfile"
        "<sup>®</sup>, H<sub>2</sub>O</p>",
        ["paragraph: R2, 5 m2, 1st, 10^-4, Onfile®, H2O"],
    ),
    "line breaks": (
        "<p>One line<br>Another line<br>and its end.<br><br>last</p><h2>Two<br>lines</h2>",
        [
            "paragraph: One line",
            "paragraph: Another line and its end.",
            "paragraph: last",
            "heading2: Two lines",
        ],
    ),
    "inline tags break no word": (
        "<p><b>re</b>st<span>ful</span>&shy;ne&#8203;ss</p>",
        ["paragraph: restfulness"],
    ),
    "large figures with labels": (
        "<div><div class=n>52%</div><div>reach remission</div></div><div><span>71%"
        "</span><span>respond</span></div>",
        ["paragraph: 52% reach remission", "paragraph: 71% respond"],
    ),
    "figures in a row stay apart": (
        "<div><p>52%</p><p>remission</p><p>71%</p><p>response</p></div>",
        ["paragraph: 52%", "paragraph: remission", "paragraph: 71%", "paragraph: response"],
    ),
    "items with parts of their own": (
        "<ol><li><p>One.</p><p>Two.</p></li><li>Three<ul><li>In</ul>after</ol>",
        ["item1: One.", "item1: Two.", "item1: Three", "item2: In", "item1: after"],
    ),
    "footnotes": (
        '<p>Text.</p><section role="doc-endnotes"><ol><li>Roe A. 2001.</ol>'
        "</section><p><sup>1</sup> In adults.</p>",
        ["paragraph: Text.", "note: Roe A. 2001.", "note: [1] In adults."],
    ),
    "images": (
        '<p>Text.</p><img alt="A bar chart by arm"><img alt="Text.">'
        '<img alt="photo-12.jpg"><img alt="A bar chart by arm">',
        ["paragraph: Text.", "alt: A bar chart by arm"],
    ),
    "a repeated paragraph": (
        "<p class=mobile>Rest helps most people who try it for a week.</p>"
        "<p class=desktop>Rest helps most people who try it for a week.</p>",
        ["paragraph: Rest helps most people who try it for a week."],
    ),
    "a description told in the text": (
        '<meta name=description content="Rest helps most people…">'
        "<p>Rest helps most people who try.",
        ["paragraph: Rest helps most people who try."],
    ),
    "text without tags": (
        "Rest &mdash; p<0.05, 3 < 4, &notit; &bogus; AT&T",
        ["paragraph: Rest — p<0.05, 3 < 4, ¬it; &bogus; AT&T"],
    ),
    "links that tell something": (
        '<a href="/k"><p>Rest relieves the blues in hours for most who try it.</p></a>',
        ["paragraph: Rest relieves the blues in hours for most who try it."],
    ),
    "end tags left out": (
        "<html><head><title>Rest</title><body><p>Rest helps.<ul><li>So<li>do walks.</ul><p>Eat.",
        ["paragraph: Rest helps.", "item1: So", "item1: do walks.", "paragraph: Eat."],
    ),
    "end tags in the wrong order": (
        "<div><p>One <b>two</p></b> three</span></div></p><td>four",
        ["paragraph: One two", "paragraph: three", "paragraph: four"],
    ),
    "JSON-LD as people write it": (
        '<p>Hi.</p><script type="application/ld+json">[{"@type":["Question"],"name":"'
        'Why?","acceptedAnswer":[{"text":"One\ntwo <ul><li>A &lt; b</li></ul>"}],}]'
        "</script>",
        ["paragraph: Hi.", "question: Why?", "paragraph: One two", "item1: A < b"],
    ),
    "JSON-LD that is none": (
        '<p>Hi.</p><script type="application/ld+json">{"@type": Question}</script>',
        ["paragraph: Hi."],
    ),
}


def shown(page: Page) -> list[str]:
    """Blocks as "kind, level: text"."""
    return [f"{block.kind}{block.level or ''}: {block.text}" for block in page.blocks]


def read(source: str) -> list[str]:
    """What is shown of a page, after its offsets were seen to be true."""
    page = read_html("page.html", source.encode())
    assert_true_offsets(page)
    return shown(page)


def test_a_clinic_page() -> None:
    assert read(CLINIC) == BLOCKS


def test_what_a_page_is_called() -> None:
    page = read_html("clinic.html", CLINIC.encode())
    assert (page.name, page.format, page.source) == ("clinic.html", "html", CLINIC)
    assert page.title == "Infusions & care | Harbour Clinic"
    assert page.sha256 == hashlib.sha256(CLINIC.encode()).hexdigest()


def test_a_block_is_found_at_its_place() -> None:
    page = read_html("clinic.html", CLINIC.encode())
    row = next(block for block in page.blocks if block.kind == "row")
    figure = row.text.index("64%")
    start, end = row.span(figure, figure + 3)
    assert CLINIC[start - 4 : end + 5] == "<td>64%</td>"
    answer = next(block for block in page.blocks if "Serious harm" in block.text)
    start, end = answer.span(0, len(answer.text))
    assert CLINIC[start:end].startswith("Serious") and CLINIC[start:end].endswith("any.")


def test_the_server_names_the_charset() -> None:
    page = read_html("page.html", "<p>70 € a dose".encode("utf-16-le"), "utf-16-le")
    assert shown(page) == ["paragraph: 70 € a dose"]


@pytest.mark.parametrize(("source", "blocks"), CASES.values(), ids=CASES)
def test_markup_as_it_is_on_the_web(source: str, blocks: list[str]) -> None:
    assert read(source) == blocks
