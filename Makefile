# The commands of this repository. `make site` and `make test` do all set-up themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site serve check test bench schema lock clean help

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

site: $(VENV)/.site ## build the website into site/
	@$(BIN)/planpress build
	@echo 'The website is in site/. To look at it: make serve, then open http://127.0.0.1:8000/'

serve: $(VENV)/.site ## show the website, and again after each change
	@$(BIN)/mkdocs serve --livereload

check: $(VENV)/.site ## list every problem and warning in data/
	@$(BIN)/planpress check

test: $(VENV)/.dev ## run every test
	@tests/chromium.sh
	@tests/pango.sh
	@$(BIN)/ruff check macros tests
	@$(BIN)/ruff format --check macros tests
	@$(BIN)/mypy
	@$(BIN)/pytest

bench: $(VENV)/.site ## measure how long the site takes to build
	@$(BIN)/python tests/bench.py

schema: $(VENV)/.site ## write the JSON Schemas anew from the model
	@$(BIN)/planpress schema macros/planpress/schema

lock: $(VENV)/.dev ## choose the newest versions of all we depend on
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade \
	  --extra build pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade \
	  --extra build --extra pdf --extra word --extra office --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

clean: ## remove what was built and installed
	rm -rf site $(VENV)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "planpress needs Python 3.11 or newer: run make PYTHON=python3.11")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.site: requirements.txt pyproject.toml | $(VENV)/bin/python
	@echo 'Installing what the site needs (once, about a minute)'
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.site
	@echo 'Installing what the tests need (once, about a minute)'
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
