# One set of commands, the same here and in CI. Each sets up by itself; see scripts/setup.sh.
PY := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help setup check test quality bench sample docs lock clean

help: ## say what there is
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: ## make .venv with the locked packages
	@scripts/setup.sh

check: setup ## style, types and the direction of imports
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	scripts/lint_imports.sh

test: setup ## all tests
	$(PY) -m pytest

quality: setup ## metric floors on labelled data only
	$(PY) -m pytest tests/quality tests/spec

bench: setup ## measurements; results go to benchmarks/RESULTS.md by hand, with date and machine
	$(PY) -m benchmarks

sample: setup ## the main job on data/sample; ends with the figure and the dashboard's path
	.venv/bin/report-mining monitor data/sample/reports --companies data/sample/companies.csv \
	  --manifest data/sample/manifest.csv --out out/sample

docs: setup ## run the examples of the documentation
	$(PY) -m pytest tests/docs

lock: setup ## write requirements.lock anew
	scripts/lock.sh

clean: ## remove what was made
	rm -rf .venv out build dist src/*.egg-info
