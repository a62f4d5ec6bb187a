# `make demo` serves at http://localhost:8000, `make test` passes every test; both begin with a bare machine.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

BIN := .venv/bin
STAMPS := .venv/stamps
BUILT := folkmoot/web/static/dist/.sources
# Compiled at once: otherwise, where nothing may be written beside the code, each start would compile all of it anew.
INSTALL := VIRTUAL_ENV="$(CURDIR)/.venv" $(BIN)/uv pip install --quiet --compile-bytecode
# So that npm finds the Node of the environment, and no other.
WITH_NODE := PATH="$(CURDIR)/$(BIN):$$PATH"
# A key for commands that only look at the code: it opens nothing and is forgotten at once.
WITH_KEY = FOLKMOOT_KEY="$$($(BIN)/python -c 'import base64, os; print(base64.b64encode(os.urandom(32)).decode())')" \
	DJANGO_SETTINGS_MODULE=folkmoot.settings
LOCK := ../$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links

FRONTEND := $(wildcard frontend/*.mjs) frontend/tsconfig.json $(wildcard frontend/scss/*.scss frontend/ts/*.ts)
CATALOGUES := $(patsubst %.po,%.mo,$(shell find folkmoot -name '*.po'))

.PHONY: help setup demo test check format lock screenshots bench-lighthouse

help:
	@echo "make demo      set everything up and serve at http://localhost:8000"
	@echo "make test      set everything up and run every test"
	@echo "make setup     only set everything up: .venv with folkmoot in it"
	@echo "make check     lint, types, layers, migrations, translations, front end"
	@echo "make bench-X   run bench/X.py; SIZE=100000 sets its size"
	@echo "make screenshots   every page as a picture into docs/pictures/, out of the demo"
	@echo "make format    put the code into its one shape"
	@echo "make lock      write requirements/*.txt anew; UPGRADE=--upgrade for newer ones"

demo: setup
	@$(BIN)/folkmoot demo

test: setup $(STAMPS)/dev
	@tools/install-browser
	@$(BIN)/pytest -n 2 $(ARGS)

check: setup $(STAMPS)/dev
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .
	@$(WITH_KEY) $(BIN)/mypy --no-error-summary folkmoot $(wildcard bench) && echo mypy
	$(BIN)/lint-imports --no-logo
	@$(WITH_KEY) $(BIN)/python -W ignore::RuntimeWarning -m django makemigrations --check --dry-run
	@$(WITH_KEY) $(BIN)/folkmoot check --static
	cd frontend && $(WITH_NODE) node_modules/.bin/tsc --noEmit

# Lighthouse is large, and no other target needs it.
bench-lighthouse: setup $(STAMPS)/dev $(STAMPS)/lighthouse
	@tools/install-browser
	@$(BIN)/python -m bench.lighthouse $(if $(SIZE),--size $(SIZE))

screenshots: setup $(STAMPS)/dev
	@tools/install-browser
	@$(BIN)/python -m tools.screenshots $(ARGS)

bench-%: setup
	@$(BIN)/python -m bench.$(subst -,_,$*) $(if $(SIZE),--size $(SIZE))

format: setup $(STAMPS)/dev
	$(BIN)/ruff check --quiet --fix-only .
	$(BIN)/ruff format --quiet .

lock: $(STAMPS)/python
	cd requirements && for list in uv base build cluster dev; do $(LOCK) $(UPGRADE) $$list.in -o $$list.txt || exit 1; done

# --- the parts of setup: each is done again only when what it is made of has changed ---------------------------

setup: $(STAMPS)/package $(BUILT) $(CATALOGUES)

$(STAMPS)/python: requirements/uv.txt tools/setup-python
	@echo "Setting up Python ..."
	@tools/setup-python
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/packages: requirements/base.txt requirements/build.txt $(STAMPS)/python
	@echo "Installing packages ..."
	@$(INSTALL) --require-hashes -r requirements/base.txt -r requirements/build.txt
	@touch $@

$(STAMPS)/package: pyproject.toml requirements/base.in $(STAMPS)/packages
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q folkmoot
	@touch $@

$(STAMPS)/dev: requirements/dev.txt $(STAMPS)/packages
	@echo "Installing what tests ..."
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

$(STAMPS)/node: frontend/package.json frontend/package-lock.json frontend/.npmrc $(STAMPS)/packages
	@echo "Installing what builds the front end ..."
	@cd frontend && $(WITH_NODE) npm ci --silent
	@touch $@

$(STAMPS)/lighthouse: bench/lighthouse/package.json bench/lighthouse/package-lock.json $(STAMPS)/packages
	@echo "Installing Lighthouse ..."
	@cd bench/lighthouse && $(WITH_NODE) npm ci --silent
	@touch $@

$(BUILT): $(FRONTEND) $(STAMPS)/node
	@$(WITH_NODE) node frontend/build.mjs

%.mo: %.po $(STAMPS)/packages
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
