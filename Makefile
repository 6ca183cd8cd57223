# Every target but `clean` creates the virtual environment if needed. All it takes is Python 3.11 or later with pip.

PYTHON ?= python3
BIN := .venv/bin
PYTEST := -m pytest --numprocesses auto --dist loadfile

.DEFAULT_GOAL := help
.PHONY: help demo lint types test check consumers docs site editor bench spoil kills mutants dist picture clean

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 8

demo: .venv/installed  ## print the bundled data set
	$(BIN)/nmpolicy show --bundled albuquerque

lint: .venv/installed  ## check the formatting and the style
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .venv/installed  ## check the types, with mypy and pyright
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python

test: .venv/installed  ## run the tests
	$(BIN)/python $(PYTEST)

check: export COVERAGE_FILE := $(CURDIR)/.coverage
check: lint types  ## lint, types, and the tests with branch coverage
	$(BIN)/coverage erase
	$(BIN)/coverage run $(PYTEST)
	$(BIN)/coverage combine -q
	$(BIN)/coverage report

consumers:  ## read every export with pandas, R, Node.js, DuckDB, Datasette, LibreOffice and others
	tests/consumers/run

docs: .venv/installed  ## rewrite the generated pages and files, and run the example notebook
	$(BIN)/python docs/generators/generate.py

site: .venv/installed  ## build the documentation as web pages, in site/
	$(BIN)/python docs/generators/build_site.py

editor: .venv/installed  ## check the schema in the JSON engine of VS Code; needs Node.js
	npm install --silent --prefix .venv/vscode vscode-json-languageservice@5
	node tests/outside/vscode_json.mjs .venv/vscode/node_modules examples/first-order/draft.json

bench: .venv/installed  ## time it and other libraries, and write the tables of the docs; takes about ten minutes
	$(BIN)/python benchmarks/run.py --save

spoil: .venv/installed  ## compare the readers and the schema on a million spoilt documents; takes half an hour
	$(BIN)/python tests/spoiling.py 1000000

kills: .venv/installed  ## kill 1,000 writing commands at random moments, and check what is left; takes about five minutes
	$(BIN)/python tests/killed_writers.py 1000

mutants: .venv/installed  ## change the code of four packages in one place in ten, and print what no test notices; takes hours
	for room in queries comparison evidence tables; do $(BIN)/python tests/outside/mutants.py src/nmpolicy/$$room --share 0.1; done

dist: .venv/installed  ## build the source distribution and the wheel, and check them with twine
	rm -rf dist
	$(BIN)/python -m build
	$(BIN)/twine check --strict dist/*

picture: .venv/installed  ## take the picture in the README; needs Node.js and Chromium
	npm install --silent --prefix .venv/picture puppeteer-core@24 sharp@0.34
	$(BIN)/nmpolicy report --bundled albuquerque --on 2025-08-01 -o .venv/picture/page.html --force
	node docs/generators/picture.mjs .venv/picture .venv/picture/page.html abq-eo-2025-07-21 docs/images/report.png

clean:  ## remove the virtual environment and all caches
	rm -rf .venv .cache .coverage* .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist site

# Some systems ship Python without ensurepip, so pip installs itself into the environment from outside.
.venv/installed: pyproject.toml
	$(PYTHON) -m venv --without-pip .venv
	$(PYTHON) -m pip --python .venv install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@
