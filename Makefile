# Two commands do everything: make demo, make test.
PYTHON ?= python3

.PHONY: help demo test test-long check lock case clean

help:
	@echo "make demo       install the core into .venv-core and answer a question"
	@echo "make test       install what tests need into .venv-test and run them"
	@echo "make test-long  the few long checks"
	@echo "make check      format, lint, types, import contract"
	@echo "make lock       renew uv.lock and requirements/ (needs uv)"
	@echo "make case       build the built-in case again (needs ../shared)"

demo:
	@$(PYTHON) scripts/environment.py core
	@.venv-core/bin/whowhom relation Taliban ISIS-K --case afghanistan --as-of 2022-01-01

test:
	@$(PYTHON) scripts/environment.py test
	@.venv-test/bin/python -m pytest -n 2 --dist loadfile -m "not long"

test-long:
	@$(PYTHON) scripts/environment.py test
	@.venv-test/bin/python -m pytest -n 2 --dist loadfile -m long

check:
	@$(PYTHON) scripts/environment.py test
	@.venv-test/bin/ruff format --check .
	@.venv-test/bin/ruff check .
	@.venv-test/bin/mypy
	@.venv-test/bin/lint-imports

lock:
	uv lock
	uv export --frozen --no-dev --no-emit-project --no-header -q -o requirements/core.txt
	uv export --frozen --only-group build --no-emit-project --no-header -q -o requirements/build.txt
	uv export --frozen --group test --no-emit-project --no-header -q -o requirements/test.txt

case:
	@$(PYTHON) scripts/environment.py test
	.venv-test/bin/python scripts/build_afghanistan.py ../shared/data/chronicle

clean:
	rm -rf .venv-core .venv-test .pytest_cache .mypy_cache .ruff_cache .hypothesis
