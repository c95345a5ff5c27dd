# The two commands are `make run` and `make test`; the other targets are their steps.
# Needs Debian 12 (or a relative of it), Python 3.11 or newer and make; installs the rest.
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: run setup test lint lint-style lint-templates lint-types lint-imports lint-migrations test-databases test-sqlite test-postgresql \
        test-communes test-deploy test-upgrades test-faults test-days audit stress bench runtime-packages test-packages lock clean

PYTHON ?= python3
PORT ?= 8000
# With the usual two cores: a test in a browser waits half of its time, one on PostgreSQL for the server.
TEST_WORKERS ?= 3
POSTGRESQL_WORKERS ?= 2

# Pango lays out the PDF, harfbuzz-subset halves the time of writing it, Liberation Serif has the measures of Times New Roman.
RUNTIME_PACKAGES ?= libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation2
# libatomic1 is what the program behind Playwright needs and Debian's Chromium does not bring.
TEST_PACKAGES ?= chromium-headless-shell libatomic1 postgresql

VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
VERSION := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')
PIP_INSTALL := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet install --require-hashes
MESSAGES := $(patsubst %.po,%.mo,$(wildcard kehoach/locale/*/LC_MESSAGES/*.po))
# The same examples in every run: what passed once passes again. Neighbouring tests stay together, so that each module
# is given its rows once.
PYTEST := $(BIN)/python -m pytest --numprocesses=$(TEST_WORKERS) --dist=worksteal --hypothesis-profile=ci
# Where Python may not keep what it has compiled, each of a dozen processes compiles the portal and its tests anew.
unexport PYTHONDONTWRITEBYTECODE
# The settings of whoever runs the tests are not theirs.
CLEAN_ENV := env -u DATABASE_URL -u DATA_DIR -u DEBUG -u SECRET_KEY

# Touched last, so that an interrupted installation is done again. They carry the version of Python: another one needs another .venv.
RUNTIME := $(VENV)/installed-runtime-$(VERSION)
DEVELOPMENT := $(VENV)/installed-development-$(VERSION)

run: setup
	@echo "→ Nạp kế hoạch và dữ liệu minh họa"
	@$(MANAGE) prepare --demo
	@echo "→ Viết báo cáo năm 2025 vào out/bao-cao-2025.pdf"
	@mkdir -p out
	@$(MANAGE) report --year 2025 --output out/bao-cao-2025.pdf
	@echo "→ Mở http://127.0.0.1:$(PORT)/ (dừng bằng Ctrl+C)"
	@exec $(MANAGE) runserver --noreload 127.0.0.1:$(PORT)

setup: runtime-packages $(RUNTIME) $(MESSAGES)

# The system's packages come while Python's are installed. The tools of lint, one after the other, fill up what the tests
# leave of the cores while they wait for browsers.
test: runtime-packages
	@$(MAKE) --no-print-directory test-packages & packages=$$!; status=0; \
	$(MAKE) --no-print-directory setup $(DEVELOPMENT) || status=$$?; \
	wait $$packages || status=$$?; exit $$status
	@$(MAKE) --no-print-directory lint & lint=$$!; status=0; \
	$(MAKE) --no-print-directory test-databases || status=$$?; \
	wait $$lint || status=$$?; exit $$status

# Both at once: while one waits for a browser the other has the cores. What PostgreSQL's run says follows in one piece.
test-databases:
	@said=$$(mktemp); \
	$(MAKE) --no-print-directory test-postgresql >$$said 2>&1 & postgresql=$$!; status=0; \
	$(MAKE) --no-print-directory test-sqlite || status=$$?; \
	wait $$postgresql || status=$$?; cat $$said; rm -f $$said; exit $$status

lint: lint-style lint-templates lint-types lint-imports lint-migrations

lint-style: setup $(DEVELOPMENT)
	@echo "→ ruff"
	@$(BIN)/python -m ruff check --quiet
	@$(BIN)/python -m ruff format --check --quiet || { echo "Chưa đúng định dạng: chạy $(BIN)/python -m ruff format." >&2; exit 1; }

# It may put blanks between two tags of Django that do not fit into one line: where a comma or a full stop follows,
# {# djangofmt:ignore #} stands before the element.
lint-templates: setup $(DEVELOPMENT)
	@echo "→ djangofmt"
	@$(BIN)/djangofmt --quiet --check templates || { echo "Chưa đúng định dạng: chạy $(BIN)/djangofmt templates." >&2; exit 1; }

lint-types: setup $(DEVELOPMENT)
	@echo "→ mypy"
	@$(BIN)/python -m mypy

lint-imports: setup $(DEVELOPMENT)
	@echo "→ Hướng của các lệnh import"
	@$(BIN)/python $(BIN)/lint-imports --no-logo

lint-migrations: setup $(DEVELOPMENT)
	@echo "→ Mô hình dữ liệu khớp với migrations"
	@DATABASE_URL=sqlite://:memory: $(MANAGE) makemigrations --check --dry-run
	@echo "→ Bản cũ vẫn chạy được trong lúc nâng cấp các bảng"
	@$(BIN)/python -m tests.unsafe_migrations

test-sqlite: setup test-packages $(DEVELOPMENT)
	@echo "→ Kiểm thử với SQLite"
	@$(CLEAN_ENV) $(PYTEST)

# The server goes with all its databases; to drop each before may fail, where a session in it ends late.
test-postgresql: setup test-packages $(DEVELOPMENT)
	@echo "→ Kiểm thử với PostgreSQL"
	@$(CLEAN_ENV) sh .ci/with-postgresql $(PYTEST) --numprocesses=$(POSTGRESQL_WORKERS) --reuse-db

# All tests with two further communes at work in the database of the demonstration.
test-communes: setup test-packages $(DEVELOPMENT)
	@echo "→ Kiểm thử với ba xã trong một cơ sở dữ liệu"
	@$(CLEAN_ENV) FURTHER_COMMUNES=2 $(PYTEST)

# Installs the portal in a fresh Debian and tries what an operator does; as root, with a network, some ten minutes.
test-deploy: setup test-packages $(DEVELOPMENT)
	@command -v debootstrap >/dev/null || { echo "Cần gói debootstrap." >&2; exit 1; }
	@sh tests/deploy/run

# Databases of earlier landed states, made by their own code out of git's history, brought on by today's `migrate`;
# UPGRADES= how many of the newest, besides the first and the two that are refused.
test-upgrades: setup $(DEVELOPMENT)
	@$(CLEAN_ENV) $(BIN)/python -m tests.upgrades

# Kills, locks, full and read-only disks, a clock that jumps and lost power, on portals of their own with SQLite and
# PostgreSQL: with 1,000 kills on each some hours. FAULT_CYCLES= another number, SECTIONS= some of kills, busy, disk,
# clock, power, load, crowd (CROWD_SECONDS=, CROWD_PEOPLE=), restore (RESTORE_COMMUNES= generated besides), wal (the
# archived log), standby (two servers), pool (PgBouncer; left out where that cannot be installed).
test-faults: setup test-packages $(DEVELOPMENT)
	@sh .ci/packages strace
	-@sh .ci/packages pgbouncer
	@$(CLEAN_ENV) nice $(BIN)/python -m tests.faults $(SECTIONS)

# All but the tests in a browser, whose clock is the machine's, as of days at which something begins or ends: the deadline
# of the villages, of which a run sees the midnight; the day after; the opening of the next year; New Year's Eve, of which
# it sees the midnight too; New Year; Tết; 29 February. EDGE_DAYS= others, with a blank between them.
EDGE_DAYS ?= 2026-12-05T23:58 2026-12-06T00:01 2026-12-15T00:01 2026-12-31T23:58 2027-01-01T08:00 2027-02-06T08:00 2028-02-29T08:00
test-days: setup test-packages $(DEVELOPMENT)
	@status=0; for day in $(EDGE_DAYS); do \
		echo "→ Kiểm thử như thể là $$day"; \
		$(CLEAN_ENV) AS_OF=$$day $(PYTEST) -p tests.moved_time -m "not browser" || status=$$?; \
	done; exit $$status

# The tests of people at the same form at once, as in `make test` but with so many double submissions, and a
# twentieth as many histories; every statement failing once; so many odd workbooks; an unknown form marked whole; then
# the yearly form typed into so many times. About three hours on two cores; they take turns in one process, to be alone
# with the database.
STRESS_CASES ?= 10000
STRESS_RUNS ?= 5000
STRESS_COMMUNES ?= 20
STRESS_WORKBOOKS ?= 100000

stress: setup test-packages $(DEVELOPMENT)
	@echo "→ $(STRESS_CASES) lần gửi trùng, với PostgreSQL"
	@$(CLEAN_ENV) STRESS_CASES=$(STRESS_CASES) sh .ci/with-postgresql \
		$(BIN)/python -m pytest tests/kehoach/figures/test_concurrency.py tests/kehoach/figures/test_histories.py
	@echo "→ Mỗi câu lệnh của cơ sở dữ liệu hỏng một lần"
	@$(CLEAN_ENV) STRESS_CASES=$(STRESS_CASES) $(BIN)/python -m pytest tests/kehoach/test_faults.py
	@echo "→ Từng số của báo cáo của $(STRESS_COMMUNES) xã sinh ra"
	@$(CLEAN_ENV) STRESS_COMMUNES=$(STRESS_COMMUNES) $(BIN)/python -m pytest tests/baocao/report/test_report_oracle.py
	@echo "→ $(STRESS_WORKBOOKS) tệp Excel lạ"
	@$(CLEAN_ENV) STRESS_WORKBOOKS=$(STRESS_WORKBOOKS) $(BIN)/python -m pytest tests/kehoach/excel/test_odd_workbooks.py
	@echo "→ Mẫu lạ của cấp trên, đủ ba mươi ô"
	@$(CLEAN_ENV) FORM_CELLS=30 $(BIN)/python -m pytest tests/browser/test_newcomer.py
	@echo "→ $(STRESS_RUNS) lần gõ phiếu năm bằng phím Tiếp"
	@$(CLEAN_ENV) NEXT_RUNS=$(STRESS_RUNS) $(BIN)/python -m pytest tests/browser/test_next_key.py

# Measurements against a floor taken in the same run: a few minutes, on a machine that has nothing else to do.
# `make bench SECTIONS=excel` takes one of them.
bench: setup $(DEVELOPMENT)
	@$(CLEAN_ENV) $(BIN)/python -m tests.bench $(SECTIONS)

# What the portal is made of, as CycloneDX in out/sbom.cdx.json, and whether anything of it is known to be vulnerable. It
# asks the registry's own data (PyPI's JSON); where a mirror has none of them pip-audit says so and fails.
AUDIT := .venv-audit
audit: setup $(AUDIT)/installed-$(VERSION)
	@mkdir -p out
	@echo "→ out/sbom.cdx.json"
	@$(AUDIT)/bin/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml --output-reproducible --output-file out/sbom.cdx.json
	@echo "→ pip-audit"
	@$(AUDIT)/bin/pip-audit --strict --disable-pip --require-hashes --requirement requirements.txt

$(AUDIT)/installed-$(VERSION): requirements-audit.txt
	@$(PYTHON) -m venv --clear $(AUDIT)
	@$(AUDIT)/bin/python -m pip --disable-pip-version-check --no-input --quiet install --require-hashes -r $<
	@touch $@

runtime-packages:
	@sh .ci/packages $(RUNTIME_PACKAGES) $$($(PYTHON) -c 'import ensurepip' 2>/dev/null || echo python3-venv)

test-packages:
	@sh .ci/packages $(TEST_PACKAGES)

$(RUNTIME): requirements.txt | runtime-packages
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Cần Python 3.11 trở lên." >&2; exit 1; }
	@echo "→ Cài thư viện Python vào $(VENV)/ (lần đầu khoảng một phút)"
	@$(BIN)/python$(VERSION) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@$(PIP_INSTALL) -r $< || { echo "Không cài được thư viện Python. Hãy kiểm tra kết nối mạng rồi chạy lại." >&2; exit 1; }
	@touch $@

$(DEVELOPMENT): requirements-dev.txt $(RUNTIME)
	@echo "→ Cài công cụ kiểm thử vào $(VENV)/"
	@$(PIP_INSTALL) -r $< || { echo "Không cài được công cụ kiểm thử. Hãy kiểm tra kết nối mạng rồi chạy lại." >&2; exit 1; }
	@touch $@

%.mo: %.po | $(RUNTIME)
	@$(BIN)/python -c 'import polib, sys; polib.pofile(sys.argv[1]).save_as_mofile(sys.argv[2])' $< $@

# Keeps the versions that are locked; `make lock UPGRADE=--upgrade` takes the newest.
UV_COMPILE := uv pip compile $(UPGRADE) --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

lock:
	@command -v uv >/dev/null || { echo "Cần có uv để khóa phiên bản thư viện." >&2; exit 1; }
	@$(UV_COMPILE) pyproject.toml --output-file requirements.txt
	@$(UV_COMPILE) pyproject.toml --group pyproject.toml:dev --constraints requirements.txt --output-file requirements-dev.txt
	@$(UV_COMPILE) --group pyproject.toml:audit --output-file requirements-audit.txt
	@$(BIN)/python -m tests.licences >docs/licences.md

# var/ stays: it is people's data.
clean:
	@rm -rf $(VENV) $(AUDIT) out static-collected .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage
	@rm -f $(MESSAGES)
