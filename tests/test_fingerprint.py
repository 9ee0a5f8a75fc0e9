"""Fingerprints: the same for the same value everywhere, another for every other value."""

import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import date, datetime

import pytest

from briefgen.fingerprint import Value, of


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf(Value):
    """A small value."""

    text: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch(Value):
    """A value that holds others."""

    leaves: tuple[Leaf, ...] = ()
    about: object = None


DIFFERENT = [
    (),
    ("",),
    ("a",),
    ("a", ""),
    ("", "a"),
    (("a",),),
    (1,),
    (True,),
    ("1",),
    (None,),
    (1.5,),
    (date(2024, 10, 23),),
    (datetime(2024, 10, 23),),  # noqa: DTZ001 - local times are naive here
    ({"a": 1},),
    ({"a": 2},),
    (Leaf(),),
    (Leaf(text="a"),),
    (Leaf(day=date(2024, 1, 1)),),
    (Branch(),),
    (Branch(leaves=(Leaf(),)),),
    (Branch(leaves=(Leaf(), Leaf())),),
    (Branch(about=(Leaf(),)),),
    (Leaf().fingerprint,),
]


def test_different_values_have_different_fingerprints() -> None:
    """Nesting, types and classes count, and no two of these are the same."""
    assert len({of(*parts) for parts in DIFFERENT}) == len(DIFFERENT)


def test_the_order_of_a_mapping_does_not_count() -> None:
    """Free data is the same in whatever order its keys were read."""
    assert of({"a": 1, "b": {"c": 2, "d": 3}}) == of({"b": {"d": 3, "c": 2}, "a": 1})


def test_an_equal_value_has_the_same_fingerprint() -> None:
    """It follows from the fields alone; a changed copy has another."""
    leaf = Leaf(text="a")

    assert leaf.fingerprint == Leaf(text="a").fingerprint
    assert replace(leaf, text="b").fingerprint != leaf.fingerprint


def test_other_processes_agree() -> None:
    """Neither hash seed nor process shows."""
    code = "from briefgen.fingerprint import of; print(of('é', {'b': 1, 'a': (2, None)}))"
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }

    assert told == {of("é", {"b": 1, "a": (2, None)}) + "\n"}


def test_what_is_not_plain_data_is_refused() -> None:
    """A value that could differ from run to run has no fingerprint."""
    with pytest.raises(TypeError):
        of(object())
