"""What feeds say of images, of machine-written texts, and of corrections.

Views in, HTML or plain text out. What is said on the page of an entry goes with it everywhere. Days
are written as in ISO 8601, which is read in every language.
"""

from collections.abc import Iterable, Iterator
from html import escape

from briefgen import urls, web
from briefgen.notices import correction_kind, text_label
from briefgen.views import Card, Notice, Picture


def plain_label(card: Card) -> str:
    """Return `[AI-generated image]` for plain text, or nothing."""
    label = card.image.label if card.image else ""
    return f"[{label}]" if label else ""


def image_address(image: Picture, base_url: str) -> str:
    """Return the whole address of the file that readers of feeds show, or nothing.

    They show it bare: of a picture that a model made it carries the label in its pixels. Where no
    such file can be made there is none, and the words stand alone.
    """
    url = image.labelled if image.badge else image.url
    return url if web.has_scheme(url) or not url else urls.absolute(base_url, url)


def image_html(card: Card, base_url: str) -> str:
    """Return the entry's image as an HTML figure with its label and disclaimer, or nothing."""
    image = card.image
    if image is None:
        return ""
    address = image_address(image, base_url)
    size = f' width="{image.width}" height="{image.height}"' if image.width else ""
    label = f"{image.label}. {image.disclaimer}" if image.badge else ""
    words = " ".join(part for part in (label, image.caption, image.credit) if part)
    alt = ". ".join(part for part in (image.alt.rstrip(". "), image.label) if part)
    caption = f"<figcaption>{escape(words)}</figcaption>" if words else ""
    shown = f'<img src="{escape(address)}" alt="{escape(alt)}"{size}>' if address else ""
    return f"<figure>{shown}{caption}</figure>\n" if shown or caption else ""


def plain_text_label(card: Card) -> str:
    """Return `[AI-generated text]` for plain text, or nothing."""
    label = text_label(card.ai_text, card.lang)
    return f"[{label}]" if label else ""


def text_notice_html(card: Card, sentence: str) -> str:
    """Return what is said of a model's part in the text as an HTML paragraph, or nothing."""
    label = text_label(card.ai_text, card.lang)
    return f"<p><strong>{escape(label)}.</strong> {escape(sentence)}</p>\n" if label else ""


def plain_notices(notices: Iterable[Notice], lang: str) -> Iterator[str]:
    """Yield `[Correction, 2024-10-24: what was changed]` for each correction."""
    for notice in notices:
        kind = correction_kind(notice.kind, lang)
        yield f"[{kind}, {notice.date.day.isoformat()}: {notice.text}]"


def notices_html(notices: Iterable[Notice], lang: str) -> str:
    """Return the corrections as HTML paragraphs, or nothing."""
    return "".join(
        f"<p><strong>{escape(correction_kind(notice.kind, lang))}, "
        f"{notice.date.day.isoformat()}:</strong> {escape(notice.text)}</p>\n"
        for notice in notices
    )
