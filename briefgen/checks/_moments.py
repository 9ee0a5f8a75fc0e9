"""Which of two stamps is earlier, and how a message shows one."""

from briefgen.model import Moment


def before(one: Moment, other: Moment) -> bool:
    """Tell whether one moment is before another; where one is a bare day, by their days."""
    if one.clock and other.clock:
        return one.instant < other.instant
    return one.day < other.day


def shown(moment: Moment) -> str:
    """Return a moment for a message: `2024-10-23 17:36 IST`, or the day alone."""
    if not moment.clock:
        return moment.day.isoformat()
    return f"{moment.local.isoformat(' ', 'minutes')} {moment.zone}"
