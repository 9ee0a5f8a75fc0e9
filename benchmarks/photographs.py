"""Measure what becomes of photographs: `python -m benchmarks.photographs [N]`.

N photographs of twelve megapixels, one an entry, are drawn; briefgen and Hugo make the same files
of each: four widths of WebP, one JPEG, one social image. Figures are medians of the rounds, each
as a ratio to Hugo in the same round, with what a second build does, and memory by the number of
photographs. Linux only, as the other benchmarks are.
"""

import argparse
import random
import shutil
import statistics
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

from benchmarks.install import install_python
from benchmarks.measure import memory_of, time_of
from benchmarks.places import PACKAGES, PROJECTS, PYTHON

WIDTHS = (400, 640, 960, 1344)
_SIZE = (4000, 3000)
_ROUNDS = 3
_HUGO = str(PACKAGES / "hugo" / "binaries" / "hugo")

_BRIEFGEN_CONFIG = "title: Photographs\nbase_url: https://example.org/\ntheme: {name: bench}\n"
_HUGO_CONFIG = (
    'baseURL = "https://example.org/"\ntitle = "Photographs"\n'
    'disableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n[imaging]\nquality = 80\n'
)
_HUGO_PAGE = """\
<!doctype html><title>{{ .Title }}</title>
{{ with .Resources.GetMatch "photo.jpg" }}
<picture><source type="image/webp" srcset="\
{{ (.Resize "400x webp").RelPermalink }} 400w, {{ (.Resize "640x webp").RelPermalink }} 640w, \
{{ (.Resize "960x webp").RelPermalink }} 960w, {{ (.Resize "1344x webp").RelPermalink }} 1344w">\
<img src="{{ (.Resize "960x jpg").RelPermalink }}"></picture>
<meta property="og:image" content="{{ (.Fill "1200x630 jpg").Permalink }}">
{{ end }}
"""


def main() -> int:
    """Write both projects, measure, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=_ROUNDS)
    given = parser.parse_args()
    count, rounds = given.count, given.rounds
    install_python()
    ours, hugos = PROJECTS / "photographs", PROJECTS / "photographs-hugo"
    _say(f"drawing {count} photographs")
    _write(count, ours, hugos)
    briefgen, hugo = (str(PYTHON / "bin" / "briefgen"), "build"), (_HUGO, "--quiet")
    ratios, alone, again, elsewhere, walls = [], [], [], [], []
    for number in range(1, rounds + 1):
        _say(f"round {number} of {rounds}")
        _forget(ours, ".briefgen", "site")
        _forget(hugos, "public", "resources")
        theirs = time_of(hugo, hugos).wall
        mine = time_of(briefgen, ours).wall
        again.append(time_of(briefgen, ours).wall / mine)
        _forget(ours, "site")
        elsewhere.append(time_of(briefgen, ours).wall / mine)
        _forget(ours, ".briefgen", "site")
        alone.append(mine / time_of((*briefgen, "--jobs", "1"), ours).wall)
        ratios.append(mine / theirs)
        walls.append(mine)
    files = len([*(ours / "site/images").rglob("*.*"), *(ours / "site/social").rglob("*.jpg")])
    _forget(ours, ".briefgen", "site")
    memory = memory_of(briefgen, ours)
    few = PROJECTS / "photographs-few"
    _write(max(count // 10, 1), few, None)
    _forget(few, ".briefgen", "site")
    rows = (
        (f"{count} photographs, {files:,} files, from nothing", f"{_middle(walls):.1f} s"),
        ("as a ratio to Hugo", f"{_middle(ratios):.2f} ×"),
        ("all cores, as a ratio to one", f"{_middle(alone):.2f} ×"),
        ("nothing changed, as a ratio to from nothing", f"{_middle(again):.3f} ×"),
        ("the site removed, pictures kept, likewise", f"{_middle(elsewhere):.3f} ×"),
        ("peak memory", f"{memory:.0f} MiB"),
        ("as a ratio to that of a tenth of them", f"{memory / memory_of(briefgen, few):.2f} ×"),
    )
    print("| work | figure |\n|---|---|")
    for row in rows:
        print(f"| {row[0]} | {row[1]} |")
    return 0


def draw(number: int) -> Image.Image:
    """Return one photograph: no two are alike, and none is as smooth as a drawing."""
    dice = random.Random(number)
    small = Image.effect_noise((250, 188), dice.randint(30, 90)).filter(ImageFilter.GaussianBlur(2))
    colour = Image.merge(
        "RGB", [small, small.rotate(180), small.transpose(Image.Transpose.FLIP_LEFT_RIGHT)]
    )
    pen = ImageDraw.Draw(colour)
    for _ in range(12):
        x, y, r = dice.randint(0, 250), dice.randint(0, 188), dice.randint(5, 50)
        pen.ellipse((x - r, y - r, x + r, y + r), fill=tuple(dice.randbytes(3)))
    grain = Image.effect_noise(_SIZE, 14).convert("RGB")
    return Image.blend(colour.resize(_SIZE, Image.Resampling.BICUBIC), grain, 0.15)


def _write(count: int, ours: Path, hugos: Path | None) -> None:
    theme = Path(__file__).parent / "theme"
    shutil.rmtree(ours / "content", ignore_errors=True)
    ours.mkdir(parents=True, exist_ok=True)
    (ours / "briefgen.yaml").write_text(_BRIEFGEN_CONFIG, encoding="utf-8")
    shutil.copytree(theme, ours / "themes" / "bench", dirs_exist_ok=True)
    if hugos is not None:
        shutil.rmtree(hugos, ignore_errors=True)
        (hugos / "layouts" / "_default").mkdir(parents=True)
        (hugos / "hugo.toml").write_text(_HUGO_CONFIG, encoding="utf-8")
        for name in ("single", "list"):
            page = hugos / "layouts" / "_default" / f"{name}.html"
            page.write_text(_HUGO_PAGE, encoding="utf-8")
    for number in range(count):
        name = f"photo-{number:04}"
        place = ours / "content/entries" / f"2024/{1 + number % 12:02}/{1 + number % 28:02}"
        place.mkdir(parents=True, exist_ok=True)
        draw(number).save(place / f"{name}.jpg", quality=88)
        (place / f"{name}.md").write_text(
            f"---\ntitle: Photograph {number}\nsummary: One sentence.\n"
            f"sources: [{{name: Example, url: 'https://example.org/{number}'}}]\n"
            f"image: {{src: {name}.jpg, alt: What is to be seen.}}\n---\n\nA text.\n",
            encoding="utf-8",
        )
        if hugos is not None:
            page = hugos / "content" / name
            page.mkdir(parents=True)
            shutil.copyfile(place / f"{name}.jpg", page / "photo.jpg")
            (page / "index.md").write_text(f"---\ntitle: Photograph {number}\n---\nA text.\n")


def _forget(folder: Path, *names: str) -> None:
    for name in names:
        shutil.rmtree(folder / name, ignore_errors=True)


def _middle(figures: list[float]) -> float:
    return statistics.median(figures)


def _say(words: str) -> None:
    print(words, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
