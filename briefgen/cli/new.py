"""The commands that make files to start from: a site, an entry, a note, a page, a theme …

What a flag does not say is asked on a terminal, and nowhere else. The path of what was made goes to
stdout; what to do next, to stderr.
"""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click

from briefgen import console
from briefgen.cli._flags import CONFIG, Command
from briefgen.cli._telling import telling
from briefgen.cli.workflow import workflow

_OPEN = click.option("--open", "show", is_flag=True, help="Open the file in your text editor.")


@click.group()
def new() -> None:
    """Make files to start from: a site, an entry, a note, a page, a theme, a workflow."""


@new.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", help="Name of the digest. Default: as the folder is called.")
@click.option("--base-url", metavar="ADDRESS", help="Where it will be published.")
@click.option("--timezone", metavar="ZONE", help="IANA name. Default: that of this machine.")
@click.option("--language", metavar="CODE", help="Of the interface, such as en. Default: en.")
@click.option(
    "--cadence",
    type=click.Choice(("daily", "weekly", "monthly")),
    help="One edition a day, a week or a month. Default: daily.",
)
@click.option("--yes", is_flag=True, help="Ask nothing: take the defaults.")
def site(folder: Path, yes: bool, **flags: str | None) -> int:
    """Make a small complete digest in DIR, new or empty."""
    from briefgen.authoring import starting

    def work() -> int:
        given = {key: value for key, value in flags.items() if value is not None}
        starting.refuse(folder, given)
        settings = starting.defaults(folder) | given
        if not yes and console.has_person():
            for key, label in starting.QUESTIONS.items():
                if key not in given:
                    settings[key] = console.ask(label, settings[key], partial(starting.fault, key))
        starting.start(folder, settings)
        console.made(folder)
        console.say(starting.next_steps(folder))
        return 0

    return telling(folder.absolute(), "text", work)


def _entry_flags(command: Command) -> Command:
    flags = (
        click.option(
            "--source",
            "sources",
            multiple=True,
            metavar="URL",
            help="A page it rests on; repeatable.",
        ),
        click.option(
            "--topic",
            "topics",
            multiple=True,
            metavar="TOPIC",
            help="What it is about; repeatable.",
        ),
        click.option("--region", "regions", multiple=True, metavar="REGION", help="Repeatable."),
        click.option("--desk", default="", metavar="DESK", help="Which desk wrote it."),
        click.option("--kind", default="", metavar="KIND", help="A free word. Default: news."),
        click.option("--story", default="", metavar="STORY", help="A running story."),
        click.option("--summary", default="", metavar="TEXT", help="One to three sentences."),
        click.option("--date", default="", metavar="WHEN", help="Instead of now."),
        click.option("--lang", default="", metavar="CODE", help="Default: the site's."),
        click.option(
            "--draft/--no-draft",
            default=None,
            help="Hold it back or not. Default: hold back what lacks a summary or a source.",
        ),
        click.option("--yaml", is_flag=True, help="Write a YAML file instead of Markdown."),
    )
    for flag in reversed(flags):
        command = flag(command)
    return command


@new.command()
@CONFIG
@click.argument("headline", required=False)
@_entry_flags
@_OPEN
def entry(config: Path, headline: str | None, show: bool, **flags: Any) -> int:
    """Write the file of an entry with HEADLINE, dated now."""
    if headline is None and not console.has_person():
        raise click.UsageError('say what the entry is called: briefgen new entry "Headline"')

    def make() -> Any:
        from briefgen.authoring.drafting import Wishes, draft

        words = headline if headline is not None else console.ask("Headline")
        return draft(config, words, Wishes(**flags))

    return _made(config, make, show=show)


@new.command()
@CONFIG
@click.argument("when", required=False, default="")
@click.option("--title", default="", metavar="TEXT", help="Its heading. Default: the date.")
@click.option("--summary", default="", metavar="TEXT", help="One or two sentences.")
@click.option("--lang", default="", metavar="CODE", help="Its language. Default: the site's.")
@_OPEN
def edition(config: Path, when: str, title: str, summary: str, lang: str, show: bool) -> int:
    """Write the note of an edition: today's, or of WHEN."""

    def make() -> Any:
        from briefgen.authoring.noting import note

        return note(config, when, title=title, summary=summary, lang=lang)

    return _made(config, make, show=show)


@new.command()
@CONFIG
@click.argument("title")
@click.option("--slug", default="", metavar="NAME", help="Its address. Default: from the title.")
@click.option("--lang", default="", metavar="CODE", help="Its language. Default: the site's.")
@_OPEN
def page(config: Path, title: str, slug: str, lang: str, show: bool) -> int:
    """Write a page with TITLE, one that is not dated."""

    def make() -> Any:
        from briefgen.authoring.noting import page

        return page(config, title, slug=slug, lang=lang)

    return _made(config, make, show=show)


@new.command()
@CONFIG
@click.argument("name")
@click.option(
    "--extends", default="broadsheet", show_default=True, metavar="THEME", help="What it stands on."
)
def theme(config: Path, name: str, extends: str) -> int:
    """Start a theme of your own in themes/NAME."""

    def work() -> int:
        from briefgen.authoring.theming import theme

        made = theme(config, name, extends=extends)
        for file in reversed(made.files):
            console.made(file)
        console.say(f"to use it, write in {config.name}:\n\n  theme:\n    name: {name}\n")
        return 0

    return telling(config.absolute().parent, "text", work)


def _made(config: Path, make: Callable[[], Any], *, show: bool) -> int:
    """Make a file, tell where it is, and open it when asked to."""

    def work() -> int:
        from briefgen.authoring.editing import edit, editor_of

        # Before anything is written: without an editor the command cannot be meant.
        editor = editor_of(os.environ) if show else ()
        made = make()
        (file,) = made.files
        console.made(file)
        for note in made.notes:
            console.remark_on(note)
        if show:
            code = edit(editor, file)
            if code:
                console.remark_on(f"the editor ended with {code}")
        return 0

    return telling(config.absolute().parent, "text", work)


new.add_command(workflow)
