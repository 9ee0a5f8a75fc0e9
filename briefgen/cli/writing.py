"""The commands that write into people's files, and the schemas that help to write them."""

from pathlib import Path

import click

from briefgen import console
from briefgen.cli._flags import CONFIG
from briefgen.cli._telling import telling


@click.command()
@CONFIG
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

    return telling(Options(config=config).root, "text", work)


@click.command()
@click.argument("what", type=click.Choice(("entry", "config", "theme", "index")))
def schema(what: str) -> int:
    """Print the JSON Schema of an entry, the configuration, a theme, or the digest as data."""
    import json

    from briefgen.reading.schema import config_schema, entry_schema

    if what == "index":
        from briefgen.outputs._data import schema as index_schema

        made = index_schema()
    elif what == "theme":
        from briefgen.theming.schema import theme_schema

        made = theme_schema()
    else:
        made = entry_schema() if what == "entry" else config_schema()
    console.put(json.dumps(made, indent=2, ensure_ascii=False))
    return 0
