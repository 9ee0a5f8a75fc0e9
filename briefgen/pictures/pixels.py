"""Pixels: a picture opened once, and made into each of its files.

Bytes and a `PictureFile` in, bytes out. Only what browsers show is opened. Turned upright by its
EXIF, brought to sRGB by its profile, and written with one packet of metadata: ours.
"""

import io
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from PIL import Image, ImageCms, ImageOps

from briefgen import xmp
from briefgen.engine.failures import UnfitError
from briefgen.fingerprint import Value
from briefgen.model import Focus
from briefgen.pictures.lettering import draw_badge
from briefgen.pictures.views import PictureFile

_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
_SIDEWAYS = (5, 6, 7, 8)
_ORIENTATION = 0x0112
# Behind a chart that is not cropped, and behind what is transparent where a format has none of it.
_GROUND = (246, 243, 237)
_CENTRES: Mapping[Focus, tuple[float, float]] = {
    "top": (0.5, 0.0),
    "bottom": (0.5, 1.0),
    "start": (0.0, 0.5),
    "end": (1.0, 0.5),
    "centre": (0.5, 0.5),
}


class Opened:
    """A picture in memory: its bytes, and the pixels last asked for."""

    def __init__(self, data: bytes) -> None:
        """Take the bytes of a file; nothing is decoded yet."""
        self.data = data
        self._pixels: tuple[int, Image.Image] | None = None

    def pixels(self, widest: int) -> Image.Image:
        """Return the picture upright in sRGB, as RGB or RGBA, at least so wide if it has it."""
        if self._pixels is None or self._pixels[0] != widest:
            self._pixels = None
            self._pixels = (widest, _decoded(self.data, widest))
        return self._pixels[1]


def make(view: Value, opened: Any) -> bytes:
    """Return the bytes of one file of a picture.

    What Pillow raises when it cannot be decoded, UnfitError when what was written does not say what
    it was to say.
    """
    assert isinstance(view, PictureFile)
    assert isinstance(opened, Opened)
    if view.moving:
        return _checked(*_moving(view, opened.data))
    image = _framed(opened.pixels(view.widest or view.width), view)
    if view.badge:
        image = draw_badge(image, view.badge, view.lang, view.dir)
    return _checked(_encoded([image], [], view), view, image.size)


def _decoded(data: bytes, widest: int) -> Image.Image:
    with _opened(data) as image:
        turned = _orientation(image)
        if image.format == "JPEG" and widest:
            # The decoder can leave out what a smaller picture would not show.
            sideways = turned in _SIDEWAYS
            width, height = (image.height, image.width) if sideways else image.size
            size = (widest, max(round(height * widest / width), 1))
            image.draft(None, size[::-1] if sideways else size)
        image.load()
        upright = _upright(_plain(image), turned)
    # Comments, resolution, profiles: Pillow would write them into every file made of it.
    upright.info = {}
    return upright


def _opened(data: bytes) -> Image.Image:
    with warnings.catch_warnings():
        # What was let through as a source has passed the caps already.
        warnings.simplefilter("ignore")
        return Image.open(io.BytesIO(data), formats=_FORMATS)


def _orientation(image: Image.Image) -> int:
    try:
        found = image.getexif().get(_ORIENTATION, 1)
    except (OSError, ValueError, SyntaxError, KeyError, TypeError):
        return 1
    return found if isinstance(found, int) else 1


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _upright(image: Image.Image, turned: int) -> Image.Image:
    turn = _TURNS.get(turned)
    return image if turn is None else image.transpose(turn)


def _plain(image: Image.Image) -> Image.Image:
    """Return a picture as RGB or RGBA in sRGB, whatever its file held."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith(("I", "F")):
        # 16 bits a channel; what is left of them is what a screen shows.
        _, most = image.getextrema()
        if isinstance(most, (int, float)) and most > 255:
            image = image.point(lambda value: value / 256)
        image = image.convert("L")
    transparent = image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info
    if transparent and image.mode == "RGB":
        image = image.convert("RGBA")
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        converted = _in_srgb(image, profile)
        if converted is not None:
            return converted
    return image.convert("RGBA" if transparent else "RGB")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image | None:
    """Return a picture converted by its own profile, or None when that profile is of no use."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if image.mode == "RGBA":
            colours = image.convert("RGB")
            done = ImageCms.profileToProfile(colours, source, _SRGB, outputMode="RGB")
            if done is not None:
                done.putalpha(image.getchannel("A"))
            return done
        return ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


_SRGB = ImageCms.createProfile("sRGB")


def _framed(image: Image.Image, view: PictureFile) -> Image.Image:
    size = (view.width, view.height)
    if view.frame == "crop":
        return ImageOps.fit(
            image, size, Image.Resampling.LANCZOS, centering=_centre(view.focus, view.dir)
        )
    if view.frame == "mount":
        whole = _flat(image)
        whole = ImageOps.contain(whole, size, Image.Resampling.LANCZOS)
        mounted = Image.new("RGB", size, _GROUND)
        mounted.paste(whole, ((size[0] - whole.width) // 2, (size[1] - whole.height) // 2))
        return mounted
    if image.size == size:
        return image
    # Pillow's own way to scale down far: by whole steps first, then with care.
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _centre(focus: Focus, dir: str) -> tuple[float, float]:
    across, down = _CENTRES[focus]
    return (1 - across, down) if dir == "rtl" else (across, down)


def _flat(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, _GROUND)
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _moving(view: PictureFile, data: bytes) -> tuple[bytes, PictureFile, tuple[int, int]]:
    """Return all frames of an animation as a file, its view, and its size."""
    frames: list[Image.Image] = []
    durations: list[int] = []
    with _opened(data) as image:
        count = getattr(image, "n_frames", 1)
        loop = image.info.get("loop", 0)
        for number in range(count):
            image.seek(number)
            frame = image.convert("RGBA")
            frame.info = {}
            if frame.size != (view.width, view.height):
                frame = frame.resize((view.width, view.height), Image.Resampling.LANCZOS)
            if view.badge:
                frame = draw_badge(frame, view.badge, view.lang, view.dir)
            frames.append(frame)
            durations.append(int(image.info.get("duration", 100)) or 100)
    made = _encoded(frames, durations, view, loop=loop if isinstance(loop, int) else 0)
    return made, view, frames[0].size


def _encoded(
    frames: Sequence[Image.Image], durations: Sequence[int], view: PictureFile, loop: int = 0
) -> bytes:
    first, options = frames[0], dict(xmp.attach(view.format, view.said))
    if view.format == "JPEG":
        first = _flat(first)
        options |= {"quality": view.quality, "optimize": True, "progressive": True}
    elif view.format == "WEBP":
        options |= {"quality": view.quality, "lossless": view.lossless, "method": 4}
    elif view.format == "AVIF":
        # By one thread, whatever the machine has: the same bytes everywhere.
        options |= {"quality": view.quality, "max_threads": 1, "speed": 7}
    elif view.format == "PNG" and view.lossless and first.mode == "RGB":
        # Charts and drawings have few colours; where these are all of them, a palette holds them.
        first = _with_palette(first)
    if len(frames) > 1:
        options |= {
            "save_all": True,
            "append_images": frames[1:],
            "duration": list(durations),
            "loop": loop,
        }
    out = io.BytesIO()
    first.save(out, view.format, **options)
    return out.getvalue()


def _with_palette(image: Image.Image) -> Image.Image:
    colours = image.getcolors(256)
    if colours is None:
        return image
    return image.quantize(len(colours), dither=Image.Dither.NONE)


def _checked(data: bytes, view: PictureFile, expected: tuple[int, int]) -> bytes:
    """Return what was written, read back: it has its size, and says what it was to say."""
    with _opened(data) as image:
        size = image.size
        image.load()
        packet = xmp.packet_of(image)
        private = bool(image.getexif()) if view.format != "GIF" else False
    if size != expected:
        raise _lost(f"it came out as {size[0]} × {size[1]} pixels")
    if private:
        raise _lost("it still holds the data of a camera")
    # GIF has no place for a packet that Pillow writes; none is made where anything must be said.
    if view.format != "GIF" and xmp.read(packet) != xmp.read(xmp.write(view.said)):
        raise _lost("what it says of its origin did not come through")
    return data


def _lost(message: str) -> UnfitError:
    return UnfitError("lost-label", message, "save the picture in another format, or take another")
