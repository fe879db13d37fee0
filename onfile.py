"""The command: parses arguments and calls the rooms. Nothing is decided here."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from ingest.errors import BadInput, OnfileError
from ingest.formats import WRITABLE
from ingest.schema import PROPOSAL_STATUSES
from publish.recheck import FORMATS as RECHECK_FORMATS
from publish.references import FORMATS as REFERENCE_FORMATS
from publish.references import STYLES
from publish.reports import FORMATS
from publish.targets import TARGETS

if TYPE_CHECKING:
    from claims.batch import Batch
    from claims.build import Summary
    from claims.citations import Style
    from ingest.reviewing import Decision
    from publish.recheck.report import Report
    from publish.reviews.listing import Which

DATA = Path(__file__).resolve().parent / "data"
_FOLDER = click.Path(path_type=Path)
Command = TypeVar("Command", bound=Callable[..., None])


def _packs(command: Command) -> Command:
    """The options that say which evidence to read."""
    more = click.option(
        "--data", "packs", multiple=True, type=_FOLDER, metavar="DIR",
        help="A further pack of evidence; may be given several times.",
    )  # fmt: skip
    fewer = click.option(
        "--no-default-data", is_flag=True, help="Leave out the evidence of the project's own data/."
    )
    return more(fewer(command))


_include = click.option(
    "--include", type=click.Choice(["machine"]),
    help="Let verdicts rest on what a program proposed and nobody has read, and say so.",
)  # fmt: skip
_reviews = click.option(
    "--reviews", type=_FOLDER, envvar="ONFILE_REVIEWS", default=Path("reviews.db"),
    show_default=True, metavar="FILE", help="Where reviews are kept; made with the first.",
)  # fmt: skip


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onfile")
def cli() -> None:
    """For any claim that a health page makes: what evidence is on file?"""


@cli.command()
@_packs
@click.option("--pages", type=_FOLDER, metavar="DIR", help="Attach page texts, named by page id.")
@click.option("--out", type=_FOLDER, default=Path("evidence.db"), show_default=True, metavar="FILE")
@_include
def build(
    packs: tuple[Path, ...],
    no_default_data: bool,
    pages: Path | None,
    out: Path,
    include: str | None,
) -> None:
    """Build the evidence database and judge every claim on file."""
    from claims.build import build as build_database

    folders, words = _folders(packs, no_default_data)
    built = build_database(folders, out, pages, words, DATA / "gold", include == "machine")
    _tell(built, out)


@cli.command()
@click.argument("pages", nargs=-1, required=True, metavar="FILE|DIR|URL|- ...")
@_packs
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True,
              help="How to report.")  # fmt: skip
@click.option("--fail-on", default="", metavar="VERDICT,...",
              help="Exit 1 where a claim has one of these verdicts; by default where any is flagged"
              " (neither supported nor not checkable). \"none\" never does.")  # fmt: skip
@click.option("--allow-private", is_flag=True,
              help="Fetch from loopback and private addresses too.")  # fmt: skip
@_include
def check(
    pages: tuple[str, ...],
    packs: tuple[Path, ...],
    no_default_data: bool,
    form: str,
    fail_on: str,
    allow_private: bool,
    include: str | None,
) -> None:
    """Find, read and judge every claim on pages: HTML, text, Markdown, PDF, or a folder of them.

    Exit status 0: nothing flagged; 1: claims flagged; 2: bad usage, or a page that could not be
    read (the others are reported all the same).
    """
    from claims.batch import Batch, failing
    from publish.reports import write_reports

    wanted = failing(fail_on)
    folders, words = _folders(packs, no_default_data)
    machine = include == "machine"
    batch = Batch(folders, pages, words=words, machine=machine, allow_private=allow_private)
    _tell_notes(batch)
    with _until_closed():
        write_reports(batch.checked(), batch.evidence, sys.stdout, form, date.today())
    _tell_refused(batch)
    sys.exit(2 if batch.refused else int(bool(wanted & batch.verdicts)))


@cli.command()
@click.argument("pages", nargs=-1, required=True, metavar="FILE|DIR|URL|- ...")
@_packs
@click.option("--format", "form", type=click.Choice(REFERENCE_FORMATS), default="text",
              show_default=True, help="How to report.")  # fmt: skip
@click.option("--style", type=click.Choice(STYLES), default="vancouver", show_default=True,
              help="What a corrected reference is written in.")  # fmt: skip
@click.option("--allow-private", is_flag=True,
              help="Fetch from loopback and private addresses too.")  # fmt: skip
def cite(
    pages: tuple[str, ...],
    packs: tuple[Path, ...],
    no_default_data: bool,
    form: str,
    style: Style,
    allow_private: bool,
) -> None:
    """Find every reference on pages, or in lists of one a line: which work on file does it mean,
    and what is wrong with it?

    Exit status 0: no fault; 1: a reference has one, or its work was retracted or questioned; 2: bad
    usage, or a page that could not be read (the others are reported all the same).
    """
    from claims.batch import Batch
    from publish.references.write import write_references

    folders, words = _folders(packs, no_default_data)
    batch = Batch(folders, pages, words=words, allow_private=allow_private)
    _tell_notes(batch)
    faulty = False
    with _until_closed():
        faulty = write_references(batch.cited(), sys.stdout, form, style, date.today())
    _tell_refused(batch)
    sys.exit(2 if batch.refused else int(faulty))


@cli.command()
@click.argument("pages", nargs=-1, metavar="[FILE|DIR|URL|- ...]")
@_packs
@click.option("--against", type=_FOLDER, default=Path("evidence.db"), show_default=True,
              metavar="FILE", help="The database that was built earlier.")  # fmt: skip
@click.option("--pages", "texts", type=_FOLDER, metavar="DIR",
              help="Texts of pages on file, as they are now, named by page id.")  # fmt: skip
@click.option("--before", type=_FOLDER, metavar="JSONL",
              help="What 'onfile check --format jsonl' printed earlier of pages that are not on"
              " file; they are checked again.")  # fmt: skip
@click.option("--notices", multiple=True, type=_FOLDER, metavar="CSV",
              help="Try a Retraction Watch list; 'onfile import' makes it stay.")  # fmt: skip
@click.option("--oldest", type=click.IntRange(min=0), default=0, metavar="N",
              help="List the N rows that were read longest ago, and the N least sure.")  # fmt: skip
@click.option("--update", is_flag=True, help="Put what was built over the earlier database.")
@click.option("--format", "form", type=click.Choice(RECHECK_FORMATS), default="text",
              show_default=True, help="How to report.")  # fmt: skip
@click.option("--allow-private", is_flag=True,
              help="Fetch from loopback and private addresses too.")  # fmt: skip
def recheck(
    pages: tuple[str, ...],
    packs: tuple[Path, ...],
    no_default_data: bool,
    against: Path,
    texts: Path | None,
    before: Path | None,
    notices: tuple[Path, ...],
    oldest: int,
    update: bool,
    form: str,
    allow_private: bool,
) -> None:
    """Run pages and evidence again: which verdicts are others than before, and why.

    What is on file is built anew beside the database and compared with it. With --before, pages
    that are not on file are checked again: those that are named, or all that the report names.

    Exit status 0: nothing changed; 1: something did; 2: bad usage or input.
    """
    from publish.recheck import write_report
    from publish.recheck.evidence import Wanted, recheck_evidence
    from publish.recheck.rerun import recheck_pages

    if pages and not before:
        raise click.UsageError("pages need --before; those on file are given with --pages DIR")
    if before and (texts or update or oldest):
        raise click.UsageError("--pages, --update and --oldest are about pages on file: they go "
                               "without --before")  # fmt: skip
    if update and notices:
        raise click.UsageError("--notices only tries a list: 'onfile import' it, then --update")
    folders, words = _folders(packs, no_default_data)

    def tell(report: Report) -> None:
        with _until_closed():
            write_report(report, sys.stdout, form, date.today())

    if before:
        report = recheck_pages(before, pages, folders, words=words, notices=notices,
                               allow_private=allow_private)  # fmt: skip
        tell(report)
    else:
        wanted = Wanted(folders, words, against, texts, notices, DATA / "gold", update, oldest)
        report = recheck_evidence(wanted, tell)
    for line in report.refused:
        click.echo(line, err=True)
    sys.exit(2 if report.refused else int(report.changed))


@cli.command("import")
@click.argument("works", nargs=-1, required=True, metavar="FILE|pubmed:ID|doi:...|nct:... ...")
@_packs
@click.option("--into", type=_FOLDER, default=DATA, metavar="DIR",
              help="The pack to add to; the project's own data/ by default.")  # fmt: skip
def import_works(
    works: tuple[str, ...], packs: tuple[Path, ...], no_default_data: bool, into: Path
) -> None:
    """Bring works on file: RIS, BibTeX, NBIB, PubMed XML, CSL-JSON, CSV, ClinicalTrials.gov JSON,
    or by id from PubMed, Crossref with OpenAlex, and ClinicalTrials.gov.

    A Retraction Watch CSV adds notices to works on file. What is on file already is shown and left
    as it is, but for notices about it (retractions, corrections), which are added.

    Exit status 0: everything came in or was there; 2: bad usage, or records were refused (the
    others came in all the same).
    """
    from ingest.receive import receive

    others = [*([] if no_default_data else [DATA]), *packs]
    received = receive(works, into, others, lambda note: click.echo(f"Note: {note}", err=True))
    for line in received.told:
        click.echo(line, err=line.startswith("refused "))
    if received.abstracts:
        from claims.proposing.bring import propose

        click.echo(propose(received.abstracts, into, others, DATA))
    sys.exit(2 if received.refused else 0)


@cli.command()
@click.argument("studies", nargs=-1, metavar="[STUDY_ID ...]")
@_packs
@click.option("--format", "form", type=click.Choice(WRITABLE), default="csl-json",
              show_default=True, help="How to write them.")  # fmt: skip
def export(
    studies: tuple[str, ...], packs: tuple[Path, ...], no_default_data: bool, form: str
) -> None:
    """Write studies on file, all or those named, to standard output."""
    from ingest.give import give

    folders, _ = _folders(packs, no_default_data)
    with _until_closed():
        give(folders, studies, form, sys.stdout)


@cli.command()
@click.argument("claim")
@click.option("--db", type=_FOLDER, default=Path("evidence.db"), show_default=True, metavar="FILE")
def explain(claim: str, db: Path) -> None:
    """Replay the verdict on CLAIM (its id) from what the database holds."""
    from claims.explain import explain as explain_claim

    click.echo(explain_claim(db, claim))


@cli.command()
@click.option("--db", type=_FOLDER, default=Path("evidence.db"), show_default=True, metavar="FILE")
@click.option("--dist", type=_FOLDER, default=Path("dist"), show_default=True, metavar="DIR")
@click.option("--bake/--no-bake", "baked", default=True, help="With the pages as static files.")
@click.option("--keep", type=click.IntRange(min=1), metavar="N",
              help="Then remove old bundles that nobody serves, but the N newest.")  # fmt: skip
@click.option("--to", type=click.Choice(list(TARGETS)), help="Publish the bundle there too.")
@click.option("--dest", default="", metavar="PLACE",
              help="Where: an image, an app, REGION/SERVICE, or [USER@HOST:]FOLDER.")  # fmt: skip
def publish(db: Path, dist: Path, baked: bool, keep: int | None, to: str | None, dest: str) -> None:
    """Make the publication bundle of a built database, and bring it where it is served."""
    from publish.bundle import make_bundle
    from publish.prune import prune
    from publish.targets.push import push

    if dest and not to:
        raise click.UsageError("--dest needs --to")
    bundle = make_bundle(db, dist, baked)
    click.echo(f"Bundle: {bundle}  ({dist}/current points to it)")
    for old in prune(dist, keep) if keep else ():
        click.echo(f"Removed: {old}")
    if to:
        push(bundle, to, dest, click.echo)


@cli.command()
@click.option("--bundle", type=_FOLDER, default=Path("dist/current"), show_default=True,
              metavar="DIR")  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8001, show_default=True)
@_reviews
@click.option("--reviewers", type=_FOLDER, envvar="ONFILE_REVIEWERS", metavar="FILE",
              help="Accounts of those who may review, in JSON or YAML.")  # fmt: skip
def serve(bundle: Path, host: str, port: int, reviews: Path, reviewers: Path | None) -> None:
    """Serve a bundle with Datasette; reviewers sign in and write reviews."""
    from publish.serve import serve as serve_bundle

    serve_bundle(bundle, host, port, reviews, reviewers)


@cli.group()
def review() -> None:
    """Reviews of verdicts: list them, write them as lines for git, bring them in."""


@review.command("export")
@_reviews
def review_export(reviews: Path) -> None:
    """Write every review to standard output, one JSON object a line, oldest first."""
    from publish.reviews.exchange import export_reviews

    with _until_closed():
        export_reviews(reviews, sys.stdout)


@review.command("import")
@click.argument("lines", type=_FOLDER, metavar="FILE")
@_reviews
def review_import(lines: Path, reviews: Path) -> None:
    """Add the reviews that 'onfile review export' wrote; those that are there stay as they are."""
    from publish.reviews.exchange import import_reviews

    new, read = import_reviews(lines, reviews)
    click.echo(f"{reviews}: {new} of {read} reviews added, {read - new} there already")


@review.command("list")
@_reviews
@click.option("--db", type=_FOLDER, default=Path("evidence.db"), show_default=True, metavar="FILE")
@click.option("--stale", "which", flag_value="stale", help="Only those to look at again.")
@click.option("--disputed", "which", flag_value="disputed", help="Only those for a third reviewer.")
def review_list(reviews: Path, db: Path, which: Which | None) -> None:
    """List reviewed claims, the one reviewed last first."""
    from publish.reviews.listing import list_reviews

    with _until_closed():
        for line in list_reviews(reviews, db, which or "all"):
            click.echo(line)


_into = click.option(
    "--into", type=_FOLDER, default=DATA, metavar="DIR",
    help="The pack that they stand in; the project's own data/ by default.",
)  # fmt: skip
_by = click.option("--by", required=True, metavar="NAME", help="Who decides.")
_read_in = click.option(
    "--read-in", default="", metavar="WORDS",
    help="What was read, such as 'table 2'; the abstract or the registry's record if not said.",
)  # fmt: skip


def _chosen(command: Command) -> Command:
    """The options that say which proposals."""
    study = click.option("--study", "studies", multiple=True, metavar="ID", help="Of this study.")
    status = click.option("--status", type=click.Choice([*PROPOSAL_STATUSES, "any"]),
                          default="machine", show_default=True)  # fmt: skip
    return _into(study(status(command)))


@cli.group()
def proposals() -> None:
    """Findings that a program proposed: list them, then accept, mend or reject them."""


@proposals.command("list")
@_chosen
def proposals_list(into: Path, studies: tuple[str, ...], status: str) -> None:
    """List proposals, one a line."""
    from ingest.proposal_lists import chosen, lines

    with _until_closed():
        for line in lines(chosen(into, studies, status)):
            click.echo(line)


@proposals.command("show")
@click.argument("proposal")
@_packs
@_into
def proposals_show(
    proposal: str, packs: tuple[Path, ...], no_default_data: bool, into: Path
) -> None:
    """Show PROPOSAL, and the record and the sentence that it was read from."""
    from ingest.proposal_lists import shown

    for line in shown(into, _beside(packs, no_default_data, into), proposal):
        click.echo(line)


@proposals.command("accept")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@_packs
@_into
@_by
@_read_in
def proposals_accept(
    ids: tuple[str, ...],
    packs: tuple[Path, ...],
    no_default_data: bool,
    into: Path,
    by: str,
    read_in: str,
) -> None:
    """Make findings of proposals that you have read in their source."""
    from ingest.reviewing import ACCEPTED, Decision

    decisions = [Decision(one, ACCEPTED) for one in dict.fromkeys(ids)]
    _decide(decisions, by, read_in, into, _beside(packs, no_default_data, into))


@proposals.command("reject")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@_packs
@_into
@_by
def proposals_reject(
    ids: tuple[str, ...], packs: tuple[Path, ...], no_default_data: bool, into: Path, by: str
) -> None:
    """Reject proposals; they stay on file as such and are not proposed again."""
    from ingest.reviewing import REJECTED, Decision

    decisions = [Decision(one, REJECTED) for one in dict.fromkeys(ids)]
    _decide(decisions, by, "", into, _beside(packs, no_default_data, into))


@proposals.command("mend")
@click.argument("proposal")
@click.argument("values", nargs=-1, required=True, metavar="COLUMN=VALUE...")
@_packs
@_into
def proposals_mend(
    proposal: str,
    values: tuple[str, ...],
    packs: tuple[Path, ...],
    no_default_data: bool,
    into: Path,
) -> None:
    """Correct cells of PROPOSAL before it is accepted; COLUMN= empties one."""
    from ingest.reviewing import Decision

    if any("=" not in value for value in values):
        raise click.UsageError("write each value as COLUMN=VALUE")
    cells = dict(value.split("=", 1) for value in values)
    decisions = [Decision(proposal, cells=cells)]
    _decide(decisions, "", "", into, _beside(packs, no_default_data, into))


@proposals.command("export")
@_chosen
def proposals_export(into: Path, studies: tuple[str, ...], status: str) -> None:
    """Write proposals as CSV to standard output, to be edited and applied."""
    from ingest.proposal_lists import chosen, export

    with _until_closed():
        export(chosen(into, studies, status), sys.stdout)


@proposals.command("apply")
@click.argument("file", type=_FOLDER, metavar="FILE")
@_packs
@_into
@_by
@_read_in
def proposals_apply(
    file: Path,
    packs: tuple[Path, ...],
    no_default_data: bool,
    into: Path,
    by: str,
    read_in: str,
) -> None:
    """Carry out what was edited in an exported CSV: statuses and values that differ."""
    from ingest.reviewing import edited

    _decide(edited(file, into), by, read_in, into, _beside(packs, no_default_data, into))


def _decide(
    decisions: Sequence[Decision], by: str, read_in: str, into: Path, packs: Sequence[Path]
) -> None:
    from ingest.reviewing import Reviewer, decide

    for line in decide(decisions, Reviewer(by, date.today().isoformat(), read_in), into, packs):
        click.echo(line)


def _beside(packs: tuple[Path, ...], no_default_data: bool, into: Path) -> list[Path]:
    """The packs on file, the one that proposals stand in among them."""
    folders = [*([] if no_default_data else [DATA]), *packs, into]
    return list({os.path.realpath(folder): folder for folder in folders}.values())


def _folders(packs: tuple[Path, ...], no_default_data: bool) -> tuple[list[Path], Path | None]:
    """The packs to read, and one to take only general vocabulary from."""
    folders = [*([] if no_default_data else [DATA]), *packs]
    if not folders:
        raise click.UsageError("--no-default-data needs at least one --data DIR")
    return folders, DATA if no_default_data else None


@contextlib.contextmanager
def _until_closed() -> Iterator[None]:
    """Write to standard output until its reader has seen enough."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell_notes(batch: Batch) -> None:
    for note in batch.notes:
        click.echo(f"Note: {note}", err=True)


def _tell_refused(batch: Batch) -> None:
    for refusal in batch.refused:
        click.echo(refusal, err=True)


def _tell(summary: Summary, out: Path) -> None:
    counts = [f"{count} {name}" for name, count in summary.rows.items()]
    click.echo(f"{out}: {', '.join(counts)}; nothing was refused.")
    if summary.quotes:
        click.echo(f"Page texts attached to {summary.quotes} claims.")
    verdicts = sorted(summary.verdicts.items(), key=lambda pair: (-pair[1], pair[0]))
    click.echo("Verdicts: " + ", ".join(f"{name} {count}" for name, count in verdicts))
    for note in summary.notes:
        click.echo(f"Note: {note}", err=True)
    for disagreement in summary.disagreements:
        click.echo(f"Disagreement: {disagreement}", err=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command. Exit status 2 and one line for each fault on bad input."""
    try:
        cli.main(arguments, standalone_mode=False)
    except BadInput as error:
        for refusal in error.refusals:
            click.echo(str(refusal), err=True)
        click.echo(f"{len(error.refusals)} refused; nothing was built or changed.", err=True)
        sys.exit(2)
    except OnfileError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(130)


if __name__ == "__main__":
    main()
