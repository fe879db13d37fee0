"""The feeds: written with the bundle, sent as they are, sound for any text."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld

from publish.feeds.cells import HEADER, guarded
from tests.publish.conftest import Get
from tests.publish.site.changed import HOSTILE, PAGE

SCHEMA = "http://schema.org/"
OA = "http://www.w3.org/ns/oa#"
AS = "http://www.w3.org/ns/activitystreams#"
# What of the annotation context the feed uses; the test asks no other host for it.
ANNOTATION_CONTEXT = {
    "oa": OA, "as": AS, "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dcterms": "http://purl.org/dc/terms/", "dc": "http://purl.org/dc/elements/1.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": {"@id": "@id", "@type": "@id"}, "type": {"@id": "@type", "@type": "@vocab"},
    "Annotation": "oa:Annotation", "AnnotationPage": "as:OrderedCollectionPage",
    "AnnotationCollection": "as:OrderedCollection", "Software": "as:Application",
    "TextualBody": "oa:TextualBody", "FragmentSelector": "oa:FragmentSelector",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "partOf": {"@id": "as:partOf", "@type": "@id"}, "total": "as:totalItems",
    "startIndex": "as:startIndex", "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "assessing": "oa:assessing", "tagging": "oa:tagging", "describing": "oa:describing",
    "commenting": "oa:commenting", "creator": {"@id": "dcterms:creator", "@type": "@id"},
    "rights": {"@id": "dcterms:rights", "@type": "@id"},
    "generated": {"@id": "dcterms:issued", "@type": "xsd:dateTime"},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "refinedBy": {"@id": "oa:refinedBy", "@type": "@id"},
    "conformsTo": {"@id": "dcterms:conformsTo", "@type": "@id"},
    "value": "rdf:value", "format": "dc:format", "language": "dc:language",
    "name": "http://xmlns.com/foaf/0.1/name", "exact": "oa:exact",
    "start": "oa:start", "end": "oa:end",
}  # fmt: skip
CONTEXTS = {
    "https://schema.org": {"@vocab": SCHEMA, "url": {"@type": "@id"}},
    "http://www.w3.org/ns/anno.jsonld": ANNOTATION_CONTEXT,
}


def _expanded(text: str, address: str) -> list[dict[str, Any]]:
    """The document at an address as a reader of JSON-LD sees it, with contexts from here."""

    def load(url: str, _: object) -> dict[str, Any]:
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXTS[url]}}

    options = {"documentLoader": load, "base": address}
    found: list[dict[str, Any]] = jsonld.expand(json.loads(text), options)
    return found


def _rows(ask: Get) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(ask("/-/feeds/claims.csv").text, newline="")))


def test_table_has_every_claim_with_reading_and_verdict(ask: Get) -> None:
    first, second = _rows(ask)
    assert tuple(first) == HEADER
    assert (first["claim_id"], first["value"], first["unit"]) == ("page-1-001", "50.0", "%")
    assert (first["verdict"], first["reasons"]) == ("partly-supported", "NUM_EXACT")
    assert first["page_url"] == PAGE
    assert second["verdict"] == "unsupported"


def test_table_runs_nothing(ask: Get) -> None:
    statement = _rows(ask)[1]["statement"]
    assert statement.startswith("'=HYPERLINK(")
    assert "\x07" not in statement and "\u202e" not in statement


@pytest.mark.parametrize(
    ("written", "cell"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), (" \t=1", "'=1"),
        ("1+1", "1+1"), (-1, -1), (None, None), ("a\r\nb", "a b"),
    ],
)  # fmt: skip
def test_no_cell_begins_a_formula(written: object, cell: object) -> None:
    assert guarded(written) == cell


def test_objects_have_every_claim(ask: Get) -> None:
    answer = ask("/-/feeds/claims.json")
    found = json.loads(answer.text)
    assert list(found) == ["source", "license", "notice", "build", "claims"]
    assert found["build"]["made_on"] == "1970-01-03"
    assert "No medical advice" in found["notice"]
    first, second = found["claims"]
    assert set(first) == {"claim", "page", "reading", "verdict", "reasons"}
    assert first["reasons"] == [{"code": "NUM_EXACT", "detail": "50 = 50", "rule": "number-equal"}]
    assert first["verdict"]["label"] == "Partly supported"
    assert second["claim"]["statement"] == HOSTILE
    assert "<" not in answer.text and "\u2028" not in answer.text


def test_reviews_are_one_graph_that_resolves_against_its_address(ask: Get, get: Get) -> None:
    address = "https://onfile.example/base/-/feeds/claimreview.json"
    (node,) = _expanded(ask("/-/feeds/claimreview.json").text, address)
    own = "https://onfile.example/base/evidence/claims/page-1-001"
    assert (node["@id"], node["@type"]) == (f"{own}#review", [f"{SCHEMA}ClaimReview"])
    assert node[f"{SCHEMA}url"] == [{"@id": own}]
    assert node[f"{SCHEMA}datePublished"] == [{"@value": "1970-01-02"}]
    both = _expanded(get("/-/feeds/claimreview.json").text, address)
    assert len(both) == 2
    assert "<" not in get("/-/feeds/claimreview.json").text


def test_annotations_as_a_reader_of_json_ld_sees_them(ask: Get) -> None:
    answer = ask("/-/pages/page-1.annotations.json")
    assert 'profile="http://www.w3.org/ns/anno.jsonld"' in answer.headers["content-type"]
    (page,) = _expanded(answer.text, "https://onfile.example/-/pages/page-1.annotations.json")
    assert page["@type"] == [f"{AS}OrderedCollectionPage"]
    assert page[f"{AS}partOf"][0][f"{AS}totalItems"] == [{"@value": 2}]
    first, second = page[f"{AS}items"][0]["@list"]
    assert first["@type"] == [f"{OA}Annotation"]
    assert first[f"{OA}motivatedBy"] == [{"@id": f"{OA}assessing"}]
    target = first[f"{OA}hasTarget"][0]
    assert target[f"{OA}hasSource"] == [{"@id": PAGE}]
    assert len({node["@id"] for node in (page, first, second)}) == 3


def test_annotation_says_where_the_claim_stands(ask: Get) -> None:
    _, second = json.loads(ask("/-/pages/page-1.annotations.json").text)["items"]
    place, quote = second["target"]["selector"]
    assert (place["type"], place["value"]) == ("FragmentSelector", "line=1,2")
    assert place["refinedBy"] == {"type": "TextPositionSelector", "start": 0, "end": 40}
    assert quote == {"type": "TextQuoteSelector", "exact": HOSTILE}


def test_annotation_tells_verdict_statement_and_why(ask: Get) -> None:
    first, _ = json.loads(ask("/-/pages/page-1.annotations.json").text)["items"]
    told = {body["purpose"]: body["value"] for body in first["body"]}
    assert told == {
        "tagging": "Partly supported",
        "describing": "Examplam helped half of the people in a day.",
        "commenting": "10 of 20 is 50%.",
    }
    assert first["generated"] == "1970-01-02T00:00:00Z"


def test_words_of_the_page_stand_only_where_they_were_attached(get: Get) -> None:
    text = get("/-/pages/page-1.annotations.json").text
    assert "TextQuoteSelector" not in text
    source = json.loads(text)["items"][0]["target"]["source"]
    assert source.startswith("urn:uuid:")


def test_both_addresses_of_annotations_give_the_same(ask: Get) -> None:
    one = ask("/-/feeds/annotations/page-1.json")
    assert one.text == ask("/-/pages/page-1.annotations.json").text


def test_who_has_a_feed_is_not_sent_it_again(changed: Path) -> None:
    import asyncio

    from datasette.app import Datasette

    async def answers() -> list[tuple[int, int, str]]:
        datasette = Datasette([], config_dir=changed)
        await datasette.invoke_startup()
        path = "/-/feeds/claims.csv"
        tag = (await datasette.client.get(path)).headers["etag"]
        told = [
            await datasette.client.get(path, headers={"if-none-match": known})
            for known in (tag, f'"other", W/{tag}', "*", '"other"')
        ]
        return [(one.status_code, len(one.content), one.headers["etag"]) for one in told]

    found = asyncio.run(answers())
    assert [status for status, _, _ in found] == [304, 304, 304, 200]
    assert [length > 0 for _, length, _ in found] == [False, False, False, True]
    assert len({tag for _, _, tag in found}) == 1


@pytest.mark.parametrize(
    "path",
    [
        "/-/feeds/nothing.json",
        "/-/feeds/annotations/page-9.json",
        "/-/pages/~2E~2E~2Fclaims.annotations.json",
        "/-/feeds/annotations/~2E~2E~2Fclaimreview.json",
    ],
)
def test_what_is_no_feed_is_refused(ask: Get, path: str) -> None:
    answer = ask(path)
    assert answer.status_code == 404
    assert set(answer.json()) == {"ok", "error", "status", "title"}


def test_same_database_gives_the_same_feeds(changed: Path, tmp_path: Path) -> None:
    from publish.feeds.write import write_feeds

    for name in ("evidence.db", "history.db"):
        (tmp_path / name).write_bytes((changed / name).read_bytes())
    write_feeds(tmp_path)
    for path in (changed / "feeds").rglob("*.*"):
        again = tmp_path / path.relative_to(changed)
        assert again.read_bytes() == path.read_bytes()
