"""What the YAML parser could not read, in the words of the person who wrote it.

The parser's own exception in, one finding out, the same for both of PyYAML's parsers.
"""

import yaml

from briefgen.finding import Finding, Span
from briefgen.reading.text import quoted

# Far beyond what people write by hand, far below what could hurt.
MAX_DEPTH = 50

TOO_DEEP = f"the nesting is deeper than {MAX_DEPTH} levels"
OUT_OF_BRACKETS = "put text with brackets in quotes"

UNKNOWN_ESCAPE = (
    "an escape in double quotes is not known",
    "use single quotes, or write each backslash twice",
)


def syntax_fault(problem: yaml.YAMLError, text: str, path: str, offset: int) -> Finding:
    """Return the finding for what the YAML parser could not read, in the words of its user."""
    mark = getattr(problem, "problem_mark", None)
    told = str(getattr(problem, "problem", None) or problem)
    context = str(getattr(problem, "context", None) or "")
    opened = any(word in context for word in ("flow sequence", "flow mapping", "alias", "anchor"))
    if opened or ("quoted scalar" in context and "end of" in told):
        # Where it was opened is where it can be mended.
        mark = getattr(problem, "context_mark", None) or mark
    line = mark.line if mark is not None else 0
    column = mark.column if mark is not None else 0
    lines = text.split("\n")
    if line and (line >= len(lines) or (column == 0 and not lines[line].strip())):
        # The parser noticed at the end of the text; the fault is on the last line with words.
        line = max((i for i in range(min(line, len(lines))) if lines[i].strip()), default=0)
        column = len(lines[line]) - len(lines[line].lstrip())
    here = lines[line][column : column + 1] if line < len(lines) else ""
    before = lines[line][:column].rstrip()[-1:] if line < len(lines) else ""
    span = Span(path=path, line=line + 1 + offset, column=column + 1)
    if "maximum nesting depth" in told:
        # libyaml has a limit of its own since 0.2.6, and may reach it before we see our own.
        return Finding(code="yaml-too-large", message=TOO_DEEP, span=span, hint=OUT_OF_BRACKETS)
    message, hint = _in_plain_words(told, context, here, before)
    return Finding(code="invalid-yaml", message=message, span=span, hint=hint)


def _in_plain_words(told: str, context: str, here: str, before: str) -> tuple[str, str]:
    quotes = "put the text in quotes"
    if "mapping values are not allowed" in told:
        return "a colon and a space inside plain text", quotes
    if here == "\t" or "'\\t'" in told or "tab character" in told:
        return "a tab stands where spaces are needed", "indent with spaces"
    if "cannot start any token" in told or "alias" in context or "anchor" in context:
        return f"plain text cannot start with {quoted(here)}", quotes
    if "quoted scalar" in context and "end of" in told:
        return "a quote is never closed", "close it, or put the text in the other kind of quotes"
    if "quoted scalar" in context:
        return UNKNOWN_ESCAPE
    if "could not find expected ':'" in told:
        return "a key without a colon", "write `key: value`, or indent the text below its key"
    if "flow" in context:
        return "a list or mapping in brackets is not closed", "close the bracket, or use quotes"
    if "sequence entries are not allowed" in told:
        return (
            "a list cannot start on the line of its key",
            "start it on the next line, or " + quotes,
        )
    if "block" in context and before and before in "\"'" and here:
        return "text follows the end of the value", "put the whole text in quotes"
    if "expected" in told and ("block" in context + told or "<document start>" in told):
        return (
            "the indentation does not fit the lines above",
            "start each key of one level in the same column, or put the text in quotes",
        )
    return f"it is not well-formed YAML: {told}", quotes
