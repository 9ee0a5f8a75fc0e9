"""Values as YAML has them: texts that no reader takes for anything else, and moments.

Values in, text on one line out.
"""

import json
import re

from briefgen.model import Moment

# What every reader of YAML takes for the text that it is: names, dates, fingerprints, addresses.
_PLAIN = re.compile(
    r"[^\W\d_](?:[\w.’' /-]*[\w.])?"
    r"|\d{4}-\d\d-\d\d(?:T\d\d:\d\d[+-]\d\d:\d\d)?"
    r"|(?=[\da-f]*[a-df])[\da-f]{16}"
    r"|https?://[A-Za-z0-9._~/?=&%+-]+"
)
_WORDS_OF_YAML = frozenset(["true", "false", "yes", "no", "on", "off", "y", "n", "null"])


def scalar(value: str, *, in_quotes: bool = False) -> str:
    """Return a text as YAML reads it back, in double quotes where it needs them or they are asked.

    It is on one line and clean, see `reading.text.clean`.
    """
    plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS_OF_YAML
    # JSON's texts are YAML's, in double quotes.
    return value if plain and not in_quotes else json.dumps(value, ensure_ascii=False)


def written(moment: Moment) -> str:
    """Return a moment as front matter has it, to the minute."""
    if not moment.clock:
        return moment.day.isoformat()
    return f"{moment.local.isoformat(timespec='minutes')}{moment.iso[-6:]}"
