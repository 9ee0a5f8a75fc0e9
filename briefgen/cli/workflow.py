"""The command that writes how GitHub Actions publishes a digest."""

from datetime import datetime
from pathlib import Path

import click

from briefgen import console
from briefgen.cli._flags import CONFIG
from briefgen.cli._telling import telling


@click.command("workflow")
@CONFIG
@click.option(
    "--branch",
    default="",
    help="Whose pushes are published. Default: the one checked out, or main.",
)
@click.option(
    "--install",
    default="",
    metavar="REQUIREMENT",
    help="What pip installs. Default: requirements.txt where there is one, else briefgen.",
)
@click.option(
    "--at",
    multiple=True,
    type=click.DateTime(["%H:%M"]),
    metavar="HH:MM",
    help="When to publish each day without a push, on the digest's clock; may be given again. "
    "Default: after midnight, and a daily digest in the morning too.",
)
@click.option("--replace", is_flag=True, help="Write over a workflow that is there.")
def workflow(
    config: Path, branch: str, install: str, at: tuple[datetime, ...], replace: bool
) -> int:
    """Write the workflow by which GitHub Actions checks and publishes the digest."""
    from briefgen.authoring.workflow import write_workflow
    from briefgen.options import Options

    def work() -> int:
        times = [moment.time() for moment in at]
        written = write_workflow(config, branch=branch, install=install, at=times, replace=replace)
        for note in written.notes:
            console.remark_on(note)
        if not written.changed:
            console.say("the workflow is up to date")
        console.put(str(written.path))
        return 0

    return telling(Options(config=config).root, "text", work)
