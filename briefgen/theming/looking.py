"""What is wrong with a page that a theme made, as far as that can be told without a browser.

A page in; faults out, each with words by which its place in a template can be found. The rules are
those of HTML, of WCAG 2.2 and of a strict Content-Security-Policy.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from briefgen.theming.reading import Element

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FIELDS = ("input", "select", "textarea")
_SELF_EXPLAINING = ("hidden", "submit", "button", "reset", "image")
_REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget")
_DATA = ("application/ld+json", "application/json", "importmap", "speculationrules")
_LOADED = {
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "script": ("src",),
    "iframe": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "form": ("action",),
}
_LOADING_LINKS = ("stylesheet", "icon", "preload", "modulepreload", "manifest", "preconnect")
# What a picture stands in together with the words that are said of it.
_TOGETHER = ("figure", "article", "li", "tr", "section", "main", "body")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a page."""

    code: str
    message: str
    hint: str
    where: str = ""
    """A pattern that finds its place in a template; empty when none can."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a page is judged by."""

    host: str
    """The site's own."""
    made: str
    """In the address of each picture that a model made."""
    labels: tuple[str, ...]
    """What may be said beside one, any of these."""
    text_labels: tuple[str, ...]
    """What may be said of a text that a model wrote."""


def faults_of(document: Element, wanted: Wanted, *, written: bool = False) -> Iterator[Fault]:
    """Yield what is wrong with a page; `written` when a model wrote the text that it shows."""
    root = next(document.all("html"), document)
    # A page that only leads on is not for reading.
    if any(one.get("http-equiv").lower() == "refresh" for one in root.all("meta")):
        rules: tuple[Callable[[Element], Iterator[Fault]], ...] = (_language, _inline)
    else:
        rules = (
            *(_language, _title, _landmarks, _headings, _pictures, _names, _ids, _fields),
            *(_references, _inline),
        )
    for rule in rules:
        yield from rule(root)
    yield from _requests(root, wanted)
    yield from _labels(root, wanted)
    if written and not any(label in root.seen for label in wanted.text_labels):
        yield Fault(
            "unlabelled-ai-text",
            "a text that a model wrote is shown without words that say so",
            "write `{{ page.ai_label }}` beside its headline",
        )


def _language(root: Element) -> Iterator[Fault]:
    if not root.get("lang"):
        yield Fault(
            "missing-page-language",
            "the page does not say which language it is in",
            'write `<html lang="{{ site.language }}" dir="{{ site.dir }}">`',
            "<html",
        )


def _title(root: Element) -> Iterator[Fault]:
    if not any(one.text.strip() for one in root.all("title")):
        yield Fault("missing-page-title", "the page has no title", "fill in `<title>`", "<title")


def _landmarks(root: Element) -> Iterator[Fault]:
    mains = list(root.all("main"))
    if len(mains) > 1:
        yield Fault("missing-landmark", "the page has several `main`", "keep one", "<main")
    for tag, what in (("main", "what the page is about"), ("nav", "the ways onward")):
        if not any(root.all(tag)):
            yield Fault(
                "missing-landmark", f"the page has no `{tag}`", f"put {what} into `<{tag}>`"
            )
    for tag in ("header", "footer"):
        own = [one for one in root.all(tag) if not _within(one, "main", "article", "section")]
        if not own:
            yield Fault(
                "missing-landmark",
                f"the page has no `{tag}` of its own",
                f"put its {'head' if tag == 'header' else 'end'} into `<{tag}>`, outside `main`",
            )


def _headings(root: Element) -> Iterator[Fault]:
    found = list(root.all(*_HEADINGS))
    first = [one for one in found if one.tag == "h1"]
    if len(first) != 1:
        yield Fault(
            "heading-order",
            f"the page has {len(first) or 'no'} `h1`",
            "give it one, with what it is about",
            "<h1" if first else "",
        )
    before = 1
    for one in found:
        level = int(one.tag[1])
        if level > before + 1:
            yield Fault(
                "heading-order",
                f"`{one.tag}` follows `h{before}`: a level is left out",
                f"make it `h{before + 1}`",
                f"<{one.tag}[ >]",
            )
        before = level
        if not one.text.strip():
            yield Fault(
                "nameless-element", f"an `{one.tag}` is empty", "leave it out", f"<{one.tag}[ >]"
            )


def _pictures(root: Element) -> Iterator[Fault]:
    for one in root.all("img"):
        if "alt" not in one.attributes:
            yield Fault(
                "image-without-alt",
                "an image has no alternative text",
                'write `alt="{{ picture.alt }}"`, or `alt=""` on one that says nothing',
                r"<img(?![^>]*\balt=)",
            )


def _names(root: Element) -> Iterator[Fault]:
    for one in root.all("a", "button"):
        if one.tag == "a" and "href" not in one.attributes:
            continue
        if not (one.text.strip() or one.get("aria-label") or one.get("aria-labelledby")):
            name = {"a": "link", "button": "button"}[one.tag]
            yield Fault(
                "nameless-element",
                f"a {name} has no words",
                "write them into it, or give it an `aria-label`",
                rf"<{one.tag}\b[^>]*>\s*(</{one.tag}>|<img)",
            )


def _ids(root: Element) -> Iterator[Fault]:
    seen: set[str] = set()
    for one in root.all():
        name = one.attributes.get("id")
        if name is None:
            continue
        if name in seen:
            yield Fault(
                "duplicate-html-id",
                f"two elements have the id `{name}`",
                "give each its own",
                rf'\bid="{re.escape(name)}"',
            )
        seen.add(name)


def _fields(root: Element) -> Iterator[Fault]:
    named = {one.get("for") for one in root.all("label")}
    for one in root.all(*_FIELDS):
        told = one.get("aria-label") or one.get("aria-labelledby") or one.get("title")
        if told or one.get("type") in _SELF_EXPLAINING or one.get("id") in named - {""}:
            continue
        if not _within(one, "label"):
            yield Fault(
                "unlabelled-field",
                "a field has no label",
                "write a `<label for=…>` with its id",
                rf"<{one.tag}\b",
            )


def _references(root: Element) -> Iterator[Fault]:
    ids = {one.get("id") for one in root.all()}
    for one in root.all():
        for attribute in _REFERENCES:
            # `for` on `output` names several, on `label` one.
            for name in one.get(attribute).split():
                if name not in ids:
                    yield Fault(
                        "dangling-reference",
                        f"`{attribute}` names `{name}`, and nothing has this id",
                        "name an id of the same page",
                        rf'{attribute}="[^"]*{re.escape(name)}',
                    )


def _inline(root: Element) -> Iterator[Fault]:
    for one in root.all():
        if one.tag == "style" or "style" in one.attributes:
            yield Fault(
                "inline-style",
                "the page has a style in it, which a strict Content-Security-Policy refuses",
                "put it into a stylesheet, behind a class",
                r"<style|\bstyle=",
            )
        # Browsers pass over spaces and line ends in front.
        leads = [one.get(name).strip().lower() for name in ("href", "action", "formaction", "src")]
        if any(lead.startswith("javascript:") for lead in leads):
            yield Fault(
                "inline-script",
                "a link of the page is a script, which a strict Content-Security-Policy refuses",
                "make it a button, and put the script into a file of `assets/`",
                r"(?i)javascript:",
            )
        scripted = [name for name in one.attributes if name.startswith("on")]
        is_script = one.tag == "script" and "src" not in one.attributes
        if scripted or (is_script and one.get("type") not in _DATA):
            yield Fault(
                "inline-script",
                "the page has a script in it, which a strict Content-Security-Policy refuses",
                "put it into a file of `assets/`",
                rf"\b{scripted[0]}=" if scripted else r"<script(?![^>]*\bsrc=)(?![^>]*json)",
            )


def _requests(root: Element, wanted: Wanted) -> Iterator[Fault]:
    for one in root.all():
        names = _LOADED.get(one.tag, ())
        if one.tag == "link" and set(one.get("rel").lower().split()) & set(_LOADING_LINKS):
            names = ("href",)
        for url in (url for name in names for url in _addresses(one.get(name), name)):
            host = _host(url)
            if host and host != wanted.host:
                yield Fault(
                    "third-party-request",
                    f"the page asks `{host}` for something as soon as it is opened",
                    "put the file into `assets/`",
                    rf"(?<![\w.-]){re.escape(host)}(?![\w.-])",
                )


def _labels(root: Element, wanted: Wanted) -> Iterator[Fault]:
    for one in root.all("img"):
        if wanted.made not in one.get("src"):
            continue
        around = next((up for up in one.above() if up.tag in _TOGETHER), root)
        if not any(label in around.seen for label in wanted.labels):
            yield Fault(
                "unlabelled-ai-image",
                "a picture that a model made is shown without words that say so",
                'write `{{ picture.label }}` or `{{ t("badge." ~ picture.badge) }}` beside it',
                r"<img\b",
            )


def _host(url: str) -> str:
    try:
        return urlsplit(url.strip()).netloc
    except ValueError:
        # No browser asks for what is no address.
        return ""


def _addresses(value: str, name: str) -> list[str]:
    if name != "srcset":
        return [value]
    return [part.split()[0] for part in value.split(",") if part.strip()]


def _within(element: Element, *tags: str) -> bool:
    return any(up.tag in tags for up in element.above())
