"""ClinicalTrials.gov's JSON (version 2 of its interface): a trial and its posted results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ingest.errors import Refusal
from ingest.evidence import Row
from ingest.formats import indexed, tree, trial_events, trial_results
from ingest.formats.record import Incoming
from ingest.formats.tree import Node
from ingest.formats.trial_arms import Arms, dose_fields
from ingest.formats.trial_findings import Trial

_JOURNAL = "ClinicalTrials.gov"
_SITE = "https://clinicaltrials.gov/study/"
# Design by allocation and model; what the record leaves open stays open.
_DESIGNS: Mapping[tuple[str, str], str] = {
    ("RANDOMIZED", "PARALLEL"): "randomised-parallel",
    ("RANDOMIZED", "FACTORIAL"): "randomised-parallel",
    ("RANDOMIZED", "CROSSOVER"): "randomised-crossover",
}
_DOUBLE = ("DOUBLE", "TRIPLE", "QUADRUPLE")


def read(text: str, file: str) -> Iterator[Incoming | Refusal]:
    """The trials of an answer: one, or those of its "studies", with what their results propose.

    Records without a title or an NCT number are refused and the rest come in.  Nothing is raised.
    """
    for record in tree.records(text, file, "studies"):
        yield record if isinstance(record, Refusal) else _incoming(record, file)


def _incoming(record: Node, file: str) -> Incoming | Refusal:
    protocol, results = tree.at(record, "protocolSection"), tree.at(record, "resultsSection")
    named = indexed.registered([tree.text_at(protocol, "identificationModule", "nctId")])
    nct = str(named.get("nct") or "")
    title = tree.text_at(protocol, "identificationModule", "officialTitle") or tree.text_at(
        protocol, "identificationModule", "briefTitle"
    )
    if not nct or not title:
        reason = f"{nct or 'a trial'} has no {'title' if nct else 'NCT number'}"
        return Refusal(file, 0, "", reason, "fetch the whole record from ClinicalTrials.gov")
    arms = Arms(protocol)
    conditions = [c.replace(";", ",") for c in _conditions(protocol)]
    randomised = _design_info(protocol, "allocation") == "RANDOMIZED"
    trial = Trial(nct, arms, "; ".join(conditions) or None, randomised)
    study = {
        "authors": _sponsor(protocol) or None,
        "title": title,
        "journal": _JOURNAL,
        "year": _year(protocol),
        "nct": nct,
        "aliases": tree.text_at(protocol, "identificationModule", "acronym").replace(";", ",")
        or None,
        "population": ", ".join(conditions) or None,
        "comparator": arms.comparator(),
        "source_url": f"{_SITE}{nct}",
        **_designed(protocol),
        **arms.studied(),
        **dose_fields(str(arms.studied().get("dose") or "")),
        **_counts(protocol, results, randomised),
    }
    rows = (
        *trial_results.findings(trial, results),
        *trial_events.adverse_events(trial, results),
        *trial_events.flow(trial, results),
    )
    proposals = tuple(row for row in rows if row.get("drug"))
    return Incoming(study, file, 0, nct, proposals=proposals)


def _conditions(protocol: Node) -> list[str]:
    return tree.texts_at(protocol, "conditionsModule", "conditions")


def _sponsor(protocol: Node) -> str:
    """The lead sponsor as a body, or whoever else answers for the trial."""
    module = tree.at(protocol, "sponsorCollaboratorsModule")
    paths = (
        ("leadSponsor", "name"),
        ("responsibleParty", "oldOrganization"),
        ("responsibleParty", "investigatorAffiliation"),
        ("responsibleParty", "investigatorFullName"),
    )
    names = (tree.text_at(module, *path) for path in paths)
    return indexed.body(next(filter(None, names), ""))


def _year(protocol: Node) -> int | None:
    """Year in which results were first posted, or the record last updated."""
    status = tree.at(protocol, "statusModule")
    names = ("resultsFirstPostDateStruct", "lastUpdatePostDateStruct")
    years = (indexed.year_in(tree.text_at(status, name, "date")) for name in names)
    return next(filter(None, years), None)


def _design_info(protocol: Node, name: str) -> str:
    return tree.text_at(protocol, "designModule", "designInfo", name)


def _designed(protocol: Node) -> Row:
    """Kind of study and masking; words of the registry where no term of ours fits."""
    info = tree.at(protocol, "designModule", "designInfo")
    allocation = _design_info(protocol, "allocation")
    model = _design_info(protocol, "interventionModel")
    masking = tree.text_at(info, "maskingInfo", "masking")
    masked = tree.texts_at(info, "maskingInfo", "whoMasked")
    design = _DESIGNS.get((allocation, model))
    if tree.text_at(protocol, "designModule", "studyType") == "OBSERVATIONAL":
        design = "observational"
    elif allocation != "RANDOMIZED" and masking == "NONE":
        design = "open-label"
    blinding = "double-blind" if masking in _DOUBLE else None
    if masking == "NONE":
        blinding = "open-label"
    elif masking == "SINGLE" and masked == ["OUTCOMES_ASSESSOR"]:
        blinding = "rater-blind"
    return {
        "design": design,
        "design_note": _words([] if design else [allocation, model]),
        "blinding": blinding,
        "blinding_note": _words([f"masked: {masked[0]}", *masked[1:]] if masked else []),
    }


def _words(terms: list[str]) -> str | None:
    """Terms of the registry as words."""
    return ", ".join(term.lower().replace("_", " ") for term in terms if term) or None


def _counts(protocol: Node, results: Node, randomised: bool) -> Row:
    """People enrolled, randomised, treated and analysed, as far as the record says."""
    enrolment = tree.at(protocol, "designModule", "enrollmentInfo")
    actual = tree.text_at(enrolment, "type") != "ESTIMATED"
    started = trial_events.people_at(results, "STARTED")
    analysed = trial_results.primary_analysed(results)
    # Groups of a measure may overlap; then their sum says nothing.
    sound = analysed is not None and started is not None and analysed <= started
    return {
        "n_enrolled": tree.whole(tree.at(enrolment, "count")) if actual else None,
        "n_randomised": trial_events.people_at(results, r"randomi[sz]ed")
        or (started if randomised else None),
        "n_treated": trial_events.people_at(results, r"(?:treated|dosed|received .*)"),
        "n_analysed": analysed if sound else None,
    }
