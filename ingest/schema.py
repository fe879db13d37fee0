"""The tables that come straight from data/, declared once.

A table is data: its columns, their types, units, allowed values and descriptions.  From these
declarations follow the row models (``ingest.rows``), the DDL (``ingest.ddl``), the data dictionary
and what Datasette shows (``publish.metadata``).  A column without a description cannot be built.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SqlType = Literal["TEXT", "INTEGER", "REAL"]


@dataclass(frozen=True, slots=True)
class Column:
    """One typed column.

    ``choices`` become a CHECK constraint and a Literal in the row model; ``pattern`` is a regular
    expression the whole cell must match; ``references`` names ``table.column``; ``many`` marks a
    cell that holds several ids divided by ``;``; ``minimum`` and ``maximum`` bound numbers.
    """

    name: str
    type: SqlType
    description: str
    unit: str | None = None
    required: bool = False
    choices: tuple[str, ...] = ()
    pattern: str | None = None
    references: str | None = None
    many: bool = False
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns and what a reader is shown of it.

    ``facets`` are counted whenever the table is shown, and indexed for that; ``size`` is how many
    rows a page has where the site's own number would make it too large.
    """

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    label: str | None = None
    search: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    sort: str | None = None
    sort_desc: str | None = None
    size: int | None = None
    indexes: tuple[tuple[str, ...], ...] = ()
    checks: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(column.name for column in self.columns)


ID = r"[a-z0-9][a-z0-9-]*"
DOI = r"10\.\d{4,9}/\S+"
PMID = r"\d{1,8}"
PMCID = r"PMC\d{1,8}"
NCT = r"NCT\d{8}"
DAY = r"\d{4}-\d{2}-\d{2}"

DESIGNS = (
    "randomised-parallel",
    "randomised-crossover",
    "randomised-withdrawal",
    "open-label",
    "observational",
    "meta-analysis",
    "systematic-review",
    "guideline",
    "regulatory",
    "commentary",
    "laboratory",
    "survey",
    "reference-work",
    "background",
)
BLINDINGS = ("double-blind", "rater-blind", "open-label", "not-applicable")
# What a notice can be; the first three by how grave they are.
NOTICE_KINDS = ("correction", "expression-of-concern", "retraction", "reinstatement")
# What nobody should lean on a work under, until a reinstatement lifts it.
DOUBTS = frozenset({"expression-of-concern", "retraction"})
# The standing of a work about which no notice is known.
NO_NOTICE = "none-known"
DIRECTIONS = (
    "benefit",
    "worse",
    "no-difference",
    "mixed",
    "increase",
    "decrease",
    "present",
    "absent",
    "sustained",
    "lost",
)
BASES = (
    "controlled",
    "uncontrolled",
    "pooled",
    "regulator",
    "guideline",
    "established",
    "hypothesis",
    "preclinical",
    "practice",
    "survey",
)
# Nobody has read it: the status of a proposal, and the confidence of a finding made of one.
MACHINE = "machine"
CONFIDENCES = ("verified", "recalled", "conflicting", MACHINE)
# Where a program reads results, and what becomes of what it proposes.
READ_FROM = ("abstract", "registry")
PROPOSAL_STATUSES = (MACHINE, "accepted", "rejected")
# What nobody has read in a source.
UNREAD = ("recalled", MACHINE)
N_KINDS = ("enrolled", "randomised", "treated", "analysed", "pooled")

CHECKED = Column(
    "checked",
    "TEXT",
    "Day on which the row was last read in its source; empty where nobody wrote it down.",
    pattern=DAY,
)
CHECKED_IN = Column(
    "checked_in", "TEXT", "What was read that day: the abstract, a table, a section of a label."
)

STUDIES = Table(
    name="studies",
    title="Studies",
    description="Every work on file: trials, reviews, guidelines, labels and reference works.",
    key=("study_id",),
    label="study_id",
    search=("title", "authors", "journal", "journal_abbrev", "aliases"),
    facets=("design", "drug", "notice"),
    sort_desc="year",
    size=15,
    indexes=(("year",), ("doi",), ("pmid",)),
    columns=(
        Column("study_id", "TEXT", "Our id: first author and year.", required=True, pattern=ID),
        Column(
            "authors",
            "TEXT",
            "Authors as 'Surname Initials', divided by ';'. "
            "'(others)' stands for names that nobody has verified.",
            required=True,
        ),
        Column("title", "TEXT", "Title of the work, verbatim.", required=True),
        Column("journal", "TEXT", "Journal or publisher in full."),
        Column("journal_abbrev", "TEXT", "Journal as abbreviated in indexes."),
        Column("year", "INTEGER", "Year of the printed issue.", minimum=1900, maximum=2100),
        Column(
            "epub_year",
            "INTEGER",
            "Year of first publication online; a citation may print either year.",
            minimum=1900,
            maximum=2100,
        ),
        Column("volume", "TEXT", "Volume."),
        Column("issue", "TEXT", "Issue."),
        Column("pages", "TEXT", "Pages as printed, or the article number."),
        Column("pmid", "TEXT", "PubMed id.", pattern=PMID),
        Column("pmcid", "TEXT", "PubMed Central id.", pattern=PMCID),
        Column("doi", "TEXT", "Digital object identifier, without a resolver.", pattern=DOI),
        Column("nct", "TEXT", "ClinicalTrials.gov id.", pattern=NCT),
        Column("aliases", "TEXT", "Trial names and acronyms the work goes by.", many=True),
        Column("design", "TEXT", "Kind of study.", choices=DESIGNS),
        Column("design_note", "TEXT", "What the kind alone does not tell."),
        Column("blinding", "TEXT", "Who was masked.", choices=BLINDINGS),
        Column("blinding_note", "TEXT", "What the masking term alone does not tell."),
        Column("comparator", "TEXT", "What the drug was compared with, in words."),
        Column("n_enrolled", "INTEGER", "People enrolled.", unit="people", minimum=0),
        Column(
            "n_randomised",
            "INTEGER",
            "People randomised, or entered in a crossover.",
            unit="people",
            minimum=0,
        ),
        Column(
            "n_treated",
            "INTEGER",
            "People who received the drug or its comparator.",
            unit="people",
            minimum=0,
        ),
        Column(
            "n_analysed",
            "INTEGER",
            "People in the main analysis, or who completed it.",
            unit="people",
            minimum=0,
        ),
        Column("n_studies", "INTEGER", "Studies pooled, for a review.", unit="studies", minimum=0),
        Column("n_note", "TEXT", "What the counts alone do not tell."),
        Column("population", "TEXT", "Who was studied, in words."),
        Column("drug", "TEXT", "Drugs studied.", many=True),
        Column("route", "TEXT", "Routes studied.", many=True),
        Column("dose", "TEXT", "Dose as the source gives it."),
        Column("dose_low", "REAL", "Lowest dose.", minimum=0),
        Column("dose_high", "REAL", "Highest dose.", minimum=0),
        Column(
            "dose_unit", "TEXT", "Unit of the doses.", choices=("mg", "mg/kg", "mg/h", "g", "mcg")
        ),
        Column("infusion_low_min", "REAL", "Shortest infusion.", unit="minutes", minimum=0),
        Column("infusion_high_min", "REAL", "Longest infusion.", unit="minutes", minimum=0),
        Column("schedule", "TEXT", "How often and how long, in words."),
        Column("n_doses", "INTEGER", "Doses in the course.", unit="doses", minimum=0),
        Column(
            "notice",
            "TEXT",
            "How the work stands: by its notices where any are listed, otherwise as declared here.",
            choices=(NO_NOTICE, *NOTICE_KINDS),
        ),
        Column("notice_note", "TEXT", "Where the notice was published."),
        Column("source_url", "TEXT", "Where the record was read; several divided by ' | '."),
        CHECKED,
        CHECKED_IN,
        Column(
            "unverified_fields",
            "TEXT",
            "Columns nobody has verified; a citation is never judged on them.",
            many=True,
        ),
        Column("note", "TEXT", "What a reader must know to use the record rightly."),
    ),
)

FINDINGS = Table(
    name="findings",
    title="Findings",
    description="One result a row, or one fact that is not a rate, restated in our own words.",
    key=("finding_id",),
    label="statement",
    search=("statement", "outcome", "definition", "note"),
    facets=("drug", "outcome", "basis", "confidence"),
    sort="finding_id",
    size=12,
    indexes=(("study_id",), ("confidence", "study_id", "finding_id")),
    checks=(
        "events IS NULL OR n IS NULL OR events <= n",
        "comparator_events IS NULL OR comparator_n IS NULL OR comparator_events <= comparator_n",
        "ci_low IS NULL OR ci_high IS NULL OR ci_low <= ci_high",
    ),
    columns=(
        Column(
            "finding_id", "TEXT", "Our id: study and a running number.", required=True, pattern=ID
        ),
        Column(
            "study_id",
            "TEXT",
            "The work that reports it.",
            required=True,
            references="studies.study_id",
        ),
        Column(
            "drug",
            "TEXT",
            "Drug or treatment that the finding is about; several where it is about all of them.",
            required=True,
            many=True,
        ),
        Column("route", "TEXT", "Route of the drug.", many=True),
        Column("dose", "TEXT", "Dose in this arm, as the source gives it."),
        Column("population", "TEXT", "Who it was found in.", many=True),
        Column("arm", "TEXT", "Arm or subgroup, in words."),
        Column(
            "subgroup",
            "TEXT",
            "What narrows the arm to part of those treated; empty for everybody in the arm.",
        ),
        Column(
            "comparator", "TEXT", "What it was compared with; 'none' where there was no control."
        ),
        Column("outcome", "TEXT", "Outcome or topic.", required=True),
        Column("definition", "TEXT", "How the outcome was defined: cut-off, criterion."),
        Column("scale", "TEXT", "Rating scale."),
        Column("timepoint", "TEXT", "Time point as the source gives it."),
        Column(
            "time_low_h", "REAL", "Earliest time the finding speaks of.", unit="hours", minimum=0
        ),
        Column(
            "time_high_h", "REAL", "Latest time the finding speaks of.", unit="hours", minimum=0
        ),
        Column("time_anchor", "TEXT", "What the time is counted from."),
        Column("n_doses", "INTEGER", "Doses given before the result.", unit="doses", minimum=0),
        Column("n", "INTEGER", "Denominator.", unit="people", minimum=0),
        Column("n_kind", "TEXT", "What the denominator counts.", choices=N_KINDS),
        Column(
            "n_studies", "INTEGER", "Studies behind a pooled result.", unit="studies", minimum=0
        ),
        Column("events", "INTEGER", "People with the outcome.", unit="people", minimum=0),
        Column(
            "percent",
            "REAL",
            "Share with the outcome, as reported.",
            unit="percent",
            minimum=0,
            maximum=100,
        ),
        Column(
            "percent_high",
            "REAL",
            "Upper end where a range of shares is reported.",
            unit="percent",
            minimum=0,
            maximum=100,
        ),
        Column(
            "percent_approx",
            "INTEGER",
            "1 where the source gives the share in round words.",
            choices=("0", "1"),
        ),
        Column(
            "comparator_n", "INTEGER", "Denominator of the comparator.", unit="people", minimum=0
        ),
        Column(
            "comparator_events",
            "INTEGER",
            "People with the outcome under the comparator.",
            unit="people",
            minimum=0,
        ),
        Column(
            "comparator_percent",
            "REAL",
            "Share with the outcome under the comparator.",
            unit="percent",
            minimum=0,
            maximum=100,
        ),
        Column(
            "effect_type",
            "TEXT",
            "What kind of effect the number is: MD, SMD, OR, RR, HR, RD, "
            "Cohen d, NNT, mean, mean change, median.",
        ),
        Column("effect", "REAL", "Effect, in the unit of its type."),
        Column("effect_high", "REAL", "Upper end where a range of effects is reported."),
        Column("comparator_effect", "REAL", "The same quantity under the comparator."),
        Column("sd", "REAL", "Standard deviation of the effect.", minimum=0),
        Column("se", "REAL", "Standard error of the effect.", minimum=0),
        Column(
            "ci_low",
            "REAL",
            "Lower end of the 95% interval of the effect, or of the share "
            "where there is no effect.",
        ),
        Column("ci_high", "REAL", "Upper end of that interval."),
        Column("p_operator", "TEXT", "How the P value is printed.", choices=("=", "<", "<=", ">")),
        Column("p", "REAL", "P value.", minimum=0, maximum=1),
        Column("value", "REAL", "Number of a fact that is not a rate, in the unit beside it."),
        Column("value_high", "REAL", "Upper end of that number."),
        Column(
            "unit",
            "TEXT",
            "Unit of value: h, min, d, wk, mo, yr, mg/kg, doses, doses/wk, USD, "
            "year, people and the like.",
        ),
        Column("direction", "TEXT", "Which way the finding points.", choices=DIRECTIONS),
        Column("basis", "TEXT", "What the finding rests on.", choices=BASES),
        Column("statement", "TEXT", "The finding in one sentence of our own.", required=True),
        Column("location", "TEXT", "Where in the source it stands."),
        Column("derived", "TEXT", "Columns that we worked out rather than read.", many=True),
        Column("source_url", "TEXT", "Where it was read; several divided by ' | '."),
        Column("source_tier", "TEXT", "What kind of source was read."),
        CHECKED,
        CHECKED_IN,
        Column(
            "confidence",
            "TEXT",
            "verified: a source states it; recalled: nobody has read it yet, "
            "and no verdict rests on it; conflicting: sources disagree; machine: a program read it "
            "and nobody has, which is on file only in a build that asked for it.",
            required=True,
            choices=CONFIDENCES,
        ),
        Column("note", "TEXT", "What a reader must know to use it rightly."),
    ),
)

# What a proposal has of its own, and a finding only once somebody has read it.
_OF_FINDINGS_ONLY = frozenset(
    {"finding_id", "study_id", "checked", "checked_in", "confidence", "note"}
)

PROPOSALS = Table(
    name="proposals",
    title="Proposed findings",
    description="Results that a program read in abstracts and registry records, for a person to "
    "accept, mend or reject. No verdict rests on them unless the build asked for it.",
    key=("proposal_id",),
    label="statement",
    search=("statement", "outcome"),
    facets=("status", "read_from"),
    sort="proposal_id",
    size=12,
    indexes=(("study_id",),),
    columns=(
        Column(
            "proposal_id", "TEXT", "Our id: study and a running number.", required=True, pattern=ID
        ),
        Column(
            "study_id",
            "TEXT",
            "The work that it was read in.",
            required=True,
            references="studies.study_id",
        ),
        Column(
            "status",
            "TEXT",
            "machine: nobody has read it; accepted: it is a finding now; rejected: it is none.",
            required=True,
            choices=PROPOSAL_STATUSES,
        ),
        *(column for column in FINDINGS.columns if column.name not in _OF_FINDINGS_ONLY),
        Column(
            "confidence",
            "TEXT",
            "machine: a program read it; conflicting: and its figures do not belong together.",
            required=True,
            choices=(MACHINE, "conflicting"),
        ),
        Column("note", "TEXT", "What a reader must know to use it rightly."),
        Column(
            "read_from",
            "TEXT",
            "What kind of text it was read in.",
            required=True,
            choices=READ_FROM,
        ),
        Column("sentence", "INTEGER", "Sentence of the abstract, from 1.", minimum=1),
        Column("start", "INTEGER", "First character of the figure in the abstract.", minimum=0),
        Column("end", "INTEGER", "Character after the last.", minimum=1),
        Column(
            "mark",
            "TEXT",
            "Short digest of what was read and where, by which a second import knows it.",
            required=True,
            pattern=r"[0-9a-f]{12}",
        ),
        Column("reviewed_by", "TEXT", "Who accepted or rejected it."),
        Column("reviewed", "TEXT", "Day of that.", pattern=DAY),
    ),
)

NOTICES = Table(
    name="notices",
    title="Notices",
    description="What was published about a work afterwards: retractions, expressions of concern, "
    "corrections and reinstatements, one a row.",
    key=("notice_id",),
    label="notice_id",
    search=("reason",),
    facets=("kind", "source"),
    sort="notice_id",
    indexes=(("study_id",), ("kind", "date")),
    columns=(
        Column(
            "notice_id", "TEXT", "Our id: study and a running number.", required=True, pattern=ID
        ),
        Column(
            "study_id",
            "TEXT",
            "The work that it is about.",
            required=True,
            references="studies.study_id",
        ),
        Column("kind", "TEXT", "What it does to the work.", required=True, choices=NOTICE_KINDS),
        Column(
            "date", "TEXT", "Day it was published; empty where only part is known.", pattern=DAY
        ),
        Column("doi", "TEXT", "DOI of the notice itself, without a resolver.", pattern=DOI),
        Column("pmid", "TEXT", "PubMed id of the notice itself.", pattern=PMID),
        Column("reason", "TEXT", "Why, as whoever lists it puts it."),
        Column(
            "source",
            "TEXT",
            "Who lists it: journal, pubmed, crossref, openalex, retraction-watch and the like.",
            many=True,
        ),
        Column("source_url", "TEXT", "Where it was read; several divided by ' | '."),
    ),
)

CONFLICTS = Table(
    name="conflicts",
    title="Conflicts of sources",
    description="Findings of one fact on which two sources differ: both stand, and which of them "
    "is followed, and why.",
    key=("conflict_id",),
    label="conflict_id",
    search=("differs", "reason"),
    sort="conflict_id",
    indexes=(("followed",), ("other",)),
    columns=(
        Column("conflict_id", "TEXT", "Our id.", required=True, pattern=ID),
        Column(
            "followed",
            "TEXT",
            "The finding that is followed; empty where neither is.",
            references="findings.finding_id",
        ),
        Column(
            "other",
            "TEXT",
            "The finding that says otherwise: no verdict rests on it.",
            required=True,
            references="findings.finding_id",
        ),
        Column("differs", "TEXT", "What the two say differently.", required=True),
        Column("reason", "TEXT", "Why the one is followed, or neither.", required=True),
        CHECKED,
    ),
)

SEARCHES = Table(
    name="searches",
    title="Searches",
    description="What was searched for evidence, where and when, and what came of it: also where "
    "nothing did.",
    key=("search_id",),
    label="query",
    search=("query", "result"),
    facets=("drug", "outcome", "place"),
    sort_desc="searched",
    indexes=(("searched",),),
    columns=(
        Column("search_id", "TEXT", "Our id.", required=True, pattern=ID),
        Column(
            "drug", "TEXT", "Drugs or treatments that were searched for.", required=True, many=True
        ),
        Column("outcome", "TEXT", "Outcomes or topics that were searched for.", many=True),
        Column("query", "TEXT", "Words that were searched.", required=True),
        Column(
            "place",
            "TEXT",
            "Where: PubMed, a registry, a regulator, the web and the like.",
            required=True,
            many=True,
        ),
        Column("searched", "TEXT", "Day of the search.", required=True, pattern=DAY),
        Column("result", "TEXT", "What came of it, in our words.", required=True),
        Column(
            "found",
            "TEXT",
            "Works on file that it led to.",
            many=True,
            references="studies.study_id",
        ),
        Column(
            "claims",
            "TEXT",
            "Claims on file that it was made for.",
            many=True,
            references="claims.claim_id",
        ),
    ),
)

PAGES = Table(
    name="pages",
    title="Pages",
    description="Web pages whose claims are on file. Their text is attached at run time.",
    key=("page_id",),
    label="title",
    search=("title",),
    sort="page_id",
    columns=(
        Column("page_id", "TEXT", "Our id.", required=True, pattern=r"[a-z0-9][a-z0-9_-]*"),
        Column("title", "TEXT", "What the page is, in our words.", required=True),
        Column("url", "TEXT", "Address, where known."),
        Column(
            "kind",
            "TEXT",
            "Voice of the page.",
            choices=("clinic", "seller", "news", "reference", "aggregator", "other"),
        ),
        Column(
            "subject",
            "TEXT",
            "Drugs or treatments that the page is about: a claim that names none is about these.",
            many=True,
        ),
        Column("condition", "TEXT", "Condition that the page is about.", many=True),
        Column(
            "sha256",
            "TEXT",
            "SHA-256 of the page's text, so that locations can be trusted.",
            required=True,
            pattern=r"[0-9a-f]{64}",
        ),
        Column("retrieved", "TEXT", "Day the text was taken.", pattern=DAY),
    ),
)

CLAIMS = Table(
    name="claims",
    title="Claims",
    description="What the pages say, restated in our own words, with where it stands.",
    key=("claim_id",),
    label="statement",
    search=("statement",),
    facets=("page_id",),
    sort="claim_id",
    indexes=(("page_id", "line"),),
    columns=(
        Column("claim_id", "TEXT", "Our id.", required=True, pattern=ID),
        Column("page_id", "TEXT", "The page.", required=True, references="pages.page_id"),
        Column("line", "INTEGER", "Line on the page's text, from 1.", required=True, minimum=1),
        Column(
            "start", "INTEGER", "First character on that line, from 0.", required=True, minimum=0
        ),
        Column("end", "INTEGER", "Character after the last.", required=True, minimum=1),
        Column("statement", "TEXT", "The claim in our own words.", required=True),
        Column(
            "cites",
            "TEXT",
            "Citations on the page that the claim leans on.",
            many=True,
            references="citations.citation_id",
        ),
    ),
)

CITATIONS = Table(
    name="citations",
    title="Citations",
    description="References as the pages print them.",
    key=("citation_id",),
    label="reference",
    search=("reference",),
    facets=("page_id",),
    sort="citation_id",
    indexes=(("page_id",),),
    columns=(
        Column("citation_id", "TEXT", "Our id.", required=True, pattern=ID),
        Column("page_id", "TEXT", "The page.", required=True, references="pages.page_id"),
        Column("line", "INTEGER", "Line on the page's text, from 1.", required=True, minimum=1),
        Column("reference", "TEXT", "The reference string, verbatim.", required=True),
    ),
)

DRUGS = Table(
    name="drugs",
    title="Drugs and treatments",
    description="Names that mean the same drug, class or other treatment.",
    key=("drug",),
    label="label",
    columns=(
        Column("drug", "TEXT", "Name used in findings.", required=True),
        Column("label", "TEXT", "Name for readers.", required=True),
        Column(
            "kind",
            "TEXT",
            "What it is.",
            required=True,
            choices=("drug", "class", "procedure", "therapy", "control"),
        ),
        Column("parents", "TEXT", "Wider names that include it.", many=True),
        Column("isomer", "TEXT", "Stereochemistry where it matters."),
        Column("routes", "TEXT", "Routes that go with the name when none is said.", many=True),
        Column("names", "TEXT", "Other names and brands, divided by '|'."),
    ),
)
ROUTES = Table(
    name="routes",
    title="Routes",
    description="Ways of giving a drug.",
    key=("route",),
    label="label",
    columns=(
        Column("route", "TEXT", "Name used in findings.", required=True),
        Column("label", "TEXT", "Name for readers.", required=True),
        Column("names", "TEXT", "Words that mean it, divided by '|'."),
    ),
)
POPULATIONS = Table(
    name="populations",
    title="Populations and conditions",
    description="Who a claim or a finding is about.",
    key=("population",),
    label="label",
    columns=(
        Column("population", "TEXT", "Name used in findings.", required=True),
        Column("label", "TEXT", "Name for readers.", required=True),
        Column(
            "kind",
            "TEXT",
            "condition: what a page can be about; group: people picked by age, setting or habit, "
            "who are meant only where they are named.",
            required=True,
            choices=("condition", "group"),
        ),
        Column("parents", "TEXT", "Wider groups that include it.", many=True),
        Column("names", "TEXT", "Words that mean it, divided by '|'."),
    ),
)
OUTCOMES = Table(
    name="outcomes",
    title="Outcomes and topics",
    description="What can be claimed or found: rates, scores, harms, and topics such as half-life "
    "or approval.",
    key=("outcome",),
    label="label",
    facets=("family", "kind"),
    columns=(
        Column("outcome", "TEXT", "Name used in findings.", required=True),
        Column("label", "TEXT", "Name for readers.", required=True),
        Column("family", "TEXT", "Family of outcomes compared with each other.", required=True),
        Column(
            "kind",
            "TEXT",
            "Kind of claim it makes.",
            required=True,
            choices=(
                "efficacy",
                "onset",
                "durability",
                "safety",
                "dosing",
                "pharmacology",
                "regulatory",
                "cost",
                "mechanism",
                "history",
                "evidence",
            ),
        ),
        Column(
            "valence",
            "TEXT",
            "Whether more of it is good for the patient.",
            choices=("good", "bad", "neutral"),
        ),
        Column(
            "weight",
            "REAL",
            "How much the words tell: of several outcomes in one claim the "
            "weightiest is the main one.",
            minimum=0,
        ),
        Column(
            "exclusive",
            "INTEGER",
            "1 where there is one answer only: a finding that gives "
            "another then speaks against a claim.",
            choices=("0", "1"),
        ),
        Column("parents", "TEXT", "Wider outcomes that include it.", many=True),
        Column(
            "names",
            "TEXT",
            "Words that mean it, divided by '|'; '*' ends a stem, '=' a word that only that form "
            "stands for, '...' lets up "
            "to five words between, '>direction' says which way the words point.",
        ),
    ),
)
SCALES = Table(
    name="scales",
    title="Rating scales",
    description="Scales by which outcomes are rated.",
    key=("scale",),
    label="label",
    columns=(
        Column("scale", "TEXT", "Name used in findings.", required=True),
        Column("label", "TEXT", "Name for readers.", required=True),
        Column("names", "TEXT", "Other names, divided by '|'."),
    ),
)
JOURNALS = Table(
    name="journals",
    title="Journals",
    description="Names and abbreviations of one journal: compared by equality, never by likeness.",
    key=("journal",),
    label="journal",
    columns=(
        Column("journal", "TEXT", "Name in full.", required=True),
        Column("names", "TEXT", "Abbreviations and former names, divided by '|'."),
    ),
)

VOCABULARY = (DRUGS, ROUTES, POPULATIONS, OUTCOMES, SCALES, JOURNALS)
KEPT = (STUDIES, NOTICES, PAGES, CITATIONS, CLAIMS, FINDINGS, CONFLICTS, SEARCHES, PROPOSALS)
"""Tables of a pack that are no vocabulary; studies stand before findings."""

TABLES = (*VOCABULARY, *KEPT)
