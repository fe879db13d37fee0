# Everything runs in .venv, which is made from requirements.lock the first time it is needed.
PYTHON ?= python3
DATA ?=
PAGES ?=
PAGE ?=
INCLUDE ?=
FORMAT ?= text
PORT ?= 8001
TO ?=
DEST ?=
SERVE ?= $(if $(TO),no,yes)
UV ?= $(if $(wildcard .venv/bin/uv),.venv/bin/uv,uv)

BIN := .venv/bin
READY := .venv/.ready
LOCK := $(UV) pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate --quiet
PACKS := $(foreach pack,$(DATA),--data '$(pack)')$(if $(INCLUDE), --include '$(INCLUDE)')
BUILD := $(BIN)/onfile build $(PACKS) $(if $(PAGES),--pages '$(PAGES)')

.DEFAULT_GOAL := help
.PHONY: help publish check recheck test build bench lint docs lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

publish: $(READY) ## Build, bundle, serve on 127.0.0.1 (SERVE=no, PORT=8001, PAGES=DIR, DATA="DIR DIR", TO=NAME, DEST=PLACE)
	@$(BUILD)
	@$(BIN)/onfile publish$(if $(TO), --to '$(TO)')$(if $(DEST), --dest '$(DEST)')
	@if [ "$(SERVE)" != no ]; then $(BIN)/onfile serve --port $(PORT); fi

check: $(READY) ## Check a page (PAGE=FILE, DIR or URL, DATA="DIR DIR", FORMAT=text|html|jsonl|sarif|claimreview)
	@test -n '$(PAGE)' || { echo "Name the page: make check PAGE=examples/clinic.html" >&2; exit 2; }
	@$(BIN)/onfile check $(PACKS) --format $(FORMAT) --fail-on none '$(PAGE)'

recheck: $(READY) ## Which verdicts are others than in evidence.db (PAGES=DIR, DATA=DIR, FORMAT=text|json|atom)
	@$(BIN)/onfile recheck $(if $(DATA),--data '$(DATA)') $(if $(PAGES),--pages '$(PAGES)') --format $(FORMAT) || [ $$? -eq 1 ]

test: lint ## Check style and types, then run every test
	@$(BIN)/python -m pytest -q

build: $(READY) ## Build evidence.db only (PAGES=DIR, DATA="DIR DIR", INCLUDE=machine)
	@$(BUILD)

bench: $(READY) ## Measure speed
	@$(BIN)/python -m benchmarks

lint: $(READY) ## Check style and types
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --no-error-summary

docs: $(READY) ## Write docs/data-dictionary.md from the table declarations
	@$(BIN)/python -m publish.dictionary docs/data-dictionary.md

lock: ## Write requirements.lock and requirements-site.lock anew (needs uv)
	@$(LOCK) --extra dev --upgrade -o requirements.lock
	@$(LOCK) --constraint requirements.lock -o requirements-site.lock

clean: ## Remove what was made: .venv, dist, evidence.db, caches
	@rm -rf .venv dist build evidence.db *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find ingest claims publish tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Onfile needs Python 3.11 or newer, and $(PYTHON) is not." >&2; \
		echo "Name one that is: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	@echo "[1/3] Making .venv"
	@$(PYTHON) -m venv .venv || { \
		echo "Python's venv module is missing: install it (Debian, Ubuntu: python3-venv)." >&2; exit 2; }
	@echo "[2/3] Installing $$(grep -c '==' requirements.lock) locked packages: about a minute"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check \
		--require-hashes -r requirements.lock
	@echo "[3/3] Installing onfile"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check \
		--no-deps --no-build-isolation -e .
	@touch $(READY)
