"""A small project on disk, to build and to edit."""

import hashlib
from pathlib import Path
from urllib.parse import quote

import yaml

from briefgen.build import Result, build
from briefgen.engine.update import Progress
from briefgen.options import Options

# Later than every entry of the trial digests, and fixed.
NOW = "2024-11-01T12:00+00:00"

ON, OFF = {"index": "on"}, {"index": "off"}
"""Whether there is a search: most tests ask nothing of it, and are done sooner without."""


class Project:
    """A folder with a briefgen.yaml, content/ and site/."""

    def __init__(self, root: Path, **config: object) -> None:
        self.root = root
        self.site = root / "site"
        root.mkdir(parents=True, exist_ok=True)
        (root / "content" / "entries").mkdir(parents=True, exist_ok=True)
        self.configure(**config)

    def configure(self, **config: object) -> None:
        """Write briefgen.yaml."""
        settings = {"title": "Trial", "base_url": "https://example.org/", "search": OFF} | config
        (self.root / "briefgen.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file below content/."""
        file = self.root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def entry(self, path: str, body: str = "A body.", **keys: object) -> Path:
        """Write a Markdown entry; what is not given has a value that no check minds."""
        name = Path(path).with_suffix("").as_posix()
        front = {
            "title": Path(path).stem.replace("-", " ").capitalize(),
            "summary": "One sentence.",
            "sources": [{"name": "Example", "url": f"https://example.org/{quote(name)}"}],
        } | keys
        front = {key: value for key, value in front.items() if value is not None}
        text = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=10_000)
        return self.write(f"entries/{path}", f"---\n{text}---\n\n{body}\n")

    def edit(self, path: str, **keys: object) -> None:
        """Change front-matter keys of an entry."""
        file = self.root / "content" / "entries" / path
        _, front, body = file.read_text(encoding="utf-8").split("---\n", 2)
        changed = yaml.safe_load(front) | keys
        text = yaml.safe_dump(changed, allow_unicode=True, sort_keys=False, width=10_000)
        file.write_text(f"---\n{text}---\n{body}", encoding="utf-8")

    def delete(self, path: str) -> None:
        """Delete a file below content/."""
        (self.root / "content" / path).unlink()

    def build(
        self,
        *,
        output: Path | None = None,
        now: str = NOW,
        progress: Progress | None = None,
        **options: object,
    ) -> Result:
        """Build, in this process unless told otherwise."""
        settings = {"jobs": 1} | options
        return build(
            Options(
                config=self.root / "briefgen.yaml",
                output=output,
                now=now,
                **settings,  # type: ignore[arg-type]
            ),
            progress=progress,
        )

    def page(self, path: str) -> str:
        """Return a file of the site."""
        return (self.site / path).read_text(encoding="utf-8")


def tree(folder: Path) -> dict[str, str]:
    """Return the fingerprint of every file of a folder, by path."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def fill(project: Project) -> None:
    """Write a digest with a little of everything: days, topics, a story, a list, an image."""
    for day in range(21, 25):
        for slug in ("harvest", "harbour", "observatory"):
            project.entry(
                f"2024/10/{day}/{slug}-{day}.md",
                title=f"The {slug} on day {day}",
                date=f"2024-10-{day}T{8 + day % 5:02}:30+00:00",
                topics=["science", "trade"] if slug == "harbour" else ["science"],
                regions=["Asia" if day % 2 else "Europe"],
                desk="News Desk",
                story="the-harbour" if slug == "harbour" else "",
                kind="opinion" if slug == "observatory" else "news",
            )
    project.write("lists/opinion.yaml", "title: Opinion\nselect: {kinds: [opinion]}\nlimit: 3\n")
    project.write(
        "pages/about.md",
        "---\ntitle: About\n---\n\nSee [this](../entries/2024/10/21/harvest-21.md).\n",
    )
