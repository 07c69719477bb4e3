# SPDX-License-Identifier: MIT
# Thin: everything here is a line or two that CMake, uv, ctest and pytest do.
#   make demo    build, then show the library on its example data
#   make build   the Python package and command into .venv
#   make test    C++ and Python tests          make lint   ruff and mypy
#   make bench   benchmarks                    make clean  remove build/ and .venv
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
UV := VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install -q
export CMAKE_BUILD_PARALLEL_LEVEL ?= $(shell nproc)
PARINDEX_WERROR ?= OFF

# Stamps live in .venv: without it nothing that they stand for exists.
SYSTEM := $(VENV)/.system
TOOLS := $(VENV)/.tools
PACKAGE := $(VENV)/.package
SOURCES := $(shell find CMakeLists.txt README.md cmake include src bindings rubrics examples/data \
  -type f -not -name '*.pyc' 2>/dev/null)

.PHONY: demo build test bench lint clean cpp
demo: build
	$(BIN)/parindex demo

build: $(PACKAGE)

$(SYSTEM): tools/setup.sh
	tools/setup.sh build
	test -x $(BIN)/python || python3 -m venv $(VENV)
	touch $@

$(TOOLS): pyproject.toml | $(SYSTEM)
	test -x $(BIN)/uv || $(BIN)/python -m pip install -q --disable-pip-version-check uv
	$(UV) $$($(BIN)/python tools/build_requires.py)
	touch $@

# No isolation and a fixed build folder: a changed file costs its own compilation and no more.
$(PACKAGE): $(TOOLS) $(SOURCES)
	$(UV) --no-build-isolation --no-deps --reinstall-package parindex -C build-dir=build/python .
	touch $@

cpp: $(TOOLS)
	tools/setup.sh test
	$(BIN)/cmake --preset dev -DCMAKE_MAKE_PROGRAM=$(CURDIR)/$(BIN)/ninja \
	  -DPython3_EXECUTABLE=$(CURDIR)/$(BIN)/python -DPARINDEX_WERROR=$(PARINDEX_WERROR)
	$(BIN)/cmake --build --preset dev -- -k 0

$(VENV)/.test: pyproject.toml | $(TOOLS)
	$(UV) --group test
	touch $@

test: cpp build $(VENV)/.test
	tools/test.sh build/dev $(BIN)/python

$(VENV)/.bench: pyproject.toml | $(TOOLS)
	$(UV) --group bench
	touch $@

# Google Benchmark first, then the contenders side by side; writes docs/benchmarks.md.
bench: build $(VENV)/.bench
	tools/setup.sh bench
	$(BIN)/cmake --preset bench -DCMAKE_MAKE_PROGRAM=$(CURDIR)/$(BIN)/ninja \
	  -DPython3_EXECUTABLE=$(CURDIR)/$(BIN)/python
	$(BIN)/cmake --build --preset bench
	$(BIN)/cmake --build --preset bench --target run_benches
	$(BIN)/python bench/run.py --cpp build/bench/bench

$(VENV)/.lint: pyproject.toml | $(TOOLS)
	$(UV) --group lint
	touch $@

lint: $(VENV)/.lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

clean:
	rm -rf build $(VENV)
