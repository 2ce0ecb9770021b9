# Everything a person needs. `make setup` runs by itself before the others.
SHELL := /bin/bash
.DEFAULT_GOAL := help
VENV := .venv/bin
export UV_PROJECT_ENVIRONMENT := .venv
export MAATWERK_PORT ?= 8000
unexport PYTHONDONTWRITEBYTECODE # without .pyc files every start takes ten seconds

.PHONY: help setup start test check bench schermen toegang

help: ## Toon wat er kan
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: .venv/klaar ## Zet alles klaar in .venv (alleen python3 nodig)

.venv/klaar: pyproject.toml uv.lock config/frontend/package-lock.json config/frontend/hatch_build.py .ci/omgeving.py
	python3 .ci/omgeving.py
	$(VENV)/uv sync --frozen --quiet --inexact
	@touch $@

start: setup ## Start de demo op http://127.0.0.1:8000
	@MAATWERK_DEMO=1 $(VENV)/maatwerk demo
	@MAATWERK_DEMO=1 exec $(VENV)/maatwerk serve

test: setup ## Draai alle tests, op SQLite en PostgreSQL en in een browser
	$(VENV)/pytest -n $$(( $$(nproc) + 1 )) # a browser waits as often as it works

check: setup ## Controleer stijl, typen, imports en sjablonen
	$(VENV)/ruff check
	$(VENV)/ruff format --check
	$(VENV)/mypy
	$(VENV)/lint-imports
	$(VENV)/djlint templates --check --quiet
	$(VENV)/djlint templates --lint --quiet
	$(VENV)/deptry maatwerk
	$(VENV)/codespell

bench: setup ## Meet wat alles kost: herkenning (naast Deduce), tellen, zoeken, inlezen, herstel
	$(VENV)/python -m tests.bench.anoniem
	$(VENV)/python -m tests.bench.herkenning
	$(VENV)/python -m tests.bench.ontsleutelen
	$(VENV)/python -m tests.bench.herstel
	$(VENV)/python -m tests.bench.inlezen
	$(VENV)/python -m tests.bench.cijfers
	$(VENV)/python -m tests.bench.bibliotheek
	$(VENV)/python -m tests.bench.peiling

schermen: setup ## Maak de schermafbeelding van de README opnieuw
	$(VENV)/python docs/schermen.py

toegang: setup ## Schrijf docs/toegang.md opnieuw uit het beleid
	$(VENV)/python docs/toegang.py
