"""Where images come from: from the bytes of a file to the label on the page."""

import io
import sys
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from briefgen.build import Result, build
from briefgen.memory import Memory
from briefgen.options import Options
from briefgen.reading.pictures import measure
from briefgen.xmp import Said, attach
from tests.projects import NOW, Project, tree
from tests.signing import MADE, signed
from tests.test_memory import from_nothing

PAGE = "2024/10/23/harbour/index.html"
LABEL = "AI-generated"
MODEL = Said(source_type="trainedAlgorithmicMedia", system="Example Model", system_version="3")
CAMERA = Said(source_type="digitalCapture")


def picture(said: Said, colour: str = "navy") -> bytes:
    """Return a JPEG that says something of itself."""
    file = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(file, "JPEG", **attach("JPEG", said))
    return file.getvalue()


def illustrated(root: Path, data: bytes, **image: Any) -> Project:
    """Return a project with three entries, one of them with an image."""
    project = Project(root)
    for slug in ("harbour", "market", "tide"):
        front = {"src": "hero.jpg", "alt": "A harbour"} | image
        project.entry(
            f"2024/10/23/{slug}.md",
            date=f"2024-10-23T{len(slug):02}:00+00:00",
            image=front if slug == "harbour" else None,
        )
    project.write("entries/2024/10/23/hero.jpg", data)
    return project


def codes(result: Result) -> list[str]:
    """Return the codes of what was found."""
    return [finding.code for finding in result.findings]


def test_what_the_file_says_is_shown_where_the_entry_is_silent(tmp_path: Path) -> None:
    """Label and model on the page, and a finding that asks for a line."""
    project = illustrated(tmp_path, picture(MODEL))
    result = project.build()

    assert codes(result) == ["unstated-origin"]
    assert LABEL in project.page(PAGE)
    assert "Example Model 3" in project.page(PAGE)
    assert LABEL in project.page("2024/10/23/index.html")


def test_a_model_that_the_author_names_stays(tmp_path: Path) -> None:
    """Only what is left out is taken over."""
    project = illustrated(tmp_path, picture(MODEL), generator="House Model")
    project.build()

    assert "House Model" in project.page(PAGE)
    assert "Example Model" not in project.page(PAGE)


def test_a_photograph_that_says_so_is_nothing_to_tell(tmp_path: Path) -> None:
    """No label, no finding."""
    project = illustrated(tmp_path, picture(CAMERA))

    assert codes(project.build()) == []
    assert LABEL not in project.page(PAGE)


def test_an_entry_that_denies_what_its_file_says_is_not_published(tmp_path: Path) -> None:
    """The site stays as it was."""
    project = illustrated(tmp_path, picture(MODEL))
    project.build()
    before = tree(project.site)
    project.edit("2024/10/23/harbour.md", image={"src": "hero.jpg", "alt": "A", "ai": "none"})
    result = project.build()

    assert not result.ok
    assert codes(result) == ["contradictory-origin"]
    assert tree(project.site) == before


def test_content_credentials_are_taken_over(tmp_path: Path) -> None:
    """As XMP is."""
    project = illustrated(tmp_path, signed(MADE))

    assert codes(project.build()) == ["unstated-origin"]
    assert "Example Model 3" in project.page(PAGE)


def test_an_original_with_credentials_is_published_untouched(tmp_path: Path) -> None:
    """Beside the files made of it, linked under the picture, and still as it was signed."""
    data = signed(MADE)
    project = illustrated(tmp_path, data, ai="generated")
    assert project.build().ok

    original = project.site / "images/2024/10/23/hero.jpg.original.jpg"
    assert original.read_bytes() == data
    caption = project.page(PAGE).partition("<figcaption>")[2].partition("</figcaption>")[0]
    assert "hero.jpg.original.jpg" in caption
    assert "signature intact, signer not checked" in caption


def test_a_label_of_another_law_is_handed_on(tmp_path: Path) -> None:
    """What GB 45438 wrote into the file is in every file made of it, letter by letter."""
    label = '{"Label":"1","ContentProducer":"001191"}'
    said = Said(source_type="trainedAlgorithmicMedia", aigc=label)
    project = illustrated(tmp_path, picture(said), ai="generated")
    assert project.build().ok
    files = [*project.site.glob("images/**/hero*"), *project.site.glob("social/**/harbour*")]

    assert len(files) >= 4
    assert {measure(file).said.aigc for file in files} == {label}


def test_without_the_extra_credentials_are_told_to_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page is built all the same."""
    project = illustrated(tmp_path, signed(MADE), ai="generated")
    monkeypatch.setitem(sys.modules, "c2pa", None)
    result = project.build()

    assert result.ok
    assert codes(result) == ["unreadable-credentials"]


def test_a_formula_is_never_called_ai(tmp_path: Path) -> None:
    """A fractal is no work of a model."""
    project = illustrated(tmp_path, picture(Said(source_type="algorithmicMedia")))

    assert codes(project.build()) == []
    assert "AI-" not in project.page(PAGE)


@pytest.mark.parametrize("remembering", [False, True])
def test_what_a_file_says_anew_reaches_the_pages_that_show_it(
    tmp_path: Path, remembering: bool
) -> None:
    """Label and finding come and go with the file and the entry; the bytes are those of a build
    from nothing, with and without memory."""
    project = illustrated(tmp_path / "project", picture(CAMERA))
    memory = Memory() if remembering else None
    number = count()

    def step() -> Result:
        result = build(
            Options(config=project.root / "briefgen.yaml", now=NOW, jobs=1), memory=memory
        )
        assert tree(project.site) == from_nothing(project, tmp_path / f"fresh-{next(number)}")
        return result

    assert codes(step()) == []
    project.write("entries/2024/10/23/hero.jpg", picture(MODEL))
    made = step()
    again = step()
    project.edit(
        "2024/10/23/harbour.md",
        image={"src": "hero.jpg", "alt": "A harbour", "ai": "generated", "generator": "Mine"},
    )
    stated = step()
    project.edit("2024/10/23/harbour.md", image={"src": "hero.jpg", "alt": "A harbour"})
    unstated = step()
    project.write("entries/2024/10/23/hero.jpg", picture(CAMERA))

    assert codes(made) == codes(again) == codes(unstated) == ["unstated-origin"]
    assert PAGE in made.rendered
    assert again.rendered == frozenset()
    assert codes(stated) == []
    assert codes(step()) == []
    assert LABEL not in project.page(PAGE)


def test_an_image_in_a_text_may_not_be_made_by_a_model(tmp_path: Path) -> None:
    """Its own file gives it away."""
    project = illustrated(tmp_path, picture(CAMERA))
    project.write("entries/2024/10/23/inside.jpg", picture(MODEL, "red"))
    project.entry("2024/10/23/tide.md", "![A map](inside.jpg)", date="2024-10-23T04:00+00:00")
    result = project.build()

    assert codes(result) == ["undisclosed-ai-image"]
    assert result.findings[0].span.path.endswith("tide.md")
    assert result.findings[0].span.line > 0


def test_a_position_goes_out_with_no_original(tmp_path: Path) -> None:
    """A signed picture is published as it is."""
    exif = Image.Exif()
    exif[0x0110] = "Camera"
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 29.0)
    file = io.BytesIO()
    Image.new("RGB", (64, 48)).save(file, "JPEG", exif=exif)
    project = illustrated(tmp_path, signed(MADE, picture=file.getvalue()), ai="generated")

    assert codes(project.build()) == ["private-metadata"]
    assert not (project.site / PAGE).exists()
