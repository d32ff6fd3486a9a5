# On a fresh machine: `make plan`, `make lab`, `make test`. Each sets up all that it needs.
.PHONY: plan lab test bench java chromium docs clean
SHELL := /bin/bash
.ONESHELL:
.SHELLFLAGS := -eu -o pipefail -c

PYTHON ?= python3
VENV ?= .venv
CASE ?= data/one-therapist
OUT ?= plans/$(notdir $(CASE))
SECONDS_TO_PLAN ?= 120
BIN := $(VENV)/bin
# not compiled: most of it is never imported, the rest is compiled when it is
INSTALL := $(BIN)/python -m pip --disable-pip-version-check -q install --no-compile
BASE := $(VENV)/.stamp-base
LAB := $(VENV)/.stamp-lab
TEST := $(VENV)/.stamp-test
BENCH := $(VENV)/.stamp-bench
WHAT ?=
LAB_OPTIONS ?=

plan: $(BASE) ## plan the sample case and draw it
	$(BIN)/makeup-sched plan $(CASE) --out $(OUT) --seconds $(SECONDS_TO_PLAN) --charts

lab: $(LAB) ## open the notebooks in JupyterLab, for this computer only; saved without what cells show
	$(BIN)/jupyter lab notebooks --ip=127.0.0.1 --LabApp.extension_manager=readonly \
		--ServerApp.contents_manager_class=makeup_sched.app.without_outputs.NotebooksWithoutOutputs \
		--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate \
		--LabApp.app_settings_dir=src/makeup_sched/app/share/jupyter/lab/settings \
		$(if $(filter 0,$(shell id -u)),--allow-root) $(LAB_OPTIONS)

test: $(TEST) $(BENCH) java chromium ## format, lint, types, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy & types=$$!
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder
	wait $$types

bench: $(BENCH) java ## measure side by side with other tools, about two hours; parts: WHAT="peers --only school"
	$(BIN)/python -m benchmarks $(WHAT)

java: $(BENCH) # for one of the other tools: looked for, installed where that may be done
	$(BIN)/python -m benchmarks.peers.java

chromium: # for the tests in a browser: looked for, installed where that may be done
	@command -v chromium chromium-browser > /dev/null && exit 0
	if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
		export DEBIAN_FRONTEND=noninteractive
		apt-get -qq -o Acquire::Retries=0 update > /dev/null 2>&1 || true
		apt-get -qq -o Acquire::Retries=0 install -y --no-install-recommends chromium > /dev/null 2>&1 || true
	fi
	command -v chromium > /dev/null || echo "left out: the tests in a browser, which need Chromium (Debian: chromium)"

docs: $(BASE) ## write the data reference anew from the table declarations
	$(BIN)/python -m makeup_sched.case.reference docs/data-reference.md

clean:
	rm -rf $(VENV)

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("makeup-sched needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

# order-only: the interpreter is not newer than what is installed with it
$(BASE): requirements/base.txt pyproject.toml | $(BIN)/python
	$(INSTALL) -r requirements/base.txt
	$(INSTALL) --no-deps -e .
	touch $@

$(LAB): requirements/lab.txt $(BASE)
	$(INSTALL) -r requirements/lab.txt
	touch $@

$(TEST): requirements/test.txt $(BASE)
	$(INSTALL) -r requirements/test.txt
	touch $@

$(BENCH): requirements/bench.txt $(BASE)
	$(INSTALL) -r requirements/bench.txt
	touch $@
