"""Every finding of this room is explained."""

import re
from pathlib import Path

from briefgen.checks import codes
from briefgen.engine import faults
from briefgen.reading import problems

ROOM = Path(problems.__file__).parent


def test_every_code_is_explained_and_every_explanation_has_a_code() -> None:
    """What is emitted stands in EXPLANATIONS, and nothing else does; policies explain their own."""
    sources = "".join(
        file.read_text(encoding="utf-8") for file in ROOM.glob("*.py") if file.name != "problems.py"
    )
    known = problems.EXPLANATIONS

    assert {code for code in known if f'"{code}"' not in sources} == set()
    named = re.findall(
        r'(?:code=|(?:finding|_fault|_find|_refusal|Error)\(\s*(?:event, )?)"([a-z0-9-]+)"',
        sources,
    )
    assert set(named) - set(codes()) <= {*known, *faults.EXPLANATIONS}
    assert set(known) & set(codes()) == set()


def test_an_explanation_starts_with_a_sentence() -> None:
    """The first line says what is wrong."""
    for text in problems.EXPLANATIONS.values():
        assert text.partition("\n")[0].endswith(".")
