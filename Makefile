# `make` runs what CI runs. PYTHON may be any Python from 3.11 on.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := test
.PHONY: test lint types contracts unit fix demo docs docs-pages package serve bench bench-million fuzz soak clean

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "aggregator needs Python 3.11 or newer; try: make PYTHON=python3.12"; exit 1; }
	@echo "creating $(VENV) and installing pinned dependencies"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

test: lint types contracts unit

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

contracts: $(READY)
	$(BIN)/lint-imports

unit: $(READY)
	$(BIN)/python -m pytest

fix: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

demo: $(READY)
	@$(BIN)/aggregator demo --dir demo

# DB is the database to look at; make demo leaves one.
DB ?= demo/aggregator.db
serve: $(READY)
	@test -e $(DB) || { echo "$(DB) does not exist yet; make demo first, or name another one: make serve DB=FILE"; exit 1; }
	@$(BIN)/aggregator --db $(DB) serve

# The documentation as a site, in build/site; any warning ends it.
docs: $(READY)
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "build/site/index.html"

# Builds sdist and wheel, and tries them in an empty environment; needs the package index.
package: $(READY)
	@PYTHON=$(BIN)/python .ci/package

# What is made of the code: the reference, the schema, the cookbook, the outputs of the tutorial and of the explanations,
# and the manual page. Tests look whether all of it is up to date.
docs-pages: $(READY)
	$(BIN)/python -m tools

# FUZZ_SECONDS for each target; FUZZ_TARGETS, as "feed page", for some of them.
FUZZ_SECONDS ?= 120
FUZZ_TARGETS ?=
fuzz: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[fuzz]'
	$(BIN)/python -m tests.fuzz --seconds $(FUZZ_SECONDS) $(FUZZ_TARGETS)

# Minutes of load and faults, with figures; each file of tests/soak/ has its own.
soak: $(READY)
	$(BIN)/python -m pytest tests/soak -m soak -s

# PAGES is a checkout of github.com/scrapinghub/article-extraction-benchmark: its pages are measured too, with their F1.
PAGES ?=
bench: $(READY)
	@rm -f .bench/measured.json
	$(BIN)/python benchmarks/start.py
	$(BIN)/python benchmarks/claims.py
	$(BIN)/python benchmarks/pipeline.py
	$(BIN)/python benchmarks/peers.py
	$(if $(PAGES),$(BIN)/python benchmarks/pipeline.py --pages $(PAGES))
	$(if $(PAGES),$(BIN)/python benchmarks/peers.py --pages $(PAGES))
	$(BIN)/python benchmarks/backfill.py $(if $(PAGES),--pages $(PAGES))
	$(BIN)/python benchmarks/fetching.py
	$(BIN)/python benchmarks/hour.py
	$(BIN)/python benchmarks/flat.py
	@$(BIN)/python benchmarks/targets.py

# The same with a million articles: half an hour, and 6 GB of disk for a while.
bench-million: $(READY)
	$(BIN)/python benchmarks/flat.py --articles 1000000

clean:
	rm -rf $(VENV) demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .fuzz
