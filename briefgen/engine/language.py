"""A reader's language: texts, dates and numbers, from the theme's locale files and CLDR.

Keys and values in, text out. The machine's own locale is never asked.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple, Protocol

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_datetime
from babel.numbers import format_decimal

Day = date


class UnknownTextError(LookupError):
    """A theme asked for a text or a date pattern that its locale files do not have."""


class Unfilled(str):
    """A text that lacks a value: scripts can get it as data, a page cannot show it."""

    __slots__ = ("_key", "_lacking")

    _key: str
    _lacking: str

    def __new__(cls, text: str, key: str, lacking: str) -> "Unfilled":
        """Be a text of this key that needs a value of this name."""
        made = super().__new__(cls, text)
        made._key = key
        made._lacking = lacking
        return made

    def __html__(self) -> str:
        """Refuse to be written into a page, whose templates ask for this."""
        raise UnknownTextError(
            f"the text `{self._key}` needs `{self._lacking}`, "
            f'as in `t("{self._key}", {self._lacking}=…)`'
        )


Strings = Mapping[str, "str | Mapping[str, str]"]

# Names of months and weekdays in a pattern (CLDR: three letters abbreviate, four are the whole
# name), but not what is quoted.
_NAMES = re.compile(r"('[^']*')|(?<![MLE])(M{3,4}|L{3,4}|E{1,4})(?![MLE])")

_PLACE = re.compile(r"\{(\w+)\}")

# The nought of each set of digits that CLDR has some language write by default, in one block.
_NOUGHTS = {
    "adlm": 0x1E950,
    "arab": 0x660,
    "arabext": 0x6F0,
    "beng": 0x9E6,
    "cakm": 0x11136,
    "deva": 0x966,
    "hmnp": 0x1E140,
    "mtei": 0xABF0,
    "mymr": 0x1040,
    "nkoo": 0x7C0,
    "olck": 0x1C50,
    "tibt": 0xF20,
}
_DIGITS = {
    name: {ord("0") + digit: chr(nought + digit) for digit in range(10)}
    for name, nought in _NOUGHTS.items()
}

# What fits into a column of a calendar.
_SHORT = 4


class LocalTime(Protocol):
    """Anything with a naive local time."""

    @property
    def local(self) -> datetime:
        """The time on the wall clock."""


class Weekday(NamedTuple):
    """A day of the week, in words."""

    short: str
    long: str


@dataclass(frozen=True, slots=True)
class Language:
    """One interface language: how the theme says things in it."""

    locale: Locale
    strings: Strings
    """Texts by dotted key; plural forms as a mapping from CLDR category to text."""
    dates: str = "medium"
    """How months and weekdays are written: `long` in full, `short` abbreviated, `medium` as the
    locale file has them."""

    def text(self, key: str, **values: object) -> str:
        """Return the text of a key with `{name}` replaced; `n` picks the plural form.

        UnknownTextError when neither this language nor its fallbacks have the key. A text that
        lacks a value can be handed on to a script, and not be shown.
        """
        found = self._pattern(key) if key.startswith("dates.") else self._found(key)
        if not isinstance(found, str):
            number = values.get("n", 0)
            category = self.locale.plural_form(number) if isinstance(number, int) else "other"
            found = found.get(category) or found["other"]
        if "{" not in found:
            return found
        # In one go: a headline that says `{site}` is not itself a text with places.
        filled = _PLACE.sub(lambda place: self._shown(values.get(place[1], place[0])), found)
        lacking = next((name for name in _PLACE.findall(found) if name not in values), "")
        return Unfilled(filled, key, lacking) if lacking else filled

    def forms(self, key: str) -> Mapping[str, str]:
        """Return a text in all its plural forms, by CLDR category, for scripts that count."""
        found = self._found(key)
        return {"other": found} if isinstance(found, str) else found

    def _shown(self, value: object) -> str:
        return self.number(value) if isinstance(value, int) else str(value)

    def date(self, value: "date | LocalTime", form: str) -> str:
        """Return a day or a moment in words, by one of the locale file's patterns.

        `form` is a key below `dates`, whose patterns have the field symbols of CLDR.

        UnknownTextError when there is no such pattern.
        """
        pattern = self._pattern(f"dates.{form}")
        if not isinstance(value, date):
            moment = value.local
        elif isinstance(value, datetime):
            moment = value
        else:
            moment = datetime.combine(value, time())
        return self._written(format_datetime(moment, pattern, locale=self.locale))

    def weekdays(self) -> tuple[Weekday, ...]:
        """Return the days of a week, from the one that it begins with where this is spoken.

        Each has a `short` and a `long` name.
        """
        names = self.locale.days["stand-alone"]
        short, long = names["abbreviated"], names["wide"]
        if any(len(name.rstrip(".")) > _SHORT for name in short.values()):
            # Arabic and Persian shorten none of them.
            short = names["narrow"]
        return tuple(Weekday(short[day], long[day]) for day in self._days())

    def weeks(self, first_day: Day) -> tuple[tuple[Day | None, ...], ...]:
        """Return the weeks of a month, each with its seven days; none for those of other months.

        The month is that of the day, which is its first.
        """
        before = (first_day.weekday() - self._first) % 7
        count = monthrange(first_day.year, first_day.month)[1]
        days: list[Day | None] = [
            *[None] * before,
            *(first_day.replace(day=n) for n in range(1, count + 1)),
        ]
        days += [None] * (-len(days) % 7)
        return tuple(tuple(days[start : start + 7]) for start in range(0, len(days), 7))

    def _pattern(self, key: str) -> str:
        """Return a pattern of dates at the length that dates have."""
        written = str(self._found(key))
        if self.dates == "medium":
            return written
        letters = 4 if self.dates == "long" else 3
        return _NAMES.sub(lambda found: found[1] or found[2][0] * letters, written)

    def _days(self) -> tuple[int, ...]:
        return tuple((self._first + number) % 7 for number in range(7))

    @property
    def _first(self) -> int:
        """The day that a week begins with: 0 is Monday."""
        return _at_home(self.locale).first_week_day

    def _found(self, key: str) -> "str | Mapping[str, str]":
        try:
            return self.strings[key]
        except KeyError:
            raise UnknownTextError(f"the locale files have no text `{key}`") from None

    def number(self, value: int) -> str:
        """Return a whole number as the language writes it, in its own digits."""
        # Years and ranks stay plain: grouping starts where it helps, at five digits.
        if -10_000 < value < 10_000:
            return self._written(str(value))
        return self._written(format_decimal(value, locale=self.locale, numbering_system="default"))

    def _written(self, text: str) -> str:
        """Return a text with its digits as CLDR has them for the language and its country."""
        # Babel knows which digits those are, and writes others.
        return text.translate(_DIGITS.get(self.locale.default_numbering_system, {}))


def _at_home(locale: Locale) -> Locale:
    """Return a locale with the country where most of those live who speak its language.

    English stays without: it is at home in too many.
    """
    if locale.territory or locale.language == "en":
        return locale
    likely = get_global("likely_subtags")
    script = f"_{locale.script}" if locale.script else ""
    found = likely.get(f"{locale.language}{script}") or likely.get(locale.language)
    return Locale.parse(found) if found else locale


def locale_of(code: str) -> Locale:
    """Return the CLDR locale of a BCP 47 code, or of its nearest parent; English at last."""
    parts = code.split("-")
    while parts:
        try:
            return Locale.parse("_".join(parts))
        except (ValueError, UnknownLocaleError):
            parts.pop()
    return Locale("en")


def own_name(code: str) -> str:
    """Return a language by its own name, as CLDR has it: `pt-BR` is "português (Brasil)".

    The code itself where CLDR does not know the language.
    """
    try:
        locale = Locale.parse(code, sep="-")
    except (ValueError, UnknownLocaleError):
        return code
    return locale.get_display_name() or code


def open_graph(code: str) -> str:
    """Return a language code as Open Graph wants it: `en_US`.

    Where no territory is named it is the one that CLDR has as the most likely; empty when there is
    none.
    """
    parts = code.split("-")
    named = next((part for part in parts[1:] if len(part) == 2 and part.isalpha()), "")
    if named:
        return f"{parts[0].lower()}_{named.upper()}"
    likely = get_global("likely_subtags")
    script = next((part.title() for part in parts[1:] if len(part) == 4), "")
    language = parts[0].lower()
    found = likely.get(f"{language}_{script}") or likely.get(language)
    return f"{language}_{found.split('_')[-1]}" if found else ""


def flatten(tree: Mapping[str, object], prefix: str = "") -> dict[str, str | Mapping[str, str]]:
    """Return nested locale texts by dotted key; a mapping with `other` is a plural and stays."""
    flat: dict[str, str | Mapping[str, str]] = {}
    for name, value in tree.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping) and "other" not in value:
            flat |= flatten(value, f"{key}.")
        elif isinstance(value, Mapping):
            flat[key] = {str(category): str(text) for category, text in value.items()}
        else:
            flat[key] = str(value)
    return flat
