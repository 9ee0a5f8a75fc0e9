"""Flags that several commands share.

Text in, typed values out.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

FORMATS = ("text", "json", "github", "sarif")

Command = Callable[..., Any]

CONFIG = click.option(
    "-c",
    "--config",
    type=click.Path(path_type=Path),
    default=Path("briefgen.yaml"),
    show_default=True,
    help="The configuration; its folder is the project.",
)
BASE_URL = click.option(
    "-b", "--base-url", default="", help="Published address, instead of the configured one."
)
EXPIRED = click.option("--expired", is_flag=True, help="Publish entries that have expired too.")
NOW = click.option(
    "--now",
    default="",
    metavar="WHEN",
    help="Build as of this time, such as 2024-10-23T18:00.",
)
JOBS = click.option(
    "--jobs",
    default=0,
    type=click.IntRange(0),
    metavar="N",
    help="Worker processes. Default: one for each core, where it pays.",
)


def project_options(command: Command) -> Command:
    """Add the flags of every command that reads a project."""
    flags = (
        CONFIG,
        BASE_URL,
        click.option("--drafts", is_flag=True, help="Publish drafts too."),
        click.option("--future", is_flag=True, help="Publish entries that are not due yet too."),
        EXPIRED,
        click.option("--strict", is_flag=True, help="Take warnings for errors."),
        NOW,
        JOBS,
    )
    for flag in reversed(flags):
        command = flag(command)
    return command
