#!/bin/bash
# The hot paths beside their raw limits, on both databases; writes var/bench.json.
set -u
cd "$(dirname "$0")/.." || exit 1
. scripts/debian.sh
scripts/setup.sh test || exit 1
need initdb=postgresql wrk=wrk
exec scripts/with-postgres.sh .venv/bin/python -m tests.bench "$@"
