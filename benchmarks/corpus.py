"""A made-up digest of any length: a seed in, items out, the same on every machine.

Each item is drawn from a generator of its own, seeded by its number, and items are numbered from
the newest. So a corpus of 1,000 is the beginning of one of 10,000.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

from benchmarks.words import DESKS, KINDS, PUBLISHERS, REGIONS, TOPICS, VOCABULARY

NEWEST = datetime(2025, 6, 30)  # noqa: DTZ001 - on the site's clock, which is UTC
"""The day of the newest items."""

PICTURES = tuple(f"picture-{number}.png" for number in range(1, 9))
"""The pictures that items share."""


def _heaped(count: int, flat: float) -> tuple[float, ...]:
    """Return cumulative weights by Zipf's law; a greater `flat` lifts the rare against the top."""
    return tuple(accumulate(1 / (rank + flat) for rank in range(1, count + 1)))


# Mandelbrot's constant for English prose; topics and publishers are spread more evenly.
_WORD_WEIGHTS = _heaped(len(VOCABULARY), 2.7)
_TOPIC_WEIGHTS = _heaped(len(TOPICS), 20)
_PUBLISHER_WEIGHTS = _heaped(len(PUBLISHERS), 20)

# Headlines and slugs read badly when made of "the", "of" and "and".
_CONTENT_WORDS = VOCABULARY[120:]


@dataclass(frozen=True, slots=True)
class Cited:
    """What an item rests on."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry, in no tool's format."""

    title: str
    slug: str
    summary: str
    date: datetime
    """Naive, in UTC; no two items of a day share one."""
    desk: str
    kind: str
    topics: tuple[str, ...]
    region: str
    sources: tuple[Cited, ...]
    picture: str
    """One of `PICTURES`, made by a model; or empty."""
    alt: str
    body: str
    """Markdown without raw HTML."""

    @property
    def path(self) -> str:
        """Its place in the site, and below the folder of entries: `2025/06/30/slug`."""
        return f"{self.date:%Y/%m/%d}/{self.slug}"


def items(count: int, seed: int = 1) -> Iterator[Item]:
    """Yield that many items, newest first, about ten a day."""
    number, day = 0, NEWEST
    while number < count:
        # Seven to thirteen: ten on average.
        of_day = random.Random(f"{seed} day {day:%Y-%m-%d}").randint(7, 13)
        for place in range(min(of_day, count - number)):
            # From half past nine in the evening backwards, in steps that keep all clocks apart.
            clock = day + timedelta(hours=21, minutes=30 - 70 * place)
            yield _item(random.Random(f"{seed} item {number}"), number, clock)
            number += 1
        day -= timedelta(days=1)


def _item(dice: random.Random, number: int, date: datetime) -> Item:
    headline = dice.sample(_CONTENT_WORDS, dice.randint(5, 10))
    publishers = dict.fromkeys(
        dice.choices(PUBLISHERS, cum_weights=_PUBLISHER_WEIGHTS, k=dice.randint(1, 4))
    )
    picture = dice.choice(PICTURES) if dice.random() < 0.3 else ""
    return Item(
        title=" ".join(headline).capitalize(),
        slug=f"{'-'.join(headline[:4])}-{number}",
        summary=" ".join(_sentence(dice) for _ in range(dice.randint(1, 2))),
        date=date - timedelta(minutes=dice.randint(0, 59)),
        desk=dice.choice(DESKS),
        kind=dice.choice(KINDS),
        topics=tuple(
            dict.fromkeys(dice.choices(TOPICS, cum_weights=_TOPIC_WEIGHTS, k=dice.randint(1, 3)))
        ),
        region=dice.choice(REGIONS),
        sources=tuple(
            Cited(name, f"https://{name.lower().replace(' ', '-')}.example/{number}-{place}")
            for place, name in enumerate(publishers, 1)
        ),
        picture=picture,
        alt=f"A drawing of a {dice.choice(_CONTENT_WORDS)}" if picture else "",
        body=_body(dice),
    )


def _words(dice: random.Random, count: int) -> list[str]:
    return dice.choices(VOCABULARY, cum_weights=_WORD_WEIGHTS, k=count)


def _sentence(dice: random.Random) -> str:
    words = _words(dice, dice.randint(8, 20))
    if len(words) > 12:
        words[len(words) // 2] += ","
    return " ".join(words).capitalize() + "."


def _body(dice: random.Random) -> str:
    """Return 120 to 350 words of Markdown."""
    wanted = dice.randint(120, 350)
    blocks = [_paragraph(dice, 40)]
    have = 40
    while have < wanted:
        left = max(wanted - have, 10)
        shape = dice.random()
        if shape < 0.64 or left < 40:
            size = min(dice.randint(30, 70), left)
            blocks.append(_paragraph(dice, size))
        elif shape < 0.82:
            blocks.append(_list(dice, "1. " if shape > 0.76 else "- "))
            size = 32
        elif shape < 0.90:
            size = 24
            blocks.append("> " + _paragraph(dice, size))
        elif shape < 0.95:
            blocks.append(_table(dice))
            size = 15
        elif shape < 0.98:
            blocks.append("## " + " ".join(_words(dice, 4)).capitalize())
            blocks.append(_paragraph(dice, 30))
            size = 34
        else:
            blocks.append(
                "```\n" + "\n".join(" ".join(_words(dice, 4)) for _ in range(3)) + "\n```"
            )
            size = 12
        have += size
    return "\n\n".join(blocks) + "\n"


def _paragraph(dice: random.Random, count: int) -> str:
    """Return sentences of so many words in all, with a link, stresses or code among them."""
    words = _words(dice, count)
    for start in range(0, count, 14):
        words[start] = words[start].capitalize()
        if start:
            words[start - 1] += "."
    words[-1] = words[-1].rstrip(".") + "."
    # No two marks on one word: a link takes the third and fourth, stresses come later.
    if count > 6 and dice.random() < 0.5:
        words[2] = f"[{words[2]}"
        words[3] = f"{words[3]}](https://example.org/{words[4]}/{dice.randint(1, 9999)})"
    if count > 9 and dice.random() < 0.4:
        words[7] = f"**{words[7]}**"
    if count > 12 and dice.random() < 0.4:
        words[10] = f"*{words[10]}*"
    if count > 20 and dice.random() < 0.1:
        words[17] = f"`{words[17]}`"
    return " ".join(words)


def _list(dice: random.Random, mark: str) -> str:
    return "\n".join(mark + " ".join(_words(dice, 8)).capitalize() for _ in range(4))


def _table(dice: random.Random) -> str:
    rows = [[*_words(dice, 2), str(dice.randint(1, 9999))] for _ in range(4)]
    head = ["place", "kind", "number"]
    lines = [head, ["---", "---", "---:"], *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
