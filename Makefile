# Every target makes what it needs; nothing else has to be done first.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
PEERS := .venv-peers

.DEFAULT_GOAL := help
.PHONY: help demo test check bench bench-understanding format lock clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 22

$(READY): requirements-dev.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

demo: $(READY) ## a conversation with the real plan, in this terminal
	@$(BIN)/partnership-bot demo

check: $(READY) ## arrows, style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

test: check ## checks, then all tests on SQLite and PostgreSQL
	$(BIN)/pytest -n auto

bench: $(READY) ## benchmarks, as ratios against a floor in the same run
	$(BIN)/python -m tests.benchmarks

bench-understanding: $(PEERS)/.ready ## understanding beside what people would pick instead
	HF_HUB_OFFLINE=1 $(PEERS)/bin/python -m tests.benchmarks.understanding

$(PEERS)/.ready: requirements.txt tests/benchmarks/requirements-peers.txt
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(PEERS)/bin/pip install --quiet --disable-pip-version-check -r tests/benchmarks/requirements-peers.txt
	@touch $(PEERS)/.ready

format: $(READY) ## put the code in its house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: ## pin the dependencies again (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -q -o requirements.txt
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -q -o requirements-dev.txt

clean: ## remove the virtual environment and caches
	rm -rf .venv $(PEERS) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
