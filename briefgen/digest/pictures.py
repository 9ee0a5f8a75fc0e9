"""Pictures: which files each becomes, and what is shown of it where.

A library and a configuration in; the picture of an entry, and the files to be made of it, out.
What is drawn and written follows from these alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen import iptc, urls, web
from briefgen.config import Config
from briefgen.digest.renditions import (
    SUFFIX,
    fallback,
    height_at,
    is_made,
    moving_url,
    original_url,
    plain_format,
    rendition_url,
    widths_of,
)
from briefgen.disclaimers import badge, by_formula, disclaimer, label
from briefgen.fingerprint import of
from briefgen.languages import direction, sentence
from briefgen.model import WEIGHT, Entry, Image, Library, ProjectFile
from briefgen.pictures.views import Format, PictureFile
from briefgen.references import entry_url, file_url
from briefgen.views import Picture, Rendition, SocialImage, TextImage
from briefgen.wings import climb
from briefgen.xmp import Said

WIDTHS = (400, 640, 960, 1344)
"""In pixels, where a theme names none."""

SOCIAL_SIZE = (1200, 630)
"""What social networks show whole: 1.91 to 1."""

_JPEG_QUALITY = 82

# What a crop would falsify: IPTC source types of charts and screenshots.
_UNCROPPED = frozenset(["dataDrivenMedia", "screenCapture"])

_RATIOS = (("r-16x9", 16 / 9), ("r-3x2", 3 / 2), ("r-4x3", 4 / 3), ("r-1x1", 1.0), ("r-4x5", 0.8))

_FORMATS: Mapping[str, Format] = {
    "jpg": "JPEG",
    "jpeg": "JPEG",
    "png": "PNG",
    "apng": "PNG",
    "webp": "WEBP",
    "avif": "AVIF",
    "gif": "GIF",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A file that is made of a picture."""

    url: str
    view: PictureFile


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of a digest, and how they are to be made."""

    library: Library
    config: Config
    widths: tuple[int, ...]
    """Of renditions, narrowest first."""
    owners: Mapping[str, Entry]
    """Of the entries that show a file the one that says what it is: the oldest."""
    labellers: frozenset[str]
    """Of the entries that need the same labelled file the oldest, by id: it has it planned."""
    by_url: Mapping[str, ProjectFile]
    """The pictures that become several files, by the address that a text would name them by."""
    settings: str
    """Fingerprint of all that decides it besides entries and files."""
    up: str = ""
    """The way to the root of the site, where the files of all its languages lie."""

    def seen_from(self, prefix: str) -> "Pictures":
        """Return the same pictures as seen from a wing, by its root: `de/`."""
        up = climb(prefix)
        by_url = {up + url: file for url, file in self.by_url.items()}
        return replace(self, up=up, by_url=by_url)

    def picture(self, entry: Entry) -> Picture | None:
        """Return an entry's image ready to be shown, or None without one."""
        image = entry.image
        path = self.library.picture_of(entry)
        if image is None or not (path or web.is_web(image.src)):
            return None
        file = self.library.files.get(path)
        lang = entry.lang or self.config.language
        shape = file.width / file.height if file and file.width and file.height else 16 / 9
        made = self._shown(file)
        return Picture(
            url=self._fallback_url(file) if file and made else self._address(path, image),
            width=made.width if made else file.width if file else 0,
            height=made.height if made else file.height if file else 0,
            type=made.type if made else "",
            renditions=made.renditions if made else (),
            moving=self.up + moving_url(file) if file and file.kind == "animation" else "",
            labelled=self._labelled_url(file, image, lang) if file else "",
            original=self.up + original_url(file) if file and made and file.credentials else "",
            credentials=file.credentials if file and made else "",
            ratio=min(_RATIOS, key=lambda ratio: abs(ratio[1] - shape))[0],
            fit="contain" if image.source_type in _UNCROPPED else "cover",
            focus=f"focus-{image.focus}",
            alt=image.alt,
            badge="" if image.ai == "none" else image.ai,
            label=label(image.ai, lang),
            disclaimer=self._disclaimer(image, lang),
            formula=by_formula(lang) if iptc.KINDS.get(image.source_type) == "synthetic" else "",
            generator=image.generator,
            caption=image.caption,
            credit=image.credit,
        )

    def in_text(self, url: str) -> tuple[str, TextImage] | None:
        """Return the address and the files of an image that a text names by this address."""
        file = self.by_url.get(url)
        made = self._shown(file)
        if file is None or made is None:
            return None
        return self._fallback_url(file), made

    def social(self, entry: Entry) -> SocialImage | None:
        """Return the social image that is made of an entry's picture, or None without one."""
        made = self.social_file(entry)
        if made is None or entry.image is None:
            return None
        words = entry.image.alt.strip()
        named = label(entry.image.ai, entry.lang or self.config.language)
        alt = f"{sentence(words)} {named}" if words and named else words.rstrip(". ") or named
        return SocialImage(url=made.url, width=made.view.width, height=made.view.height, alt=alt)

    def plain_size(self, entry: Entry) -> tuple[int, int]:
        """Return width and height of the file for feeds, mail and machines; 0 if not known."""
        file = self.file_of(entry)
        if file is None:
            return 0, 0
        width = fallback(file, self.widths)[1]
        return width, height_at(file, width)

    def files(self, file: ProjectFile) -> Iterator[Made]:
        """Yield what a picture becomes wherever it is shown."""
        said = self.said(file)
        widest = max(widths_of(file, self.widths))
        for width in widths_of(file, self.widths):
            yield Made(
                self.up + rendition_url(file, width, self._format),
                PictureFile(
                    width=width,
                    height=height_at(file, width),
                    format=self._format,
                    quality=self.config.images.quality,
                    lossless=file.plain,
                    widest=widest,
                    said=said,
                ),
            )
        width = fallback(file, self.widths)[1]
        yield Made(
            self._fallback_url(file),
            PictureFile(
                width=width,
                height=height_at(file, width),
                format=plain_format(file),
                quality=_JPEG_QUALITY,
                lossless=file.plain,
                widest=widest,
                said=said,
            ),
        )
        if file.kind == "animation":
            width = min(file.width, self.widths[-1])
            yield Made(
                self.up + moving_url(file),
                PictureFile(
                    width=width,
                    height=height_at(file, width),
                    format="WEBP",
                    quality=self.config.images.quality,
                    moving=True,
                    said=said,
                ),
            )

    def own_files(self, entry: Entry) -> Iterator[Made]:
        """Yield what an entry's picture becomes for this entry: what has its label drawn in."""
        file = self.file_of(entry)
        image = entry.image
        if file is None or image is None:
            return
        lang = entry.lang or self.config.language
        url = self._labelled_url(file, image, lang)
        if url and entry.id in self.labellers:
            width = fallback(file, self.widths)[1]
            yield Made(
                url,
                PictureFile(
                    width=width,
                    height=height_at(file, width),
                    format="JPEG",
                    quality=_JPEG_QUALITY,
                    badge=badge(image.ai, lang),
                    lang=lang,
                    dir=direction(lang),
                    widest=max(widths_of(file, self.widths)),
                    said=self.said(file),
                ),
            )
        social = self.social_file(entry)
        if social is not None:
            yield social

    def social_file(self, entry: Entry) -> Made | None:
        """Return the social image of an entry with a picture, its label drawn in; else None."""
        file, image = self.file_of(entry), entry.image
        if file is None or image is None or self.config.images.social == "off":
            return None
        lang = entry.lang or self.config.language
        width, height = SOCIAL_SIZE
        mount = image.source_type in _UNCROPPED
        return Made(
            urls.social(entry_url(entry), "jpg"),
            PictureFile(
                width=width,
                height=height,
                format="JPEG",
                quality=_JPEG_QUALITY,
                frame="mount" if mount else "crop",
                focus=image.focus,
                badge=badge(image.ai, lang),
                lang=lang,
                dir=direction(lang),
                widest=max(widths_of(file, self.widths)),
                said=self.said(file),
            ),
        )

    def whole_file(self, file: ProjectFile) -> Made:
        """Return a picture as a text may link to it: in its own size and format, and labelled."""
        owner = self.owners.get(file.path)
        lang = (owner.lang if owner else "") or self.config.language
        ending = file.path.rpartition(".")[2].lower()
        return Made(
            self.up + file_url(file.path),
            PictureFile(
                width=file.width,
                height=file.height,
                format=_FORMATS.get(ending, "JPEG"),
                quality=_JPEG_QUALITY,
                lossless=file.plain,
                badge=badge(self.library.origins.get(file.path, "none"), lang),
                lang=lang,
                dir=direction(lang),
                moving=file.kind == "animation",
                said=self.said(file),
            ),
        )

    def file_of(self, entry: Entry) -> ProjectFile | None:
        """Return the file of an entry's picture if it becomes several files."""
        file = self.library.files.get(self.library.picture_of(entry))
        return file if file is not None and is_made(file) else None

    def said(self, file: ProjectFile) -> Said:
        """Return what the files made of a picture say of themselves: its owner's words first."""
        owner = self.owners.get(file.path)
        image = owner.image if owner else None
        made = self.library.origins.get(file.path, "none")
        source_type = (image.source_type if image else "") or file.said.source_type
        if WEIGHT[made] > WEIGHT[iptc.origin(source_type)]:
            source_type = iptc.TRAINED if made == "generated" else iptc.ALTERED
        if owner is None or image is None:
            # What was written for somebody else's eyes is not handed on: a description may name
            # people and places.
            kept = file.said
            return Said(
                source_type=source_type,
                credit=kept.credit,
                system=kept.system,
                system_version=kept.system_version,
                aigc=kept.aigc,
            )
        parts = (image.caption, self._disclaimer(image, owner.lang or self.config.language))
        return Said(
            source_type=source_type,
            credit=image.credit or file.said.credit,
            description=" ".join(part for part in parts if part),
            alt=image.alt,
            system=image.generator or file.said.system,
            system_version="" if image.generator else file.said.system_version,
            aigc=file.said.aigc,
        )

    def _disclaimer(self, image: Image, lang: str) -> str:
        """Return what is said under an image, in a language; empty when no model was at work."""
        if image.ai == "none":
            return ""
        if image.disclaimer is not None:
            return image.disclaimer
        own = self.config.disclosure
        texts = own.modified if image.ai == "modified" else own.generated
        return disclaimer(image.ai, lang, texts)

    @property
    def _format(self) -> Format:
        return "AVIF" if self.config.images.format == "avif" else "WEBP"

    def _shown(self, file: ProjectFile | None) -> TextImage | None:
        if file is None or not is_made(file):
            return None
        widths = widths_of(file, self.widths)
        return TextImage(
            width=widths[-1],
            height=height_at(file, widths[-1]),
            type=f"image/{SUFFIX[self._format]}",
            renditions=tuple(
                Rendition(url=self.up + rendition_url(file, width, self._format), width=width)
                for width in widths
            ),
        )

    def _labelled_url(self, file: ProjectFile, image: Image, lang: str) -> str:
        if image.ai == "none" or not is_made(file):
            return ""
        # Its words differ by kind and language, and one file may be shown by several entries.
        return self.up + urls.rendition(file_url(file.path), f"{image.ai}.{lang.lower()}", "jpg")

    def _fallback_url(self, file: ProjectFile) -> str:
        return self.up + fallback(file, self.widths)[0]

    def _address(self, path: str, image: Image) -> str:
        return self.up + file_url(path) if path else image.src


def pictures_of(library: Library, config: Config, widths: Sequence[int]) -> Pictures:
    """Return the pictures of a library."""
    owners: dict[str, Entry] = {}
    labellers: dict[tuple[str, str, str], str] = {}
    for entry in reversed(library.published) if library.pictures else ():
        path, image = library.pictures.get(entry.id), entry.image
        if path and image is not None:
            owners.setdefault(path, entry)
            if image.ai != "none":
                lang = entry.lang or config.language
                labellers.setdefault((path, image.ai, lang.lower()), entry.id)
    sizes = tuple(sorted(set(widths))) or WIDTHS
    return Pictures(
        library=library,
        config=config,
        widths=sizes,
        owners=owners,
        labellers=frozenset(labellers.values()),
        by_url={file_url(path): file for path, file in library.files.items() if is_made(file)},
        settings=of(sizes, config.images.model_dump_json()),
    )
