# SPDX-License-Identifier: MIT
# Every target is a line or two that calls CMake, uv, ctest or pytest.
#   make demo    build, show the library on its example data, and write a report and a workbook
#   make build   the Python package and command into .venv
#   make test    C++ and Python tests          make lint   ruff, mypy, rooms, clang-format
#   make test-all  the same, then the slow checks: sanitizers, campaigns, clang-tidy, line coverage
#   make test-spark  on a local Spark cluster  make bench-spark  its speed
#   make bench   benchmarks                    make walks  how run times grow with size
#   make wheel   sdist and wheel, installed and tested in a clean environment, in build/wheel
#   make wasm    the WebAssembly module and the wheel of it, in build/wasm
#   make test-browser  the module under Node, forms in Chromium
#   make platforms  the digest on other processors and systems: writes the table of docs/determinism.md
#   make docs    the site of the documentation, in build/docs
#   make clean   remove build/ and .venv
# Campaigns, see docs/reliability.md:
#   make fuzz SECONDS=60 [RUNS=...]            make soak MINUTES=1 [FIGURES=... SEED=...]
#   make faults [EVERY=... KILLS=... DISKS=... FLIPS=... PRODUCERS=... SEED=...]
#   make sanitize   all tests with ASan and UBSan     make tsan   C++ tests with TSan
#   make campaigns  a minute of each, and the tests of the binding with ASan and UBSan
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
# Tests start the command thousands of times: modules are compiled once, also where Python must not write.
UV := VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install -q --compile-bytecode
export CMAKE_BUILD_PARALLEL_LEVEL ?= $(shell nproc)
PARINDEX_WERROR ?= OFF

# Stamps are in .venv, so that they are removed together with what they record.
SYSTEM := $(VENV)/.system
TOOLS := $(VENV)/.tools
PACKAGE := $(VENV)/.package
SOURCES := $(shell find CMakeLists.txt README.md cmake include licenses src bindings rubrics examples/data \
  -type f -not -name '*.pyc' 2>/dev/null)

.PHONY: demo build wheel test test-long test-documents test-spark test-spark-quick bench-spark test-languages test-browser test-all wasm platforms headers tidy coverage bench walks lint format docs clean cpp
.PHONY: campaigns fuzz soak faults sanitized sanitize-quick sanitize-binding sanitize tsan
demo: build $(VENV)/.documents
	$(BIN)/parindex demo --open

build: $(PACKAGE)

$(SYSTEM): tools/setup.sh
	tools/setup.sh build
	test -x $(BIN)/python || python3 -m venv $(VENV)
	touch $@

$(TOOLS): pyproject.toml | $(SYSTEM)
	test -x $(BIN)/uv || $(BIN)/python -m pip install -q --disable-pip-version-check uv
	$(UV) $$($(BIN)/python tools/build_requires.py)
	touch $@

# No isolation and a fixed build folder: only changed files are compiled.
$(PACKAGE): $(TOOLS) $(SOURCES)
	$(UV) --no-build-isolation --no-deps --reinstall-package parindex \
	  -C build-dir=build/python -C cmake.define.PARINDEX_UNITY=ON .
	touch $@

cpp: $(TOOLS)
	tools/setup.sh test
	$(BIN)/cmake --preset dev -DCMAKE_MAKE_PROGRAM=$(CURDIR)/$(BIN)/ninja \
	  -DPython3_EXECUTABLE=$(CURDIR)/$(BIN)/python -DPARINDEX_WERROR=$(PARINDEX_WERROR)
	$(BIN)/cmake --build --preset dev -- -k 0

$(VENV)/.documents: pyproject.toml | $(TOOLS)
	$(UV) --group documents
	touch $@

$(VENV)/.test: pyproject.toml | $(TOOLS)
	$(UV) --group test
	touch $@

test: cpp build $(VENV)/.test
	tools/test.sh build/dev $(BIN)/python

# Everything: the slow checks, and all tests with sanitizers.
test-all: test
	$(MAKE) --keep-going test-long test-documents test-spark test-languages test-browser tidy coverage campaigns sanitize tsan

$(VENV)/.browser: pyproject.toml | $(TOOLS)
	$(UV) --group browser
	touch $@

test-long: cpp build $(VENV)/.test
	$(BIN)/ctest --test-dir build/dev --output-on-failure --no-tests=error -L '^long$$'
	PARINDEX_LONG=1 $(BIN)/python -m pytest -n $(shell nproc) --dist worksteal \
	  tests/python/test_hunt.py tests/python/test_ranking_mutants.py tests/python/test_exit_codes.py \
	  tests/python/test_schema.py tests/python/test_store.py tests/python/test_walks.py

# Documents in the programs that open them: workbooks in LibreOffice, pages in Chromium.
test-documents: build $(VENV)/.test $(VENV)/.browser
	tools/setup.sh office
	tools/setup.sh browser
	PARINDEX_DOCUMENTS=1 $(BIN)/python -m pytest -n $(shell nproc) --dist worksteal \
	  tests/python/test_report_browser.py tests/python/test_round_workbook_office.py \
	  tests/python/test_form_workbook_office.py

$(VENV)/.clusters: pyproject.toml | $(TOOLS)
	$(UV) --group clusters
	touch $@

# On a Spark cluster of two executor processes, which is left out without Java; and the page about Ray.
test-spark: build $(VENV)/.test $(VENV)/.clusters
	tools/setup.sh spark
	PARINDEX_SPARK=1 $(BIN)/python -m pytest -rs tests/python/test_spark.py
	$(BIN)/python -m pytest tests/python/test_docs.py -k ray

# A part of these: each rubric in shuffled partitions, digests, and what is refused.
test-spark-quick: build $(VENV)/.test $(VENV)/.clusters
	tools/setup.sh spark
	PARINDEX_SPARK=1 $(BIN)/python -m pytest -rs tests/python/test_spark.py \
	  -k "(one_machine and 7) or test_a_digest or refused or says_so or failing"

# Spark beside the identity and beside one process, in one run; then what larger clusters would need.
bench-spark: build $(VENV)/.bench $(VENV)/.clusters
	tools/setup.sh spark
	$(BIN)/python bench/spark.py
	$(BIN)/python bench/scale.py

# The C interface from R and Java, with the commands of docs/c.md.
test-languages: cpp build $(VENV)/.test
	tools/setup.sh languages
	PARINDEX_LANGUAGES=1 PARINDEX_C_LIBRARY=$(CURDIR)/build/dev/libparindex_c.so \
	  $(BIN)/python -m pytest tests/python/test_c_examples.py

# The module of docs/browser.md; about 10 minutes of one processor, less with ccache.
wasm: $(TOOLS)
	tools/setup.sh wasm
	$(BIN)/python tools/build_wasm.py --wheel

# The same outcomes as from C and Python, and the forms that contain the module.
test-browser: build wasm $(VENV)/.test $(VENV)/.browser
	tools/setup.sh browser
	$(UV) --no-deps --force-reinstall build/wasm/parindex_browser-*.whl
	PARINDEX_DOCUMENTS=1 PARINDEX_MODULE=$(CURDIR)/build/wasm/package $(BIN)/python -m pytest \
	  tests/python/test_javascript.py tests/python/test_form_page.py tests/python/test_form_browser.py
	$(BIN)/python -m pytest tests/python/test_docs.py -k docs/browser.md

$(VENV)/.platforms: pyproject.toml | $(TOOLS)
	$(UV) --group platforms
	touch $@

platforms: $(VENV)/.platforms
	tools/setup.sh platforms
	$(BIN)/python tools/platforms.py --write docs/determinism.md

$(VENV)/.wheel: pyproject.toml | $(TOOLS)
	$(UV) --group wheel
	touch $@

wheel: $(VENV)/.wheel
	tools/wheel.sh $(BIN)/python build/wheel

# Warnings of any compiler, in both modes: make headers COMPILER=clang++-19
COMPILER ?= g++
headers: $(TOOLS)
	$(BIN)/cmake --preset dev -B build/$(COMPILER) -DCMAKE_MAKE_PROGRAM=$(CURDIR)/$(BIN)/ninja \
	  -DPython3_EXECUTABLE=$(CURDIR)/$(BIN)/python -DCMAKE_CXX_COMPILER=$(COMPILER) -DPARINDEX_WERROR=ON
	$(BIN)/cmake --build build/$(COMPILER) --target parindex
	$(BIN)/ctest --test-dir build/$(COMPILER) --output-on-failure --no-tests=error \
	  -R '^build[.](self_contained|bodies)'

# Of each room by itself: a database of files that are compiled together does not have them.
tidy: $(TOOLS)
	tools/setup.sh tidy
	$(CONFIGURE) --preset dev -B build/tidy -DPARINDEX_UNITY=OFF -DPARINDEX_BUILD_TESTS=OFF
	ls src/*.cpp | grep -v header_only | xargs -n 1 -P $(shell nproc) \
	  $$(tools/setup.sh clang-tidy) --quiet --extra-arg=-Wno-unknown-warning-option -p build/tidy

$(VENV)/.coverage: pyproject.toml | $(TOOLS)
	$(UV) --group coverage
	touch $@

coverage: build $(VENV)/.test $(VENV)/.coverage
	tools/setup.sh test
	$(CONFIGURE) --preset coverage -DPARINDEX_BUILD_PYTHON=ON -DPython_EXECUTABLE=$(CURDIR)/$(BIN)/python
	$(BIN)/cmake --build --preset coverage
	tools/coverage.sh build/coverage $(CURDIR)/$(BIN)/python

$(VENV)/.bench: pyproject.toml | $(TOOLS)
	$(UV) --group bench
	touch $@

# Google Benchmark first, then the comparison with other libraries and the kinds of rules; writes
# docs/benchmarks.md and docs/costs.md.
bench: build $(VENV)/.bench
	tools/setup.sh bench
	$(BIN)/cmake --preset bench -DCMAKE_MAKE_PROGRAM=$(CURDIR)/$(BIN)/ninja \
	  -DPython3_EXECUTABLE=$(CURDIR)/$(BIN)/python
	$(BIN)/cmake --build --preset bench
	$(BIN)/cmake --build --preset bench --target run_benches
	$(BIN)/python bench/run.py --cpp build/bench/bench
	$(BIN)/python bench/costs.py --page docs/costs.md

# Run times at doubling sizes; writes docs/walks.md.
walks: build
	$(BIN)/python bench/walks.py --page docs/walks.md

$(VENV)/.lint: pyproject.toml | $(TOOLS)
	$(UV) --group lint
	touch $@

CPP = $(shell find include src bindings tests fuzz bench examples cmake -name "*.[hci]pp" -o -name "*.[hc]")

lint: $(VENV)/.lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=bindings/python $(BIN)/lint-imports --no-cache
	$(BIN)/clang-format --dry-run -Werror $(CPP)

format: $(VENV)/.lint
	$(BIN)/ruff check --fix-only --exit-zero .
	$(BIN)/ruff format .
	$(BIN)/clang-format -i $(CPP)

$(VENV)/.docs: pyproject.toml | $(TOOLS)
	$(UV) --group docs
	touch $@

# A broken link, a missing reference and a page outside the navigation are errors.
docs: build $(VENV)/.docs
	tools/setup.sh docs
	$(BIN)/python tools/docs_site/build.py

# ---- campaigns ----------------------------------------------------------------------------------
SECONDS ?= 60
MINUTES ?= 1
# Faster than the build of the tests. If that already exists, use it: SOAK_PRESET=dev.
SOAK_PRESET ?= release
CONFIGURE = $(BIN)/cmake -DCMAKE_MAKE_PROGRAM=$(CURDIR)/$(BIN)/ninja \
  -DPython3_EXECUTABLE=$(CURDIR)/$(BIN)/python -DPARINDEX_WERROR=$(PARINDEX_WERROR)

$(VENV)/.fuzz: pyproject.toml | $(TOOLS)
	$(UV) --group fuzz || echo "fuzz: no atheris for this Python: the binding gets random bytes"
	touch $@

FUZZ_PRESET ?= fuzz
fuzz: build $(VENV)/.test $(VENV)/.fuzz
	tools/setup.sh fuzz
	$(CONFIGURE) --preset $(FUZZ_PRESET) -DCMAKE_CXX_COMPILER=$$(tools/setup.sh clang) \
	  -DPARINDEX_PYTHON=$(CURDIR)/$(BIN)/python
	$(BIN)/cmake --build --preset $(FUZZ_PRESET)
	fuzz/run.sh build/$(FUZZ_PRESET) $(CURDIR)/$(BIN)/python $(SECONDS) $(RUNS)

soak: build $(VENV)/.test
	tools/setup.sh test
	$(CONFIGURE) --preset $(SOAK_PRESET)
	$(BIN)/cmake --build --preset $(SOAK_PRESET) --target soak_compare
	$(BIN)/python tests/soak/soak.py build/$(SOAK_PRESET)/tests/soak_compare --minutes $(MINUTES) \
	  $(FIGURES:%=--figures %) $(SEED:%=--seed %)

# Needed by the next two targets: the module _core and a program with ASan and UBSan.
sanitized: build $(VENV)/.test
	tools/setup.sh test
	$(CONFIGURE) --preset sanitize -DPARINDEX_BUILD_PYTHON=ON \
	  -DPython_EXECUTABLE=$(CURDIR)/$(BIN)/python
	$(BIN)/cmake --build --preset sanitize --target _core faults_allocations

faults: sanitized
	$(foreach name,EVERY KILLS DISKS FLIPS PRODUCERS SEED,$(if $($(name)),$(name)=$($(name)))) \
	  tests/faults/run.sh build/sanitize/tests/faults_allocations $(BIN)/python

sanitize-quick: sanitized
	tools/sanitize.sh binding-quick build/sanitize $(CURDIR)/$(BIN)/python

sanitize-binding: sanitized
	tools/sanitize.sh binding build/sanitize $(CURDIR)/$(BIN)/python

sanitize: sanitize-binding
	$(BIN)/cmake --build --preset sanitize
	tools/sanitize.sh cpp build/sanitize $(CURDIR)/$(BIN)/python

tsan: $(VENV)/.test
	tools/setup.sh test
	$(CONFIGURE) --preset tsan
	$(BIN)/cmake --build --preset tsan
	tools/sanitize.sh cpp build/tsan $(CURDIR)/$(BIN)/python

# In parallel, because each has parts that use only one processor. The soak uses the build of the tests.
campaigns: build $(VENV)/.test
	fuzz=fuzz; tools/setup.sh fuzz || { fuzz=; echo "campaigns: the fuzzers are left out"; }; \
	$(MAKE) --keep-going --jobs=3 --output-sync=target MINUTES=1 SECONDS=60 SOAK_PRESET=dev \
	  FUZZ_PRESET=fuzz-quick \
	  EVERY=16 FLIPS=200 sanitize-quick faults soak $$fuzz

clean:
	rm -rf build $(VENV)
