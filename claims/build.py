"""Builds the evidence database: data in, judged, whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from claims.attach import quotes
from claims.citations import WorkIndex
from claims.corpus import check_citations, judge_claims
from claims.coverage import coverage_rows
from claims.evidence import Evidence
from claims.paged import page_tables
from claims.quality.measure import measure
from claims.quality.rows import quality_tables
from claims.schema import DERIVED, TABLES
from claims.soundness import consistency_rows
from claims.store import derive, tables_of
from ingest.build import load, staged_database, write_rows
from ingest.corpus import read_evidence
from ingest.ddl import create_indexes, create_search, create_tables


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build put on file: rows by table, claims by verdict, and disagreements of packs,
    and what was left out of them without harm."""

    rows: Mapping[str, int]
    verdicts: Mapping[str, int]
    quotes: int
    disagreements: tuple[str, ...]
    notes: tuple[str, ...]


def build(
    folders: Sequence[Path],
    out: Path,
    pages: Path | None = None,
    words: Path | None = None,
    gold: Path | None = None,
    machine: bool = False,
) -> Summary:
    """Read the packs in ``folders``, judge their claims and put the database at ``out``.

    ``pages`` is a folder of page texts to attach, ``words`` a pack of which only the general
    vocabulary is taken, ``gold`` a folder of labelled sets on which the checker is measured:
    without one the tables of quality are empty. With ``machine`` verdicts may rest on what a
    program proposed and nobody has read. Raises BadInput with every row or text that is
    refused, and OnfileError where a folder cannot be read; ``out`` then stays as it was.
    """
    corpus = read_evidence(folders, words, machine=machine)
    quoted = quotes(corpus.rows("pages"), corpus.rows("claims"), pages) if pages else []
    evidence = Evidence.from_corpus(corpus)
    works = WorkIndex.from_rows(corpus.rows("studies"), corpus.rows("journals"))
    checked = check_citations(corpus.rows("citations"), works)
    judged = list(
        judge_claims(
            corpus.rows("pages"), corpus.rows("claims"), corpus.rows("citations"), checked, evidence
        )
    )
    quality = quality_tables(measure(gold) if gold else {})
    with staged_database(out) as db:
        load(db, corpus)
        create_tables(db, TABLES)
        with db.atomic():
            rows = {
                **tables_of(judged, checked),
                **page_tables(corpus.rows("claims"), judged, evidence.vocabulary),
                **quality,
                "consistency": consistency_rows(corpus.tables.get("findings", ())),
                "coverage": coverage_rows(evidence, judged),
                "quotes": quoted,
            }
            for table in TABLES:
                if table.name not in DERIVED:
                    write_rows(db, table, rows[table.name])
            derive(db)
        create_indexes(db, TABLES)
        create_search(db, TABLES)
    return Summary(
        {
            name: len(corpus.rows(name))
            for name in ("studies", "findings", "pages", "claims", "citations")
        },
        Counter(claim.verdict.verdict for claim in judged),
        len(quoted),
        tuple(str(disagreement) for disagreement in corpus.disagreements),
        tuple(str(note) for note in corpus.notes),
    )
