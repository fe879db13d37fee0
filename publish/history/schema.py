"""The tables of history.db, declared in the form of ``ingest.schema``."""

from __future__ import annotations

from claims.schema import VERDICTS
from ingest.schema import DAY, Column, Table

CAUSES = (
    "claim-added",
    "claim-removed",
    "claim-text",
    "reading",
    "study-notice",
    "finding-added",
    "finding-removed",
    "finding-changed",
    "citation",
    "study-changed",
    "comparison",
    "rule",
    "program",
)

BUILDS = Table(
    name="builds",
    title="Builds",
    description="Each database that was published and says something else than the one before it. "
    "What the first had on file is not counted as added.",
    key=("build_id",),
    sort_desc="build_id",
    columns=(
        Column("build_id", "INTEGER", "Running number, from 1.", required=True, minimum=1),
        Column("made_on", "TEXT", "Day it was published.", required=True, pattern=DAY),
        Column("sha256", "TEXT", "SHA-256 of its evidence.db.", required=True),
        Column("rule_set", "TEXT", "Rule set that it was published with.", required=True),
        *(
            Column(name, "INTEGER", f"{what} on file.", unit=name, required=True, minimum=0)
            for name, what in (
                ("studies", "Studies"),
                ("findings", "Findings"),
                ("pages", "Pages"),
                ("claims", "Claims"),
            )
        ),
        *(
            Column(f"{name}_{done}", "INTEGER", f"{what} {done} since the build before.",
                   unit=name, required=True, minimum=0)
            for name, what in (("studies", "Studies"), ("findings", "Findings"),
                               ("claims", "Claims"))
            for done in ("added", "removed", "changed")
        ),
    ),
)  # fmt: skip

VERDICT_CHANGES = Table(
    name="verdict_changes",
    title="Changes of verdicts",
    description="Claims whose verdict differs from that of the build before, or that came or went, "
    "each with the most direct cause.",
    key=("change_id",),
    facets=("cause_kind", "before", "after"),
    sort_desc="change_id",
    indexes=(("build_id",), ("claim_id",), ("page_id", "build_id")),
    columns=(
        Column("change_id", "INTEGER", "Running number, from 1.", required=True, minimum=1),
        Column(
            "build_id", "INTEGER", "The build that has it.", required=True,
            references="builds.build_id",
        ),
        Column("claim_id", "TEXT", "The claim.", required=True),
        Column("page_id", "TEXT", "Its page.", required=True),
        Column("statement", "TEXT", "The claim as it stands in this build, or last stood.",
               required=True),
        Column("before", "TEXT", "Verdict in the build before; empty where the claim is new.",
               choices=VERDICTS),
        Column("after", "TEXT", "Verdict in this build; empty where the claim is gone.",
               choices=VERDICTS),
        Column("cause_kind", "TEXT", "What kind of thing changed.", required=True, choices=CAUSES),
        Column("study_id", "TEXT", "The work that changed, or whose finding did."),
        Column("finding_id", "TEXT", "The finding that changed, or was compared otherwise."),
        Column("rule", "TEXT", "The rule that now decides otherwise."),
        Column("cause", "TEXT", "What changed, in words.", required=True),
    ),
)  # fmt: skip

TABLES = (BUILDS, VERDICT_CHANGES)
