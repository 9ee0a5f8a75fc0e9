"""Plan the social images of editions: `/social/2024/10/23.png`, words on paper.

An entry without a picture of its own is shared with that of its edition.
"""

from collections.abc import Iterator

from briefgen import urls
from briefgen.digest import Digest
from briefgen.digest.cards import corrected
from briefgen.digest.pictures import SOCIAL_SIZE
from briefgen.digest.stretches import Stretch
from briefgen.engine.plan import Conversion, PlannedFile
from briefgen.engine.theme import Theme
from briefgen.fingerprint import composed
from briefgen.model import Edition
from briefgen.outputs._page import GENERATED
from briefgen.pictures.making import make_poster, open_nothing
from briefgen.pictures.views import Poster
from briefgen.program import pictures_fingerprint

# The lead and what fits below it.
_HEADLINES = 4


def mark(digest: Digest, stretch: Stretch) -> str:
    """Return the fingerprint of all that the images of a stretch's editions are made from."""
    config = digest.config
    parts = [config.title, config.language, config.images.social, pictures_fingerprint()]
    for place in digest.edition_places.get(stretch.name, ()):
        edition = digest.editions[place]
        parts.append(digest.edition_names[edition.period].fingerprint)
        parts += [entry.marks.headline for entry in edition.entries]
    return composed(*parts)


def plan_stretch(digest: Digest, _theme: Theme, stretch: Stretch) -> Iterator[PlannedFile]:
    """Yield the image of every edition that begins in a stretch of entries."""
    if digest.config.images.social == "off":
        return
    for place in digest.edition_places.get(stretch.name, ()):
        edition = digest.editions[place]
        yield PlannedFile(
            path=urls.path_of(urls.social(digest.edition_names[edition.period].url, "png")),
            how=Conversion(
                open=open_nothing,
                function=make_poster,
                source="",
                content="",
                by=pictures_fingerprint(),
            ),
            view=_poster(edition, digest),
            origin=GENERATED,
        )


def _poster(edition: Edition, digest: Digest) -> Poster:
    name, config = digest.edition_names[edition.period], digest.config
    standing = (entry for entry in edition.entries if corrected(entry) != "retracted")
    titles = [(entry.title, entry.lang or config.language) for entry in standing]
    if edition.note and name.title:
        titles.insert(0, (name.title, edition.note.lang or config.language))
    width, height = SOCIAL_SIZE
    return Poster(
        width=width,
        height=height,
        title=config.title,
        first_day=name.first_day,
        last_day=name.last_day,
        cadence=name.cadence,
        period=name.period,
        language=config.language,
        headlines=tuple(titles[:_HEADLINES]),
    )
