# The two commands that a newcomer needs are `make demo` and `make test`.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo test compare-readers bench sanitize fuzz samples picture format lint setup clean

# The same flags for every debug build, so that nothing is compiled twice: warnings are errors,
# and a target imports only what it declares.
STRICT := --traits PostgreSQL -Xswiftc -warnings-as-errors \
  --explicit-target-dependency-import-check error
SOURCES := Sources Tests Package.swift
PYTHON := .build-tools/bin/python3
TIANBAO := .build/release/tianbao

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## /  make \1 — /p' $(MAKEFILE_LIST)

demo: ## generate the forms, import the filled samples, show the result
	@.ci/setup libraries
	swift build -c release --product tianbao
	@rm -rf demo && mkdir -p demo/空白表 demo/各村
	@for form in screening verification risk-clearance monthly-tasks; do \
	  for layout in card list; do \
	    [[ $$form-$$layout == monthly-tasks-list ]] && continue; \
	    $(TIANBAO) generate $$form -o demo/空白表/$$form-$$layout.xlsx --layout $$layout; \
	  done; \
	done
	@$(TIANBAO) generate screening -o demo/各村 --units samples/units.csv \
	  --roster samples/roster.xlsx --copies 2 2>&1 | grep -v 花名册中未用到的列
	@echo; echo "samples/ 里填好的表，逐个导入："; echo
	@$(TIANBAO) import samples/good samples/defects --date 2023-08-31 --records demo/records.jsonl --csv demo/csv \
	  || [[ $$? -eq 1 ]]
	@echo; echo "空白表、各村的表、导入的记录都在 demo/ 里。"

test: ## install what is missing, build, run all tests
	@.ci/setup libraries tools readers packages
	@echo "Building; the first time this takes some minutes"
	swift build --quiet --build-tests $(STRICT)
	swift test --skip-build --disable-xctest --quiet $(STRICT)

CORPUS := $(or $(TIANBAO_CORPUS),../shared/corpus)
compare-readers: ## compare what we read, cell by cell, with openpyxl and python-calamine
	@.ci/setup libraries readers
	swift build -c release --product tianbao
	@groups=samples; \
	if [[ -d $(CORPUS)/public ]]; then groups=public,quirks,samples; \
	else echo "No corpus at $(CORPUS): only samples/ is compared; TIANBAO_CORPUS says where it is"; fi; \
	.build-compare/bin/python3 Tests/ReaderComparison/compare.py --command $(TIANBAO) \
	  --samples samples --corpus $(CORPUS) --groups $$groups

bench: ## measure side by side with other programs; ROUNDS=7, BENCH="sheet forms" for some sections
	@.ci/setup libraries
	@Tests/Benchmarks/setup
	@swift build --quiet -c release --product tianbao
	@TIANBAO_BENCHMARK=1 swift build --quiet -c release --product benchmark
	@.build-bench/python/bin/python Tests/Benchmarks/bench.py $(BENCH)

# The reader alone, since the sanitizers and libFuzzer need it compiled anew.
sanitize: export TIANBAO_ONLY := reader
# These tests take long for what a single thread does; they show the thread sanitizer nothing.
SINGLE_THREADED := (Hostile|CutFile|Damage|LargePart|Inflation|ParserAgreement)Tests
sanitize: ## run the reader's tests under the address and the thread sanitizer
	@.ci/setup libraries
	@run() { \
	  local options="--sanitize $$1 --scratch-path .build-$$1"; shift; \
	  swift build --quiet --build-tests $$options $(STRICT) 2>&1 \
	    | { grep -v 'Cannot export local symbol' || true; }; \
	  swift test --skip-build --disable-xctest --quiet $$options $(STRICT) "$$@"; \
	}; \
	run address; \
	run thread --skip '$(SINGLE_THREADED)'

SECONDS := 60
fuzz: ## run each fuzz target of the reader for SECONDS=60
	@.ci/setup libraries
	@Tests/Fuzzing/run $(SECONDS)

samples: ## make samples/ anew with LibreOffice, openpyxl and Gnumeric
	@.ci/setup libraries tools
	swift build --product tianbao $(STRICT)
	$(PYTHON) samples/make_samples.py

picture: ## make the README's picture anew
	@.ci/setup libraries tools
	samples/picture.sh

format: ## format the sources
	swift format --in-place --recursive --parallel $(SOURCES)

lint: ## check the sources' format
	swift format lint --recursive --strict --parallel $(SOURCES)

setup: ## install all that is missing, and nothing else
	@.ci/setup libraries tools readers packages

clean: ## remove what was built
	rm -rf .build .build-address .build-thread .build-fuzz demo
