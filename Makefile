# The two commands are `make demo` and `make test`; `PYTHON=python3.13 make demo` picks an interpreter.
.PHONY: demo setup test test-full check lint bench clean

demo: setup
	exec .venv/bin/keliling demo

setup:
	scripts/setup.sh

test:
	scripts/test.sh

test-full:
	KELILING_FULL=1 scripts/test.sh

check:
	scripts/setup.sh test
	$(MAKE) --no-print-directory lint
	.venv/bin/python -m pytest tests/house

lint:
	.venv/bin/ruff format --check src tests
	.venv/bin/ruff check src tests
	KELILING_VAR=var/check .venv/bin/python -m keliling.config.keys
	KELILING_VAR=var/check .venv/bin/mypy
	.venv/bin/lint-imports --no-cache

bench:
	scripts/bench.sh

clean:
	rm -rf .venv node_modules var build src/*.egg-info
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
