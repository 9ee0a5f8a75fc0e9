"""Which known word a mistyped one stands for."""

import pytest

from briefgen.checks._nearby import closest


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("harbor", "harbour"),
        ("Harbour", "harbour"),
        ("HARBOUR", "harbour"),
        ("habrour", "harbour"),
        ("harbours", "harbour"),
        ("port", ""),
        ("", ""),
    ],
)
def test_one_slip_of_the_keyboard_is_seen(word: str, meant: str) -> None:
    """A letter too many, too few, another one, or two changed places; nothing far-fetched."""
    assert closest(word, ["harbour", "airport", "station"]) == meant


def test_among_many_words_the_most_alike_is_found() -> None:
    """Ids of one digest share most of their letters."""
    many = [f"2024-10-23-story-number-{n:05}" for n in range(20_000)]

    assert closest("2024-10-23-story-numbr-01234", many) == "2024-10-23-story-number-01234"
