"""The commands on a site: build, check, serve, clean."""

import gc
from pathlib import Path
from typing import Any

import click

from briefgen import console
from briefgen.cli._flags import (
    BASE_URL,
    CONFIG,
    EXPIRED,
    FORMATS,
    JOBS,
    NOW,
    project_options,
)
from briefgen.cli._telling import place_in, show, telling
from briefgen.finding import Judged, has_error


@click.command()
@project_options
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Folder for the site. Default: site, beside the configuration.",
)
@click.option(
    "--explain",
    metavar="PATH",
    help="Say what a page is made of and why it would be rendered; build nothing.",
)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", help="How findings are told."
)
def build(explain: str | None, form: str, **flags: Any) -> int:
    """Build the site from content/ into site/."""
    from briefgen.options import Options

    options = Options(**flags)
    if explain is not None and form != "text":
        raise click.UsageError("--explain answers in text: leave out --format")

    def tell_about(path: str) -> int:
        from briefgen.explain import explain

        console.explanation(explain(options, path))
        return 0

    def make_site() -> int:
        from briefgen.build import build

        with console.Progress() as progress:
            result = build(options, progress=progress.advance)
        show(result.findings, options.root, form=form, limit=20, waived=result.waived)
        console.summary(result, place=place_in(options.root))
        return 0 if result.ok else 1

    work = make_site if explain is None else lambda: tell_about(explain)
    return telling(options.root, form, work)


@click.command()
@project_options
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", help="How findings are told."
)
@click.option(
    "--explain", "code", metavar="CODE", help="Explain a finding by its code; check nothing."
)
@click.option("--links", is_flag=True, help="Ask sources on the web whether they still answer.")
@click.option(
    "--fresh", is_flag=True, help="With --links: ask those too that answered within a day."
)
@click.option(
    "--write-dead",
    "write",
    is_flag=True,
    help="With --links: write what is gone into content/dead-sources.yaml.",
)
def check(form: str, code: str | None, links: bool, fresh: bool, write: bool, **flags: Any) -> int:
    """Check content, policies, links and theme; write no page."""
    if code is not None:
        given = {"--links": links, "--fresh": fresh, "--write-dead": write}
        for flag in (flag for flag, is_given in given.items() if is_given):
            raise click.UsageError(f"--explain checks nothing: leave out {flag}")
        from briefgen.checks import explanation_of
        from briefgen.project import explanations

        console.put(explanation_of(code, explanations()))
        return 0
    from briefgen.build import check as check_project
    from briefgen.options import Options

    options = Options(**flags)

    if (fresh or write) and not links:
        raise click.UsageError(f"{'--fresh' if fresh else '--write-dead'} goes with --links")

    def ask() -> tuple[Judged, bool]:
        from briefgen.links import check_links

        with console.Progress() as progress:
            judged, looked = check_links(
                options, fresh=fresh, write=write, progress=progress.advance
            )
        show(judged.findings, options.root, form=form, waived=judged.waived)
        console.looked(looked)
        return judged, looked is not None and bool(looked.faults)

    def work() -> int:
        unwritten = False
        if links:
            judged, unwritten = ask()
        else:
            judged = check_project(options)
            show(judged.findings, options.root, form=form, waived=judged.waived)
        place = place_in(options.root)
        console.verdict(judged.findings, waived=judged.waived, place=place)
        if unwritten:
            return 3
        return 1 if has_error(judged.findings) else 0

    return telling(options.root, form, work)


@click.command()
@CONFIG
@BASE_URL
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65_535),
    help="Port to listen at, or the next free one; 0: any.",
)
@click.option("--open", "show", is_flag=True, help="Open the preview in a browser.")
@click.option("--no-drafts", is_flag=True, help="Hold drafts back, as a build does.")
@click.option("--no-future", is_flag=True, help="Hold back entries that are not due yet.")
@EXPIRED
@NOW
@JOBS
def serve(host: str, port: int, show: bool, no_drafts: bool, no_future: bool, **flags: Any) -> int:
    """Preview the site on this machine; pages change as files are saved."""
    from briefgen.options import Options
    from briefgen.preview.serve import serve

    options = Options(drafts=not no_drafts, future=not no_future, **flags)

    def work() -> int:
        # This one goes on for hours.
        gc.enable()
        serve(options, host=host, port=port, show=show)
        return 0

    return telling(options.root, "text", work)


@click.command()
@CONFIG
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Folder of the site. Default: site, beside the configuration.",
)
def clean(config: Path, output: Path | None) -> int:
    """Remove what briefgen wrote: its files in site/, and its record."""
    from briefgen.build import clean as clean_project
    from briefgen.options import Options

    options = Options(config=config, output=output)

    def work() -> int:
        console.say(f"removed {clean_project(options)} files from {options.site_folder.name}/")
        return 0

    return telling(options.root, "text", work)
