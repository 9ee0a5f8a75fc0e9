"""What is said near the headline of an entry: of a model's part in its text, and its corrections.

An entry in, the words and records out that its page and its feed item share.
"""

from briefgen.config import Config
from briefgen.model import Entry
from briefgen.notices import text_notice
from briefgen.outputs._schema import newest_first
from briefgen.views import Card, Notice


def text_notice_of(card: Card, config: Config) -> str:
    """Return the sentence on a model's part in a text, in the entry's language; or nothing."""
    disclosure = config.disclosure
    generated = card.ai_text == "generated"
    own = disclosure.text_generated if generated else disclosure.text_assisted
    return text_notice(card.ai_text, card.lang, own)


def notices(entry: Entry) -> tuple[Notice, ...]:
    """Return the corrections of an entry, newest first."""
    return tuple(
        Notice(kind=note.kind, date=note.date, text=note.text) for note in newest_first(entry)
    )
