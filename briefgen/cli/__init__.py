"""The command line: commands and flags in, an exit code out; nothing else is decided here.

Heavy libraries are imported by the commands that need them, so that `--help` answers at once.

Exit codes: 0 good, 1 your content, 2 your command or configuration, 3 the world (disk, network,
another build), 70 a bug of ours, 130 interrupted, 143 told to end.
"""

import gc
import signal
import sys
from pathlib import Path
from types import FrameType

import click

from briefgen import __version__, console
from briefgen.cli import doctor, exporting, new, publishing, site, theme, writing
from briefgen.cli._telling import show
from briefgen.finding import BriefgenError

_BUG = 70  # EX_SOFTWARE of sysexits.h
_INTERRUPTED = 130
_TERMINATED = 143


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
        show(problem.findings, Path.cwd())
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
    epilog="Start with `briefgen new site FOLDER`.",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def commands() -> None:
    """Turn curated entries into a dated, trustworthy digest."""


for _command in (
    new.new,
    site.build,
    site.serve,
    site.check,
    publishing.publish,
    theme.theme,
    doctor.doctor,
    exporting.export,
    writing.review,
    site.clean,
    writing.schema,
):
    commands.add_command(_command)


def _usage_hint(problem: click.ClickException) -> str:
    context = getattr(problem, "ctx", None)
    return f"see `{context.command_path} --help`" if context else "see `briefgen --help`"


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    raise _Terminated
