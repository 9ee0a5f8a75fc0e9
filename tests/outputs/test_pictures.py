"""One machine-made picture on its way through a site, and what becomes of pictures."""

import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import feedparser
import pytest
from PIL import Image, ImageChops, ImageStat

from briefgen import xmp
from briefgen.reading.pictures import measure
from tests.projects import Project, tree

ALT = "Cranes over a harbour"
SAID = "A computer model made this image."


def photograph(width: int = 1600, height: int = 1200, seed: int = 0, **options: Any) -> bytes:
    """Return a JPEG with some light and shade in it, bright enough for a label to show."""
    image = Image.linear_gradient("L").resize((width, height)).point(lambda v: 120 + v // 3)
    image.putpixel((seed % width, 0), 0)
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=90, **options)
    return out.getvalue()


def opened(path: Path) -> Image.Image:
    """Return a picture of the site."""
    image = Image.open(path)
    image.load()
    return image


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A digest with one machine-made picture, and a list of pictures beside the entries."""
    made = Project(tmp_path, title="Trial")
    made.write("entries/2024/10/23/harbour.jpg", photograph())
    made.entry(
        "2024/10/23/harbour.md",
        kind="short",
        topics=["ports"],
        image={
            "src": "harbour.jpg",
            "alt": ALT,
            "ai": "generated",
            "generator": "Example Model 3",
            "credit": "Example Agency",
            "caption": "Drawn, not seen.",
        },
    )
    made.entry("2024/10/23/other.md", topics=["ports"], weight=5)
    made.write(
        "lists/shorts.yaml",
        "title: In brief\nstyle: pictures\nselect: {kinds: [short]}\nshow: everywhere\n",
    )
    return made


def test_a_label_goes_with_its_picture_to_every_place(project: Project) -> None:
    """Badge, accessible name and caption on pages; feed, data for machines, the ledger."""
    assert project.build().ok

    shown = {
        "entry": "2024/10/23/harbour/",
        "home": "",
        "edition": "2024/10/23/",
        "topic": "topics/ports/",
        "the list of pictures": "2024/10/23/other/",
        "ledger": "disclosure/",
    }
    for place, url in shown.items():
        page = project.page(f"{url}index.html")
        images = re.findall(r"<img [^>]*harbour\.jpg[^>]*>", page)
        assert images, place
        assert page.count('class="badge"') == len(images), place
        for image in images:
            # One voice: the accessible name has the statement, and sizes are known.
            assert f'alt="{ALT}. AI-generated image."' in image, place
            assert re.search(r'width="1344" height="1008"', image), place
    entry = project.page("2024/10/23/harbour/index.html")
    caption = entry.partition("<figcaption>")[2].partition("</figcaption>")[0]
    assert "AI-generated image." in caption
    assert SAID in caption
    assert "Example Model 3" in caption

    feed = feedparser.parse(project.page("feed.xml"), sanitize_html=False)
    item = next(one for one in feed.entries if one.title == "Harbour")
    assert "[AI-generated image]" in item.summary
    assert SAID in item.content[0].value
    (source,) = re.findall(r'<img [^>]*src="([^"]+)"', item.content[0].value)
    assert source == "https://example.org/images/2024/10/23/harbour.jpg.generated.en.jpg"
    (enclosure,) = item.enclosures
    assert enclosure.href == source
    assert SAID in enclosure.title

    data = json.loads(entry.partition('ld+json">')[2].partition("</script>")[0])
    image = data["image"]
    assert image["digitalSourceType"] == "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
    assert image["contentUrl"] == source
    assert SAID in image["caption"]
    assert image["creditText"] == "Example Agency"

    (row,) = json.loads(project.page("disclosure.json"))["entries"]
    assert row["image"]["origin"] == "generated"
    assert row["image"]["system"] == "Example Model 3"
    assert row["image"]["digital_source_type"].endswith("/trainedAlgorithmicMedia")
    assert SAID in row["image"]["disclaimer"]
    assert "Example Model 3" in project.page("disclosure/index.html")


def test_every_file_of_a_picture_says_where_it_comes_from(project: Project) -> None:
    """Origin, credit, description, alternative text and system, in each format."""
    project.build()
    files = [*project.site.glob("images/**/harbour*"), *project.site.glob("social/**/harbour*")]

    assert {file.suffix for file in files} == {".webp", ".jpg"}
    assert len(files) == 4 + 1 + 1 + 1
    for file in files:
        said = measure(file).said
        assert said.source_type == "trainedAlgorithmicMedia", file
        assert said.credit == "Example Agency"
        assert said.alt == ALT
        assert said.system == "Example Model 3"
        assert said.description.startswith("Drawn, not seen. A computer model")


def test_what_travels_alone_has_its_label_in_the_pixels(project: Project) -> None:
    """The social image and the file of feeds differ from what they are without it, in a corner."""
    project.build()
    names = ("social/2024/10/23/harbour.jpg", "images/2024/10/23/harbour.jpg.generated.en.jpg")
    labelled = [opened(project.site / name).convert("L") for name in names]
    project.edit("2024/10/23/harbour.md", image={"src": "harbour.jpg", "alt": ALT})
    project.build()
    plain = [
        opened(project.site / name).convert("L")
        for name in (names[0], "images/2024/10/23/harbour.jpg.960.jpg")
    ]

    assert labelled[0].size == (1200, 630)
    for with_label, without in zip(labelled, plain, strict=True):
        differing = ImageChops.difference(with_label, without).point(lambda v: 255 * (v > 40))
        left, top, right, bottom = differing.getbbox() or (0, 0, 0, 0)
        width, height = with_label.size
        assert bottom - top >= 0.05 * min(width, height)
        # In the upper corner at the end, and nowhere else.
        assert left > width * 0.55
        assert bottom < height * 0.2
        # Dark ground, light letters.
        label = with_label.crop((left + 4, top + 4, right - 4, bottom - 4))
        assert ImageStat.Stat(label).extrema[0][0] < 40
        assert ImageStat.Stat(label).extrema[0][1] > 215
    assert not (project.site / names[1]).exists()


@pytest.mark.parametrize("lang", ["es", "fr", "de", "hi", "ar", "zh", "ja", "pt", "fa", "sw"])
def test_the_label_speaks_the_language_of_the_entry(project: Project, lang: str) -> None:
    """In words and in pixels; a language that is not built in is answered in English."""
    project.edit("2024/10/23/harbour.md", lang=lang)
    assert project.build().ok

    page = project.page("2024/10/23/harbour/index.html")
    assert (SAID in page) == (lang == "sw")
    assert (project.site / f"images/2024/10/23/harbour.jpg.generated.{lang}.jpg").is_file()


def test_browsers_get_widths_to_choose_from(project: Project) -> None:
    """None wider than the picture, each as wide as it says, all in its proportions."""
    project.write("entries/2024/10/22/small.png", _png(500, 250))
    project.entry("2024/10/22/small.md", image={"src": "small.png", "alt": "x"})
    project.build()

    page = project.page("2024/10/22/small/index.html")
    srcset, *_ = re.findall(r'<source type="image/webp" srcset="([^"]+)" sizes="[^"]+">', page)
    widths = re.findall(r"(\S+) (\d+)w", srcset)
    assert [int(width) for _, width in widths] == [400, 500]
    for url, width in widths:
        image = opened(project.site / url.removeprefix("../../../../"))
        assert image.size == (int(width), int(width) // 2)
    assert 'width="500" height="250"' in page


def test_pictures_are_made_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither for a second build, nor for another folder, nor after the site was removed."""
    project.build()
    before = tree(project.site)

    assert not project.build().rendered
    shutil.rmtree(project.site)
    (project.root / ".briefgen/record.sqlite").unlink()

    def refuse(*_: object) -> bytes:
        raise AssertionError("it was made already")

    monkeypatch.setattr("briefgen.pictures.pixels.make", refuse)
    monkeypatch.setattr("briefgen.pictures.posters.make", refuse)
    assert project.build().ok
    assert tree(project.site) == before
    assert project.build(output=project.root / "elsewhere").ok


def test_what_was_kept_and_is_damaged_is_made_again(project: Project) -> None:
    """Cut short or overwritten, it is as good as not there."""
    project.build()
    before = tree(project.site)
    for number, file in enumerate((project.root / ".briefgen/made").glob("??/*")):
        data = file.read_bytes()
        file.write_bytes(b"" if number % 3 == 0 else data[:40] if number % 3 == 1 else data + b"x")
    shutil.rmtree(project.site)
    (project.root / ".briefgen/record.sqlite").unlink()

    assert project.build().ok
    assert tree(project.site) == before


def test_an_edit_of_words_makes_no_picture(project: Project) -> None:
    """A body changes no picture; an alternative text, which stands in each file, changes them."""
    project.build()
    project.entry("2024/10/23/other.md", "Other words.", topics=["ports"], weight=5)
    assert not [path for path in project.build().rendered if "harbour.jpg" in path]

    project.edit("2024/10/23/harbour.md", title="A new headline")
    made = project.build().rendered
    assert not [path for path in made if path.startswith("images/")]

    image = {"src": "harbour.jpg", "alt": "Other words", "ai": "generated"}
    project.edit("2024/10/23/harbour.md", image=image)
    assert len([path for path in project.build().rendered if "harbour" in path]) >= 7


def test_pictures_go_with_their_entry(project: Project) -> None:
    """No file of a picture stays that nobody shows."""
    project.build()
    project.delete("entries/2024/10/23/harbour.md")
    project.build()

    assert not [*project.site.glob("images/**/*harbour*"), *project.site.glob("social/**/harbour*")]


def test_an_image_in_a_text_has_its_size_and_its_files(project: Project) -> None:
    """In the page and in the feed; a link to it leads to the whole picture."""
    project.write("entries/2024/10/22/chart.png", _png(900, 300))
    project.entry("2024/10/22/text.md", 'See ![A "chart"](chart.png "More") and [it](chart.png).')
    assert project.build().ok

    page = project.page("2024/10/22/text/index.html")
    (image,) = re.findall(r"<img [^>]*chart\.png[^>]*>", page)
    assert 'width="900" height="300"' in image
    assert 'alt="A &quot;chart&quot;"' in image
    assert 'loading="lazy"' in image
    assert '<picture><source type="image/webp" srcset="../../../../images/2024/10/22/' in page
    assert 'href="../../../../images/2024/10/22/chart.png"' in page
    assert opened(project.site / "images/2024/10/22/chart.png").size == (900, 300)
    assert "\x01" not in project.page("feed.xml")
    assert "https://example.org/images/2024/10/22/chart.png.900." in project.page("feed.xml")


def test_a_machine_made_picture_that_a_text_links_to_has_its_label(project: Project) -> None:
    """The link leads to pixels alone, so that they say it."""
    project.entry("2024/10/22/linking.md", "See [it](../23/harbour.jpg).")
    assert project.build().ok
    whole = opened(project.site / "images/2024/10/23/harbour.jpg")

    assert whole.size == (1600, 1200)
    assert ImageStat.Stat(whole.convert("L").crop((1400, 20, 1560, 100))).extrema[0][0] < 60
    assert xmp.read(xmp.packet_of(whole)).source_type == "trainedAlgorithmicMedia"


PACKET = xmp.attach("JPEG", xmp.Said(source_type="trainedAlgorithmicMedia", description="JANE DOE"))


def labelled(file: Path) -> bool:
    """Tell whether a picture of 1600 × 1200 has the dark ground of a label in its corner."""
    corner = opened(file).convert("L").crop((1400, 20, 1560, 100))
    return bool(ImageStat.Stat(corner).extrema[0][0] < 60)


@pytest.mark.parametrize("ending", ["jpg", "jfif", "jpe"])
def test_a_linked_picture_that_says_it_is_made_has_its_label(project: Project, ending: str) -> None:
    """Though no entry shows it: its file is believed. What a camera or a person wrote is gone."""
    exif = Image.Exif()
    exif[0x010F] = "Camera & Co"
    data = photograph(exif=exif.tobytes(), **PACKET)
    project.write(f"entries/2024/10/22/made.{ending}", data)
    project.entry("2024/10/22/linking.md", f"See [it](made.{ending}).")
    assert project.build().ok
    file = project.site / f"images/2024/10/22/made.{ending}"

    assert labelled(file)
    assert measure(file).said.source_type == "trainedAlgorithmicMedia"
    assert b"Camera" not in file.read_bytes()
    assert b"JANE DOE" not in file.read_bytes()


@pytest.mark.parametrize("keys", [{"expires": "2024-10-24"}, {"draft": True}])
def test_an_entry_that_is_held_back_still_marks_its_picture(
    project: Project, keys: dict[str, Any]
) -> None:
    """What links to it gets the same labelled file as before."""
    image = {"src": "harbour.jpg", "alt": ALT, "ai": "generated"}
    project.entry("2024/10/23/harbour.md", image=image, **keys)
    project.entry("2024/10/22/linking.md", "See [it](../23/harbour.jpg).")
    assert project.build().ok

    assert labelled(project.site / "images/2024/10/23/harbour.jpg")


def test_a_copy_under_another_name_is_the_same_picture(project: Project) -> None:
    """An entry that shows it without a word is an error; so is one that says less."""
    project.write("entries/2024/10/22/copy.jpg", photograph())
    project.entry("2024/10/22/copy.md", image={"src": "copy.jpg", "alt": "x"})
    result = project.build()
    assert [finding.code for finding in result.findings] == ["undisclosed-ai-image"]

    project.edit("2024/10/22/copy.md", image={"src": "copy.jpg", "alt": "x", "ai": "modified"})
    (finding,) = project.build().findings
    assert finding.code == "undisclosed-ai-image"
    assert "says less" in finding.message


@pytest.mark.parametrize(
    ("target", "good"),
    [
        ("![x](/images/2024/10/23/harbour.jpg.400.webp)", False),
        ("[x](/images/2024/10/23/harbour.jpg.400.webp)", False),
        ("[x](/images/2024/10/23/harbour.jpg.960.jpg#a)", False),
        ("![x](/images/2024/10/23/harbour.jpg.generated.en.jpg)", False),
        ("[x](/images/2024/10/23/harbour.jpg.generated.en.jpg)", True),
        ("[x](/images/2024/10/23/harbour.jpg)", True),
    ],
)
def test_no_text_leads_to_a_file_without_its_label(
    project: Project, target: str, good: bool
) -> None:
    """Neither to the renditions of a machine-made picture, by their own addresses."""
    project.entry("2024/10/22/text.md", f"See {target}.")
    result = project.build()

    assert result.ok == good, result.findings
    assert good or [finding.code for finding in result.findings] == ["undisclosed-ai-image"]


@pytest.mark.parametrize("size", [(1, 1), (3, 2000), (2000, 3), (900, 14)])
def test_a_tiny_made_picture_keeps_a_label_that_can_be_read(
    project: Project, size: tuple[int, int]
) -> None:
    """Above it, where it has no room for letters."""
    project.write("entries/2024/10/22/tiny.png", _png(*size))
    project.entry("2024/10/22/tiny.md", image={"src": "tiny.png", "alt": "x", "ai": "generated"})
    result = project.build()
    assert result.ok, result.findings

    made = opened(project.site / "images/2024/10/22/tiny.png.generated.en.jpg")
    assert made.width > 80
    assert made.height >= 20


def test_what_stands_in_the_way_of_the_kept_files_is_no_fault(project: Project) -> None:
    """A folder where a file was kept, or a file for the folder: pictures are made, not kept."""
    project.build()
    before = tree(project.site)
    folder = project.root / ".briefgen/made"
    for file in [*folder.glob("??/*")]:
        file.unlink()
        file.mkdir()
    shutil.rmtree(project.site)
    assert project.build().ok
    assert tree(project.site) == before

    shutil.rmtree(folder)
    folder.write_text("mine")
    shutil.rmtree(project.site)
    assert project.build().ok
    assert tree(project.site) == before


def test_an_animation_moves_for_those_who_want_it(project: Project) -> None:
    """On the entry's page, unless less motion is asked for; lists show its first frame."""
    frames = [Image.new("RGB", (300, 200), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=100)
    project.write("entries/2024/10/22/moving.gif", out.getvalue())
    project.entry("2024/10/22/moving.md", image={"src": "moving.gif", "alt": "x"})
    assert project.build().ok

    page = project.page("2024/10/22/moving/index.html")
    assert '<source media="(prefers-reduced-motion: no-preference)"' in page
    assert "moving.gif.moving.webp" not in project.page("2024/10/22/index.html")
    site = project.site / "images/2024/10/22"
    assert getattr(opened(site / "moving.gif.moving.webp"), "n_frames", 1) == 3
    assert getattr(opened(site / "moving.gif.300.webp"), "n_frames", 1) == 1


def test_the_social_image_of_an_edition_is_made_of_words(project: Project) -> None:
    """Home, edition, and an entry without a picture are shared with it."""
    project.build()
    image = opened(project.site / "social/2024/10/23.png")

    assert image.size == (1200, 630)
    assert image.convert("L").getextrema() == (17, 255)
    for url in ("", "2024/10/23/", "2024/10/23/other/"):
        page = project.page(f"{url}index.html")
        assert (
            '<meta property="og:image" content="https://example.org/social/2024/10/23.png">' in page
        )
        assert '<meta property="og:image:width" content="1200">' in page
    project.configure(images={"social": "off"})
    project.build()
    assert not (project.site / "social").exists()
    assert "og:image" not in project.page("index.html")


def test_two_entries_may_show_one_picture(project: Project) -> None:
    """Its files are made once, and say what the older entry says."""
    project.entry(
        "2024/10/20/older.md",
        lang="de",
        image={"src": "../23/harbour.jpg", "alt": "Kräne", "ai": "generated"},
    )
    result = project.build()
    assert result.ok, result.findings

    assert measure(project.site / "images/2024/10/23/harbour.jpg.640.webp").said.alt == "Kräne"
    assert {file.name for file in project.site.glob("images/**/*generated*")} == {
        "harbour.jpg.generated.de.jpg",
        "harbour.jpg.generated.en.jpg",
    }


def test_a_drawing_a_machine_made_has_words_alone_in_feeds(project: Project) -> None:
    """It cannot carry a label in its pixels, and a reader of feeds would show it bare."""
    project.write("images/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"/>')
    project.entry("2024/10/22/drawn.md", image={"src": "a.svg", "alt": "x", "ai": "generated"})
    assert project.build().ok
    feed = feedparser.parse(project.page("feed.xml"), sanitize_html=False)
    (item,) = (one for one in feed.entries if one.title == "Drawn")

    assert "<img" not in item.content[0].value
    assert SAID in item.content[0].value


def test_a_picture_that_cannot_be_made_stops_the_build(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a finding that names it; the site stays as it was."""
    project.build()
    before = tree(project.site)
    shutil.rmtree(project.root / ".briefgen/made")
    project.write("entries/2024/10/23/harbour.jpg", photograph(seed=7))

    def fail(*_: object) -> bytes:
        raise OSError("encoder error")

    monkeypatch.setattr("briefgen.pictures.pixels.make", fail)
    result = project.build()

    (finding,) = result.findings
    assert finding.code == "unreadable-image"
    assert finding.span.path == "content/entries/2024/10/23/harbour.jpg"
    assert tree(project.site) == before


def test_workers_make_the_same_pictures(project: Project) -> None:
    """One process or several, nothing kept: the same bytes."""
    for number in range(12):
        project.write(f"entries/2024/10/2{number % 3}/p{number}.jpg", photograph(700, 500, number))
        project.entry(
            f"2024/10/2{number % 3}/p{number}.md", image={"src": f"p{number}.jpg", "alt": "x"}
        )
    project.build()
    alone = tree(project.site)
    shutil.rmtree(project.root / ".briefgen")
    shutil.rmtree(project.site)
    project.build(jobs=4)

    assert tree(project.site) == alone


def _png(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(out, "PNG")
    return out.getvalue()
