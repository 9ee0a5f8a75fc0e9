"""Where the time of a build goes: `python -m benchmarks.stages FOLDER`.

A project in, the processor time of each stage out, for three builds in one process: from nothing,
with one headline changed, and with the same headline changed once more by a builder that remembers,
as the preview does. The project's site and record are made anew, and its headline is put back.
"""

import gc
import importlib
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from briefgen.build import build
from briefgen.memory import Memory
from briefgen.options import Options

STAGES = (
    ("look at the files", "briefgen.build", "discover"),
    ("see whether anything changed", "briefgen.build", "inputs_of"),
    ("read the theme", "briefgen.project", "load_theme"),
    ("read the content", "briefgen.project", "load"),
    ("— parse", "briefgen.reading.parse", "parse"),
    ("——— Markdown", "briefgen.reading.parse", "render"),
    ("——— YAML", "briefgen.reading.yamltext", "read"),
    ("arrange the digest", "briefgen.project", "arrange"),
    ("plan every file", "briefgen.project", "make_plan"),
    ("check", "briefgen.project", "check"),
    ("look at the site", "briefgen.engine.update", "present_in"),
    ("render", "briefgen.engine.update", "render_batch"),
    ("write", "briefgen.engine.update", "write"),
)


class Clock:
    """Adds up the processor time that functions take."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def watch(self, name: str, module: str, function: str) -> None:
        """Have every call of a function counted under a name."""
        owner = importlib.import_module(module)
        inner: Callable[..., Any] = getattr(owner, function)

        def timed(*arguments: Any, **more: Any) -> Any:
            started = time.process_time()
            try:
                return inner(*arguments, **more)
            finally:
                spent = time.process_time() - started
                self.spent[name] = self.spent.get(name, 0.0) + spent

        setattr(owner, function, timed)


def main(folder: Path) -> None:
    """Build three times and print what each stage took."""
    for name in ("site", ".briefgen"):
        shutil.rmtree(folder / name, ignore_errors=True)
    # As the command does.
    gc.disable()
    clock = Clock()
    for stage in STAGES:
        clock.watch(*stage)
    options = Options(config=(folder / "briefgen.yaml").absolute(), jobs=1)
    entries = sorted((folder / "content" / "entries").absolute().rglob("*.md"))
    edited = entries[len(entries) // 2]
    text = edited.read_text(encoding="utf-8")
    columns: list[dict[str, float]] = []
    memory = Memory()

    def run(title: str, touched: set[str] | None, kept: Memory | None) -> None:
        if title:
            edited.write_text(text.replace("title:", f"title: {title}", 1), encoding="utf-8")
        clock.spent.clear()
        started = time.process_time()
        assert build(options, memory=kept, touched=touched).ok
        columns.append({**clock.spent, "all": time.process_time() - started})

    try:
        run("", None, None)
        run("Once", None, memory)
        run("Twice", {str(edited)}, memory)
    finally:
        edited.write_text(text, encoding="utf-8")
    print("milliseconds of one core | from nothing | one headline | again, remembering")
    for name in (*(name for name, _, _ in STAGES), "all"):
        print(f"{name:32}", *(f"{1e3 * column.get(name, 0.0):14.1f}" for column in columns))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
