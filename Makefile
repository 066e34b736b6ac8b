# The commands of this repository. `make site` and `make test` do all set-up themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RESOLUTION ?= highest
SIZES ?= 1,10

.PHONY: site install serve check test kills bench benchtools schema lock relock versions dist sbom clean help

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

site: $(VENV)/.site ## build the website into site/
	@$(BIN)/planpress build
	@echo 'The website is in site/. To look at it: make serve, then open http://127.0.0.1:8000/'

install: $(VENV)/.site ## install what the website needs

serve: $(VENV)/.site ## show the website, and again after each change
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs serve --livereload

check: $(VENV)/.site ## list every problem and warning in data/
	@$(BIN)/planpress check

test: $(VENV)/.dev ## run every test
	@tests/chromium.sh
	@tests/pango.sh
	@tests/faketime.sh
	@$(BIN)/ruff check macros tests
	@$(BIN)/ruff format --check macros tests
	@$(BIN)/mypy
	@$(BIN)/pytest -n auto --dist loadfile

kills: $(VENV)/.dev ## kill sixty builds at random moments and look at what each left
	@KILLS=60 $(BIN)/pytest -s -k kill tests/test_publish.py

bench: $(VENV)/.site ## measure how long builds take; councils with SIZES=1,10,100,150
	@PYTHONPATH=tests $(BIN)/python -m bench --sizes $(SIZES)

benchtools: ## install the programs that the benchmark compares with
	@tests/bench/install.sh .bench/tools

schema: $(VENV)/.site ## write the JSON Schemas anew from the model
	@$(BIN)/planpress schema macros/planpress/schema

lock: UPGRADE := --upgrade
lock: relock ## choose the newest versions of all we depend on

relock: $(VENV)/.dev ## lock what pyproject.toml asks for, and keep the versions that are locked
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header $(UPGRADE) \
	  --extra build pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header $(UPGRADE) \
	  --extra build --extra pdf --extra word --extra office --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

versions: $(VENV)/.dev ## run the tests with the newest versions, or the lowest: RESOLUTION=lowest-direct
	@tests/chromium.sh
	@tests/pango.sh
	@tests/faketime.sh
	@$(BIN)/uv venv -q --clear $(VENV)/versions
	@$(BIN)/uv pip install -q -p $(VENV)/versions --resolution $(RESOLUTION) -e '.[build,pdf,word,office,dev]'
	@$(VENV)/versions/bin/python -m pytest

dist: $(VENV)/.site ## build the package into dist/
	@$(BIN)/python -m hatchling build

sbom: $(VENV)/.dev ## list what is installed with planpress, and under which licences, in dist/
	@mkdir -p dist
	@$(BIN)/uv venv -q --clear --seed $(VENV)/sbom
	@$(BIN)/uv pip install -q -p $(VENV)/sbom --require-hashes -r requirements.txt
	@$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --of JSON -o dist/sbom.json $(VENV)/sbom
	@$(BIN)/pip-licenses --python $(VENV)/sbom/bin/python --from mixed --order license --with-urls --format markdown --output-file dist/licences.md

clean: ## remove what was built and installed
	rm -rf site .bench $(VENV)

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
