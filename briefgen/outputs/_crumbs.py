"""The way to a page: the pages above it, the page itself last.

Dates, terms and words of the theme in, crumbs out. What a page shows above its heading and what
machines are told are the same crumbs.
"""

from datetime import date

from briefgen import urls
from briefgen.model import Taxonomy
from briefgen.views import Crumb, EditionName

Crumbs = tuple[Crumb, ...]


def to_year(year: int) -> Crumbs:
    """Return the way to a year."""
    return (_dated(date(year, 1, 1), "year", urls.year(year)),)


def to_month(day: date) -> Crumbs:
    """Return the way to the month of a day, as the last step but for what is in it."""
    return (*to_year(day.year), _dated(day, "month_name", urls.month(day.year, day.month)))


def to_edition(edition: EditionName) -> Crumbs:
    """Return the way to an edition."""
    year = to_year(int(edition.period[:4]))
    if edition.title:
        last = Crumb(url=edition.url, label=edition.title)
    elif edition.cadence == "weekly":
        last = _dated(edition.first_day, "week", edition.url)
    else:
        form = "long" if edition.cadence == "daily" else "month"
        last = _dated(edition.first_day, form, edition.url)
    if edition.cadence != "daily":
        return (*year, last)
    return (*to_month(edition.first_day), last)


def to_entry(day: date, edition: EditionName, title: str, url: str) -> Crumbs:
    """Return the way to an entry of a day."""
    if edition.cadence == "monthly":
        above: Crumbs = (*to_year(day.year), _dated(day, "month_name", edition.url))
    else:
        form = "number" if edition.cadence == "daily" else "week"
        last = _dated(day, form, edition.url)
        above = (*to_month(day), last)
    return (*above, Crumb(url=url, label=title))


def to_whole_month(day: date) -> Crumbs:
    """Return the way to the page of a month."""
    return (*to_year(day.year), _dated(day, "month", urls.month(day.year, day.month)))


def to_day(day: date) -> Crumbs:
    """Return the way to the page of a day."""
    return (*to_month(day), _dated(day, "long", urls.day(day)))


def to_terms(taxonomy: Taxonomy) -> Crumbs:
    """Return the way to the index of a taxonomy."""
    return (Crumb(url=urls.taxonomy(taxonomy), word=f"terms.{taxonomy}"),)


def to_term(taxonomy: Taxonomy, name: str, url: str) -> Crumbs:
    """Return the way to a term."""
    return (*to_terms(taxonomy), Crumb(url=url, label=name))


def to_year_of_term(taxonomy: Taxonomy, name: str, url: str, year: int, own: str) -> Crumbs:
    """Return the way to an earlier year of a term; `own` is the address of that year."""
    return (*to_term(taxonomy, name, url), _dated(date(year, 1, 1), "year", own))


def to_standing(word: str, url: str, month: date | None = None, own: str = "") -> Crumbs:
    """Return the way to a page that every site has, or to the part of it that has one month."""
    top = (Crumb(url=url, word=word),)
    return top if month is None or own == url else (*top, _dated(month, "month", own))


def _dated(day: date, form: str, url: str) -> Crumb:
    return Crumb(url=url, day=day, form=form)
