#!/bin/bash
# The whole test run: set-up, PostgreSQL, Chromium, checks, pytest on both databases.
# What cannot be had here is named in the last lines, and is a failure where CI is set.
set -u
cd "$(dirname "$0")/.." || exit 1
scripts/setup.sh test || exit 1
MISSING=()
PG_BIN=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
CHROMIUM=$(command -v chromium || command -v chromium-browser || true)
if [ "$(id -u)" = 0 ] && { [ -z "$PG_BIN" ] || [ -z "$CHROMIUM" ] || ! command -v wrk >/dev/null; }; then
  echo "Installing what is missing from Debian ..." >&2
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >/dev/null && apt-get install -y -qq --no-install-recommends chromium postgresql wrk >/dev/null
  PG_BIN=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
  CHROMIUM=$(command -v chromium || true)
fi
[ -n "$CHROMIUM" ] || MISSING+=("Chromium: the journeys in a browser")
export KELILING_CHROMIUM=$CHROMIUM

PG_DIR=""
as_postgres() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }
stop_postgres() { [ -n "$PG_DIR" ] && as_postgres "$PG_BIN/pg_ctl" -D "$PG_DIR/data" -m fast stop >/dev/null 2>&1; rm -rf "$PG_DIR"; }
if [ -n "$PG_BIN" ]; then
  PG_DIR=$(mktemp -d /var/tmp/keliling-pg-XXXXXX)
  trap stop_postgres EXIT
  [ "$(id -u)" = 0 ] && chown postgres "$PG_DIR"
  PG_PORT=$(.venv/bin/python -c 'import random, socket
while True:
    port = random.randint(20000, 32000)
    with socket.socket() as s:
        if s.connect_ex(("127.0.0.1", port)): print(port); break')
  as_postgres "$PG_BIN/initdb" -D "$PG_DIR/data" -A trust -U postgres -E UTF8 >/dev/null \
    && as_postgres "$PG_BIN/pg_ctl" -D "$PG_DIR/data" -w -l "$PG_DIR/log" \
      -o "-p $PG_PORT -k $PG_DIR -c listen_addresses=127.0.0.1 -c max_connections=200" start >/dev/null \
    && export KELILING_TEST_POSTGRES="postgresql://postgres@127.0.0.1:$PG_PORT/postgres"
fi
[ -n "${KELILING_TEST_POSTGRES:-}" ] || MISSING+=("PostgreSQL: the acts, races and kills on it")

STATUS=0
make --no-print-directory lint || STATUS=1
if [ -n "${KELILING_TEST_POSTGRES:-}" ]; then
  KELILING_TEST_DATABASE=postgres .venv/bin/python -m pytest tests/acts tests/races tests/kills "$@" || STATUS=1
fi
.venv/bin/python -m pytest "$@" || STATUS=1
for LEFT in "${MISSING[@]}"; do echo "left out, for want of $LEFT" >&2; done
[ ${#MISSING[@]} -gt 0 ] && [ -n "${CI:-}" ] && STATUS=1
exit $STATUS
