"""Install the measured tools into the ignored folder, in pinned versions; nothing is done twice."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.places import NODE, PYTHON, ROOT, WORK
from benchmarks.tools.zola import mend

_HERE = Path(__file__).parent
_REQUIREMENTS = _HERE / "requirements.txt"
_PACKAGE = _HERE / "package.json"


def install_python() -> None:
    """Make the virtual environment of Hugo, Pelican and this checkout of briefgen."""
    seen = _fingerprint(_REQUIREMENTS, ROOT / "pyproject.toml")
    if _is_done("python", seen):
        return
    _run(sys.executable, "-m", "venv", "--clear", str(PYTHON))
    pip = (str(PYTHON / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "-qq")
    _run(*pip, "install", "-r", str(_REQUIREMENTS))
    # Editable: what is measured is this checkout, as it is now.
    _run(*pip, "install", "--editable", f"{ROOT}[fast]")
    _remember("python", seen)


def install_node() -> bool:
    """Install Eleventy and Zola; False when there is no npm."""
    npm = shutil.which("npm")
    if not npm:
        return False
    seen = _fingerprint(_PACKAGE)
    if not _is_done("node", seen):
        NODE.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(_PACKAGE, NODE.parent)
        quiet = ("--no-package-lock", "--no-audit", "--no-fund", "--silent")
        _run(npm, "install", "--prefix", str(NODE.parent), *quiet)
        mend(NODE)
        _remember("node", seen)
    return True


def _fingerprint(*files: Path) -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _is_done(name: str, seen: str) -> bool:
    mark = WORK / f"{name}.installed"
    return mark.is_file() and mark.read_text("utf-8") == seen


def _remember(name: str, seen: str) -> None:
    (WORK / f"{name}.installed").write_text(seen, encoding="utf-8")


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
