"""A theme and a folder, small enough to hold in one's head: the engine needs no digest."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from briefgen.engine.plan import Plan, PlannedFile, Template, group, make_plan
from briefgen.engine.record import Record
from briefgen.engine.scene import Look, Scene
from briefgen.engine.theme import Theme, load_theme
from briefgen.engine.update import Update, present_in, staging_folder, update
from briefgen.engine.work import InProcess
from briefgen.finding import Span
from briefgen.fingerprint import Value
from briefgen.memory import Memory

HERE = Span(path="briefgen.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Value):
    """What one page of the trial site may see."""

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop(Value):
    """What every page of the trial site knows."""

    name: str


def planned(path: str, title: str, template: str = "note.html") -> PlannedFile:
    """Return a planned page of the trial site."""
    return PlannedFile(
        path=path,
        how=Template(template),
        view=Note(title=title),
        base="../" * path.count("/") or "./",
        origin=Span(path=f"content/{title}.md"),
    )


class Bench:
    """A trial site: a theme to edit, an output folder, and the record between."""

    def __init__(self, folder: Path) -> None:
        self.output = folder / "site"
        self.record = Record(folder / ".briefgen")
        self.shelf = folder / "themes"
        self.site = Shop(name="Shop")
        self.program = "program"
        self.write_theme("trial", "name: trial\noptions:\n  tone: {choices: [plain, loud]}\n")
        self.template(
            "note.html", "{% extends 'base.html' %}{% block main %}{{ page.title }}{% endblock %}"
        )
        self.template("base.html", "<p>{{ site.name }}</p>{% block main %}{% endblock %}")
        self.template("other.html", "other {{ page.title }} {{ 'x/' | link }}")

    def write_theme(self, name: str, settings: str) -> None:
        """Write the settings of a theme."""
        folder = self.shelf / name
        (folder / "templates").mkdir(parents=True, exist_ok=True)
        (folder / "theme.yaml").write_text(settings, encoding="utf-8")

    def template(self, name: str, text: str, theme: str = "trial") -> None:
        """Write a template of a theme."""
        path = self.shelf / theme / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def theme(self, name: str = "trial", **options: str) -> Theme:
        """Load a theme as it stands."""
        return load_theme(name, options, [self.shelf], language="en", asked=HERE)

    def scene(self) -> Scene:
        """Return what files are rendered with, as it stands."""
        return Scene(None, self.theme(), Look("en", self.site, "https://example.org/"))

    def plan(self, *files: PlannedFile) -> Plan:
        """Plan these files with the theme as it stands."""
        return make_plan(
            [group(files)],
            scenes={"": self.scene()},
            program=self.program,
        )

    def build(self, *files: PlannedFile) -> Update:
        """Bring the output folder to these files."""
        plan = self.plan(*files)
        with staging_folder(self.record.path.parent) as staging:
            return update(
                plan,
                {"": self.scene()},
                present_in(self.output, plan, self.record, Memory()),
                self.record,
                staging=staging,
                crew=InProcess(),
                progress=lambda _stage, _done, _total: None,
                memory=Memory(),
            )

    def read(self, path: str) -> str:
        """Return a file of the output folder."""
        return (self.output / path).read_text(encoding="utf-8")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Give an empty trial site."""
    return Bench(tmp_path)
