# What contributors and CI both call. `make` alone lists the targets.
# Needed: make and Python 3.11 or later; everything else is fetched into .venv, at the versions and hashes of the *.lock files.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.NOTPARALLEL:
.DEFAULT_GOAL := help

PYTHON ?= $(shell tools/find-python)
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input -qq
INSTALL := $(PIP) install --no-deps --require-hashes
UV := uv==0.13.9
PIP_AUDIT := pip-audit==2.10.1
# Programs installed into the environment (npm, where the system has none) are found before those of the system.
WITH_TOOLS := PATH="$(CURDIR)/$(VENV)/bin:$$PATH"
export PYTHONUTF8 := 1

.PHONY: help site test check bench fuzz audit lock clean lint dev-tools

help: ## list the targets
	@sed -nE 's/^([a-z]+):[^#]*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

site: $(VENV)/.site ## build the archive of this folder into site/
	@$(PY) -m builder build

test: dev-tools $(VENV)/.browser $(VENV)/.npm lint ## lint, types, layers and every test, those in the browser included
	@$(WITH_TOOLS) $(PY) -m pytest

check: dev-tools lint ## lint, types, layers and the fast tests
	@$(WITH_TOOLS) $(PY) -m pytest -m "not site and not slow"

bench: $(VENV)/.bench $(VENV)/.browser $(VENV)/.npm ## measure the builder against other tools, in one run
	@$(WITH_TOOLS) $(PY) -m tests.bench

fuzz: $(VENV)/.fuzz ## look for inputs that trip the readers: TARGET=html FUZZ_SECONDS=60
	@$(PY) -m tests.fuzz $(or $(TARGET),html) $(or $(FUZZ_SECONDS),60)

audit: $(VENV)/.audit ## ask the sources of advisories about every locked version (needs the network)
	@tools/audit $(VENV)/audit/bin/pip-audit

lock: $(VENV)/.uv ## write the *.lock files anew (UPGRADE=1 takes the newest versions)
	@tools/lock $(VENV)/uv/bin/uv $(if $(UPGRADE),--upgrade)

clean: ## remove environment, site, state and caches; pages under content/ stay, they may be corrected by hand
	@rm -rf $(VENV) site .bantin .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

lint: dev-tools
	@echo "== ruff"; $(PY) -m ruff check --quiet; $(PY) -m ruff format --check --quiet
	@echo "== mypy"; $(PY) -m mypy --no-error-summary
	@echo "== layers"; $(VENV)/bin/lint-imports --no-logo

# ---------------------------------------------------------------- the environment; each stamp is made once per lock
dev-tools: $(VENV)/.dev

$(VENV)/.made:
	@tools/make-venv "$(PYTHON)" $(VENV)
	@touch $@

$(VENV)/.site: requirements.lock pyproject.toml | $(VENV)/.made
	@echo "Installing the builder into $(VENV) …"
	@$(INSTALL) -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.site
	@echo "Installing the development tools into $(VENV) …"
	@$(INSTALL) -r requirements-dev.lock
	@touch $@

$(VENV)/.npm: requirements-node.lock | $(VENV)/.made
	@tools/have-npm || { echo "No npm on this machine: installing it into $(VENV) …"; $(INSTALL) -r requirements-node.lock; $(WITH_TOOLS) tools/have-npm; }
	@touch $@

$(VENV)/.browser: $(VENV)/.dev
	@$(PY) -m tests.site.browser
	@touch $@

$(VENV)/.bench: tests/bench/requirements.lock | $(VENV)/.made
	@echo "Installing the tools to compare with into $(VENV)/bench …"
	@$(PY) -m venv --clear $(VENV)/bench
	@$(VENV)/bench/bin/python -m pip --disable-pip-version-check --no-input -qq install --no-deps --require-hashes -r $<
	@touch $@

$(VENV)/.fuzz: requirements-fuzz.lock $(VENV)/.dev
	@$(INSTALL) -r requirements-fuzz.lock
	@touch $@

$(VENV)/.audit: | $(VENV)/.made
	@$(PY) -m venv --clear $(VENV)/audit
	@$(VENV)/audit/bin/python -m pip --disable-pip-version-check --no-input -qq install '$(PIP_AUDIT)'
	@touch $@

$(VENV)/.uv: | $(VENV)/.made
	@$(PY) -m venv --clear $(VENV)/uv
	@$(VENV)/uv/bin/python -m pip --disable-pip-version-check --no-input -qq install '$(UV)'
	@touch $@
