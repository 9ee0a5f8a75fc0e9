"""The rooms of the design: what may import what, and what is never done."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "briefgen"

# From the top down; rooms on one line do not import each other.
ORDER = (
    ("__main__",),
    ("cli",),
    ("diagnosis",),
    ("preview", "publishing", "exporting"),
    ("console",),
    ("theming",),
    ("build", "explain", "links", "authoring"),
    ("project", "inputs"),
    ("health",),
    ("reading",),
    ("checks", "outputs"),
    ("digest",),
    ("references", "translations"),
    ("wings",),
    ("views", "disclaimers", "notices"),
    ("pictures", "searching"),
    ("command_faults", "theme_faults"),
    ("locked", "options", "repository"),
    ("engine",),
    ("program",),
    ("config",),
    ("model",),
    ("finding",),
    ("xmp",),
    ("urls", "web"),
    ("fingerprint", "iptc", "languages", "memory", "replacing"),
)
LEVEL = {room: level for level, rooms in enumerate(ORDER) for room in rooms}

MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    """Return the room of a module: its folder below the package, or its own name."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[0]


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and full name of everything imported, wherever in the module it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide where they lead"
            for name in node.names:
                yield node.lineno, f"{node.module}.{name.name}"


def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    """A room imports rooms below it and itself, late imports included."""
    room = room_of(path)
    if room == "__init__":
        return
    wrong = []
    for line, name in imports(parsed(path)):
        parts = name.split(".")
        if parts[0] != "briefgen" or len(parts) < 2 or parts[1].startswith("__"):
            continue
        if parts[1] != room and LEVEL[parts[1]] <= LEVEL[room]:
            wrong.append(f"line {line}: {name}")

    assert wrong == []


def test_every_room_has_its_place() -> None:
    """A new room is put into the order before it is used."""
    rooms = {room_of(path) for path in MODULES} - {"__init__", "themes"}

    assert rooms == set(LEVEL)


PURE = (
    "checks",
    "outputs",
    "digest",
    "references",
    "translations",
    "wings",
    "views",
    "disclaimers",
    "notices",
    "urls",
    "web",
    "xmp",
    "fingerprint",
    "iptc",
    "memory",
)
FORBIDDEN = ("pathlib", "time", "locale", "socket", "subprocess", "tempfile", "random", "io")


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if room_of(path) in PURE],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_pure_rooms_see_no_file_clock_or_network(path: Path) -> None:
    """What they give follows from what they are given."""
    tree = parsed(path)
    used = [name for _, name in imports(tree) if name.split(".")[0] in FORBIDDEN]
    calls = [
        ast.unparse(node.func)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func)
        in ("open", "os.environ.get", "os.getenv", "datetime.now", "date.today", "os.stat")
    ]

    assert used == []
    assert calls == []


def test_nothing_but_the_console_prints_and_nothing_but_the_command_line_exits() -> None:
    """print, echo and exit have one home each."""
    wrong = []
    for path in MODULES:
        for node in ast.walk(parsed(path)):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            if called in (
                "print",
                "click.echo",
                "click.secho",
                "sys.stdout.write",
                "sys.stderr.write",
            ):
                if room_of(path) != "console":
                    wrong.append(f"{path.name}:{node.lineno} {called}")
            elif called in ("sys.exit", "exit", "os._exit") and room_of(path) != "cli":
                wrong.append(f"{path.name}:{node.lineno} {called}")

    assert wrong == []


def test_nothing_hashes_with_pickle_or_hides_behind_type_checking() -> None:
    """pickle is not stable, and an import for types alone says that the room is wrong."""
    wrong = [
        f"{path.name}: {name}"
        for path in MODULES
        for _, name in imports(parsed(path))
        if name.split(".")[0] in ("pickle", "marshal", "shelve") or name == "typing.TYPE_CHECKING"
    ]

    assert wrong == []


USES_THE_NETWORK = ("health", "preview", "publishing")
NETWORK = ("httpx", "httpcore", "requests", "socket", "ssl", "http", "uvicorn", "starlette")


def test_the_network_has_its_rooms() -> None:
    """Nothing else asks or answers anybody, so that no build waits for a server."""
    wrong = [
        f"{path.relative_to(PACKAGE)}: {name}"
        for path in MODULES
        if room_of(path) not in USES_THE_NETWORK
        for _, name in imports(parsed(path))
        if name.split(".")[0] in NETWORK or name.startswith("urllib.request")
    ]

    assert wrong == []


SPEAKS_OF_PAGES = (
    "outputs",
    "digest",
    "references",
    "translations",
    "checks",
    "build",
    "explain",
    "project",
)


def test_addresses_are_spelt_in_urls_only() -> None:
    """No other module writes a page's address."""
    spelt = ("index.html", "feed.xml", "sitemap.xml", "robots.txt", "/topics/", "corrections/")
    wrong = [
        f"{path.name}:{node.lineno} {node.value!r}"
        for path in MODULES
        if room_of(path) in SPEAKS_OF_PAGES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and "\n" not in node.value
        and any(part in node.value for part in spelt)
        and not is_docstring(node, path)
    ]

    assert wrong == []


def is_docstring(node: ast.Constant, path: Path) -> bool:
    """Tell whether a text is a docstring or the text under a field: a statement of its own."""
    place = (node.lineno, node.col_offset)
    return any(
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and (statement.value.lineno, statement.value.col_offset) == place
        for statement in ast.walk(parsed(path))
    )


MUTATORS = ("append", "extend", "add", "update", "clear", "pop", "setdefault", "insert", "remove")


def test_modules_change_nothing_of_their_own() -> None:
    """What stands at the top of a module is never filled later, but for the memo of a worker."""
    found = set()
    for path in MODULES:
        tree = parsed(path)
        own = {
            target.id
            for node in tree.body
            if isinstance(node, (ast.Assign, ast.AnnAssign))
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            changed = None
            if isinstance(node, ast.Global):
                changed = node.names[0]
            elif isinstance(node, (ast.Subscript, ast.Attribute)):
                stored = not isinstance(node.ctx, ast.Load)
                changed = ast.unparse(node.value) if stored else None
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                changed = ast.unparse(node.func.value) if node.func.attr in MUTATORS else None
            if changed in own:
                found.add(f"{path.relative_to(PACKAGE)}: {changed}")

    assert found == {"engine/render.py: _memo"}
