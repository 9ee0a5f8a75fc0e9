"""The commands on themes: which there are, a new one, a file of one to change, a check.

What was made goes to stdout; what to do next, to stderr.
"""

import json
from dataclasses import asdict
from pathlib import Path

import click

from briefgen import console
from briefgen.cli import new
from briefgen.cli._flags import CONFIG, FORMATS
from briefgen.cli._telling import show, telling
from briefgen.finding import has_error


@click.group()
def theme() -> None:
    """List themes, start one, change a file of one, and check that one works."""


theme.add_command(new.theme, "new")


@theme.command("list")
@CONFIG
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How themes are told.",
)
def list_(config: Path, form: str) -> int:
    """List the built-in themes and those of the project, with the one in use."""
    from briefgen.options import Options
    from briefgen.theming.listing import list_themes

    options = Options(config=config)

    def work() -> int:
        themes, findings = list_themes(options)
        if form == "json":
            console.put(json.dumps([asdict(one) for one in themes], indent=2, ensure_ascii=False))
        else:
            console.themes(themes)
        show(findings, options.root)
        return 2 if findings else 0

    return telling(options.root, "text", work)


@theme.command()
@CONFIG
@click.argument("name", required=False, default="")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", help="How findings are told."
)
def check(config: Path, name: str, form: str) -> int:
    """Make a trial digest with the theme NAME and look at every page. Default: the one in use."""
    from briefgen.options import Options

    options = Options(config=config)

    def work() -> int:
        from briefgen.theming.checking import check_theme

        done = check_theme(options, name)
        show(done.findings, options.root, form=form)
        console.theme_checked(done)
        return 1 if has_error(done.findings) else 0

    return telling(options.root, form, work)


@theme.command()
@CONFIG
@click.argument("file")
@click.option(
    "--theme",
    "name",
    default="",
    metavar="NAME",
    help="The theme of yours that gets it. Default: the one in use, or else own.",
)
def eject(config: Path, file: str, name: str) -> int:
    """Copy FILE of the theme in use into a theme of your own, to change it there."""

    def work() -> int:
        from briefgen.theming.ejecting import eject

        done = eject(config, file, theme=name)
        console.made(done.file)
        console.ejected(done, config.name)
        return 0

    return telling(config.absolute().parent, "text", work)
