"""How files of a theme are named to people.

Paths in, places out. Reads nothing.
"""

from pathlib import Path

# Of a theme there are files in its folder, and files in one of these.
_INNER = ("templates", "assets", "locales")


def place_of(file: str, project: Path) -> str:
    """Return how a theme's file is named to people: in the project, or as part of the program."""
    path = Path(file)
    if path.is_relative_to(project):
        return path.relative_to(project).as_posix()
    parts = path.parts
    # From the theme's folder on.
    start = next((at for at in range(len(parts) - 1, 0, -1) if parts[at] in _INNER), None)
    return f"built-in theme {'/'.join(parts[(start or len(parts) - 1) - 1 :])}"
