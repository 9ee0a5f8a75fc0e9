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
    address = image.url if urls.has_scheme(image.url) else base_url + image.url
    size = f' width="{image.width}" height="{image.height}"' if image.width else ""
    label = f"{image.label}. {image.disclaimer}" if image.badge else ""
    words = " ".join(part for part in (label, image.caption, image.credit) if part)
    alt = ". ".join(part for part in (image.alt.rstrip(". "), image.label) if part)
    caption = f"<figcaption>{escape(words)}</figcaption>" if words else ""
    return f'<figure><img src="{escape(address)}" alt="{escape(alt)}"{size}>{caption}</figure>\n'
