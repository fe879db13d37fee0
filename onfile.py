"""The command: parses arguments and calls the rooms. Nothing is decided here."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ingest.errors import BadInput, OnfileError

DATA = Path(__file__).resolve().parent / "data"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onfile")
def cli() -> None:
    """For any claim that a health page makes: what evidence is on file?"""


@cli.command()
@click.option("--data", "packs", multiple=True, type=click.Path(path_type=Path), metavar="DIR")
@click.option("--no-default-data", is_flag=True)
@click.option("--out", type=click.Path(path_type=Path), default=Path("evidence.db"))
def build(packs: tuple[Path, ...], no_default_data: bool, out: Path) -> None:
    """Build the evidence database."""
    from claims.build import build as build_database

    summary = build_database([*([] if no_default_data else [DATA]), *packs], out)
    print(summary)


def main() -> None:
    """Run the command; bad input ends with exit status 2 and one line for each fault."""
    try:
        cli(standalone_mode=True)
    except BadInput as error:
        for refusal in error.refusals:
            click.echo(str(refusal), err=True)
        sys.exit(2)
    except OnfileError as error:
        click.echo(str(error), err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
