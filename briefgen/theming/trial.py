"""The trial digest: a small project that holds every case that a theme has to cope with.

Its files by path, the same each time. Nothing here touches a disk; the words are made up and say
what each case is.
"""

import io
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import yaml

NOW = "2024-10-26T12:00+00:00"
"""When it is looked at: after its newest edition, before what is due later."""

BASE_URL = "https://trial.invalid/digest/"

MADE = "madepicture"
"""In the names of pictures that a model made, to know them again on pages."""

WRITTEN = "machine"
"""The slug of an entry whose text a model wrote."""

RATIOS = {
    "16x9": (160, 90),
    "3x2": (150, 100),
    "4x3": (120, 90),
    "1x1": (100, 100),
    "4x5": (80, 100),
}

_LONG = (
    "A headline that goes on and on, past the point where a person would have put a full stop, "
    "because some authority was named in full and so was the agreement that it signed in the end"
)
_GERMAN = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz aufgehoben"
_PARAGRAPHS = """A first paragraph with *emphasis*, **weight**, `code` and [a link](https://example.org/a).

## A heading in the text

- one
- two

1. first
2. second

> What somebody said.

### A smaller heading

| column | number |
|---|---|
| a | 1 |

```
code that is long enough to reach over the edge of a narrow column of text on a small screen
```

A claim.[^1]

[^1]: What it rests on.
"""


def trial_files(
    theme: str, options: Mapping[str, str], language: str, *, cadence: str = "daily"
) -> dict[str, bytes]:
    """Return the files of the trial digest, with a theme and its options."""
    files = {"briefgen.yaml": _yaml(_configuration(theme, options, language, cadence))}
    files |= {f"content/{path}": data for path, data in _lists().items()}
    files |= {f"content/entries/{path}": data for path, data in _entries(_second(language))}
    files |= {f"content/images/{name}": data for name, data in _pictures().items()}
    return files


def empty_files(theme: str, options: Mapping[str, str], language: str) -> dict[str, bytes]:
    """Return the files of a digest in which nothing was published yet."""
    settings: dict[str, object] = {
        "title": "Trial",
        "language": language,
        "theme": {"name": theme, "options": dict(options)},
        "search": {"index": "off"},
        "feeds": {"formats": []},
    }
    return {"briefgen.yaml": _yaml(settings)}


def _configuration(
    theme: str, options: Mapping[str, str], language: str, cadence: str
) -> dict[str, object]:
    here = {"label": "About", "url": "/about/"}
    return {
        "title": "The Trial",
        "tagline": "Every case that a theme has to cope with",
        "base_url": BASE_URL,
        "language": language,
        "languages": {_second(language): {"title": "Die Probe", "tagline": "Ein Satz"}},
        "timezone": "Asia/Kolkata",
        "cadence": cadence,
        "theme": {"name": theme, "options": dict(options)},
        "footer": [{"title": "Products", "links": [here]}],
        "follow": [{"label": "Elsewhere", "url": "https://example.org/follow"}],
        "contact": {
            "name": "The editors",
            "email": "editors@example.org",
            "phones": ["+49 30 123456"],
            "address": "1 Example Street",
        },
        "newsletter": {"label": "Newsletter", "url": "https://example.org/n", "text": "Daily."},
        "feedback": {"label": "Feedback", "url": "mailto:editors@example.org", "text": "Write."},
        "legal": [here],
        "publisher": {"name": "Example", "url": "https://example.org/"},
    }


def _second(language: str) -> str:
    """Return the other language of the trial."""
    return "fr" if language.lower().startswith("de") else "de"


def _lists() -> dict[str, bytes]:
    many = [{"title": f"Line {n}", "url": f"https://example.org/{n}"} for n in range(1, 31)]
    many[1]["title"] = _LONG
    return {
        "lists/a-ranked.yaml": _yaml(
            {
                "title": "Ranked",
                "style": "ranked",
                "entries": [{**one, "region": "Asia"} for one in many],
            }
        ),
        "lists/b-empty.yaml": _yaml({"title": "Empty", "select": {"kinds": ["never"]}}),
        "lists/c-essays.yaml": _yaml(
            {"title": "Essays", "style": "essays", "select": {"kinds": ["opinion"]}}
        ),
        "lists/d-pictures.yaml": _yaml(
            {"title": "Pictures", "style": "pictures", "select": {"kinds": ["short"]}}
        ),
        "pages/about.md": _markdown({"title": "About"}, _PARAGRAPHS),
        "editions/2024-10-25.md": _markdown(
            {"title": "An edition with a title", "summary": "A sentence on it."}, "A note."
        ),
        "topics.yaml": _yaml({"described": {"name": "Described", "summary": "What it is about."}}),
        "sources.yaml": _yaml(
            {"Agency": {"name": "Agency", "url": "https://example.org/", "summary": "Who it is."}}
        ),
        "dead-sources.yaml": _yaml(
            {"dead": [{"url": "https://example.org/gone", "since": "2024-10-20"}]}
        ),
    }


def _entries(second: str) -> Iterator[tuple[str, bytes]]:
    yield from _newest(second)
    # One alone in its edition, and as many as an edition can well have.
    yield _entry(24, "alone", title="The only one", kind="opinion", authors=["A. Author"])
    for number in range(30):
        yield _entry(
            23,
            f"many-{number:02}",
            title=f"One of many, number {number}",
            story="a-running-story" if number % 10 == 0 else "",
            kind="short" if number % 7 == 0 else "news",
            image=_image(f"{MADE}-1x1.png", "generated") if number % 7 == 0 else None,
        )
    # Months and years enough for an archive to have more than one.
    first = date(2024, 9, 1)
    for number in range(12):
        yield _entry(first - timedelta(days=60 * number), f"old-{number}", title=f"Old {number}")


def _newest(second: str) -> Iterator[tuple[str, bytes]]:
    full = {
        "summary": "A summary of one sentence.",
        "updated": "2024-10-25T18:05+05:30",
        "desk": "News Desk",
        "authors": ["A. Author", "B. Author"],
        "topics": ["Described", "Second", "Third"],
        "regions": ["Asia", "Europe"],
        "story": "a-running-story",
        "note": "With inputs from agencies",
        "tlp": "CLEAR",
        "corrections": [
            {"date": "2024-10-25T10:00+05:30", "kind": kind, "text": f"This is a {kind}."}
            for kind in ("correction", "update", "clarification")
        ],
    }
    about = {"caption": "A caption.", "credit": "Somebody", "generator": "A model"}
    yield _entry(
        25,
        "full",
        _PARAGRAPHS,
        title="An entry with all there is",
        featured=True,
        weight=100,
        image=_image(f"{MADE}-16x9.png", "generated", **about),
        **full,
    )
    shown: dict[str, dict[str, object]] = {
        "long": {"title": _LONG, "summary": f"{_LONG}. {_LONG}.", "image": _image("shot-3x2.png")},
        "short": {"title": "A", "summary": "B", "image": _image("shot-1x1.png"), "kind": "short"},
        "word": {"title": _GERMAN, "image": _image("shot-4x3.png", focus="top"), "lang": second},
        "modified": {"title": "Modified", "image": _image(f"{MADE}-4x5.png", "modified")},
        "tall": {"title": "A tall picture", "image": _image("shot-4x5.png")},
        "wide": {"title": "A wide picture", "image": _image("shot-16x9.png")},
        "bare": {"title": "No summary, no picture", "summary": None, "aliases": ["/old/"]},
        "arabic": {
            "title": "عنوان من اليمين إلى اليسار",
            "summary": "جملة واحدة.",
            "lang": "ar",
            "image": _image(f"{MADE}-4x3.png", "generated"),
        },
        "japanese": {"title": "見出しは日本語です", "summary": "一文。", "lang": "ja"},
        WRITTEN: {
            "title": "A text that a model wrote",
            "ai_text": "generated",
            "image": _image(f"{MADE}-3x2.png", "generated"),
        },
        "assisted": {"title": "A text that a model helped with", "ai_text": "assisted"},
        "markup": {"title": '<b>Less</b> & more, "quoted"', "summary": "1 < 2 & 3 > 2"},
        "translated": {"title": "In two languages", "translations": ["2024-10-25-word"]},
        # What a preview shows beside the rest.
        "draft": {"title": "A draft", "draft": True},
        "expired": {"title": "It expired", "expires": "2024-10-25T23:00+05:30"},
        "future": {"title": "It is due later", "publish_at": "2024-12-01T08:00+05:30"},
    }
    for slug, keys in shown.items():
        yield _entry(25, slug, "A body.", **keys)
    yield _entry(
        25,
        "retracted",
        title="What was taken back",
        corrections=[{"date": "2024-10-25", "kind": "retraction", "text": "It was wrong."}],
        updated="2024-10-25T20:00+05:30",
    )


def _entry(day: int | date, slug: str, body: str = "A body.", **keys: object) -> tuple[str, bytes]:
    when = day if isinstance(day, date) else date(2024, 10, day)
    sources = [
        {"name": "Agency", "url": f"https://example.org/{slug}", "reliability": "B2"},
        {
            "name": "Agency",
            "url": "https://example.org/gone",
            "archive": "https://example.org/copy",
        },
        {"name": "Another", "url": f"https://example.com/{slug}", "published": "2024-10-20"},
    ]
    front = {
        "title": "",
        "summary": "One sentence.",
        "date": f"{when.isoformat()}T09:30+05:30",
        "topics": ["Described"],
        "regions": ["Asia"],
        "desk": "News Desk",
        "sources": sources if slug == "full" else sources[:1],
        **keys,
    }
    written = {key: value for key, value in front.items() if value not in (None, "")}
    return f"{when:%Y/%m/%d}/{slug}.md", _markdown(written, body)


def _image(name: str, ai: str = "none", **more: str) -> dict[str, str]:
    return {"src": name, "alt": "What the picture shows", "ai": ai, **more}


def _pictures() -> dict[str, bytes]:
    from PIL import Image

    made: dict[str, bytes] = {}
    for ratio, size in RATIOS.items():
        for name in (f"shot-{ratio}.png", f"{MADE}-{ratio}.png"):
            file = io.BytesIO()
            # Each its own, so that no two are one file.
            Image.new("RGB", size, (len(made) * 20, 120, 160)).save(file, "PNG")
            made[name] = file.getvalue()
    return made


def _yaml(value: object) -> bytes:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000).encode()


def _markdown(front: object, body: str) -> bytes:
    return b"---\n" + _yaml(front) + b"---\n\n" + body.encode() + b"\n"
