"""What may stand in the files of content/: the schemas that front matter and YAML are read with.

Text trees in (every scalar is text), typed models out. The text under each field is its
description in the JSON Schema that editors use, and in the documentation.
"""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from briefgen.config import Config
from briefgen.model import AiText, CorrectionKind, Focus, ListPlace, ListStyle
from briefgen.reading.fields import (
    Address,
    AiImage,
    AliasList,
    Choice,
    Day,
    Flag,
    Identity,
    ImageSource,
    Language,
    Line,
    Name,
    Reliability,
    Slug,
    SourceType,
    TermList,
    TlpLabel,
    Waivers,
    Web,
    When,
    Whole,
    WordList,
    Words,
)
from briefgen.web import host, is_web

SYNONYMS = {
    "headline": "title",
    "description": "summary",
    "deck": "summary",
    "created": "date",
    "published": "date",
    "lastmod": "updated",
    "modified": "updated",
    "tags": "topics",
    "categories": "topics",
}
"""Keys that other programs write, and the key they are read as. At the top of a file only."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


def _named(value: object) -> object:
    if isinstance(value, str):
        return {"name": host(value), "url": value} if is_web(value) else {"name": value}
    return value


def _by_src(value: object) -> object:
    return {"src": value} if isinstance(value, str) else value


def _by_id(value: object) -> object:
    return {"entry": value} if isinstance(value, str) else value


class SourceText(_Part):
    """What an entry rests on."""

    name: Words
    """Who says it: the publication, agency or author."""
    url: Line = ""
    """Its http or https address."""
    title: Line = ""
    """The headline of the piece."""
    published: Day | None = None
    """The day it was published."""
    accessed: Day | None = None
    """The day it was read."""
    archive: Line = ""
    """The address of an archived copy."""
    reliability: Reliability = ""
    """Admiralty code: a letter A to F and a figure 1 to 6, such as B2."""


class ImageText(_Part):
    """The picture of an entry."""

    src: ImageSource
    """A file beside the entry or under content/images/, or an https address."""
    alt: Line = ""
    """What the picture shows, for those who do not see it."""
    caption: Line = ""
    """The words under the picture."""
    credit: Line = ""
    """Who made it, or who lends it."""
    focus: Annotated[Focus, Choice] = "centre"
    """What a crop keeps."""
    ai: AiImage | None = None
    """Whether a model made it or altered it. Default: as `source_type` or else the file says."""
    source_type: SourceType = ""
    """IPTC digital source type. Default: as `ai` or else the file says."""
    generator: Line = ""
    """System and model, as the maker names it. Default: as the file says, where `ai` is from it."""
    disclaimer: Line | None = None
    """The words shown under a machine-made image. Default: the site's text."""


class CorrectionText(_Part):
    """A change that readers are told of."""

    date: When
    """When it was made."""
    kind: Annotated[CorrectionKind, Choice] = "correction"
    """What it is."""
    text: Words
    """What was changed, in a sentence."""


class EntryText(_Part):
    """One entry: the front matter of a Markdown file, a YAML file, or an item of a day file."""

    title: Words
    """The headline."""
    summary: Line = ""
    """One to three sentences, plain text. Required for publication."""
    date: When | None = None
    """When it was created; naive times are the site's. Default: the day in the file's path."""
    updated: When | None = None
    """When it was last changed; not before `date`."""
    publish_at: When | None = None
    """Held back until then."""
    expires: When | None = None
    """Taken off the site then."""
    draft: Flag = False
    """Never published unless drafts are asked for."""
    id: Identity = ""
    """Permanent identity, also in feeds. Default: the day and the slug."""
    slug: Slug = ""
    """The last part of its address. Default: the file's name."""
    aliases: AliasList = ()
    """Earlier paths that lead here."""
    lang: Language = ""
    """BCP 47 code; default: the site's language."""
    translations: WordList = ()
    """Ids of the entries that say the same in other languages; one of them need name the others."""
    desk: Name = ""
    """Which desk wrote it."""
    authors: WordList = ()
    """Who wrote it."""
    kind: Line = "news"
    """A free word: news, opinion, blog, interview, short …"""
    topics: TermList = ()
    """What it is about."""
    regions: TermList = ()
    """Where it happens."""
    story: Name = ""
    """The running story it belongs to."""
    weight: Whole = 0
    """Entries with more weight come first in their edition."""
    featured: Flag = False
    """Shown large."""
    note: Line = ""
    """A note under the text, such as "With inputs from agencies"."""
    sources: Annotated[
        tuple[Annotated[SourceText, BeforeValidator(_named)], ...],
        BeforeValidator(lambda value: [value] if isinstance(value, (str, dict)) else value),
    ] = ()
    """What it rests on."""
    image: Annotated[ImageText, BeforeValidator(_by_src)] | None = None
    """Its picture."""
    ai_text: Annotated[AiText, Choice] = "none"
    """Whether a model wrote the text or helped."""
    reviewed_by: Line = ""
    """Who answers for a machine-written text; `briefgen review` writes it."""
    reviewed_at: When | None = None
    """When it was reviewed; `briefgen review` writes it."""
    reviewed_text: Line = ""
    """Fingerprint of the text that was reviewed; `briefgen review` writes it."""
    corrections: tuple[CorrectionText, ...] = ()
    """Changes that readers are told of."""
    extra: dict[str, object] = {}
    """Free data, for themes."""
    tlp: TlpLabel = ""
    """Traffic Light Protocol 2.0; only what is CLEAR may be on a public site."""
    allow: Waivers = {}
    """Findings that may stand in this entry: their code, and why."""
    body: str = ""
    """The text, in Markdown. In YAML files only: in a Markdown file it stands below."""


class DayText(_Part):
    """A day file: several entries in one YAML file."""

    date: When | None = None
    """The date of entries that give none."""
    entries: list[object]
    """The entries."""


class SectionText(_Part):
    """A headed part of an edition."""

    title: Words
    """Its heading."""
    topics: WordList = ()
    """Entries on these topics."""
    regions: WordList = ()
    """Entries from these regions."""
    kinds: WordList = ()
    """Entries of these kinds."""
    entries: WordList = ()
    """Entries with these ids."""


class EditionText(_Part):
    """What an editor says of an edition: `content/editions/2024-10-23.md`."""

    title: Line = ""
    """Default: the day, week or month."""
    summary: Line = ""
    """One or two sentences."""
    order: WordList = ()
    """Ids of the entries that come first, in this order."""
    sections: tuple[SectionText, ...] = ()
    """Headed parts."""
    lang: Language = ""
    """BCP 47 code; default: the site's language."""
    allow: Waivers = {}
    """Findings that may stand in this file: their code, and why."""
    body: str = ""
    """The editor's note, in Markdown. In YAML files only."""


class PageText(_Part):
    """A page that is not dated: `content/pages/about.md`."""

    title: Words
    """Its heading."""
    summary: Line = ""
    """One or two sentences for search engines."""
    slug: Slug = ""
    """The last part of its address. Default: the file's name."""
    lang: Language = ""
    """BCP 47 code; default: the site's language."""
    draft: Flag = False
    """Never published unless drafts are asked for."""
    aliases: AliasList = ()
    """Earlier paths that lead here."""
    extra: dict[str, object] = {}
    """Free data, for themes."""
    allow: Waivers = {}
    """Findings that may stand in this page: their code, and why."""
    body: str = ""
    """Not in Markdown files, where it stands below."""


class ItemText(_Part):
    """One line of a curated list."""

    entry: Line = ""
    """The id of an entry."""
    title: Line = ""
    """The words of a link of its own."""
    url: Address = ""
    """Where that link leads."""
    region: Line = ""
    """The region shown beside it."""


class SelectionText(_Part):
    """What an automatic list takes: entries that match every key given."""

    kinds: WordList = ()
    """Entries of these kinds."""
    topics: WordList = ()
    """Entries on these topics."""
    regions: WordList = ()
    """Entries from these regions."""
    desks: WordList = ()
    """Entries of these desks."""
    stories: WordList = ()
    """Entries of these stories."""
    featured: Flag = False
    """Featured entries only."""


class ListText(_Part):
    """A list beside the main column: `content/lists/trending.yaml`."""

    title: Words
    """Its heading."""
    lang: Language = ""
    """BCP 47 code, on a site in several languages; default: the site's language."""
    style: Annotated[ListStyle, Choice] = "plain"
    """How it looks."""
    entries: tuple[Annotated[ItemText, BeforeValidator(_by_id)], ...] = ()
    """Its lines, in order: ids of entries, or links. Empty: `select` decides."""
    select: SelectionText | None = None
    """What it takes by itself."""
    limit: Annotated[int, Field(ge=1, le=100)] = 6
    """How many lines."""
    show: Annotated[ListPlace, Choice] = "current"
    """Where it stands: on the home page; also beside the newest edition; everywhere."""


class DescriptionText(_Part):
    """What is said of one term: an item of `content/topics.yaml`, `content/desks.yaml` …"""

    name: Line = ""
    """As readers see it. Default: the term."""
    summary: Line = ""
    """One or two sentences."""
    url: Address = ""
    """Its own site, for a source or a desk."""
    reliability: Reliability = ""
    """Admiralty code, for a source."""


class DeadSourceText(_Part):
    """An address that is gone."""

    url: Web
    """The address as sources name it."""
    since: Day
    """The day on which it was first found to be gone."""
    answered: Day | None = None
    """The last day on which it answered."""


class DeadSourcesText(_Part):
    """Which sources are gone: `content/dead-sources.yaml`."""

    dead: tuple[DeadSourceText, ...] = ()
    """Their addresses."""


def entry_schema() -> dict[str, object]:
    """Return the JSON Schema of an entry's front matter, for editors."""
    schema: dict[str, object] = EntryText.model_json_schema()
    properties = schema["properties"]
    assert isinstance(properties, dict)
    for synonym, key in SYNONYMS.items():
        properties[synonym] = {**properties[key], "description": f"Read as `{key}`."}
    _accept_short_forms(properties)
    schema.pop("required", None)
    schema["anyOf"] = [{"required": ["title"]}, {"required": ["headline"]}]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def entry_file_schema() -> dict[str, object]:
    """Return the JSON Schema of a YAML file of entries: one entry, or a day file with several."""
    entry = entry_schema()
    dialect, shared = entry.pop("$schema"), entry.pop("$defs")
    day: dict[str, object] = DayText.model_json_schema()
    properties = day["properties"]
    assert isinstance(properties, dict)
    properties["entries"] |= {"items": {"$ref": "#/$defs/Entry"}}
    return {
        "$schema": dialect,
        "if": {"required": ["entries"]},
        "then": day,
        "else": {"$ref": "#/$defs/Entry"},
        "$defs": {"Entry": entry, **shared} if isinstance(shared, dict) else {},
    }


def _accept_short_forms(properties: dict[str, dict[str, object]]) -> None:
    """Let sources and the image be written as short as they are read."""
    source = properties["sources"]["items"]
    properties["sources"] |= {
        "type": ["array", "object", "string"],
        "items": {"anyOf": [{"type": "string"}, source]},
        "if": {"type": "object"},
        "then": source,
    }
    image = properties["image"]["anyOf"]
    assert isinstance(image, list)
    image.insert(0, {"type": "string"})


def config_schema() -> dict[str, object]:
    """Return the JSON Schema of `briefgen.yaml`, for editors."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Config.model_json_schema(),
    }
