"""The social image of a page: the picture of an entry, or the words of its edition."""

from briefgen import urls
from briefgen.digest import Digest
from briefgen.digest.pictures import SOCIAL_SIZE
from briefgen.model import Entry
from briefgen.views import EditionName, SocialImage


def of_edition(digest: Digest, name: EditionName) -> SocialImage | None:
    """Return the image of an edition, or None where the site has none."""
    if digest.config.images.social == "off":
        return None
    width, height = SOCIAL_SIZE
    url = urls.social(name.url, "png")
    words = f"{digest.config.title}, {name.period}"
    return SocialImage(url=url, width=width, height=height, alt=words)


def of_entry(digest: Digest, entry: Entry) -> SocialImage | None:
    """Return the image of an entry, or else that of its edition; None where the site has none."""
    return digest.pictures.social(entry) or of_edition(digest, digest.edition_of(entry))
