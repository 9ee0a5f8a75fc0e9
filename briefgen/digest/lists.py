"""Lists: the curated and automatic lists beside the main column.

A library, its cards and the configuration in, the rows of each list out.
"""

from collections.abc import Callable, Iterable
from itertools import islice

from briefgen import urls
from briefgen.config import Config
from briefgen.digest.cards import headline_of
from briefgen.model import (
    CuratedList,
    Entry,
    Library,
    ListItem,
    Selection,
)
from briefgen.views import (
    Card,
    ListRow,
    SideList,
)


def chosen_lists(lists: tuple[CuratedList, ...], config: Config) -> tuple[CuratedList, ...]:
    """Return the lists that are shown, in order: as configured, else by file name."""
    if not config.lists:
        return tuple(sorted(lists, key=lambda one: one.name))
    by_name = {one.name: one for one in lists}
    return tuple(by_name[name] for name in config.lists if name in by_name)


def side_lists(
    chosen: tuple[CuratedList, ...],
    library: Library,
    card: Callable[[str], Card | None],
    shown: frozenset[str] = frozenset(),
) -> tuple[SideList, ...]:
    """Return the lists that have a row; automatic ones leave out the entries in `shown`.

    `card` gives the card of an entry by its id, or None when it is not published.
    """
    made = (_side_list(one, library, card, shown) for one in chosen)
    return tuple(one for one in made if one.rows)


def _side_list(
    one: CuratedList,
    library: Library,
    card: Callable[[str], Card | None],
    shown: frozenset[str],
) -> SideList:
    items: Iterable[ListItem] = one.entries
    if not one.entries and one.select is not None:
        select = one.select
        matching = (
            ListItem(entry=entry.id)
            for entry in library.published
            if entry.id not in shown and _matches(entry, select)
        )
        items = islice(matching, one.limit)
    rows = (_row(item, card, one.style) for item in items)
    return SideList(
        name=one.name,
        title=one.title,
        style=one.style,
        rows=tuple(row for row in rows if row is not None),
    )


def _row(item: ListItem, card_of: Callable[[str], Card | None], style: str) -> ListRow | None:
    if not item.entry:
        return ListRow(
            title=item.title,
            url=item.url.lstrip("/") if item.url.startswith("/") else item.url,
            region=item.region,
            author="",
            lang="",
            dir="",
            retracted=False,
            image=None,
        )
    card = card_of(item.entry)
    if card is None:
        return None
    headline = headline_of(card)
    return ListRow(
        title=item.title or card.title,
        url=card.url,
        region=item.region or headline.region,
        author=headline.author,
        lang=card.lang,
        dir=card.dir,
        retracted=headline.retracted,
        image=card.image if style == "pictures" else None,
    )


def _matches(entry: Entry, select: Selection) -> bool:
    wanted = (
        (select.kinds, (entry.kind,)),
        (select.topics, entry.topics),
        (select.regions, entry.regions),
        (select.desks, (entry.desk,)),
        (select.stories, (entry.story,)),
    )
    for asked, has in wanted:
        if asked and not {urls.term_key(a) for a in asked} & {urls.term_key(h) for h in has}:
            return False
    return entry.featured or not select.featured
