"""The built demo keeps to a strict Content-Security-Policy."""

from pathlib import Path

from tests import pages


def test_no_page_has_inline_styles_or_scripts(themed_site: Path) -> None:
    """A policy of default-src 'self' breaks no page."""
    inline = [
        f"{file.relative_to(themed_site).as_posix()}, {found}"
        for file in sorted(themed_site.rglob("*.html"))
        for found in pages.read(file.read_text("utf-8")).inline
    ]

    assert inline == []
