#!/bin/bash
# Everything: checks, the acts on PostgreSQL, then all tests on SQLite; pytest speaks last.
# What cannot be had here is named in the last lines, and is a failure where CI is set.
set -u
cd "$(dirname "$0")/.." || exit 1
. scripts/debian.sh

prepare() {
  scripts/setup.sh test || exit 1
  need chromium=chromium initdb=postgresql
  exec scripts/with-postgres.sh scripts/test.sh --prepared "$@"
}
[ "${1:-}" = --prepared ] || prepare "$@"
shift

LEFT_OUT=() FAILED=()
KELILING_CHROMIUM=$(command -v chromium || command -v chromium-browser)
export KELILING_CHROMIUM
[ -n "$KELILING_CHROMIUM" ] || LEFT_OUT+=("the journeys in a browser, for want of Chromium")

make --no-print-directory lint || FAILED+=("make lint")
if [ -n "${KELILING_TEST_POSTGRES:-}" ]; then
  ON_BOTH=$(ls -d tests/acts tests/races tests/kills 2>/dev/null)
  # shellcheck disable=SC2086  one word a folder
  KELILING_TEST_DATABASE=postgres .venv/bin/python -m pytest $ON_BOTH "$@" ||
    FAILED+=("the tests on PostgreSQL")
else
  LEFT_OUT+=("acts, races and kills on PostgreSQL, for want of it")
fi

join() { local IFS=$'\n'; echo "$*"; }
KELILING_LEFT_OUT=$(join "${LEFT_OUT[@]}")
KELILING_FAILED=$(join "${FAILED[@]}")
export KELILING_LEFT_OUT KELILING_FAILED
.venv/bin/python -m pytest -p tests.last_lines "$@"
