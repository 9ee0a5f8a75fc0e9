"""The commands that write files to start from."""

import click

from briefgen.cli import workflow


@click.group("new")
def new() -> None:
    """Write files to start from."""


new.add_command(workflow.workflow)
