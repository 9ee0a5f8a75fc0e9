"""What looking around has to tell: facts and findings."""

from dataclasses import dataclass

from briefgen.finding import Finding, Severity, Span


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is so, whether it is good or not."""

    name: str
    """In few words; no two facts share one."""
    value: str


Told = Fact | Finding


def warning(code: str, message: str, hint: str, path: str = "", key: str = "") -> Finding:
    """Return a finding that stops nothing."""
    return Finding(
        code=code,
        message=message,
        span=Span(path=path, key=key),
        hint=hint,
        severity=Severity.WARNING,
    )


def error(code: str, message: str, hint: str, path: str = "") -> Finding:
    """Return a finding of what cannot work."""
    return Finding(code=code, message=message, span=Span(path=path), hint=hint)


def counted(number: int, one: str, more: str = "") -> str:
    """Return a number with its noun: `1 file`, `2 files`."""
    return f"{number:,} {one if number == 1 else more or f'{one}s'}"


def listed(names: tuple[str, ...] | list[str], most: int = 3) -> str:
    """Return the first few names, and how many more there are."""
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(f"`{name}`" for name in names[:most]) + more


def megabytes(size: int) -> str:
    """Return a size in bytes as people say it."""
    if size < 1_000_000:
        return f"{size / 1_000:,.0f} kB"
    return f"{size / 1_000_000:,.0f} MB" if size < 10_000_000_000 else f"{size / 1e9:,.0f} GB"
