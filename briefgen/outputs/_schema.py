"""What machines are told of an entry: a NewsArticle (schema.org) as plain data.

Addresses are absolute, times carry their offset, and what a machine made is said as IPTC's digital
source type says it. Nothing is told that the page does not say.
"""

from collections.abc import Mapping

from briefgen import iptc, urls, web
from briefgen.digest import Digest
from briefgen.model import Correction, Entry, Library, Moment, Source
from briefgen.notices import retracted_title
from briefgen.outputs._graph import CONTEXT, Data, absolute, known, publisher, website
from briefgen.views import Card, Picture

_TYPES: Mapping[str, str] = {
    "analysis": "AnalysisNewsArticle",
    "background": "BackgroundNewsArticle",
    "explainer": "BackgroundNewsArticle",
    "column": "OpinionNewsArticle",
    "comment": "OpinionNewsArticle",
    "editorial": "OpinionNewsArticle",
    "opinion": "OpinionNewsArticle",
    "reportage": "ReportageNewsArticle",
    "review": "ReviewNewsArticle",
}
"""By kind, the more special types that schema.org took over from the Trust Project."""


def news_article(digest: Digest, entry: Entry, card: Card) -> Data:
    """Return a NewsArticle; what is not known is left out.

    Nothing at all for an entry that would be held back, had nobody asked for it.
    """
    if not digest.config.located or entry.id in digest.library.asked_for:
        return {}
    page = absolute(digest, card.url)
    owner = publisher(digest)
    article: dict[str, object] = {
        "@context": CONTEXT,
        "@type": _type(entry),
        "@id": urls.part(page, "article"),
        "url": page,
        "mainEntityOfPage": {"@type": "WebPage", "@id": page},
        "headline": plain_title(card),
        "description": card.summary,
        "inLanguage": card.lang,
        "datePublished": when(card.date),
        "dateModified": when(card.updated or card.date),
        "author": _authors(card, owner, digest),
        "publisher": owner,
        "isPartOf": [_edition(digest, entry), website(digest)],
        "isAccessibleForFree": True,
        "articleSection": [link.label for link in card.topics],
        "keywords": [link.label for link in card.topics],
        "spatialCoverage": [{"@type": "Place", "name": link.label} for link in card.regions],
        "image": _image(card.image, entry, digest) if card.image else None,
        "citation": [_citation(source, digest.library) for source in entry.sources],
        "correction": [_correction(note) for note in newest_first(entry)],
        "workTranslation": [
            _translation(digest, other)
            for other in digest.translations(entry)
            if other.id != entry.id
        ],
    }
    return known(article)


def plain_title(card: Card) -> str:
    """Return the headline as it stands where nothing else can say that it was retracted."""
    retracted = card.corrected == "retracted"
    return retracted_title(card.title, card.lang) if retracted else card.title


def newest_first(entry: Entry) -> list[Correction]:
    """Return the corrections of an entry, the newest first."""
    return sorted(entry.corrections, key=lambda note: note.date.instant, reverse=True)


def when(moment: Moment) -> str:
    """Return a moment as ISO 8601, with its offset where a clock was written."""
    return moment.iso if moment.clock else moment.day.isoformat()


def _type(entry: Entry) -> str:
    return _TYPES.get(urls.term_key(entry.kind), "NewsArticle")


def _edition(digest: Digest, entry: Entry) -> dict[str, object]:
    address = absolute(digest, digest.edition_of(entry).url)
    return {"@type": "CollectionPage", "@id": address, "url": address}


def _translation(digest: Digest, other: Entry) -> dict[str, object]:
    address = absolute(digest, digest.references.ids[other.id])
    return {
        "@type": "NewsArticle",
        "@id": urls.part(address, "article"),
        "url": address,
        "inLanguage": digest.language_of(other),
    }


def _authors(card: Card, owner: Data, digest: Digest) -> list[dict[str, object]]:
    if card.authors:
        return [{"@type": "Person", "name": name} for name in card.authors]
    if card.desk is None:
        return [{name: owner[name] for name in ("@type", "@id", "name")}]
    page = absolute(digest, card.desk.url) if card.desk.url else ""
    return [known({"@type": "Organization", "name": card.desk.label, "url": page})]


def _image(picture: Picture, entry: Entry, digest: Digest) -> dict[str, object]:
    # What is shown elsewhere is shown with its label in the pixels.
    url = picture.labelled or picture.url
    width, height = digest.pictures.plain_size(entry)
    caption = ". ".join(part for part in (picture.label, picture.disclaimer) if part)
    shown = ". ".join(part for part in (picture.alt.rstrip(". "), picture.label) if part)
    source_type = entry.image.source_type if entry.image else ""
    return known(
        {
            "@type": "ImageObject",
            "contentUrl": absolute(digest, url),
            "width": width or picture.width or None,
            "height": height or picture.height or None,
            "caption": " ".join(part for part in (caption, picture.caption) if part),
            "description": shown,
            "creditText": picture.credit,
            "digitalSourceType": iptc.schema_org(source_type),
        }
    )


def _citation(source: Source, library: Library) -> dict[str, object]:
    has_copy = web.is_web(source.archive) and not library.gone(source.archive)
    return known(
        {
            "@type": "CreativeWork",
            "name": source.title or source.name,
            "publisher": {"@type": "Organization", "name": source.name},
            "url": source.url if web.is_web(source.url) else "",
            "datePublished": source.published.isoformat() if source.published else "",
            "archivedAt": source.archive if has_copy else "",
        }
    )


def _correction(note: Correction) -> dict[str, object]:
    return {"@type": "CorrectionComment", "text": note.text, "datePublished": when(note.date)}
