"""docs/findings.md says what the program says."""

import textwrap
from collections.abc import Iterable
from pathlib import Path

from briefgen import checks
from briefgen.health import findings as health
from briefgen.project import explanations

PAGE = Path(__file__).parents[2] / "docs" / "findings.md"

INTRODUCTION = """\
# Findings

What `briefgen check` and `briefgen build` can find, by code. `briefgen check --explain CODE` shows
the same text in a terminal.

An error stops a build before anything is written; a warning does not, unless `--strict` is given.
What holds for a publication is set in `briefgen.yaml`:

```yaml
checks:
  ignore: [remote-image]            # not reported at all
  severity:
    missing-source: error           # error, warning or off
  paths:
    content/entries/2019/**:        # ** is any folders, * any part of a name
      ignore: [missing-summary]
```

`select` has the opposite sense of `ignore`: only the codes in it are reported. What cannot be read
is an error whatever these settings say.
"""


def page() -> str:
    """Return the whole page."""
    policies = checks.codes()
    texts = explanations()
    asked = health.EXPLANATIONS
    others = sorted(texts.keys() - policies.keys() - asked.keys())
    return (
        "\n".join(
            (
                INTRODUCTION,
                "## Policies\n",
                *(section(code, texts[code], policies[code].value) for code in policies),
                "## Sources that were asked\n",
                "`briefgen check --links` alone finds these: see [links](links.md).\n",
                *(section(code, texts[code], health.SEVERITY.value) for code in sorted(asked)),
                "## What cannot be read, planned or written\n",
                *(section(code, texts[code]) for code in others),
            )
        ).rstrip()
        + "\n"
    )


def section(code: str, text: str, severity: str = "") -> str:
    """Return what the page says of one code."""
    paragraphs = text.split("\n\n")
    if severity:
        article = "an" if severity == "error" else "a"
        paragraphs.append(f"*By default {article} {severity}.*")
    return "\n".join((f"### {code}\n", *wrapped(paragraphs)))


def wrapped(paragraphs: Iterable[str]) -> list[str]:
    """Return paragraphs in lines of 100 characters, none of them broken inside a word."""
    return [
        textwrap.fill(text, 100, break_long_words=False, break_on_hyphens=False) + "\n"
        for text in paragraphs
    ]


def test_the_page_on_findings_is_true(renew_golden: bool) -> None:
    """Every code with its text, and with the severity that it has by default."""
    if renew_golden:
        PAGE.write_text(page(), encoding="utf-8")

    assert PAGE.read_text(encoding="utf-8") == page()
