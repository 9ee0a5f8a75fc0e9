"""The policies on machine-written texts, their reviews, and corrections."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from briefgen.checks import check
from briefgen.finding import Severity
from briefgen.model import AiText, Correction, CorrectionKind
from tests.checks.samples import config, entry, found, library, moment, site_of

REVIEW: dict[str, Any] = {
    "ai_text": "assisted",
    "wording": "0123456789abcdef",
    "reviewed_by": "The editors",
    "reviewed_at": moment(clock="17:36"),
    "reviewed_text": "0123456789abcdef",
}


def correction(
    day: int, clock: str = "", kind: CorrectionKind = "correction", month: int = 10
) -> Correction:
    """Return a correction of a day of October 2024."""
    return Correction(date=moment(date(2024, month, day), clock), kind=kind, text="Ten, not nine.")


def test_a_careful_review_and_correction_have_no_findings() -> None:
    """Nothing is found where there is nothing to find."""
    stamp = moment(clock="17:40")
    careful = entry(**REVIEW, updated=stamp, corrections=(correction(23, "17:39"),))
    content = library(careful, entry("other", ai_text="generated", kind="blog"))
    own = {"text_generated": {"en": "By a model."}, "text_assisted": {"fr": "Avec un modèle."}}

    assert check(content, config(disclosure=own), site_of(content)) == ()


@pytest.mark.parametrize("changed", [{"title": "Other"}, {"wording": "another"}])
def test_a_text_that_changed_after_its_review_is_found(changed: dict[str, str]) -> None:
    """The wording decides, and nothing else; the review is to be made again."""
    content = library(entry(**(REVIEW | changed)))
    findings = found("stale-review", content)

    assert len(findings) == ("wording" in changed)
    for finding in findings:
        assert finding.severity is Severity.WARNING
        assert finding.span.key == "reviewed_text"
        assert "(2024-10-23 17:36 UTC)" in finding.message
        assert finding.message.endswith(": its notice is back")
        assert "`briefgen review 2024-10-23-harbour --by NAME`" in finding.hint


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"reviewed_by": "The editors"}, "reviewed_by"),
        ({"reviewed_by": "The editors", "reviewed_at": moment()}, "reviewed_by"),
        ({"reviewed_text": "0123456789abcdef"}, "reviewed_text"),
        ({"reviewed_at": moment()}, "reviewed_at"),
    ],
)
@pytest.mark.parametrize("ai_text", ["generated", "none"])
def test_half_a_review_is_found(fields: dict[str, Any], key: str, ai_text: AiText) -> None:
    """It counts for nothing; where there is nothing to review, it is to be removed."""
    content = library(entry(wording="0123456789abcdef", ai_text=ai_text, **fields))
    (finding,) = found("unbound-review", content)

    assert finding.span.key == key
    assert found("stale-review", content) == []
    assert ("briefgen review" in finding.hint) == (ai_text != "none")


@pytest.mark.parametrize(
    ("at", "created", "said"),
    [
        (moment(clock="08:00"), moment(clock="09:00"), "before it was created"),
        (moment(date(2024, 10, 22)), moment(clock="09:00"), "before it was created"),
        (moment(clock="18:01"), moment(clock="09:00"), "in the future"),
        (moment(date(2024, 10, 24)), moment(), "in the future"),
        (moment(), moment(clock="09:00"), ""),
        (moment(clock="08:00"), moment(), ""),
        (moment(clock="18:00"), moment(clock="18:00"), ""),
    ],
)
def test_a_review_at_an_impossible_time_is_found(at: Any, created: Any, said: str) -> None:
    """Before the text was there, or after now (18:00); bare days are compared as days."""
    findings = found("misdated-review", library(entry(date=created, reviewed_at=at)))

    assert [said in finding.message for finding in findings] == ([True] if said else [])


@pytest.mark.parametrize("kind", ["update", "clarification", "correction", "retraction"])
def test_updated_moves_with_a_correction_of_any_kind(kind: CorrectionKind) -> None:
    """To its day at least; without `updated`, the day of the entry counts."""
    created = moment(date(2024, 10, 21))
    late = correction(23, kind=kind)
    untouched = entry(date=created, corrections=(late,))
    (finding,) = found("correction-without-update", library(untouched))
    moved = replace(untouched, updated=moment(), corrections=(late, correction(22)))

    assert finding.span.key == "corrections[0].date"
    assert finding.hint == "write `updated: 2024-10-23`"
    assert found("correction-without-update", library(moved)) == []


def test_a_correction_of_the_future_asks_for_no_stamp_of_the_future() -> None:
    """It is misdated; those that are past count as ever."""
    late = entry(corrections=(correction(25),))
    both = entry(date=moment(date(2024, 10, 21)), corrections=(correction(25), correction(22)))
    (finding,) = found("correction-without-update", library(both))

    assert found("correction-without-update", library(late)) == []
    assert finding.hint == "write `updated: 2024-10-22`"


def test_a_correction_of_the_same_day_needs_no_other_stamp() -> None:
    """Only days are compared."""
    same_day = entry(date=moment(clock="09:00"), corrections=(correction(23, "17:00"),))

    assert found("correction-without-update", library(same_day)) == []


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (correction(22), "is older than the entry"),
        (correction(23, "08:59"), "is older than the entry"),
        (correction(24), "lies in the future"),
        (correction(23, "18:01", kind="retraction"), "the retraction lies in the future"),
        (correction(23), ""),
        (correction(23, "17:59"), ""),
    ],
)
def test_a_correction_at_an_impossible_time_is_found(one: Correction, said: str) -> None:
    """Each one, at its own date."""
    content = library(entry(date=moment(clock="09:00"), corrections=(correction(23), one)))
    findings = found("misdated-correction", content)

    assert [said in finding.message for finding in findings] == ([True] if said else [])
    assert [finding.span.key for finding in findings] == ["corrections[1].date"] * len(findings)


@pytest.mark.parametrize("sentence", ["", " ", "…", "\u200b"])
@pytest.mark.parametrize("key", ["text_generated", "text_assisted"])
def test_a_sentence_that_says_nothing_is_an_error(key: str, sentence: str) -> None:
    """Nothing that is marked can go out without words."""
    (finding,) = found(
        "undisclosed-ai-text",
        library(),
        config(disclosure={key: {"en": "By a model.", "fr": sentence}}),
    )

    assert finding.severity is Severity.ERROR
    assert finding.span.key == f"disclosure.{key}.fr"
