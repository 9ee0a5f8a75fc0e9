"""The command line: commands and flags in, an exit code out; nothing else is decided here.

Heavy libraries are imported by the commands that need them, so that `--help` answers at once.

Exit codes: 0 good, 1 your content, 2 your command or configuration, 3 the world (disk, network,
another build), 70 a bug of ours, 130 interrupted, 143 told to end.
"""

import gc
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import click

from briefgen import __version__, console
from briefgen.finding import BriefgenError, Finding, Judged, Span, Waived, has_error

FORMATS = ("text", "json", "github", "sarif")

_BUG = 70  # EX_SOFTWARE of sysexits.h
_INTERRUPTED = 130
_TERMINATED = 143

Command = Callable[..., Any]


class _Terminated(BaseException):
    """SIGTERM, raised like an interrupt so that everything tidies up on its way out.

    No KeyboardInterrupt, for click makes those into an `Abort` that does not say which it was.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit."""
    # A command is over before what little garbage it makes in cycles could matter.
    gc.disable()
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        code = commands.main(arguments, prog_name="briefgen", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as problem:
        console.say(problem.format_message())
        return 2
    except click.ClickException as problem:
        console.complain(" ".join(problem.format_message().split()), _usage_hint(problem))
        return 2
    except BriefgenError as problem:
        _show(problem.findings, Path.cwd())
        return problem.exit_code
    except _Terminated:
        return _TERMINATED
    except (KeyboardInterrupt, click.Abort):
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        sys.stderr.close()
        return 0
    except OSError as problem:
        console.complain(f"{problem.strerror or problem}: {problem.filename or ''}".rstrip(": "))
        return 3
    except Exception as problem:  # noqa: BLE001 - the last resort: it says how to report a bug
        console.bug(problem)
        return _BUG
    return code if isinstance(code, int) else 0


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with `briefgen build` in a folder that holds a briefgen.yaml.",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def commands() -> None:
    """Turn curated entries into a dated, trustworthy digest."""


_CONFIG = click.option(
    "-c",
    "--config",
    type=click.Path(path_type=Path),
    default=Path("briefgen.yaml"),
    show_default=True,
    help="The configuration; its folder is the project.",
)
_BASE_URL = click.option(
    "-b", "--base-url", default="", help="Published address, instead of the configured one."
)
_EXPIRED = click.option("--expired", is_flag=True, help="Publish entries that have expired too.")
_NOW = click.option(
    "--now",
    default="",
    metavar="WHEN",
    help="Build as of this time, such as 2024-10-23T18:00.",
)
_JOBS = click.option(
    "--jobs",
    default=0,
    type=click.IntRange(0),
    metavar="N",
    help="Worker processes. Default: one for each core, where it pays.",
)


def _project_options(command: Command) -> Command:
    """Add the flags of every command that reads a project."""
    flags = (
        _CONFIG,
        _BASE_URL,
        click.option("--drafts", is_flag=True, help="Publish drafts too."),
        click.option("--future", is_flag=True, help="Publish entries that are not due yet too."),
        _EXPIRED,
        click.option("--strict", is_flag=True, help="Take warnings for errors."),
        _NOW,
        _JOBS,
    )
    for flag in reversed(flags):
        command = flag(command)
    return command


@commands.command()
@_project_options
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
        _show(result.findings, options.root, form=form, limit=20, waived=result.waived)
        console.summary(result, place=_place_in(options.root))
        return 0 if result.ok else 1

    work = make_site if explain is None else lambda: tell_about(explain)
    return _telling(options.root, form, work)


@commands.command()
@_project_options
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
        _show(judged.findings, options.root, form=form, waived=judged.waived)
        console.looked(looked)
        return judged, looked is not None and bool(looked.faults)

    def work() -> int:
        unwritten = False
        if links:
            judged, unwritten = ask()
        else:
            judged = check_project(options)
            _show(judged.findings, options.root, form=form, waived=judged.waived)
        place = _place_in(options.root)
        console.verdict(judged.findings, waived=judged.waived, place=place)
        if unwritten:
            return 3
        return 1 if has_error(judged.findings) else 0

    return _telling(options.root, form, work)


@commands.command()
@_CONFIG
@_BASE_URL
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
@_EXPIRED
@_NOW
@_JOBS
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

    return _telling(options.root, "text", work)


@commands.command()
@_CONFIG
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

    return _telling(options.root, "text", work)


@commands.command()
@_CONFIG
@click.argument("entry")
@click.option("--by", required=True, metavar="NAME", help="Who answers for the text.")
@click.option(
    "--at", default="", metavar="WHEN", help="When it was reviewed, such as 2024-10-23T18:00."
)
def review(config: Path, entry: str, by: str, at: str) -> int:
    """Write into ENTRY, a file or an id, that somebody reviewed its machine-written text."""
    from briefgen.authoring.review import review as write_review
    from briefgen.options import Options

    def work() -> int:
        console.reviewed(write_review(config, entry, by=by, at=at))
        return 0

    return _telling(Options(config=config).root, "text", work)


@commands.command()
@click.argument("what", type=click.Choice(("entry", "config", "index")))
def schema(what: str) -> int:
    """Print the JSON Schema of an entry, of the configuration, or of the digest as data."""
    import json

    from briefgen.reading.schema import config_schema, entry_schema

    if what == "index":
        from briefgen.outputs._data import schema as index_schema

        made = index_schema()
    else:
        made = entry_schema() if what == "entry" else config_schema()
    console.put(json.dumps(made, indent=2, ensure_ascii=False))
    return 0


def _telling(root: Path, form: str, work: Callable[[], int]) -> int:
    """Return the exit code of a work; what ends it is told in the form that was asked for."""
    try:
        return work()
    except BriefgenError as problem:
        _show(problem.findings, root, form=form, waived=problem.waived)
        if problem.waived:
            console.verdict(problem.findings, waived=problem.waived, place=_place_in(root))
        return problem.exit_code


def _place_in(root: Path) -> Callable[[Span], Span]:
    """Return what looks up the line of a span in a project."""

    def place(span: Span) -> Span:
        from briefgen.reading.locate import locate

        return locate(root, span)

    return place


def _show(
    findings: tuple[Finding, ...],
    root: Path,
    *,
    form: str = "text",
    limit: int | None = None,
    waived: tuple[Waived, ...] = (),
) -> None:
    if not findings and form == "text":
        return
    from briefgen.project import explanations
    from briefgen.reading.locate import locate

    texts = explanations() if form == "sarif" else None
    console.show(
        findings,
        form,
        root=root,
        locate=locate,
        limit=limit,
        explanations=texts,
        waived=waived,
    )


def _usage_hint(problem: click.ClickException) -> str:
    context = getattr(problem, "ctx", None)
    return f"see `{context.command_path} --help`" if context else "see `briefgen --help`"


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    raise _Terminated
