# Every target builds the virtual environment itself; nothing but Python 3.11 or later is needed.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check bench docs clean

demo: .venv/installed  ## print the bundled data set
	$(BIN)/nmpolicy show

test: .venv/installed  ## run the tests
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

check: .venv/installed  ## lint, types, tests with branch coverage
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --numprocesses auto --dist loadfile
	$(BIN)/coverage combine -q
	$(BIN)/coverage report

bench: .venv/installed  ## compare with pydantic, msgspec, cattrs and stix2; takes some ten minutes
	$(BIN)/python benchmarks/run.py --json benchmarks/figures.json

docs: .venv/installed  ## write the pages that are made from the code
	$(BIN)/python docs/generate.py

clean:
	rm -rf .venv .coverage* .mypy_cache .pytest_cache .ruff_cache .hypothesis dist

# A machine whose Python comes without ensurepip still has pip, which can install into an environment from outside.
.venv/installed: pyproject.toml
	$(PYTHON) -m venv --without-pip .venv
	$(PYTHON) -m pip --python .venv install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@
