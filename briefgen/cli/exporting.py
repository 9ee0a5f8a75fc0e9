"""The commands that make documents of a site."""

from pathlib import Path
from typing import Any

import click

from briefgen import console
from briefgen.cli._flags import project_options
from briefgen.cli._telling import show, telling


@click.group()
def export() -> None:
    """Make documents of what is published."""


@export.command()
@project_options
@click.argument("when", required=False, default="", metavar="[WHEN]")
@click.option("--single-file", is_flag=True, help="As one HTML file with everything inside.")
@click.option("--pdf", is_flag=True, help="As PDF, by Chromium or Chrome.")
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="Where it goes; - is the standard output. Default: named after the edition, here.",
)
@click.option(
    "--site",
    "output",
    type=click.Path(path_type=Path),
    help="Folder in which the site is built. Default: site, beside the configuration.",
)
@click.option(
    "--lang",
    default="",
    metavar="CODE",
    help="Of a site in several languages, in which. Default: the first.",
)
@click.option("--replace", is_flag=True, help="Write over a file that is there.")
def edition(
    when: str,
    single_file: bool,
    pdf: bool,
    target: Path | None,
    lang: str,
    replace: bool,
    **flags: Any,
) -> int:
    """Make one file of an edition: the newest, or that of WHEN."""
    from briefgen.authoring.making import there_already
    from briefgen.exporting.export import export_edition
    from briefgen.options import Options

    if pdf and single_file:
        raise click.UsageError("--single-file makes HTML, --pdf makes PDF: give one of them")
    if target is not None and str(target) != "-" and target.is_dir():
        raise click.UsageError(f"{target} is a folder: name a file in it with -o")
    options = Options(**flags)

    def work() -> int:
        with console.Progress() as progress:

            def tell(result: Any) -> None:
                progress.end()
                show(result.findings, options.root, limit=20, waived=result.waived)

            made = export_edition(
                options, when, lang=lang, pdf=pdf, progress=progress.advance, tell=tell
            )
        if target is not None and str(target) == "-":
            console.put_bytes(made.data)
            return 0
        file = target or Path(made.name)
        try:
            with file.open("wb" if replace else "xb") as opened:
                opened.write(made.data)
        except FileExistsError:
            raise there_already(str(file), hint="move it away, or give `--replace`") from None
        console.made(file)
        return 0

    return telling(options.root, "text", work)
