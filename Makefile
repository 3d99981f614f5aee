# Needs Python 3.11 or later and make; everything else is installed into .venv on first use.
#
#   make run      the vote of 8 October 2016, with forecast and reasons
#   make explore  the same case in a browser: drag a clause, open a member
#   make test     all tests
#   make check    what CI runs: lint, format, types, layers, docs current, all tests
#   make coverage all tests, with the lines that none of them runs
#   make results  compute the published results and the pages of figures again
#   make bench    speed, as ratios measured in one run
#   make soak     hours of breaking: kills, mutants, a room of 60 whose server dies; in numbers
#   make words    bring the catalogues of messages up to the code
#   make docs     write the reference pages again from the code
#   make site     the documentation as a site, in build/site/html
#   make clean    remove the environment and the caches; results stay

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
PAGES := evidence ten_ballots variants impossible
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
EXTRAS := dev,cluster,sa,baselines,site
comma := ,
LOCK = $(BIN)/uv pip compile --quiet pyproject.toml --universal --python-version 3.11 \
  --generate-hashes --no-annotate --custom-compile-command 'make lock' $(LOCK_ARGS)
KERNELS := $(wildcard sim/*.py sim/preferences/*.py sim/equilibrium/*.py sim/negotiation/*.py)
# A worker for each processor; the tests of a file share what they start, and stay together.
PYTEST_ARGS ?= -n auto --dist loadfile
BENCH_ARGS ?=
SOAK_ARGS ?=

.PHONY: help run explore test check lint coverage results results-check bench soak words docs docs-accept site lock wheel clean

help:
	@sed -n 's/^#   //p' Makefile

run: $(VENV)/.compiled
	@$(BIN)/council run aleppo-2016-10-08

explore: $(VENV)/.compiled
	@$(BIN)/council explore aleppo-2016-10-08

test: $(VENV)/.developer $(VENV)/.compiled
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

check: lint test

lint: $(VENV)/.developer
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/_tools/reference.py --check

coverage: $(VENV)/.developer $(VENV)/.compiled
	$(BIN)/python -m pytest --cov=sim --cov-report=term:skip-covered $(PYTEST_ARGS)

results-check: $(VENV)/.developer $(VENV)/.compiled
	@$(BIN)/python -m sim.programs.track_record --check
	@$(BIN)/python -m sim.programs.publish --check
	@for page in $(PAGES); do $(BIN)/python docs/_tools/$$page.py --check || exit 1; done

results: $(VENV)/.developer $(VENV)/.compiled
	@$(BIN)/python -m sim.programs.publish
	@for page in $(PAGES); do $(BIN)/python docs/_tools/$$page.py || exit 1; done

bench: $(VENV)/.developer $(VENV)/.compiled
	@$(BIN)/python -m benchmarks $(BENCH_ARGS)

soak: $(VENV)/.developer $(VENV)/.compiled
	@$(BIN)/python -m tests.soak $(SOAK_ARGS)

words: $(VENV)/.developer
	@$(BIN)/python -m sim.programs.words

docs: $(VENV)/.developer
	@$(BIN)/python docs/_tools/reference.py

# Strict: a link that leads nowhere ends it. Nothing in it is fetched from elsewhere.
site: $(VENV)/.developer $(VENV)/.compiled
	@$(BIN)/python docs/_tools/site.py build/site
	@cd build/site && $(abspath $(BIN))/zensical build --strict --config-file mkdocs.yml
	@$(BIN)/python docs/_tools/site.py --close build/site

# A documented example whose output changed has left PAGE.md.new beside the page; take it over.
docs-accept:
	@find README.md docs -name '*.md.new' -exec bash -c 'mv -v "$$1" "$${1%.new}"' _ {} \;

# Both lists again, for every system; LOCK_ARGS=--upgrade moves versions that may stay.
# The build backend stands in the first one, so that nothing is fetched without a hash.
lock: $(BIN)/python
	@$(PIP) install uv
	@echo 'hatchling>=1.24' | $(LOCK) - --output-file requirements.lock
	@$(LOCK) $(foreach extra,$(subst $(comma), ,$(EXTRAS)),--extra $(extra)) \
	  --constraint requirements.lock --output-file requirements-dev.lock

wheel: $(VENV)/.developer
	@$(BIN)/python -m build --no-isolation --wheel --outdir dist .

clean:
	rm -rf $(VENV) build dist htmlcov .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache \
	  .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A machine may have Python without ensurepip; its own pip then fills the environment.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 is needed and was not found" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or later is needed; $(PYTHON) is older" >&2; exit 1; }
	@echo "Creating the environment in $(VENV)" >&2
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null && $(PYTHON) -m venv $(VENV) \
	  || { $(PYTHON) -m venv --without-pip $(VENV) \
	    && $(PYTHON) -m pip --python $(BIN)/python install -qq pip; }

# Bytecode is left to the first import: a third of what is installed is never imported, and pip
# takes longer over it than over everything else.
# pip takes no hashes beside an editable project: what it needs first, then the project alone.
# The lists are complete; asked for what they need in turn, pip would stop at extras such as [toml].
$(VENV)/.installed: pyproject.toml requirements.lock | $(BIN)/python
	@echo "Installing council and what it needs (once, a minute or two)" >&2
	@begun=$$(date +%s) \
	  && $(PIP) install --no-compile --require-hashes --no-deps --requirement requirements.lock \
	  && $(PIP) install --no-deps --no-build-isolation --editable . \
	  && echo "Installed in $$(($$(date +%s) - begun)) s" >&2
	@touch $@

$(VENV)/.developer: $(VENV)/.installed requirements-dev.lock
	@echo "Installing what the tests need (once, a minute or two)" >&2
	@begun=$$(date +%s) \
	  && $(PIP) install --no-compile --require-hashes --no-deps --requirement requirements-dev.lock \
	  && echo "Installed in $$(($$(date +%s) - begun)) s" >&2
	@touch $@

$(VENV)/.compiled: $(VENV)/.installed $(KERNELS)
	@$(BIN)/python -m sim.programs.warm
	@touch $@
