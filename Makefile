# GNU make 3.81 or newer, and Python 3.11 or newer: PYTHON=/path/to/python3 make site
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# More for pytest or the benchmarks: make test ARGS="-k feeds"
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help site test lint golden gallery bench lighthouse clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/make \1	\2/p' Makefile

site: $(VENV)/.ready ## build the demo digest into site/
	$(BIN)/briefgen build

# The tests start the program a thousand times. An environment that keeps no compiled modules,
# as images of containers often ask for, would have it compiled as often.
test: export PYTHONDONTWRITEBYTECODE :=
test: $(VENV)/.ready-for-tests ## run all tests, those in a browser included
	@$(BIN)/python -m tests.tools.provide
	$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

lint: $(VENV)/.ready-for-tests ## check style and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict briefgen benchmarks tests

golden: $(VENV)/.ready-for-tests ## write the golden files again; look at the difference before a commit
	$(BIN)/python -m pytest --renew-golden -m "not browser" $(ARGS)

gallery: $(VENV)/.ready-for-tests ## take the pictures of docs/gallery.md again; ARGS=wire-home for one
	$(PIP) --editable ".[gallery]"
	$(BIN)/python -m tests.tools.gallery $(ARGS)

bench: $(VENV)/.ready ## measure briefgen beside other tools; ARGS="--sizes 1000 --runs 3" for less
	$(BIN)/python -m benchmarks $(ARGS)

lighthouse: $(VENV)/.ready ## judge the built-in themes by Lighthouse; ARGS="wire --rounds 1" for less
	$(BIN)/python -m benchmarks.lighthouse $(ARGS)

clean: ## remove all that make has made
	rm -rf $(VENV) .briefgen build dist tests/browser/node_modules
	rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find site -mindepth 1 ! -name .gitkeep -delete
	find benchmarks briefgen tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "briefgen needs Python 3.11 or newer, and \`$(PYTHON)\` is not: name one with PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "\`$(PYTHON)\` cannot make virtual environments: install its venv module (Debian: apt-get install python3-venv)" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)

$(VENV)/.ready: $(VENV)/pyvenv.cfg pyproject.toml
	$(PIP) --editable .
	@touch $@

$(VENV)/.ready-for-tests: $(VENV)/pyvenv.cfg pyproject.toml
	$(PIP) --editable ".[test]"
	@touch $(VENV)/.ready $@
