"""A few small pictures for the entries to share, drawn so that nothing has to be downloaded."""

from pathlib import Path

from PIL import Image, ImageDraw

from benchmarks.corpus import PICTURES

_SIZE = (640, 360)


def draw(folder: Path) -> None:
    """Draw all pictures into a folder: a coloured sky, hills and a sun."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(PICTURES):
        picture = Image.new("RGB", _SIZE, (200 - 18 * number, 210 - 6 * number, 225))
        pen = ImageDraw.Draw(picture)
        pen.ellipse((60 * number, 40, 60 * number + 90, 130), fill=(250, 220, 120))
        pen.polygon([(0, 360), (220 + 30 * number, 150), (640, 360)], fill=(70, 110, 90))
        pen.rectangle((0, 320, 640, 360), fill=(50, 70, 10 + 20 * number))
        picture.save(folder / name, optimize=True)
