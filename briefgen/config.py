"""What a site's owner decides: `briefgen.yaml`, typed, with a default for all but the title.

The models are what pydantic checks a configuration against, what the JSON Schema is made from, and
what the documentation lists; the text under each field is its description in all three.
"""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from briefgen import urls
from briefgen.model import TAXONOMIES, Taxonomy
from briefgen.urls import Cadence
from briefgen.web import has_scheme, host, is_web

_HOST = re.compile(r"(?!-)[\w-]+(\.[\w-]+)+")

# Of what git allows in the name of a branch, what anybody wants.
_BRANCH = r"^\w[\w.+-]*(/\w[\w.+-]*)*$"

# What stands for no address: good for a look at one's own computer.
_NOWHERE = "http://localhost/"

_YEAR = re.compile(r"[0-9]{4}")

_LANGUAGE = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"

CheckLevel = Literal["error", "warning", "off"]


def _web_address(url: str) -> str:
    if url and not is_web(url):
        raise ValueError("must be an http or https address with a host")
    return url


def _target(url: str) -> str:
    if url.startswith(("mailto:", "tel:")):
        return url
    if has_scheme(url) and not is_web(url):
        raise ValueError("must be a path of the site, or an http, https, mailto or tel address")
    return url


def _place(url: str) -> str:
    if has_scheme(url) and not is_web(url):
        raise ValueError("must be a path of the site, or an http or https address")
    return url


def _plain_host(written: str) -> str:
    return _whole_host(written).removeprefix("www.")


def _whole_host(written: str) -> str:
    name = written.strip().lower().rstrip(".")
    if not _HOST.fullmatch(name.removeprefix("www.")):
        meant = host(name) if is_web(name) else "example.org"
        raise ValueError(f"must be a host alone, such as `{meant}`")
    return name


def _authority(written: str) -> str:
    return _whole_host(written) if written else ""


def _is_taken(name: str) -> bool:
    return name in urls.OWN_FOLDERS or name in TAXONOMIES or bool(_YEAR.fullmatch(name))


def _folder(name: str) -> str:
    if name and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise ValueError("must be the name of a folder in lower case, such as `de`")
    if name and urls.slugify(name) != name:
        raise ValueError("must be a name that every system has for a folder")
    if _is_taken(name):
        raise ValueError("must not be a folder that the site needs itself")
    return name


def _once(names: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(names)) < len(names):
        raise ValueError("must name each only once")
    return names


WebAddress = Annotated[str, AfterValidator(_web_address)]
"""http or https, or empty."""
Host = Annotated[str, AfterValidator(_plain_host)]
"""A host with all below it, such as `example.org`."""
Authority = Annotated[str, AfterValidator(_authority)]
"""A host with its `www.` where it has one, or empty."""
SitePath = Annotated[str, Field(pattern=r"^/[^\s#]*$")]
"""A path of the site, with its slash."""
Robot = Annotated[str, Field(pattern=r"^(\*|[A-Za-z0-9_.-]+)$")]
"""The product token of a robot, or `*`."""
Language = Annotated[str, Field(pattern=f"^{_LANGUAGE}$")]
"""A BCP 47 code, such as `pt-BR`."""
Target = Annotated[str, AfterValidator(_target)]
"""A path of the site such as `/about/`, or a web, mail or phone address."""

Place = Annotated[str, AfterValidator(_place)]
"""A path of the site such as `/about/`, or a web address."""


class _Part(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, use_attribute_docstrings=True, validate_default=False
    )


class LinkConfig(_Part):
    """A link with its words."""

    label: str = Field(min_length=1)
    """The words of the link."""
    url: Target
    """A path of the site, such as `/topics/space/`, or a web, mail or phone address."""


class ThemeConfig(_Part):
    """Which theme, and what is set in it."""

    name: str = "broadsheet"
    """A built-in theme, or a folder of `themes/` beside the configuration."""
    options: dict[str, str] = {}
    """Values of the options that the theme declares."""


class BlockConfig(_Part):
    """A headed block of links in the footer and the menu: sectors, editions, other products."""

    title: str = Field(min_length=1)
    """The heading of the block."""
    links: tuple[LinkConfig, ...] = Field(min_length=1)
    """Its links, in order."""


class ContactConfig(_Part):
    """How readers reach the publication."""

    name: str = ""
    """Who answers, such as the publication's name."""
    email: str = Field(default="", pattern=r"^([^@\s<>\"]+@[^@\s<>\"]+)?$")
    """A mail address."""
    phones: tuple[str, ...] = ()
    """Phone numbers as they are to be shown, with the country code."""
    address: str = ""
    """A postal address, in one line."""


class InviteConfig(_Part):
    """A link that invites: to a newsletter, or to give feedback."""

    label: str = Field(min_length=1)
    """The words of the link."""
    url: Target
    """Where it leads: a web, mail or phone address, or a path of the site."""
    text: str = ""
    """One sentence under it."""


class PublisherConfig(_Part):
    """Who publishes the site."""

    name: str = ""
    """The organisation's name."""
    url: WebAddress = ""
    """Its own site."""
    logo: Place = ""
    """Its logo, for search engines: a path of the site such as `/logo.png`, or a web address."""
    ethics: Place = ""
    """The page with its ethics policy."""
    masthead: Place = ""
    """The page that names its staff."""
    ownership: Place = ""
    """The page that tells who owns it and who pays for it."""


class ImagesConfig(_Part):
    """What becomes of pictures."""

    format: Literal["webp", "avif"] = "webp"
    """What browsers are offered beside JPEG or PNG. AVIF is smaller and takes longer to make."""
    quality: int = Field(default=80, ge=30, le=95)
    """Of lossy files: higher is larger."""
    social: Literal["on", "off"] = "on"
    """Whether each entry and edition has an image for social networks (1200 × 630)."""


class DisclosureConfig(_Part):
    """What is said of machine-made images and texts, by language code; never `""`, to hide one."""

    generated: dict[str, str] = {}
    """For images that a model made: `{en: "…", fr: "…"}`. Default: the built-in text."""
    modified: dict[str, str] = {}
    """For images that a model altered."""
    text_generated: dict[str, str] = {}
    """For texts that a model wrote and nobody reviewed. Default: the built-in sentence."""
    text_assisted: dict[str, str] = {}
    """For texts that a model helped to write and nobody reviewed."""


class PathChecksConfig(_Part):
    """What differs for the files under one pattern."""

    ignore: tuple[str, ...] = ()
    """Codes that are not reported there."""
    severity: dict[str, CheckLevel] = {}
    """Severities that hold there."""


class DuplicatesConfig(_Part):
    """How far back an entry is compared with others."""

    days: int = Field(default=6, ge=0, le=366)
    """So many days back; 0: its own day only."""


class LengthConfig(_Part):
    """How long the words on cards may be, in characters."""

    title: int = Field(default=140, ge=1, le=10_000)
    """A headline."""
    summary: int = Field(default=400, ge=1, le=10_000)
    """A summary."""


class ChecksConfig(_Part):
    """Which policies hold, and how strictly."""

    select: tuple[str, ...] = ()
    """Only these codes are reported; empty: all."""
    ignore: tuple[str, ...] = ()
    """Codes that are not reported."""
    severity: dict[str, CheckLevel] = {}
    """`error`, `warning` or `off` by code."""
    paths: dict[str, PathChecksConfig] = {}
    """Settings for files that match a pattern such as `content/entries/2019/**`."""
    publishers: int = Field(default=1, ge=1, le=20)
    """How many independent publishers an entry with sources rests on, at the fewest."""
    banned: tuple[Host, ...] = ()
    """Hosts that no source may be at; each stands for its subdomains too."""
    paywalled: tuple[Host, ...] = ()
    """Hosts that readers pay for: a source there needs an `archive`, or a free one beside it."""
    duplicates: DuplicatesConfig = DuplicatesConfig()
    """How far back an entry is compared with others."""
    length: LengthConfig = LengthConfig()
    """How long headlines and summaries may be."""
    vocabulary: tuple[Taxonomy, ...] = ()
    """Taxonomies whose terms are all described, in `content/topics.yaml` and its like."""


FeedFormat = Literal["atom", "rss", "json"]


class FeedsConfig(_Part):
    """Which feeds there are, and what they carry."""

    formats: Annotated[tuple[FeedFormat, ...], AfterValidator(_once)] = ("atom", "rss", "json")
    """In which formats; the first is the one that pages name. Empty: no feeds."""
    terms: Annotated[
        tuple[Literal["topics", "regions", "desks", "stories"], ...], AfterValidator(_once)
    ] = ("topics", "regions", "desks", "stories")
    """Whose pages have feeds of their own."""
    limit: int = Field(default=30, ge=1, le=500)
    """How many entries, or editions, the newest."""
    content: Literal["full", "summary"] = "full"
    """The whole body, or the summary alone."""
    hub: WebAddress = ""
    """A WebSub hub, which tells subscribers at once of what is new."""
    authority: Authority = ""
    """The host that ids name; keep the old one when the site moves. Default: that of `base_url`."""


class SearchConfig(_Part):
    """Searching the site."""

    index: Literal["on", "off"] = "on"
    """Whether the site has a search page and an index for it."""


class RobotsConfig(_Part):
    """What some robots are told (RFC 9309)."""

    agents: tuple[Robot, ...] = Field(min_length=1)
    """Their product tokens, such as `GPTBot`; `*` stands for all that are not named."""
    disallow: tuple[SitePath, ...] = ()
    """Paths of the site that they are asked to leave alone; `/` for all of it."""
    allow: tuple[SitePath, ...] = ()
    """Paths below these that they may read all the same."""


class SitemapsConfig(_Part):
    """What search engines are told."""

    news: Literal["on", "off"] = "on"
    """Whether there is a news sitemap of the last two days."""


class PublishConfig(_Part):
    """Where `briefgen publish` brings the site."""

    remote: str = Field(default="origin", min_length=1, pattern=r"^[^-\s]\S*$")
    """The git remote to push to: its name, or its address."""
    branch: str = Field(default="gh-pages", pattern=_BRANCH)
    """The branch that holds the built site, and nothing else."""
    domain: Authority = ""
    """A domain of your own for GitHub Pages, written into `CNAME`. Default: what is published."""


class MarkupConfig(_Part):
    """How bodies are read."""

    html: Literal["escape", "sanitise"] = "escape"
    """Raw HTML is shown as text, or cleaned of all that could run (needs the extra `html`)."""
    engine: Literal["standard", "fast"] = "standard"
    """What reads Markdown; `fast` gives the same pages in less time (needs the extra `fast`)."""


class LanguageConfig(_Part):
    """A further language of the site, with pages of its own below a prefix."""

    title: str = ""
    """The publication's name in this language. Default: that of the site."""
    tagline: str = ""
    """One line under the name."""
    description: str = ""
    """One or two sentences for search engines and feed readers. Default: the tagline."""
    prefix: Annotated[str, AfterValidator(_folder)] = ""
    """The folder of its addresses. Default: its code, in lower case."""
    menu: tuple[LinkConfig, ...] = ()
    """The links under the name. Default: its topics with most entries."""
    lists: tuple[str, ...] = ()
    """Which lists in this language are shown, in order. Default: all, by file name."""
    footer: tuple[BlockConfig, ...] = ()
    """Headed blocks of links."""
    newsletter: InviteConfig | None = None
    """An invitation to subscribe."""
    feedback: InviteConfig | None = None
    """An invitation to write back."""
    legal: tuple[LinkConfig, ...] = ()
    """Terms, privacy, disclaimer. Default: every page in this language."""
    copyright: str = ""
    """The copyright line. Default: that of the site."""


class Config(_Part):
    """`briefgen.yaml`."""

    title: str = Field(min_length=1)
    """The publication's name. The one key that is required."""
    tagline: str = ""
    """One line under the name."""
    description: str = ""
    """One or two sentences for search engines and feed readers. Default: the tagline."""
    base_url: WebAddress = _NOWHERE
    """The address at which the site will be published, with its path: feeds need it."""
    language: Language = "en"
    """BCP 47 code of the interface, and of entries that name no other."""
    languages: dict[str, LanguageConfig] = {}
    """Further languages of the site, by their codes: each has pages, feeds and a search of its own,
    of the entries in it."""
    timezone: str = "UTC"
    """IANA name, such as `Asia/Kolkata`. It decides the day of every entry."""
    cadence: Cadence = "daily"
    """One edition a day, an ISO week or a month."""
    theme: ThemeConfig = ThemeConfig()
    """Which theme, and its options."""
    taxonomies: tuple[Taxonomy, ...] = TAXONOMIES
    """Which of topics, regions, desks, sources and stories have pages."""
    menu: tuple[LinkConfig, ...] = ()
    """The links under the name. Default: the topics with most entries."""
    lists: tuple[str, ...] = ()
    """Which lists of content/lists/ are shown, in order. Default: all, by file name."""
    footer: tuple[BlockConfig, ...] = ()
    """Headed blocks of links: sectors, regional editions, other products."""
    follow: tuple[LinkConfig, ...] = ()
    """Where readers can follow the publication elsewhere."""
    contact: ContactConfig = ContactConfig()
    """Mail, phones and address."""
    newsletter: InviteConfig | None = None
    """An invitation to subscribe."""
    feedback: InviteConfig | None = None
    """An invitation to write back."""
    legal: tuple[LinkConfig, ...] = ()
    """Terms, privacy, disclaimer. Default: every page of content/pages/."""
    publisher: PublisherConfig = PublisherConfig()
    """Who publishes the site. Default: the title."""
    copyright: str = ""
    """The copyright line. Default: ©, the newest year, the publisher."""
    images: ImagesConfig = ImagesConfig()
    """What becomes of pictures."""
    disclosure: DisclosureConfig = DisclosureConfig()
    """The words on machine-made images and texts."""
    checks: ChecksConfig = ChecksConfig()
    """Which policies hold."""
    feeds: FeedsConfig = FeedsConfig()
    """Which feeds there are, and what they carry."""
    sitemaps: SitemapsConfig = SitemapsConfig()
    """What search engines are told."""
    robots: tuple[RobotsConfig, ...] = ()
    """What robots are told. Default: everything is open to all."""
    data: Literal["on", "off"] = "on"
    """Whether the whole digest can be had as data, from `/index.json` on."""
    search: SearchConfig = SearchConfig()
    """Searching the site."""
    markup: MarkupConfig = MarkupConfig()
    """How bodies are read."""
    publish: PublishConfig = PublishConfig()
    """Where `briefgen publish` brings the site."""

    @property
    def located(self) -> bool:
        """Whether the site knows where it is published."""
        return not self.base_url.startswith(_NOWHERE)

    @model_validator(mode="after")
    def _base_url_is_plain(self) -> "Config":
        if not self.base_url or any(mark in self.base_url for mark in "?#"):
            raise ValueError("base_url must be an address without query or fragment")
        return self

    @model_validator(mode="after")
    def _languages_are_apart(self) -> "Config":
        taken = {self.language.lower()}
        folders: set[str] = set()
        for code, own in self.languages.items():
            folder = own.prefix or code.lower()
            if not re.fullmatch(_LANGUAGE, code):
                raise ValueError(f"languages names `{code}`, which is no code such as `pt-BR`")
            if _is_taken(folder):
                raise ValueError(f"languages needs a prefix for `{code}`: the site has that folder")
            if code.lower() in taken:
                raise ValueError(f"languages names `{code}`, which the site is in already")
            if folder in folders:
                raise ValueError(f"languages has the prefix `{folder}` twice")
            taken.add(code.lower())
            folders.add(folder)
        return self
