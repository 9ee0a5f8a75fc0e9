"""What machines are told of the site and of its lists (schema.org), as plain data.

The digest in; mappings out, which pages write as JSON-LD. Things that several pages speak of have
one `@id` each, so that what is told of them joins: `#website` and `#publisher` at the site's root,
`#article` at an entry's page, and the address itself for a page. A site that does not know its
address tells nothing, for none of this could be found again.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from briefgen import urls, web
from briefgen.digest import Digest
from briefgen.fingerprint import of
from briefgen.wings import climb

Data = Mapping[str, object]
Order = Literal["Ascending", "Descending"]
"""As a list is read: from the first on, or the newest first."""

CONTEXT = "https://schema.org"

# A page about how errors are mended, by the name that most sites give it.
_POLICIES = ("corrections-policy", "corrections")


def identity(digest: Digest) -> str:
    """Return the fingerprint of what each page tells of the site and of its publisher.

    What only the front page tells is not in it.
    """
    config = digest.config
    owner = config.publisher
    return of(
        [config.title, config.base_url, config.language],
        [owner.name, owner.url, owner.logo],
        corrections_policy(digest),
    )


def absolute(digest: Digest, url: str) -> str:
    """Return the whole address of a target: a site URL, a path with its slash, or a web address."""
    return url if web.has_scheme(url) else urls.absolute(digest.config.base_url, url.lstrip("/"))


def corrections_policy(digest: Digest) -> str:
    """Return the address of the page that tells how errors are mended."""
    slugs = {page.slug for page in digest.library.pages}
    found = next((slug for slug in _POLICIES if slug in slugs), "")
    return absolute(digest, urls.page(found) if found else urls.CORRECTIONS)


def publisher(digest: Digest) -> dict[str, object]:
    """Return the publisher as each page names it."""
    config = digest.config
    logo = config.publisher.logo
    # One for all languages of the site.
    home = absolute(digest, climb(digest.prefix))
    return known(
        {
            "@type": "NewsMediaOrganization",
            "@id": urls.part(home, "publisher"),
            "name": config.publisher.name or config.title,
            "url": config.publisher.url or home,
            "logo": {"@type": "ImageObject", "url": absolute(digest, logo)} if logo else None,
            "correctionsPolicy": corrections_policy(digest),
        }
    )


def website(digest: Digest) -> dict[str, object]:
    """Return the site as pages of it name it."""
    home = absolute(digest, "")
    return {
        "@type": "WebSite",
        "@id": urls.part(home, "website"),
        "url": home,
        "name": digest.config.title,
    }


def home(digest: Digest) -> Data:
    """Return what the home page tells: the site with its search, and who publishes it."""
    config = digest.config
    if not config.located:
        return {}
    owner = publisher(digest)
    policies = {
        "ethicsPolicy": config.publisher.ethics,
        "masthead": config.publisher.masthead,
        "ownershipFundingInfo": config.publisher.ownership,
    }
    site = website(digest) | {
        "description": config.description or config.tagline,
        "inLanguage": config.language,
        "publisher": {"@id": owner["@id"]},
        "potentialAction": _search(digest),
    }
    about = owner | {
        **{name: absolute(digest, url) if url else "" for name, url in policies.items()},
        "sameAs": [link.url for link in config.follow if web.is_web(link.url)],
        "contactPoint": _contact(digest),
        "address": config.contact.address,
    }
    return {"@context": CONTEXT, "@graph": [known(site), known(about)]}


def _search(digest: Digest) -> Data | None:
    """Return how the site is searched, if it is."""
    if digest.config.search.index == "off":
        return None
    return {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": absolute(digest, urls.search("{search_term_string}")),
        },
        "query-input": "required name=search_term_string",
    }


def collection(
    digest: Digest,
    url: str,
    items: Iterable[str],
    *,
    order: Order = "Descending",
    description: str = "",
) -> Data:
    """Return what a page tells that lists other pages: their site URLs, in order, each once.

    The template adds the name, which may be a date in the words of its language.
    """
    if not digest.config.located:
        return {}
    addresses = [absolute(digest, item) for item in dict.fromkeys(items)]
    return known(
        {
            **_page(digest, "CollectionPage", url, digest.config.language, description),
            "mainEntity": {
                "@type": "ItemList",
                "itemListOrder": f"{CONTEXT}/ItemListOrder{order}",
                "numberOfItems": len(addresses),
                "itemListElement": [
                    {"@type": "ListItem", "position": position, "url": address}
                    for position, address in enumerate(addresses, 1)
                ],
            },
        }
    )


def web_page(digest: Digest, url: str, lang: str, description: str) -> Data:
    """Return what a page tells that is a text of its own."""
    return known(_page(digest, "WebPage", url, lang, description)) if digest.config.located else {}


def known(values: Data) -> dict[str, object]:
    """Return what is known: nothing empty is told."""
    return {name: value for name, value in values.items() if value not in ("", None, [], ())}


def _page(digest: Digest, kind: str, url: str, lang: str, description: str) -> dict[str, object]:
    address = absolute(digest, url)
    return {
        "@context": CONTEXT,
        "@type": kind,
        "@id": address,
        "url": address,
        "description": description,
        "inLanguage": lang,
        "isPartOf": website(digest),
        "publisher": publisher(digest),
    }


def _contact(digest: Digest) -> dict[str, object] | None:
    contact = digest.config.contact
    if not (contact.email or contact.phones):
        return None
    return known(
        {
            "@type": "ContactPoint",
            "name": contact.name,
            "email": contact.email,
            "telephone": list(contact.phones),
        }
    )
