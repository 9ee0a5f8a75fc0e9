"""What feeds say of images: the label goes with the picture wherever it is shown."""

from html import escape

from briefgen import urls
from briefgen.views import Card


def plain_label(card: Card) -> str:
    """Return `[AI-generated image]` for plain text, or nothing."""
    label = card.image.label if card.image else ""
    return f"[{label}]" if label else ""


def image_html(card: Card, base_url: str) -> str:
    """Return the entry's image as an HTML figure with its label and disclaimer, or nothing."""
    image = card.image
    if image is None:
        return ""
    # A reader of feeds shows the bare file: one that a model made carries its label in the pixels.
    # Where no such file can be made there is none, and the words stand alone.
    url = image.labelled if image.badge else image.url
    address = url if urls.has_scheme(url) or not url else base_url + url
    size = f' width="{image.width}" height="{image.height}"' if image.width else ""
    label = f"{image.label}. {image.disclaimer}" if image.badge else ""
    words = " ".join(part for part in (label, image.caption, image.credit) if part)
    alt = ". ".join(part for part in (image.alt.rstrip(". "), image.label) if part)
    caption = f"<figcaption>{escape(words)}</figcaption>" if words else ""
    shown = f'<img src="{escape(address)}" alt="{escape(alt)}"{size}>' if address else ""
    return f"<figure>{shown}{caption}</figure>\n" if shown or caption else ""
