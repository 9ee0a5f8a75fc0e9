"""Where images come from: what entries say, what their files say, and what follows."""

from typing import Any

import pytest

from briefgen.checks import check
from briefgen.finding import Finding, Severity
from briefgen.model import BodyLink, Image, Library, ProjectFile
from briefgen.xmp import Said
from tests.checks.samples import config, entry, library, site_of

PATH = "content/entries/2024/10/23/hero.jpg"
TRAINED = "trainedAlgorithmicMedia"
ALTERED = "compositeWithTrainedAlgorithmicMedia"
ORIGINS = {
    "contradictory-origin",
    "private-metadata",
    "unclear-origin",
    "undisclosed-ai-image",
    "unknown-source-type",
    "unreadable-credentials",
    "unstated-origin",
}


def file(source_type: str = "", *, path: str = PATH, **facts: Any) -> ProjectFile:
    """Return a picture whose file says a source type."""
    return ProjectFile(path=path, content=path, said=Said(source_type=source_type), **facts)


def pictured(*files: ProjectFile, **fields: Any) -> Library:
    """Return a library of one entry with an image."""
    image = Image(src="hero.jpg", path=PATH, alt="A harbour", **fields)
    return library(entry(image=image), files={one.path: one for one in files})


def findings(content: Library) -> list[Finding]:
    """Return what is found about origins."""
    found = check(content, config(), site_of(content))
    return [finding for finding in found if finding.code in ORIGINS]


def told(content: Library) -> list[tuple[str, str, str]]:
    """Return code, severity and key of what is found about origins."""
    return [(one.code, one.severity.value, one.span.key) for one in findings(content)]


ERROR = [("contradictory-origin", "error", "image.ai")]
WARNING = [("contradictory-origin", "warning", "image.ai")]


@pytest.mark.parametrize(
    ("ai", "said", "expected"),
    [
        ("none", TRAINED, ERROR),
        ("none", ALTERED, ERROR),
        ("none", "compositeSynthetic", ERROR),
        ("modified", TRAINED, ERROR),
        ("generated", ALTERED, WARNING),
        ("generated", "digitalCapture", WARNING),
        ("modified", "minorHumanEdits", WARNING),
        ("generated", "algorithmicMedia", WARNING),
        ("none", "algorithmicMedia", []),
        ("none", "digitalCapture", []),
        ("none", "composite", []),
        ("generated", "virtualRecording", []),
        ("generated", TRAINED, []),
        ("modified", "compositeSynthetic", []),
        ("generated", "madeUp", []),
        ("none", "", []),
    ],
)
def test_an_entry_and_its_file_say_the_same(
    ai: str, said: str, expected: list[tuple[str, str, str]]
) -> None:
    """Less than the file is an error, more is a warning; a formula is no model."""
    assert told(pictured(file(said), ai=ai, stated=("ai",))) == expected


def test_a_source_type_alone_can_say_less_than_the_file() -> None:
    """The finding points at the key that is there."""
    content = pictured(file(TRAINED), source_type="digitalCapture", stated=("source_type",))

    assert told(content) == [("contradictory-origin", "error", "image.source_type")]


@pytest.mark.parametrize(
    ("ai", "source_type", "expected"),
    [
        ("none", TRAINED, ERROR),
        ("modified", TRAINED, ERROR),
        ("generated", "digitalCapture", WARNING),
        ("generated", ALTERED, WARNING),
        ("none", "composite", []),
        ("generated", "composite", []),
        ("none", "algorithmicMedia", []),
        ("modified", "compositeSynthetic", []),
    ],
)
def test_the_two_keys_of_an_entry_say_the_same(
    ai: str, source_type: str, expected: list[tuple[str, str, str]]
) -> None:
    """Whatever the file says, and wherever the image lies."""
    stated = ("ai", "source_type")

    assert told(pictured(ai=ai, source_type=source_type, stated=stated)) == expected


def test_packet_and_credentials_that_differ_are_told_until_somebody_settles_it() -> None:
    """By `ai`, for neither of the two can be changed without breaking the signature."""
    disputed = file(TRAINED, disputed=("digitalCapture", TRAINED), credentials="intact")
    taken_over = pictured(disputed, ai="generated", source_type=TRAINED)

    assert [one for one in told(taken_over) if one[0] == "contradictory-origin"] == [
        ("contradictory-origin", "warning", "image.src")
    ]
    assert told(pictured(disputed, ai="generated", stated=("ai",))) == []


def test_a_label_that_rests_on_the_file_alone_is_told() -> None:
    """With the line that makes it last."""
    (finding,) = findings(pictured(file(ALTERED), ai="modified", source_type=ALTERED))

    assert (finding.code, finding.severity) == ("unstated-origin", Severity.WARNING)
    assert finding.hint == "add `ai: modified` below `image:`"
    assert told(pictured(file("digitalCapture"), source_type="digitalCapture")) == []


@pytest.mark.parametrize("source_type", ["composite", "virtualRecording"])
def test_what_a_type_leaves_open_is_asked_for(source_type: str) -> None:
    """Whoever gave it; `ai` answers."""
    by_file = pictured(file(source_type), source_type=source_type)
    by_entry = pictured(source_type=source_type, stated=("source_type",))
    answered = pictured(source_type=source_type, stated=("ai", "source_type"))

    assert told(by_file) == [("unclear-origin", "warning", "image.src")]
    assert told(by_entry) == [("unclear-origin", "warning", "image.source_type")]
    assert told(answered) == []


@pytest.mark.parametrize(
    ("source_type", "hint"),
    [
        ("digitalCaptur", "did you mean `digitalCapture`?"),
        ("photo", "take another from IPTC's list, or remove it"),
        ("minorHumanEdits", "write `source_type: humanEdits`"),
        ("softwareImage", "take another from IPTC's list, or remove it"),
    ],
)
def test_a_source_type_that_iptc_does_not_have_is_told(source_type: str, hint: str) -> None:
    """Or not any more."""
    (finding,) = findings(pictured(source_type=source_type, stated=("source_type",)))

    assert (finding.code, finding.hint) == ("unknown-source-type", hint)
    assert finding.span.key == "image.source_type"


def test_a_source_type_of_the_file_is_looked_at_where_the_entry_says_nothing() -> None:
    """What others wrote can be made good in the entry only."""
    (finding,) = findings(pictured(file("madeUp")))

    assert finding.message == "IPTC has no source type `madeUp`, which the file names"
    assert finding.span.key == "image.src"
    assert told(pictured(file("madeUp"), stated=("ai",))) == []


def test_a_slip_in_a_code_of_what_a_model_made_is_an_error() -> None:
    """It would take the label away, whoever wrote it."""
    slip = "trainedAlgorithmicMedias"
    by_entry = pictured(source_type=slip, stated=("source_type",))
    by_file = pictured(file("compositeWithTrainedAlgoritmicMedia"))

    assert told(by_entry) == [("unknown-source-type", "error", "image.source_type")]
    assert findings(by_entry)[0].hint == "did you mean `trainedAlgorithmicMedia`?"
    assert told(by_file) == [("unknown-source-type", "error", "image.src")]
    assert findings(by_file)[0].hint == (
        f"did you mean `{ALTERED}`? then add `ai: modified` below `image:`"
    )


def test_a_picture_that_is_published_as_it_is_does_not_say_where_it_was_taken() -> None:
    """Only the one with credentials is; others are made anew."""
    assert told(pictured(file(place=True, credentials="intact"))) == [
        ("private-metadata", "error", "image.src")
    ]
    assert told(pictured(file(place=True))) == []
    assert told(pictured(file(credentials="intact"))) == []


def test_credentials_that_are_broken_or_unread_are_told() -> None:
    """Each broken one; those that were not read together, for one deed mends them."""
    broken = file(credentials="broken")
    inside = "content/entries/2024/10/23/{}.jpg"
    unread = [file(path=inside.format(name), credentials="unread") for name in "abc"]
    found = findings(pictured(broken, *unread))

    assert [one.code for one in found] == ["unreadable-credentials"] * 2
    assert found[0].span.key == "image.src"
    assert found[1].span.path == inside.format("a")
    assert "`a.jpg` and 2 more were not read" in found[1].message


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (TRAINED, ["undisclosed-ai-image"]),
        ("compositeSynthetic", ["undisclosed-ai-image"]),
        ("algorithmicMedia", []),
        ("composite", []),
        ("digitalCapture", []),
        ("", []),
    ],
)
def test_an_image_in_a_text_is_believed_by_its_file(said: str, expected: list[str]) -> None:
    """It would carry no label there, even where no entry says what it is."""
    link = BodyLink(target="hero.jpg", line=12, kind="image")
    content = library(entry(links=(link,)), files={PATH: file(said)})
    found = findings(content)

    assert [one.code for one in found] == expected
    assert all(one.span.line == 12 for one in found)


def test_one_fault_has_one_finding() -> None:
    """An entry that says less than its file is not told a second time of another entry."""
    image = Image(src="hero.jpg", path=PATH, alt="A", ai="generated", stated=("ai",))
    bare = Image(src="hero.jpg", path=PATH, alt="A", stated=("ai",))
    content = library(entry(image=image), entry("b", image=bare), files={PATH: file(TRAINED)})

    assert [one.code for one in findings(content)] == ["contradictory-origin"]
