"""The command that looks around and says what is wrong."""

from pathlib import Path

import click

from briefgen import console
from briefgen.cli._flags import CONFIG
from briefgen.cli._telling import place_in, show


@click.command()
@CONFIG
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How facts and findings are shown.",
)
def doctor(config: Path, form: str) -> int:
    """Look at machine, settings, repository and site; say what is wrong. Changes nothing."""
    from briefgen.diagnosis.diagnose import diagnose
    from briefgen.options import Options
    from briefgen.reading.locate import locate

    options = Options(config=config)
    found = diagnose(options)
    if form == "json":
        console.diagnosis(found.facts, found.findings, root=options.root, locate=locate)
        return found.exit_code
    console.facts(found.facts)
    show(found.findings, options.root)
    console.verdict(found.findings, place=place_in(options.root))
    return found.exit_code
