# GNU make. Everything is installed into .venv and node_modules; a stamp there records what is done, so that the second
# run of a command installs nothing.
# On Windows outside WSL, CONTRIBUTING.md has the same in plain commands.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help build serve check test test-only test-browsers bench bench-accuracy fuzz torture data screenshots lock clean

# The first Python on PATH that is new enough; to choose another: make build PYTHON=/path/to/python
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$p && break; done)
SIZES ?= 100 1000
PREVIEW_SIZES ?= 100 1000
INPUTS ?= 200000
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
RESOLVE := pip compile pyproject.toml --quiet --universal --python-version 3.11 --no-annotate --no-emit-index-url \
	--no-emit-find-links --custom-compile-command "make lock"
PYTEST := $(BIN)/pytest --numprocesses logical --dist worksteal
DUBEN := $(VENV)/.installed
DEV := $(VENV)/.installed-dev
CHROMIUM := $(VENV)/.chromium
NODE := $(if $(shell command -v npm 2>/dev/null),$(if $(wildcard package.json),node_modules/.package-lock.json))

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: $(DUBEN) ## Build the site into public/, with all that it needs (into .venv)
	$(BIN)/duben build

serve: $(DUBEN) ## Build, serve on http://127.0.0.1:8000, rebuild and reload while you edit
	$(BIN)/duben serve

check: $(DEV) $(NODE) ## Format, lint, types and import contracts (and the browser's code, where Node is installed)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(if $(NODE),$(BIN)/duben build && npm run --silent check,@echo "Node.js is not installed: the browser's code was not checked.")

test: $(DEV) $(CHROMIUM) ## Run every test, in a real browser too (finds or installs a Chromium)
	$(PYTEST) --cov

test-only: $(DEV) $(if $(filter browser,$(WHAT)),$(CHROMIUM)) ## Run the tests of one folder, in seconds: make test-only WHAT=chinese
	@test -n "$(WHAT)" || { echo "Name a folder of tests/: make test-only WHAT=chinese"; exit 1; }
	$(PYTEST) --quiet tests/$(WHAT)

# Firefox and WebKit are Debian's packages: apt-get install firefox-esr webkit2gtk-driver xvfb fonts-noto-cjk
test-browsers: $(DEV) $(CHROMIUM) $(NODE) ## Look at every article in Chromium, Firefox and WebKit, in every setting
	$(PYTEST) --every-browser -m engines tests/browser

bench: $(DEV) ## Measure building, beside Hugo and MkDocs, and the preview; writes docs/performance.md (SIZES, PREVIEW_SIZES: articles)
	$(BIN)/python -m benchmarks install
	$(BIN)/python -m benchmarks speed --write --sizes $(SIZES)
	$(BIN)/python -m benchmarks preview --write --sizes $(PREVIEW_SIZES)

bench-accuracy: $(DEV) ## Audit common words; measure readings and conversion against known answers (ACCURACY_DATA=folder)
	$(BIN)/python -m benchmarks install
	$(INSTALL) numpy scipy
	$(BIN)/python -m benchmarks audit
	$(BIN)/python -m benchmarks accuracy

fuzz: $(DEV) ## Try INPUTS random inputs of every kind (default 200,000), and write those that fail to .fuzz/
	$(BIN)/python -m tests.fuzz --inputs $(INPUTS)

torture: $(DEV) ## Try to break the program for 15 minutes: kills, full disks, odd edits and places; writes docs/robustness.md
	$(BIN)/python -m torture --write

data: $(DEV) ## Make again what tools make of the tables of Chinese (DATA=folder of labelled sentences)
	$(BIN)/python -m tools.make_phrases
	@test -d "$(DATA)" || { echo "No DATA=folder of labelled sentences: the model was not trained again."; exit 1; }
	$(INSTALL) numpy scipy
	$(BIN)/python -m tools.make_model $(DATA)

screenshots: $(DEV) $(CHROMIUM) build ## Take the pictures of the site that the documents show
	$(BIN)/python -m tools.screenshots

lock: $(DUBEN) ## Resolve the newest versions of everything into requirements*.txt
	$(INSTALL) uv
	$(BIN)/uv $(RESOLVE) --upgrade --group build --output-file requirements.txt
	$(BIN)/uv $(RESOLVE) --upgrade --group build --group dev --extra cluster --constraint requirements.txt \
		--output-file requirements-dev.txt

clean: ## Remove what the commands above made
	rm -rf $(VENV) node_modules public .cache .coverage* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

$(VENV)/.created:
	@test -n "$(PYTHON)" || { echo "Duben needs Python 3.11 or newer: install it, or make PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -c '$(NEW_ENOUGH)' || { echo "$(PYTHON) is older than Python 3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
		{ echo "$(PYTHON) cannot make virtual environments: on Debian and Ubuntu, apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

# Not isolated, so that the pinned hatchling builds it and nothing else is downloaded.
$(DUBEN): $(VENV)/.created requirements.txt pyproject.toml
	$(INSTALL) --requirement requirements.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): $(DUBEN) requirements-dev.txt
	$(INSTALL) --requirement requirements-dev.txt
	@touch $@

$(CHROMIUM): $(DEV) tests/support/chromium.py
	$(BIN)/python -m tests.support.chromium
	@touch $@

node_modules/.package-lock.json: package-lock.json
	npm ci --no-audit --no-fund
	@touch $@
