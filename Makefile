# Every target sets itself up: .venv is built when it is missing or older than the requirements.
ARTICLES ?= data/articles/kerry-lavrov.txt
OUT ?= reports
OPTIONS ?=
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
export PYTHONPATH := $(CURDIR)

.PHONY: help report watch analyse lab test bench train gallery clean

help:
	@echo "make report   analyse the sample and write HTML pages   (your own: make report ARTICLES=\"a.txt folder/\")"
	@echo "              OPTIONS=\"--zip --xlsx\" writes files to send, --again makes everything anew, --notebook quotes only that page"
	@echo "make watch    the same, and again whenever an article or a corrected quotes.csv is saved"
	@echo "make analyse  turn thousands of articles into Parquet tables: make analyse ARTICLES=folder/   (writes to tables/)"
	@echo "make lab      open the notebooks in JupyterLab"
	@echo "make test     run every test"
	@echo "make bench    measure accuracy and speed   (needs ../shared/bench)"
	@echo "make train    rebuild the models in helpers/models   (needs ../shared/bench)"
	@echo "make gallery  make docs/gallery and the README's pictures again   (needs Chromium)"
	@echo "make clean    remove .venv and the reports made by default"

report: $(VENV)/ready
	@$(RUN) -m helpers report $(ARTICLES) --out $(OUT) $(OPTIONS)

watch: $(VENV)/ready
	@$(RUN) -m helpers report $(ARTICLES) --out $(OUT) --watch $(OPTIONS)

# Exit code 1 means that the tables are complete and name some files that could not be read: no failure of make's.
analyse: OUT := tables
analyse: $(VENV)/ready
	@$(RUN) -m helpers analyse $(ARTICLES) --out $(OUT) $(OPTIONS) || { code=$$?; test $$code -eq 1 || exit $$code; }

# JupyterLab asks the network for news and updates unless it is told not to.
lab: $(VENV)/ready
	@mkdir -p $(VENV)/share/jupyter/lab/settings
	@cp jupyterlab-overrides.json $(VENV)/share/jupyter/lab/settings/overrides.json
	@$(VENV)/bin/jupyter lab --notebook-dir=$(CURDIR) $(OPTIONS) notebooks/00_overview.ipynb

test: $(VENV)/ready-dev
	@$(RUN) -m pytest -n auto --dist loadfile

bench: $(VENV)/ready-bench
	@$(RUN) -m benchmarks accuracy
	@$(RUN) -m benchmarks speed

train: $(VENV)/ready-training
	@$(RUN) -m training

gallery: $(VENV)/ready-dev
	@$(RUN) docs/gallery.py

clean:
	rm -rf $(VENV) reports

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; install it (Debian: apt install python3) and try again."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing; install it (Debian: apt install python3-venv) and try again."; exit 1; }
	@echo "Building $(VENV) (once, a minute or two) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/ready: requirements.txt | $(VENV)/bin/python
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

# Each further set stands on the one before it and is installed only when it is needed.
$(VENV)/ready-dev: requirements-dev.txt $(VENV)/ready
$(VENV)/ready-bench: requirements-bench.txt $(VENV)/ready
$(VENV)/ready-training: requirements-training.txt $(VENV)/ready
$(VENV)/ready-dev $(VENV)/ready-bench $(VENV)/ready-training:
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check -r $<
	@touch $@
