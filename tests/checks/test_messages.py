"""What a person reads: the exact text of a finding of each policy, its line shown."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefgen import console
from briefgen.checks import codes, explanations, unknown_codes, waive
from briefgen.config import Config
from briefgen.finding import Finding
from briefgen.model import (
    BodyLink,
    Correction,
    CorrectionKind,
    CuratedList,
    EditionNote,
    Held,
    Image,
    ListItem,
    Origin,
    ProjectFile,
    Section,
    Source,
    Waiver,
)
from briefgen.reading.locate import locate
from briefgen.xmp import Said
from tests.checks.samples import (
    DAY,
    IMAGE,
    SOURCE,
    config,
    entry,
    found,
    from_page,
    library,
    moment,
)

SNAPSHOTS = Path(__file__).parent / "snapshots"

ENTRY = "content/entries/2024/10/23/harbour.md"
OTHER = "content/entries/2024/10/23/other.md"
CONFIG = "briefgen.yaml"
LIST = "content/lists/trending.yaml"
NOTE = "content/editions/2024-W43.md"


@dataclass(frozen=True, slots=True)
class Case:
    """Files as a person wrote them, and what is found in them."""

    files: Mapping[str, str]
    find: Callable[[], list[Finding]]


def front(*lines: str, body: str = "The harbour opened at dawn.") -> str:
    """Return a Markdown file with these lines of front matter."""
    return "\n".join(("---", *lines, "---", body, ""))


def linked(target: str, text: str) -> Case:
    """Return an entry with a link or image in its body, on line 4."""
    link = BodyLink(target=target, line=4)
    code = "unfinished-link" if target.isupper() else "broken-link"
    code = "broken-anchor" if "#" in target else code
    return Case(
        {ENTRY: front("title: The harbour", body=text)},
        lambda: found(code, library(entry(links=(link,)), entry("other"))),
    )


def a_list(name: str) -> CuratedList:
    """Return an empty list."""
    return CuratedList(origin=Origin(path=f"content/lists/{name}.yaml"), name=name, title="")


def listing(name: str, *held: Held) -> Callable[[str], list[Finding]]:
    """Return how to look at a list that names one entry."""
    curated = CuratedList(
        origin=Origin(path=LIST), name="trending", title="", entries=(ListItem(entry=name),)
    )
    return lambda code: found(code, library(entry(), lists=(curated,), held=held))


def pictured(**changes: object) -> Image:
    """Return an image that differs from a perfect one."""
    return replace(IMAGE, **changes)  # type: ignore[arg-type]


def pictured_entry(code: str, file: Mapping[str, object], *lines: str, **image: object) -> Case:
    """Return an entry whose image is a file that says something."""
    content = library(
        entry(image=pictured(**({"ai": "none", "stated": ()} | image))),
        files={
            IMAGE.path: ProjectFile(path=IMAGE.path, content="1", **file)  # type: ignore[arg-type]
        },
    )
    front_matter = front("title: Troops", "image:", "  src: hero.jpg", "  alt: A map", *lines)
    return Case({ENTRY: front_matter}, lambda: found(code, content))


TRAINED = Said(source_type="trainedAlgorithmicMedia")


def corrected(day: date = DAY, kind: CorrectionKind = "correction", clock: str = "") -> Correction:
    """Return a correction of a day."""
    return Correction(date=moment(day, clock), kind=kind, text="It opens at ten.")


REVIEW: Mapping[str, Any] = {
    "ai_text": "generated",
    "reviewed_by": "The editors",
    "reviewed_at": moment(clock="17:36"),
    "reviewed_text": "0123456789abcdef",
}


def waiving(code: str, reason: str) -> Case:
    """Return an entry in which nothing is found, with a waiver."""
    content = library(entry(allow=(Waiver(code=code, reason=reason),)))
    return Case(
        {ENTRY: front("title: x", "allow:", f"  {code}: {reason}".rstrip())},
        lambda: list(waive((), content, config()).findings),
    )


CASES = {
    "contradictory-origin": pictured_entry(
        "contradictory-origin", {"said": TRAINED}, "  ai: none", stated=("ai",)
    ),
    "unstated-origin": pictured_entry("unstated-origin", {"said": TRAINED}, ai="generated"),
    "unclear-origin": pictured_entry(
        "unclear-origin",
        {},
        "  source_type: composite",
        source_type="composite",
        stated=("source_type",),
    ),
    "unknown-source-type": pictured_entry(
        "unknown-source-type",
        {},
        "  source_type: trainedAlgoritmicMedia",
        source_type="trainedAlgoritmicMedia",
        stated=("source_type",),
    ),
    "private-metadata": pictured_entry(
        "private-metadata", {"credentials": "intact", "place": True}
    ),
    "unreadable-credentials": pictured_entry("unreadable-credentials", {"credentials": "unread"}),
    "missing-summary": Case(
        {ENTRY: front("title: The harbour opens", "date: 2024-10-23")},
        lambda: found("missing-summary", library(entry(summary=""))),
    ),
    "missing-source": Case(
        {"content/day.yaml": "date: 2024-10-23\nentries:\n  - title: The harbour opens\n"},
        lambda: found(
            "missing-source",
            library(entry(origin=Origin(path="content/day.yaml", item="entries[0]"), sources=())),
        ),
    ),
    "invalid-source-url": Case(
        {
            ENTRY: front(
                "title: The harbour",
                "sources:",
                '  - {name: Example Agency, url: "https://example.org/report"}',
                "  - name: Ministry",
                "    url: ministry.example/harbour",
            )
        },
        lambda: found(
            "invalid-source-url",
            library(
                entry(sources=(SOURCE, Source(name="Ministry", url="ministry.example/harbour")))
            ),
        ),
    ),
    "updated-before-date": Case(
        {ENTRY: front("title: x", "date: 2024-10-23 17:36", "updated: 2024-10-23 08:05")},
        lambda: found(
            "updated-before-date",
            library(entry(date=moment(clock="17:36"), updated=moment(clock="08:05"))),
        ),
    ),
    "duplicate-headline": Case(
        {ENTRY: front("title: 港口重新开放"), OTHER: front("summary: y", "title: 港口重新开放")},
        lambda: found(
            "duplicate-headline",
            library(entry("other", title="港口重新开放"), entry(title="港口重新开放")),
        ),
    ),
    "missing-image": Case(
        {ENTRY: front("title: x", "image:", "  src: harbour.jpg", "  alt: A harbour")},
        lambda: found("missing-image", library(entry(image=pictured(src="harbour.jpg", path="")))),
    ),
    "remote-image": Case(
        {ENTRY: front("title: x", "image: {src: https://example.org/a.jpg, alt: A harbour}")},
        lambda: found(
            "remote-image",
            library(entry(image=pictured(src="https://example.org/a.jpg", path=""))),
        ),
    ),
    "missing-alt": Case(
        {ENTRY: front("title: x", "image:", "  src: hero.jpg")},
        lambda: found("missing-alt", library(entry(image=pictured(alt="")))),
    ),
    "undisclosed-ai-image": Case(
        {
            ENTRY: front(
                "title: Troops",
                "image:",
                "  src: hero.jpg",
                "  alt: A map",
                "  ai: generated",
                '  disclaimer: ""',
            )
        },
        lambda: found("undisclosed-ai-image", library(entry(image=pictured(disclaimer="")))),
    ),
    "undisclosed-ai-text": Case(
        {CONFIG: 'title: Trial\ndisclosure:\n  text_generated: {en: "A model.", fr: "…"}\n'},
        lambda: found(
            "undisclosed-ai-text",
            library(),
            config(disclosure={"text_generated": {"en": "A model.", "fr": "…"}}),
        ),
    ),
    "stale-review": Case(
        {ENTRY: front("title: x", "ai_text: generated", "reviewed_text: 0123456789abcdef")},
        lambda: found("stale-review", library(entry(**REVIEW, wording="another"))),
    ),
    "unbound-review": Case(
        {ENTRY: front("title: x", "ai_text: generated", "reviewed_by: The editors")},
        lambda: found(
            "unbound-review", library(entry(ai_text="generated", reviewed_by="The editors"))
        ),
    ),
    "misdated-review": Case(
        {ENTRY: front("title: x", "date: 2024-10-23 17:36", "reviewed_at: 2024-10-23 08:05")},
        lambda: found(
            "misdated-review",
            library(entry(date=moment(clock="17:36"), reviewed_at=moment(clock="08:05"))),
        ),
    ),
    "misdated-correction": Case(
        {
            ENTRY: front(
                "title: x", "date: 2024-10-23", "corrections:", "  - {date: 2024-10-22, text: No.}"
            )
        },
        lambda: found(
            "misdated-correction", library(entry(corrections=(corrected(date(2024, 10, 22)),)))
        ),
    ),
    "correction-without-update": Case(
        {
            ENTRY: front(
                "title: x",
                "date: 2024-10-21",
                "updated: 2024-10-22",
                "corrections:",
                "  - {date: 2024-10-23 08:05, text: Ten, not nine.}",
            )
        },
        lambda: found(
            "correction-without-update",
            library(
                entry(
                    updated=moment(date(2024, 10, 22)),
                    corrections=(corrected(clock="08:05"),),
                )
            ),
        ),
    ),
    "unset-base-url": Case(
        {CONFIG: "title: Trial\n"},
        lambda: found("unset-base-url", library(), config(base_url="http://localhost/")),
    ),
    "unheard-robots": Case(
        {
            CONFIG: "title: Trial\nbase_url: https://example.org/digest/\n"
            "robots:\n  - {agents: [A]}\n"
        },
        lambda: found(
            "unheard-robots",
            library(),
            config(base_url="https://example.org/digest/", robots=[{"agents": ["A"]}]),
        ),
    ),
    "unknown-list-entry": Case(
        {LIST: "title: Trending\nentries:\n  - entry: 2024-10-23-harbor\n"},
        lambda: listing("2024-10-23-harbor")("unknown-list-entry"),
    ),
    "held-list-entry": Case(
        {LIST: "title: Trending\nentries:\n  - entry: 2024-10-23-later\n"},
        lambda: listing("2024-10-23-later", Held(thing=entry("later"), reason="draft"))(
            "held-list-entry"
        ),
    ),
    "unknown-translation": Case(
        {ENTRY: front("title: Troops", "translations: [2024-10-23-harbor]")},
        lambda: found(
            "unknown-translation",
            library(entry(translations=("2024-10-23-harbor",)), entry("harbour")),
        ),
    ),
    "held-translation": Case(
        {ENTRY: front("title: Troops", "translations:", "  - 2024-10-23-later")},
        lambda: found(
            "held-translation",
            library(
                entry(translations=("2024-10-23-later",)),
                held=(Held(thing=entry("later"), reason="draft"),),
            ),
        ),
    ),
    "same-language-translation": Case(
        {ENTRY: front("title: Troops", "translations: [2024-10-23-anders]")},
        lambda: found(
            "same-language-translation",
            library(entry(translations=("2024-10-23-anders",)), entry("anders")),
        ),
    ),
    "unknown-list": Case(
        {CONFIG: "title: Trial\nlists: [opinion, trendng]\n"},
        lambda: found(
            "unknown-list",
            library(entry(), lists=(a_list("opinion"), a_list("trending"))),
            config(lists=("opinion", "trendng")),
        ),
    ),
    "duplicate-list": Case(
        {"content/lists/x/trending.yaml": "title: Once more\n"},
        lambda: found(
            "duplicate-list",
            library(
                entry(),
                lists=(
                    a_list("trending"),
                    CuratedList(
                        origin=Origin(path="content/lists/x/trending.yaml"),
                        name="trending",
                        title="Once more",
                    ),
                ),
            ),
        ),
    ),
    "duplicate-edition-note": Case(
        {"content/editions/x/2024-10-23.md": front("title: Once more")},
        lambda: found(
            "duplicate-edition-note",
            library(
                entry(),
                notes=tuple(
                    EditionNote(origin=Origin(path=f"content/editions/{path}"), period="2024-10-23")
                    for path in ("2024-10-23.md", "x/2024-10-23.md")
                ),
            ),
        ),
    ),
    "unused-edition-note": Case(
        {NOTE: front("title: A week in October")},
        lambda: found(
            "unused-edition-note",
            library(
                entry(),
                notes=(
                    EditionNote(origin=Origin(path=NOTE), period="2024-W43"),
                    EditionNote(origin=Origin(path="content/editions/x.md"), period="2024-10-23"),
                ),
            ),
        ),
    ),
    "few-publishers": Case(
        {ENTRY: front("title: x", "sources: [https://example.org/a, https://example.org/b]")},
        lambda: found(
            "few-publishers",
            library(entry(sources=(SOURCE, SOURCE))),
            config(checks={"publishers": 2}),
        ),
    ),
    "banned-source": Case(
        {ENTRY: front("title: x", "sources:", "  - {name: a, url: https://news.example.org/a}")},
        lambda: found(
            "banned-source",
            library(from_page("harbour", "https://news.example.org/a")),
            config(checks={"banned": ["example.org"]}),
        ),
    ),
    "paywalled-source": Case(
        {ENTRY: front("title: x", "sources:", "  - {name: a, url: https://news.example.org/a}")},
        lambda: found(
            "paywalled-source",
            library(from_page("harbour", "https://news.example.org/a")),
            config(checks={"paywalled": ["example.org"]}),
        ),
    ),
    "duplicate-source": Case(
        {
            ENTRY: front("title: x", "sources: [{name: a, url: https://example.org/a}]"),
            OTHER: front("title: y", "sources: [{name: a, url: http://example.org/a/}]"),
        },
        lambda: found(
            "duplicate-source",
            library(
                from_page("other", "http://example.org/a/"),
                from_page("harbour", "https://example.org/a"),
            ),
        ),
    ),
    "repeated-source": Case(
        {
            ENTRY: front("title: x", "sources: [{name: a, url: https://example.org/a}]"),
            OTHER: front("title: y", "sources: [{name: a, url: https://example.org/a}]"),
        },
        lambda: found(
            "repeated-source",
            library(
                from_page("other", "https://example.org/a", 25),
                from_page("harbour", "https://example.org/a", 23),
            ),
        ),
    ),
    "alt-repeats-headline": Case(
        {ENTRY: front("title: A harbour", "image:", "  src: hero.jpg", "  alt: A harbour.")},
        lambda: found(
            "alt-repeats-headline",
            library(entry(title="A harbour", image=pictured(alt="A harbour."))),
        ),
    ),
    "long-headline": Case(
        {ENTRY: front("title: The harbour opens")},
        lambda: found(
            "long-headline",
            library(entry(title="The harbour opens")),
            config(checks={"length": {"title": 10}}),
        ),
    ),
    "long-summary": Case(
        {ENTRY: front("title: x", "summary: The harbour opens.")},
        lambda: found(
            "long-summary",
            library(entry(summary="The harbour opens.")),
            config(checks={"length": {"summary": 10}}),
        ),
    ),
    "credentials-in-address": Case(
        {ENTRY: front("title: x", "sources: [{name: a, url: https://me:secret@example.org/a}]")},
        lambda: found(
            "credentials-in-address",
            library(from_page("harbour", "https://me:secret@example.org/a")),
        ),
    ),
    "insecure-link": Case(
        {ENTRY: front("title: x", "sources: [{name: a, url: http://example.org/a}]")},
        lambda: found("insecure-link", library(from_page("harbour", "http://example.org/a"))),
    ),
    "restricted-entry": Case(
        {ENTRY: front("title: x", "tlp: TLP:AMBER")},
        lambda: found("restricted-entry", library(entry(tlp="AMBER"))),
    ),
    "unknown-term": Case(
        {ENTRY: front("title: x", "topics: [enviroment]")},
        lambda: found(
            "unknown-term",
            library(
                entry(topics=("enviroment",)),
                *(entry(f"e{n}", topics=("environment",)) for n in range(10)),
            ),
        ),
    ),
    "unlabelled-language": Case(
        {ENTRY: front("title: x", "lang: sv")},
        lambda: found("unlabelled-language", library(entry(lang="sv", image=pictured()))),
    ),
    "empty-edition": Case(
        {NOTE: front("title: A week", "sections:", "  - {title: At sea, topics: [harbor]}")},
        lambda: found(
            "empty-edition",
            library(
                entry(),
                notes=(
                    EditionNote(
                        origin=Origin(path=NOTE),
                        period="2024-10-23",
                        sections=(Section(title="At sea", topics=("harbor",)),),
                    ),
                ),
            ),
        ),
    ),
    "waiver-without-reason": waiving("missing-source", ""),
    "unused-waiver": waiving("missing-source", "it is a poem"),
    "unwaivable-code": waiving("undisclosed-ai-image", "it is a poem"),
    "broken-link": linked("othr.md", "It opened, as [another entry](othr.md) had said."),
    "unfinished-link": linked("LINK", "It opened, as [the ministry](LINK) had said."),
    "broken-anchor": linked("other.md#part", "It opened, [as was said](other.md#part)."),
    "unknown-code": Case(
        {CONFIG: "title: Trial\nchecks:\n  ignore: [missing-sumary]\n"},
        lambda: list(
            unknown_codes(Config(title="Trial", checks={"ignore": ["missing-sumary"]}), codes())
        ),
    ),
}


@pytest.mark.parametrize("code", CASES)
def test_the_text_of_a_finding(code: str, tmp_path: Path, renew_golden: bool) -> None:
    """It names the fault, shows the line, and says what mends it."""
    case = CASES[code]
    for path, text in case.files.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    err = io.StringIO()
    console.show(case.find(), root=tmp_path, locate=locate, err=err)
    snapshot = SNAPSHOTS / f"{code}.txt"
    if renew_golden:
        snapshot.write_text(err.getvalue(), encoding="utf-8")

    assert err.getvalue() == snapshot.read_text(encoding="utf-8")


def test_every_policy_has_its_message_shown() -> None:
    """No policy without a case, no snapshot without a policy."""
    assert set(CASES) == {*codes(), *explanations()}
    assert {file.stem for file in SNAPSHOTS.iterdir()} == set(CASES)
