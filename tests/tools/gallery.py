"""Take the pictures of docs/gallery.md: `make gallery`, or `make gallery ARGS=wire-home`.

The demo digest is built in each theme, looked at in Chromium and saved as WebP. The printed sheet
needs pypdfium2, which the extra `gallery` brings.
"""

import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import yaml
from PIL import Image
from playwright.sync_api import Browser, Route, sync_playwright

from tests.serving import serve
from tests.tools.provide import find_chromium

PROJECT = Path(__file__).parents[2]
PICTURES = PROJECT / "docs" / "images" / "gallery"

BUILT = "2024-11-08T12:00+05:30"
"""After all that the newest edition has, its corrections too."""
SEEN = "2024-10-29T21:30+05:30"
"""The evening of that edition: readers are not told that it is old."""

EDITION = "2024-10-29"
ENTRY = "2024/10/29/open-source-ai-defined/"

WIDE, NARROW = (1280, 880), (390, 844)
SHRUNK = 0.8
"""Wide pages are drawn smaller: as wide as they will be shown."""

LARGEST = 60_000
"""Bytes of one picture."""
TOGETHER = 700_000
"""Bytes of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dress:
    """How the demo is built."""

    theme: str
    options: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One picture."""

    name: str
    """Of the file, without its ending."""
    dress: Dress
    page: str = ""
    """Address in the site; of a printed sheet the day of the edition."""
    size: tuple[int, int] = WIDE
    scheme: Literal["light", "dark"] = "light"
    printed: bool = False
    """The first sheet of the page's PDF, instead of the page."""


BROADSHEET, WIRE = Dress(theme="broadsheet"), Dress(theme="wire")
MEMO = Dress(theme="memo", options={"handling": "TLP:CLEAR"})


def of_theme(dress: Dress, inner: Shot) -> tuple[Shot, ...]:
    """Return the pictures that every theme has: home in three ways, and a page within."""
    return (
        Shot(name=f"{dress.theme}-home", dress=dress),
        Shot(name=f"{dress.theme}-dark", dress=dress, scheme="dark"),
        Shot(name=f"{dress.theme}-phone", dress=dress, size=NARROW),
        inner,
    )


SHOTS = (
    *of_theme(BROADSHEET, Shot(name="broadsheet-entry", dress=BROADSHEET, page=ENTRY)),
    *of_theme(WIRE, Shot(name="wire-entry", dress=WIRE, page=ENTRY)),
    *of_theme(MEMO, Shot(name="memo-entry", dress=MEMO, page=ENTRY)),
    Shot(name="memo-sheet", dress=MEMO, page=EDITION, printed=True),
    Shot(
        name="broadsheet-options",
        dress=Dress(
            theme="broadsheet",
            options={
                "accent": "#0b5c6b",
                "headlines": "sans",
                "density": "compact",
            },
        ),
    ),
    Shot(
        name="broadsheet-arabic",
        dress=Dress(theme="broadsheet", language="ar"),
        page="2024/10/21/egypt-certified-malaria-free/",
    ),
)


def main(names: Sequence[str]) -> int:
    """Take these pictures, or all; return 1 when there is no Chromium to take them with."""
    chromium = find_chromium()
    if chromium is None:
        print("no Chromium: `python -m tests.tools.provide` installs one", file=sys.stderr)
        return 1
    shots = [shot for shot in SHOTS if not names or shot.name in names]
    PICTURES.mkdir(parents=True, exist_ok=True)
    for file in PICTURES.glob("*.webp"):
        if file.stem not in [shot.name for shot in SHOTS]:
            file.unlink()
    with tempfile.TemporaryDirectory(prefix="briefgen-gallery-") as folder, sync_playwright() as it:
        browser = it.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        project = Path(folder)
        shutil.copytree(PROJECT / "content", project / "content")
        _say_language(project)
        for number, dress in enumerate(_dresses(shots)):
            _build(project, dress, project / f"site-{number}")
            with serve(project / f"site-{number}", "/open-record/") as url:
                for shot in (shot for shot in shots if shot.dress == dress):
                    data = _sheet(project, shot) if shot.printed else _page(browser, url, shot)
                    file = PICTURES / f"{shot.name}.webp"
                    _save(data, file)
                    print(f"{file.relative_to(PROJECT)} {file.stat().st_size:,} bytes")
        browser.close()
    return 0


def _dresses(shots: Sequence[Shot]) -> list[Dress]:
    found: list[Dress] = []
    for shot in shots:
        if shot.dress not in found:
            found.append(shot.dress)
    return found


def _say_language(project: Path) -> None:
    """Have every text say its language: with another interface it is English still."""
    for file in project.glob("content/**/*.md"):
        text = file.read_text("utf-8")
        front = text.split("---\n")[1]
        if not re.search(r"^lang:", front, re.MULTILINE):
            file.write_text(text.replace("---\n", "---\nlang: en\n", 1), "utf-8")


def _build(project: Path, dress: Dress, site: Path) -> None:
    settings = yaml.safe_load((PROJECT / "briefgen.yaml").read_text("utf-8"))
    settings["theme"] = {"name": dress.theme, "options": dict(dress.options)}
    settings["language"] = dress.language
    (project / "briefgen.yaml").write_text(yaml.safe_dump(settings), "utf-8")
    _run(project, "build", "--now", BUILT, "-o", str(site))


def _run(project: Path, *words: str) -> None:
    subprocess.run([sys.executable, "-m", "briefgen", *words], cwd=project, check=True)


def _page(browser: Browser, url: str, shot: Shot) -> bytes:
    width, height = shot.size
    page = browser.new_page(
        viewport={"width": width, "height": height},
        device_scale_factor=SHRUNK if shot.size == WIDE else 1,
        color_scheme=shot.scheme,
        reduced_motion="reduce",
    )
    page.clock.set_fixed_time(SEEN)
    page.route("**/style.css", _patient)
    page.goto(url + shot.page, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    data = page.screenshot()
    page.close()
    return data


def _patient(route: Route) -> None:
    """Wait for fonts: a reader's second page has them, but a picture has no second page."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace("optional", "block"))


def _sheet(project: Path, shot: Shot) -> bytes:
    # The one thing here that tests do without.
    import pypdfium2

    file = project / "sheet.pdf"
    _run(project, "export", "edition", shot.page, "--pdf", "--now", BUILT, "-o", str(file))
    with pypdfium2.PdfDocument(file) as document:
        image = document[0].render(scale=1.2).to_pil()
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def _save(data: bytes, file: Path) -> None:
    """Save a picture as large as it may be: as well as it can be within the budget."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    for quality in (72, 64, 56, 48, 40):
        image.save(file, "WEBP", quality=quality, method=6)
        if file.stat().st_size <= LARGEST:
            return


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
