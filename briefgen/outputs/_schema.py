"""What machines are told of an entry: a NewsArticle (schema.org) as plain data.

Addresses are absolute, times carry their offset, and what a machine made is said as IPTC's digital
source type says it.
"""

from collections.abc import Mapping

from briefgen import iptc, urls
from briefgen.digest import Digest
from briefgen.model import Correction, Entry, Library, Moment, Source
from briefgen.notices import retracted_title
from briefgen.views import Card, Picture

# A page about how errors are mended, by the name that most sites give it.
_POLICIES = ("corrections-policy", "corrections")


def news_article(digest: Digest, entry: Entry, card: Card) -> dict[str, object]:
    """Return a NewsArticle; what is not known is left out."""
    config = digest.config
    page = urls.absolute(config.base_url, card.url)
    publisher = {
        "@type": "NewsMediaOrganization",
        "name": config.publisher.name or config.title,
        "url": config.publisher.url or urls.absolute(config.base_url, ""),
        "correctionsPolicy": corrections_policy(digest),
    }
    article: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": page,
        "url": page,
        "mainEntityOfPage": page,
        # Search engines show no more than this.
        "headline": retracted_title(card.title, card.lang)
        if card.corrected == "retracted"
        else card.title,
        "description": card.summary,
        "inLanguage": card.lang,
        "datePublished": when(card.date),
        "dateModified": when(card.updated or card.date),
        "author": _authors(card, publisher),
        "publisher": _known(publisher),
        "isAccessibleForFree": True,
        "articleSection": [link.label for link in card.topics],
        "keywords": [link.label for link in card.topics],
        "spatialCoverage": [{"@type": "Place", "name": link.label} for link in card.regions],
        "image": _image(card.image, entry, digest) if card.image else None,
        "citation": [_citation(source, digest.library) for source in entry.sources],
        "correction": [_correction(note) for note in newest_first(entry)],
    }
    return _known(article)


def corrections_policy(digest: Digest) -> str:
    """Return the address of the page that tells how errors are mended."""
    slugs = {page.slug for page in digest.library.pages}
    found = next((slug for slug in _POLICIES if slug in slugs), "")
    url = urls.page(found) if found else urls.CORRECTIONS
    return urls.absolute(digest.config.base_url, url)


def newest_first(entry: Entry) -> list[Correction]:
    """Return the corrections of an entry, the newest first."""
    return sorted(entry.corrections, key=lambda note: note.date.instant, reverse=True)


def when(moment: Moment) -> str:
    """Return a moment as ISO 8601, with its offset where a clock was written."""
    return moment.iso if moment.clock else moment.day.isoformat()


def _authors(card: Card, publisher: Mapping[str, object]) -> list[dict[str, object]]:
    if card.authors:
        return [{"@type": "Person", "name": name} for name in card.authors]
    name = card.desk.label if card.desk else publisher["name"]
    return [{"@type": "Organization", "name": name}]


def _image(picture: Picture, entry: Entry, digest: Digest) -> dict[str, object]:
    base_url = digest.config.base_url
    # What is shown elsewhere is shown with its label in the pixels.
    url = picture.labelled or picture.url
    width, height = digest.pictures.plain_size(entry)
    caption = ". ".join(part for part in (picture.label, picture.disclaimer) if part)
    shown = ". ".join(part for part in (picture.alt.rstrip(". "), picture.label) if part)
    source_type = entry.image.source_type if entry.image else ""
    return _known(
        {
            "@type": "ImageObject",
            "contentUrl": url if urls.has_scheme(url) else urls.absolute(base_url, url),
            "width": width or picture.width or None,
            "height": height or picture.height or None,
            "caption": " ".join(part for part in (caption, picture.caption) if part),
            "description": shown,
            "creditText": picture.credit,
            "digitalSourceType": iptc.schema_org(source_type),
        }
    )


def _citation(source: Source, library: Library) -> dict[str, object]:
    has_copy = urls.is_web(source.archive) and not library.gone(source.archive)
    return _known(
        {
            "@type": "CreativeWork",
            "name": source.title or source.name,
            "publisher": {"@type": "Organization", "name": source.name},
            "url": source.url if urls.is_web(source.url) else "",
            "datePublished": source.published.isoformat() if source.published else "",
            "archivedAt": source.archive if has_copy else "",
        }
    )


def _correction(note: Correction) -> dict[str, object]:
    return {"@type": "CorrectionComment", "text": note.text, "datePublished": when(note.date)}


def _known(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value not in ("", None, [], ())}
