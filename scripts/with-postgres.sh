#!/bin/bash
# Run a command beside a PostgreSQL of its own, on a free port of 127.0.0.1, and stop it after.
# The command finds it in KELILING_TEST_POSTGRES; where none is installed that stays unset.
# Usage: scripts/with-postgres.sh COMMAND...
set -u
PG_BIN=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$PG_BIN" ] || ! command -v pg_config >/dev/null || PG_BIN=$(pg_config --bindir)
if [ -n "${KELILING_TEST_POSTGRES:-}" ] || [ ! -x "$PG_BIN/initdb" ]; then
  exec "$@"
fi

# Not under the checkout: user postgres may not be able to reach a folder in somebody's home.
FOLDER=$(mktemp -d /var/tmp/keliling-pg-XXXXXX)
as_owner() {
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}
stop() {
  as_owner "$PG_BIN/pg_ctl" -D "$FOLDER/data" -m fast -w stop >/dev/null 2>&1
  rm -rf "$FOLDER"
}
trap stop EXIT
[ "$(id -u)" = 0 ] && chown postgres "$FOLDER"
PORT=$(.venv/bin/python -c '
import random, socket
for port in random.sample(range(20000, 32000), 200):
    with socket.socket() as there:
        if there.connect_ex(("127.0.0.1", port)):
            print(port)
            break
')
as_owner "$PG_BIN/initdb" -D "$FOLDER/data" -A trust -U keliling -E UTF8 --locale=C.UTF-8 >/dev/null &&
  as_owner "$PG_BIN/pg_ctl" -D "$FOLDER/data" -w -l "$FOLDER/log" \
    -o "-p $PORT -k $FOLDER -c listen_addresses=127.0.0.1 -c max_connections=200" start >/dev/null || {
  echo "PostgreSQL is installed but did not start:" >&2
  tail -5 "$FOLDER/log" >&2 2>/dev/null
  exit 1
}
KELILING_TEST_POSTGRES="postgresql://keliling@127.0.0.1:$PORT/postgres" "$@"
