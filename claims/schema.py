"""The tables that room claims/ writes, declared once, in the form of ``ingest.schema``."""

from __future__ import annotations

from dataclasses import replace

from claims.quality.figures import PARTS
from ingest.consistency import RESULTS as CHECK_RESULTS
from ingest.consistency import TESTS
from ingest.schema import CLAIMS, DAY, Column, Table

VERDICTS = (
    "supported",
    "partly-supported",
    "overstated",
    "contradicted",
    "misattributed",
    "unsupported",
    "not-checkable",
)
KINDS = (
    "efficacy-rate",
    "efficacy-qualitative",
    "onset",
    "durability",
    "safety-rate",
    "safety-qualitative",
    "dosing",
    "pharmacology",
    "regulatory",
    "cost",
    "mechanism",
    "history",
    "citation",
)
MEASURES = ("detection", "field", "verdict", "reason", "kind", "kind-read", "citation")
RESULTS = ("equal", "compatible", "conflict", "unknown")
STRENGTHS = ("A", "B", "C", "D", "E")
BEST_EVIDENCE = ("pooled", "controlled", "other", "none")
CITATION_STATUSES = (
    "ok",
    "incomplete",
    "field-error",
    "sibling-mix-up",
    "ambiguous",
    "merged",
    "id-points-elsewhere",
    "not-found",
)

READINGS = Table(
    name="readings",
    title="Readings",
    description="What a claim says, field by field, as our grammar reads it. Empty means not said.",
    key=("claim_id",),
    facets=("kind", "outcome"),
    columns=(
        Column("claim_id", "TEXT", "The claim.", required=True, references="claims.claim_id"),
        Column("kind", "TEXT", "Kind of claim.", required=True, choices=KINDS),
        Column("drug", "TEXT", "Drugs that it is about.", many=True),
        Column(
            "drug_stated",
            "INTEGER",
            "1 where the claim names the drug itself, 0 where the page's subject stands in.",
            choices=("0", "1"),
        ),
        Column("route", "TEXT", "Routes named.", many=True),
        Column("dose", "TEXT", "Dose, as written."),
        Column("population", "TEXT", "Who it is about.", many=True),
        Column("outcome", "TEXT", "Main outcome or topic."),
        Column(
            "assertions",
            "TEXT",
            "Every outcome asserted with its direction, as 'outcome>direction', divided by ';'.",
        ),
        Column("direction", "TEXT", "Which way the main outcome points."),
        Column("value", "REAL", "Number claimed, in the unit beside it."),
        Column("value_high", "REAL", "Upper end of a range."),
        Column("unit", "TEXT", "Unit of the number."),
        Column(
            "modifier",
            "TEXT",
            "How the number is qualified: exact, about, nearly, over, up-to, "
            "at-least, under, range.",
        ),
        Column("comparator", "TEXT", "What it is compared with.", many=True),
        Column("comparator_value", "REAL", "Number given for the comparator, in the same unit."),
        Column("timepoint_value", "REAL", "Time point, in the unit beside it."),
        Column("timepoint_unit", "TEXT", "Unit of the time point: min, h, d, wk, mo, yr."),
        Column("time_h", "REAL", "Time point in hours.", unit="hours"),
        Column("n_doses", "INTEGER", "Doses given.", unit="doses"),
        Column("frequency", "TEXT", "How often a harm is said to occur."),
        Column("hedged", "INTEGER", "1 where the claim is hedged.", choices=("0", "1")),
        Column(
            "absolute_language",
            "INTEGER",
            "1 where it is put in absolute terms.",
            choices=("0", "1"),
        ),
        Column(
            "superlative",
            "INTEGER",
            "1 where it claims to be the most or best.",
            choices=("0", "1"),
        ),
        Column("speech", "TEXT", "statement, advice, opinion, testimonial or question."),
    ),
)

LINKS = Table(
    name="links",
    title="Links",
    description="Findings that a claim was compared with, best first; and the nearest misses.",
    key=("claim_id", "finding_id"),
    facets=("role",),
    indexes=(("finding_id",), ("claim_id", "role")),
    columns=(
        Column("claim_id", "TEXT", "The claim.", required=True, references="claims.claim_id"),
        Column(
            "finding_id", "TEXT", "The finding.", required=True, references="findings.finding_id"
        ),
        Column("rank", "INTEGER", "1 is the best.", required=True),
        Column(
            "role",
            "TEXT",
            "agrees, disagrees or bears on the claim; or near-miss: alike, but not comparable.",
            required=True,
            choices=("agrees", "disagrees", "bears-on", "near-miss"),
        ),
        Column("score", "REAL", "Sum of the component scores.", required=True),
        Column("facet_score", "REAL", "Share of facets that are equal or compatible, weighted."),
        Column("text_score", "REAL", "Share of the claim's content words that the finding has."),
        Column("level_score", "REAL", "Level of the evidence, 0 to 1."),
        Column("standing_score", "REAL", "How well the study is documented on file, 0 to 1."),
    ),
)

COMPARISONS = Table(
    name="comparisons",
    title="Comparisons",
    description="One facet of a claim against one facet of a finding.",
    key=("claim_id", "finding_id", "facet"),
    indexes=(("finding_id",), ("facet", "result")),
    columns=(
        Column("claim_id", "TEXT", "The claim.", required=True, references="claims.claim_id"),
        Column(
            "finding_id", "TEXT", "The finding.", required=True, references="findings.finding_id"
        ),
        Column("facet", "TEXT", "What was compared.", required=True),
        Column("claim_value", "TEXT", "What the claim says."),
        Column("finding_value", "TEXT", "What the finding says."),
        Column(
            "result",
            "TEXT",
            "equal, compatible, conflict or unknown.",
            required=True,
            choices=RESULTS,
        ),
        Column("rule", "TEXT", "Rule that decided.", required=True, references="rules.rule"),
    ),
)

VERDICT_TABLE = Table(
    name="verdicts",
    title="Verdicts",
    description="What the evidence on file says of each claim. A screening, made by rules; no "
    "medical advice.",
    key=("claim_id",),
    label="verdict",
    facets=("verdict", "strength"),
    indexes=(("study_id",), ("finding_id",)),
    columns=(
        Column("claim_id", "TEXT", "The claim.", required=True, references="claims.claim_id"),
        Column(
            "verdict",
            "TEXT",
            "Verdict on the evidence on file.",
            required=True,
            references="verdict_labels.verdict",
        ),
        Column(
            "as_cited",
            "TEXT",
            "Verdict on the work that the page itself cites.",
            references="verdict_labels.verdict",
        ),
        Column(
            "strength",
            "TEXT",
            "A to E: a screening heuristic on the evidence that decided, not a GRADE rating.",
            choices=STRENGTHS,
        ),
        Column("study_id", "TEXT", "Work that decided most.", references="studies.study_id"),
        Column(
            "finding_id", "TEXT", "Finding that decided most.", references="findings.finding_id"
        ),
        Column("score", "REAL", "Score of that link."),
        Column("rationale", "TEXT", "Why, in words.", required=True),
        Column("suggestion", "TEXT", "A wording that the evidence on file would support."),
        Column(
            "searched_findings",
            "INTEGER",
            "Findings searched for this claim.",
            unit="findings",
            required=True,
        ),
        Column(
            "searched_studies", "INTEGER", "Studies they belong to.", unit="studies", required=True
        ),
        Column(
            "inputs",
            "TEXT",
            "Digest of what the verdict rests on: the statement, its reading, the findings that "
            "it rests on, and the verdict. A review of the claim is stale once this has changed.",
            required=True,
        ),
    ),
)

VERDICT_REASONS = Table(
    name="verdict_reasons",
    title="Reasons",
    description="Reason codes of each verdict, with the rule that gave them.",
    key=("claim_id", "code"),
    facets=("code",),
    columns=(
        Column("claim_id", "TEXT", "The claim.", required=True, references="claims.claim_id"),
        Column("code", "TEXT", "Reason code.", required=True, references="reason_codes.code"),
        Column("detail", "TEXT", "What exactly."),
        Column("rule", "TEXT", "Rule that gave it.", required=True, references="rules.rule"),
    ),
)

RULES = Table(
    name="rules",
    title="Rules",
    description="Every rule that can decide, in a sentence.",
    key=("rule",),
    label="rule",
    columns=(
        Column("rule", "TEXT", "Name of the rule.", required=True),
        Column(
            "stage",
            "TEXT",
            "Where it works.",
            required=True,
            choices=("read", "compare", "judge", "cite"),
        ),
        Column("description", "TEXT", "What it says.", required=True),
    ),
)

REASON_CODES = Table(
    name="reason_codes",
    title="Reason codes",
    description="What each reason code means.",
    key=("code",),
    label="label",
    columns=(
        Column("code", "TEXT", "The code.", required=True),
        Column("label", "TEXT", "In a few words.", required=True),
        Column("description", "TEXT", "In a sentence.", required=True),
        Column(
            "effect",
            "TEXT",
            "decides, caps or notes.",
            required=True,
            choices=("decides", "caps", "notes"),
        ),
    ),
)

VERDICT_LABELS = Table(
    name="verdict_labels",
    title="Meaning of the verdicts",
    description="The seven verdicts. Each speaks of support on file.",
    key=("verdict",),
    label="label",
    columns=(
        Column("verdict", "TEXT", "The verdict.", required=True, choices=VERDICTS),
        Column("label", "TEXT", "For readers.", required=True),
        Column("meaning", "TEXT", "What it means.", required=True),
        Column("severity", "INTEGER", "Order from no flag (0) to the worst.", required=True),
        Column("claimreview_rating", "INTEGER", "Rating in ClaimReview, 1 to 5; empty for none."),
    ),
)

CITATION_CHECKS = Table(
    name="citation_checks",
    title="Citation checks",
    description="Which work each printed reference means, and what is wrong with it.",
    key=("citation_id",),
    facets=("status",),
    indexes=(("study_id",),),
    columns=(
        Column(
            "citation_id",
            "TEXT",
            "The citation.",
            required=True,
            references="citations.citation_id",
        ),
        Column("study_id", "TEXT", "Work that it means.", references="studies.study_id"),
        Column(
            "other_study_id", "TEXT", "The other work in a mix-up.", references="studies.study_id"
        ),
        Column("status", "TEXT", "Outcome of the check.", required=True, choices=CITATION_STATUSES),
        Column("score", "REAL", "How sure the match is, 0 to 100."),
        Column("rationale", "TEXT", "Why, in words.", required=True),
        Column("corrected", "TEXT", "The reference as it should be, from verified fields."),
    ),
)

CITATION_FAULTS = Table(
    name="citation_faults",
    title="Citation faults",
    description="One fault of a reference a row, with what is printed and what is on file.",
    key=("citation_id", "fault"),
    facets=("fault",),
    columns=(
        Column(
            "citation_id",
            "TEXT",
            "The citation.",
            required=True,
            references="citations.citation_id",
        ),
        Column("fault", "TEXT", "Name of the fault.", required=True),
        Column("field", "TEXT", "Field of the reference."),
        Column("printed", "TEXT", "As printed."),
        Column("real", "TEXT", "As on file."),
    ),
)

QUOTES = Table(
    name="quotes",
    title="Quotes",
    description="The words on the page that each claim stands in, where the page's text was "
    "attached when this database was built; else empty.",
    key=("claim_id",),
    columns=(
        Column("claim_id", "TEXT", "The claim.", required=True, references="claims.claim_id"),
        Column("quote", "TEXT", "The page's own words.", required=True),
    ),
)

VERDICT_COUNTS = Table(
    name="verdict_counts",
    title="Counts of verdicts",
    description="How many claims of each page have each verdict.",
    key=("page_id", "verdict"),
    indexes=(("verdict", "claims"),),
    columns=(
        Column("page_id", "TEXT", "The page.", required=True, references="pages.page_id"),
        Column(
            "verdict", "TEXT", "The verdict.", required=True, references="verdict_labels.verdict"
        ),
        Column("claims", "INTEGER", "Claims.", unit="claims", required=True, minimum=1),
    ),
)

CONTRADICTIONS = Table(
    name="contradictions",
    title="Contradictions",
    description="Two claims of one page that cannot both hold.",
    key=("claim_id", "other_claim_id"),
    columns=(
        Column("claim_id", "TEXT", "One claim.", required=True, references="claims.claim_id"),
        Column("other_claim_id", "TEXT", "The other.", required=True, references="claims.claim_id"),
        Column("why", "TEXT", "In what they differ.", required=True),
    ),
)

BALANCE_ELEMENTS = Table(
    name="balance_elements",
    title="Elements of fair balance",
    description="What a full account of a treatment gives, after what the International Patient "
    "Decision Aid Standards ask.",
    key=("element",),
    label="label",
    columns=(
        Column("element", "TEXT", "Name of the element.", required=True),
        Column("label", "TEXT", "In a few words.", required=True),
        Column("question", "TEXT", "The question that it answers.", required=True),
        Column("position", "INTEGER", "Place in an account, from 1.", required=True, minimum=1),
    ),
)

BALANCE = Table(
    name="balance",
    title="Fair balance",
    description="Claims that give an element of a fair account. A page without a row for an "
    "element is silent on it, as far as its claims on file go.",
    key=("page_id", "element", "claim_id"),
    columns=(
        Column("page_id", "TEXT", "The page.", required=True, references="pages.page_id"),
        Column(
            "element", "TEXT", "The element.", required=True, references="balance_elements.element"
        ),
        Column("claim_id", "TEXT", "The claim.", required=True, references="claims.claim_id"),
    ),
)

RULE_COUNTS = Table(
    name="rule_counts",
    title="How often rules decide",
    description="How often each rule was applied, and each reason and verdict given, to the claims "
    "on file; with one claim to look at. Counted when this database was built.",
    key=("part", "name"),
    facets=("part",),
    columns=(
        Column(
            "part",
            "TEXT",
            "rule, reason or verdict.",
            required=True,
            choices=("rule", "reason", "verdict"),
        ),
        Column("name", "TEXT", "Name of the rule, reason code or verdict.", required=True),
        Column(
            "times",
            "INTEGER",
            "How often it stands in comparisons and reasons, or was given.",
            required=True,
            minimum=0,
        ),
        Column("claims", "INTEGER", "Claims that it touches.", required=True, minimum=0),
        Column(
            "claim_id",
            "TEXT",
            "Example: of these claims the one with the fewest other reasons; empty for none.",
            references="claims.claim_id",
        ),
    ),
)

QUALITY = Table(
    name="quality",
    title="Quality",
    description="How well the checker does on pages and references of our own that people labelled "
    "by hand, measured when this database was built. The labelled sets were looked at while the "
    "grammar and the rules were written, so these figures flatter: expect less on a new page.",
    key=("topic", "measure", "name"),
    facets=("topic", "measure"),
    columns=(
        Column(
            "topic",
            "TEXT",
            "Topic of the labelled pages, or a labelled set of references; 'all' for all together.",
            required=True,
        ),
        Column(
            "measure",
            "TEXT",
            "detection: is it a claim or reference at all; field: how a claim that was found is "
            "read; verdict: how it is judged; reason: of verdicts that carry a reason code, how "
            "many are the same or as good, since labels name no codes; kind: claims of a kind that "
            "are found and judged the same or as good; kind-read: claims that were found, by the "
            "kind that they are read as; citation: which work a reference means and what is wrong "
            "with it.",
            required=True,
            choices=MEASURES,
        ),
        Column("name", "TEXT", "What was found, read, given or named.", required=True),
        Column("labelled", "INTEGER", "Items whose label says so; 0 for reasons, which none names.",
               required=True, minimum=0),
        Column("found", "INTEGER", "Items of which the checker says so.", required=True, minimum=0),
        Column("right", "INTEGER", "Items of which both say so and agree; for reasons: that are "
               "the same or as good.", required=True, minimum=0),
        Column("precision", "REAL", "right of found; empty where nothing was found.",
               unit="share", minimum=0, maximum=1),
        Column("recall", "REAL", "right of labelled; empty where nothing is labelled.",
               unit="share", minimum=0, maximum=1),
        Column("f1", "REAL", "Harmonic mean of precision and recall; empty where one is.",
               unit="share", minimum=0, maximum=1),
    ),
    checks=('"right" <= labelled OR measure = \'reason\'', '"right" <= found'),
)  # fmt: skip

CONFUSION = Table(
    name="confusion",
    title="Verdicts confused",
    description="Which verdict the checker gave to labelled claims that it found, by the verdict "
    "that their label has: of all, by kind of claim, and by reason code. Pairs that do not occur "
    "are left out.",
    key=("topic", "part", "name", "labelled", "given"),
    facets=("topic", "part", "name", "labelled"),
    columns=(
        Column("topic", "TEXT", "Topic of the pages; 'all' for all together.", required=True),
        Column(
            "part",
            "TEXT",
            "Which claims: all; of one labelled kind; whose verdict carries one reason code, where "
            "a claim counts under each of its codes.",
            required=True,
            choices=PARTS,
        ),
        Column("name", "TEXT", "The kind or reason code; 'all' for all.", required=True),
        Column("labelled", "TEXT", "Verdict of the label.", required=True, choices=VERDICTS),
        Column("given", "TEXT", "Verdict of the checker.", required=True, choices=VERDICTS),
        Column("claims", "INTEGER", "How many claims.", required=True, minimum=1),
    ),
)

CLAIM_VERDICTS = Table(
    name="claim_verdicts",
    title="Claims with their verdicts",
    description="One claim a row, with how it was read and what the evidence on file says of it. "
    "Derived from the claims, readings and verdicts.",
    key=("claim_id",),
    facets=("page_id", "verdict", "kind"),
    sort="claim_id",
    size=20,
    # In the order of the pages, for the questions that begin with the worst.
    indexes=(
        ("verdict", "page_id", "line", "claim_id"),
        ("as_cited", "verdict", "page_id", "line", "claim_id"),
    ),
    columns=tuple(
        replace(table.column(name), references=None)
        for table, names in (
            (CLAIMS, ("claim_id", "statement")),
            (VERDICT_TABLE, ("verdict", "as_cited", "strength")),
            (READINGS, ("kind", "drug", "outcome", "value", "unit")),
            (CLAIMS, ("page_id", "line")),
            (VERDICT_TABLE, ("study_id", "finding_id", "rationale", "suggestion")),
        )
        for name in names
    ),
)

CONSISTENCY = Table(
    name="consistency",
    title="Consistency of findings",
    description="What the figures of a finding say of each other, one test a row: can the share "
    "come from so many people (GRIM), is it what the events make, does the interval hold what it "
    "is of, is the effect what the two shares make, and does the P value go with the interval. A "
    "build refuses a share or an interval that fails, but where the finding is kept as its source "
    "misprints it.",
    key=("finding_id", "test"),
    facets=("test", "result"),
    indexes=(("result", "test"),),
    columns=(
        Column(
            "finding_id", "TEXT", "The finding.", required=True, references="findings.finding_id"
        ),
        Column("test", "TEXT", "What was tested.", required=True, choices=TESTS),
        Column(
            "result",
            "TEXT",
            "holds; fails; or open: it cannot be told, as of a share in round words, of a pooled "
            "one, or of so many people that every share is possible.",
            required=True,
            choices=CHECK_RESULTS,
        ),
        Column("detail", "TEXT", "The figures that were set beside each other.", required=True),
    ),
)

COVERAGE = Table(
    name="coverage",
    title="What is on file, by topic",
    description="A treatment and an outcome, in one population or in all together: how much is on "
    "file of it, when it was last searched for, and how many claims ask for it. A finding on "
    "several treatments or populations counts under each.",
    key=("drug", "outcome", "population"),
    label="words",
    facets=("drug", "outcome", "population", "best"),
    indexes=(("population", "findings"), ("population", "unsupported")),
    columns=(
        Column("drug", "TEXT", "Drug or treatment.", required=True),
        Column("outcome", "TEXT", "Outcome or topic.", required=True),
        Column(
            "population",
            "TEXT",
            "Who it was found in; 'all' for everybody together, stated or not.",
            required=True,
        ),
        Column("family", "TEXT", "Family of the outcome."),
        Column("findings", "INTEGER", "Findings on file.", unit="findings", required=True,
               minimum=0),
        Column("works", "INTEGER", "Works that report them.", unit="works", required=True,
               minimum=0),
        Column("verified", "INTEGER", "Of the findings, read in a source that states them.",
               unit="findings", required=True, minimum=0),
        Column("conflicting", "INTEGER", "Of the findings, those on which sources disagree.",
               unit="findings", required=True, minimum=0),
        Column("unread", "INTEGER", "Of the findings, not yet read in a source.",
               unit="findings", required=True, minimum=0),
        Column("narrower", "INTEGER", "Findings besides on what the topic includes: narrower "
               "outcomes, members of a class.", unit="findings", required=True, minimum=0),
        Column("newest", "INTEGER", "Year of the newest work.", minimum=1900, maximum=2100),
        Column(
            "best",
            "TEXT",
            "Best kind of evidence among findings that were read: pooled, controlled, other, none.",
            required=True,
            choices=BEST_EVIDENCE,
        ),
        Column("searches", "INTEGER", "Searches on file for it, or for what includes it.",
               unit="searches", required=True, minimum=0),
        Column("last_search", "TEXT", "Day of the last of them.", pattern=DAY),
        Column("claims", "INTEGER", "Claims on file that ask for it, whoever they are about; only "
               "told of all populations together.", unit="claims", required=True, minimum=0),
        Column("unsupported", "INTEGER", "Of these claims, those that end unsupported.",
               unit="claims", required=True, minimum=0),
        Column("words", "TEXT", "The same in a sentence.", required=True),
    ),
    checks=("findings = verified + conflicting + unread", "unsupported <= claims"),
)  # fmt: skip

SOUNDNESS = Table(
    name="soundness",
    title="Soundness of the file",
    description="How many rows were read in a source and when, hold the tests of their own "
    "figures, have a field that nobody has verified, or stand in a conflict of sources. Derived "
    "from the findings, studies, conflicts and the tests of consistency.",
    key=("rows_of", "aspect", "value"),
    facets=("rows_of", "aspect"),
    columns=(
        Column("rows_of", "TEXT", "Table whose rows are counted.", required=True),
        Column(
            "aspect",
            "TEXT",
            "What is told of them: confidence; checked, the month in which a row was last read in "
            "its source; fields; followed, of a conflict; or a test of consistency.",
            required=True,
        ),
        Column("value", "TEXT", "What it is.", required=True),
        Column("rows", "INTEGER", "How many there are.", unit="rows", required=True, minimum=1),
    ),
)

TABLES = (
    RULES,
    REASON_CODES,
    VERDICT_LABELS,
    READINGS,
    CITATION_CHECKS,
    CITATION_FAULTS,
    LINKS,
    COMPARISONS,
    VERDICT_TABLE,
    VERDICT_REASONS,
    QUOTES,
    VERDICT_COUNTS,
    CONTRADICTIONS,
    BALANCE_ELEMENTS,
    BALANCE,
    RULE_COUNTS,
    QUALITY,
    CONFUSION,
    CLAIM_VERDICTS,
    CONSISTENCY,
    COVERAGE,
    SOUNDNESS,
)

# What is read together is joined once, when the database is built: over 100,000 claims a view
# takes a second to facet and an indexed table some milliseconds.
DERIVED = {
    "claim_verdicts": """
SELECT claims.claim_id, claims.statement, verdicts.verdict, verdicts.as_cited, verdicts.strength,
       readings.kind, readings.drug, readings.outcome, readings.value, readings.unit,
       claims.page_id, claims.line, verdicts.study_id, verdicts.finding_id, verdicts.rationale,
       verdicts.suggestion
FROM claims
JOIN readings ON readings.claim_id = claims.claim_id
JOIN verdicts ON verdicts.claim_id = claims.claim_id
ORDER BY claims.claim_id
""".strip(),
    "soundness": """
SELECT rows_of, aspect, value, count(*) AS "rows" FROM (
    SELECT 'findings' AS rows_of, 'confidence' AS aspect, confidence AS value FROM findings
    UNION ALL SELECT 'findings', 'checked', coalesce(substr(checked, 1, 7), 'never') FROM findings
    UNION ALL SELECT 'findings', test, result FROM consistency
    UNION ALL SELECT 'studies', 'checked', coalesce(substr(checked, 1, 7), 'never') FROM studies
    UNION ALL SELECT 'studies', 'fields', iif(unverified_fields IS NULL, 'verified', 'unverified')
        FROM studies
    UNION ALL SELECT 'conflicts', 'followed', iif(followed IS NULL, 'neither', 'one')
        FROM conflicts)
GROUP BY rows_of, aspect, value ORDER BY rows_of, aspect, value
""".strip(),
}
"""How each derived table is filled, by name: its columns in their order, rows by their key."""
