"""What holds of a page on file as a whole: counts, contradictions, fair balance, as table rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from claims.balance import balance_of
from claims.checked import CheckedClaim
from claims.contradictions import contradictions_among
from claims.corpus import Judged, in_page_order
from claims.rules import rows
from claims.vocabulary import Vocabulary

Row = dict[str, Any]


def page_tables(
    claims: Iterable[Mapping[str, Any]], judged: Sequence[Judged], vocabulary: Vocabulary
) -> dict[str, list[Row]]:
    """Rows of the tables that speak of whole pages, by table name.

    A claim on file is known by its statement, in the place of the page's own words.
    """
    verdicts = {one.claim_id: one for one in judged}
    tables: dict[str, list[Row]] = {
        "verdict_counts": [],
        "contradictions": [],
        "balance_elements": [
            {**_element(row), "position": place} for place, row in enumerate(rows("balance"), 1)
        ],
        "balance": [],
    }
    for page_id, group in groupby(in_page_order(claims), lambda row: str(row["page_id"])):
        told = [(str(row["claim_id"]), _claim(row, verdicts[row["claim_id"]])) for row in group]
        tables["verdict_counts"] += _counts(page_id, [claim for _, claim in told])
        names = {id(claim): name for name, claim in told}
        listed = [claim for _, claim in told]
        tables["contradictions"] += [
            {
                "claim_id": names[id(one.first)],
                "other_claim_id": names[id(one.second)],
                "why": one.why,
            }
            for one in contradictions_among(listed, vocabulary)
        ]
        tables["balance"] += [
            {"page_id": page_id, "element": one.element, "claim_id": names[id(claim)]}
            for one in balance_of(listed, vocabulary)
            for claim in one.claims
        ]
    return tables


def _claim(row: Mapping[str, Any], judged: Judged) -> CheckedClaim:
    return CheckedClaim(
        quote=str(row["statement"]),
        start=row["start"],
        end=row["end"],
        line=row["line"],
        statement=str(row["statement"]),
        reading=judged.reading,
        verdict=judged.verdict,
    )


def _counts(page_id: str, claims: Iterable[CheckedClaim]) -> Iterator[Row]:
    for verdict, count in sorted(Counter(claim.verdict.verdict for claim in claims).items()):
        yield {"page_id": page_id, "verdict": verdict, "claims": count}


def _element(row: Mapping[str, str]) -> Row:
    return {name: row[name] for name in ("element", "label", "question")}
