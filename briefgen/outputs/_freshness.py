"""When the newest edition is older than the cadence allows.

The digest in, a moment out. No build reads a clock for this: the page holds the moment, and a
script of the theme compares it with the reader's own.
"""

from collections.abc import Mapping
from datetime import date, datetime, time

from briefgen.digest import Digest
from briefgen.model import Moment
from briefgen.urls import Cadence

# Days after the last of an edition in which the next one comes: one cadence, and a weekend more.
_ALLOWED: Mapping[Cadence, int] = {"daily": 1 + 2, "weekly": 7 + 2, "monthly": 31 + 2}


def stale_from(digest: Digest) -> Moment | None:
    """Return from when on readers are told that the newest edition is old; None without one.

    A midnight of the site's zone, by the offset that the newest entry has: an hour of summer time
    does not matter here.
    """
    if not digest.editions:
        return None
    last = digest.edition_names[digest.editions[0].period].last_day
    first_stale = last.toordinal() + _ALLOWED[digest.config.cadence] + 1
    if first_stale > date.max.toordinal():
        return None
    newest = digest.library.published[0].date
    midnight = datetime.combine(date.fromordinal(first_stale), time())
    return Moment(local=midnight, offset=newest.offset, zone=newest.zone)
