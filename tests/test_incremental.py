"""One mode only: whatever was edited before, a build gives what a build from nothing gives."""

import io
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from briefgen.authoring.review import review
from briefgen.xmp import Said, attach
from tests.projects import OFF, ON, Project, fill, tree

_WORDS = ("tide", "orbit", "ledger", "granite", "monsoon", "signal", "archive", "lantern")

# Whoever edits at random deletes what is named, and names what is in the same language.
LENIENT = {"unknown-translation": "warning", "same-language-translation": "warning"}


class Editor:
    """Somebody who edits a digest at random, and never breaks it."""

    def __init__(self, project: Project, seed: int) -> None:
        self.project = project
        self.random = random.Random(seed)
        self.made = 0

    def edit(self) -> None:
        """Make one edit."""
        often = (self.add, self.retitle)
        others = (self.delete, self.retopic, self.move, self.redraft, self.alias, self.rewrite)
        judged = (self.review, self.correct, self.translate, self.rate)
        site = (self.configure, self.describe, self.note, self.illustrate, self.bury)
        self.random.choice((*often, *often, *others, *judged, *site))()

    def entries(self) -> list[str]:
        """Return the paths of all entries."""
        top = self.project.root / "content" / "entries"
        return sorted(str(path.relative_to(top)) for path in top.rglob("*.md"))

    def words(self, count: int) -> str:
        """Return some words."""
        return " ".join(self.random.choices(_WORDS, k=count))

    def add(self) -> None:
        """Write a new entry, now and then far in the past."""
        self.made += 1
        day = f"{self.random.choice((2022, 2024, 2024))}-10-{self.random.randint(1, 28):02}"
        slug = f"new-{self.made}"
        self.project.entry(
            f"{day.replace('-', '/')}/{slug}.md",
            title=f"{self.words(3).capitalize()} {self.made}",
            date=f"{day}T{self.random.randint(0, 23):02}:15",
            topics=self.random.sample(_WORDS, k=self.random.randint(0, 3)),
            regions=self.random.sample(("Asia", "Europe"), k=self.random.randint(0, 1)),
            story=self.random.choice(("", "the-harbour")),
        )

    def delete(self) -> None:
        """Delete an entry, but never the last or the one that the about page links to."""
        entries = [path for path in self.entries() if "harvest-21" not in path]
        if len(entries) > 2:
            self.project.delete(f"entries/{self.random.choice(entries)}")

    def retitle(self) -> None:
        """Give an entry another headline."""
        self.made += 1
        title = f"{self.words(4).capitalize()} {self.made}"
        self.project.edit(self.random.choice(self.entries()), title=title)

    def retopic(self) -> None:
        """Give an entry other topics."""
        topics = self.random.sample(_WORDS, k=2)
        self.project.edit(self.random.choice(self.entries()), topics=topics)

    def move(self) -> None:
        """Give an entry another day."""
        path = self.random.choice(self.entries())
        self.project.edit(path, date=f"2023-03-{self.random.randint(1, 28):02}T07:00")

    def redraft(self) -> None:
        """Hold an entry back, or publish it."""
        entries = [path for path in self.entries() if "harvest-21" not in path]
        self.project.edit(self.random.choice(entries), draft=self.random.random() < 0.5)

    def alias(self) -> None:
        """Give an entry an old address."""
        self.made += 1
        self.project.edit(self.random.choice(self.entries()), aliases=[f"/old/{self.made}/"])

    def rewrite(self) -> None:
        """Give an entry another body."""
        path = self.project.root / "content" / "entries" / self.random.choice(self.entries())
        head = path.read_text(encoding="utf-8").split("---\n", 2)[1]
        path.write_text(f"---\n{head}---\n\n{self.words(30)}\n", encoding="utf-8")

    def illustrate(self) -> None:
        """Give an entry a picture, which now and then says that a model made it."""
        path = self.random.choice(self.entries())
        codes = ("", "digitalCapture", "algorithmicMedia", "trainedAlgorithmicMedia")
        said = Said(source_type=self.random.choice(codes), system=self.random.choice(_WORDS))
        file = io.BytesIO()
        Image.new("RGB", (9, 6)).save(file, "PNG", **attach("PNG", said))
        self.project.write(f"entries/{path.removesuffix('.md')}.png", file.getvalue())
        name = f"{Path(path).stem}.png"
        self.project.edit(path, image={"src": name, "alt": self.words(2)})

    def review(self) -> None:
        """Say that a model helped with an entry, and let somebody review it or not."""
        path = self.random.choice(self.entries())
        self.project.edit(path, ai_text=self.random.choice(("assisted", "generated")))
        if self.random.random() < 0.7:
            file = self.project.root / "content" / "entries" / path
            name = f"Desk {self.random.randint(1, 3)}"
            review(self.project.root / "briefgen.yaml", str(file), by=name, at="2024-10-31")

    def correct(self) -> None:
        """Correct an entry."""
        kind = self.random.choice(("update", "correction", "retraction"))
        correction = {"date": "2024-10-30", "kind": kind, "text": self.words(4)}
        self.project.edit(self.random.choice(self.entries()), corrections=[correction])

    def translate(self) -> None:
        """Say that an entry is in another language, and that another entry is its translation."""
        path, other = self.random.sample(self.entries(), k=2)
        lang = self.random.choice(("de", "fr-CA", "ar", "ja", "hi", "es"))
        self.project.edit(path, lang=lang)
        # What has moved since has another id, and would not be found.
        named = [self.id_of(other)] if self.random.random() < 0.8 else []
        self.project.edit(path, translations=named)

    def id_of(self, path: str) -> str:
        """Return the id of an entry, given to it for good."""
        name = path.removesuffix(".md").replace("/", "-")
        self.project.edit(path, id=name)
        return name

    def rate(self) -> None:
        """Say how far the source of an entry can be trusted, or name another address of it."""
        # No two entries of a day may rest on one page.
        self.made += 1
        cited = {
            "name": "Source",
            "url": f"https://example.org/{self.made}",
            "reliability": self.random.choice(("A1", "B2", "F6")),
        }
        self.project.edit(self.random.choice(self.entries()), sources=[cited])

    def configure(self) -> None:
        """Change the configuration."""
        self.project.configure(
            tagline=self.words(2),
            cadence=self.random.choice(("daily", "weekly", "monthly")),
            publisher={"logo": f"https://example.org/{self.words(1)}.png"},
            checks={"severity": LENIENT},
            search=self.random.choice((ON, ON, OFF)),
        )

    def describe(self) -> None:
        """Describe a topic."""
        self.project.write(
            "topics.yaml", f"tide: {{name: {self.words(1)}, summary: {self.words(5)}}}\n"
        )

    def bury(self) -> None:
        """Tell readers that the source of all entries is gone, or that none is."""
        day = self.random.choice(("2024-10-29", "2024-10-30", ""))
        row = f"{{url: https://example.org/source, since: {day}}}" if day else ""
        self.project.write("dead-sources.yaml", f"dead: [{row}]\n")

    def note(self) -> None:
        """Write an editor's note."""
        self.project.write(
            "editions/2024-10-22.md", f"---\ntitle: {self.words(2)}\n---\n\n{self.words(9)}\n"
        )


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_fifty_random_edits_give_the_same_tree_as_a_build_from_nothing(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    """Whatever the order of edits, nothing stale stays and nothing needed goes."""
    project = Project(tmp_path_factory.mktemp("edited"), checks={"severity": LENIENT}, search=ON)
    fill(project)
    editor = Editor(project, seed)
    for number in range(50):
        editor.edit()
        if number % 5 == 4:
            result = project.build()
            assert result.ok, result.findings

    fresh = Project(tmp_path_factory.mktemp("fresh") / "project")
    shutil.copytree(project.root / "content", fresh.root / "content", dirs_exist_ok=True)
    shutil.copy(project.root / "briefgen.yaml", fresh.root)
    fresh.build()

    assert tree(project.site) == tree(fresh.site)


def test_a_second_build_writes_nothing(tmp_path: Path) -> None:
    """Nothing is read, rendered or written when nothing changed."""
    project = Project(tmp_path)
    fill(project)
    project.build()

    again = project.build()

    assert not again.rendered | again.written | again.removed


def test_a_deleted_entry_goes_everywhere(tmp_path: Path) -> None:
    """Its page, its topic, its place in lists and feed go with it."""
    project = Project(tmp_path)
    fill(project)
    project.entry("2024/10/24/lone.md", title="A lone quasar", topics=["quasars"])
    project.build()

    project.delete("entries/2024/10/24/lone.md")
    result = project.build()

    assert {"2024/10/24/lone/index.html", "topics/quasars/index.html"} <= result.removed
    left = [path for path in project.site.rglob("*") if path.is_file()]
    assert not [path for path in left if "quasar" in path.read_text(errors="replace")]


def test_an_error_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    """One faulty entry, and not a byte of the last good site changes."""
    project = Project(tmp_path)
    fill(project)
    project.build()
    before = tree(project.site)

    project.entry("2024/10/24/bad.md", title=None)
    project.edit("2024/10/21/harvest-21.md", title="Changed too")
    result = project.build()

    assert not result.ok
    assert tree(project.site) == before


def test_a_new_headline_reaches_the_pages_that_show_it_and_no_other(tmp_path: Path) -> None:
    """What is rendered again is what shows the headline."""
    project = Project(tmp_path)
    fill(project)
    for number in range(40):
        project.entry(
            f"2019/01/{1 + number % 28:02}/old-{number}.md", date=f"2019-01-{1 + number % 28:02}"
        )
    project.build()

    project.edit("2024/10/23/harbour-23.md", title="A quite new headline")
    result = project.build()

    shows = {
        str(path.relative_to(project.site))
        for path in project.site.rglob("*")
        if path.is_file() and "A quite new headline" in path.read_text(errors="replace")
    } - {".briefgen-site"}
    # The image of its edition shows it in pixels.
    assert result.rendered == shows | {"social/2024/10/23.png", "build.json"}
    assert len(result.rendered) < result.planned / 3


def test_a_new_entry_of_today_changes_no_page_of_the_past(tmp_path: Path) -> None:
    """Entries of earlier days stay as they are, but for the last one before it."""
    project = Project(tmp_path)
    fill(project)
    project.build()

    project.entry("2024/10/25/fresh.md", title="Fresh", topics=["science"], regions=["Asia"])
    result = project.build()

    past = {path for path in result.written if path.startswith("2024/10/2") and path.count("/") > 3}
    # The last entry before it gets a link to the next, and its edition is no longer the newest.
    assert past - {"2024/10/25/fresh/index.html"} <= {
        f"2024/10/24/{slug}-24/index.html" for slug in ("harvest", "harbour", "observatory")
    }


@pytest.fixture(scope="module")
def plain_build(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The tree that one worker makes in UTC, with the hash seed 0."""
    return _built(tmp_path_factory.mktemp("plain"), {"TZ": "UTC", "PYTHONHASHSEED": "0"}, 1)


@pytest.mark.parametrize(
    ("zone", "seed", "locale", "jobs"),
    [
        ("America/Los_Angeles", "1", "C", 1),
        ("Pacific/Kiritimati", "2", "C.UTF-8", 8),
        ("Asia/Kathmandu", "3", "POSIX", 8),
        ("Europe/Paris", "4", "C.UTF-8", 2),
        ("UTC", "random", "C", 8),
    ],
)
def test_the_machine_does_not_show(
    tmp_path: Path, plain_build: dict[str, str], zone: str, seed: str, locale: str, jobs: int
) -> None:
    """Zone, hash seed, locale, folder and number of workers change not one byte."""
    environment = {"TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": locale}

    assert _built(tmp_path, environment, jobs) == plain_build


def _built(folder: Path, environment: dict[str, str], jobs: int) -> dict[str, str]:
    project = Project(folder / "project", timezone="Asia/Kolkata", search=ON)
    fill(project)
    # Enough files for more than one worker.
    for number in range(160):
        day = f"2023-{1 + number % 12:02}-05"
        project.entry(f"{day.replace('-', '/')}/n-{number}.md", date=day, topics=[f"t{number % 9}"])
    command = [sys.executable, "-m", "briefgen", "build", "--now", "2024-11-01T12:00Z"]
    answer = subprocess.run(
        [*command, "--jobs", str(jobs)],
        cwd=project.root,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return tree(project.site)
