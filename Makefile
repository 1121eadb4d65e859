# The targets are the steps of CI. `make` alone runs what a change needs before it is committed.
PYTHON ?= .venv/bin/python

.PHONY: all env format lint types imports rules test golden docs
all: lint types imports rules test

env:
	python3 -m venv .venv
	$(PYTHON) -m pip install --quiet --editable ".[dev]"

format:
	$(PYTHON) -m ruff format riskcheck tests docs benchmarks
	$(PYTHON) -m ruff check --fix riskcheck tests docs benchmarks

lint:
	$(PYTHON) -m ruff format --check riskcheck tests docs benchmarks
	$(PYTHON) -m ruff check riskcheck tests docs benchmarks

types:
	$(PYTHON) -m mypy

imports:
	$(PYTHON) -c "from importlinter.cli import lint_imports_command as lint; lint()"

rules:
	$(PYTHON) -m riskcheck rules test
	$(PYTHON) -m riskcheck rules lint

docs:
	$(PYTHON) docs/generate.py --check
	NO_MKDOCS_2_WARNING=1 $(PYTHON) -m mkdocs build --quiet --strict --site-dir "$${SITE:-build/site}"

test:
	$(PYTHON) -m pytest

# Write the golden reports of the examples anew; review the difference before committing it.
golden:
	RISKCHECK_GOLDEN=1 $(PYTHON) -m pytest tests/examples tests/discovery/test_corpus.py
