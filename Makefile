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

# The keys under var/ open every NIK of an installation: they go only when that is said.
clean:
	rm -rf .venv node_modules build src/*.egg-info var/areas var/check var/static
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
	find src -name '*.mo' -delete
	@if [ "$(DATA)" = yes ]; then rm -rf var; elif [ -f var/keys.json ]; then \
	  echo "Kept var/: it holds a database and its keys. 'make clean DATA=yes' removes them too."; fi
