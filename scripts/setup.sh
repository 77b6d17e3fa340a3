#!/bin/sh
# Make .venv, install the hashed lock, fetch what comes from npm, compile the words.
# Every step leaves a stamp and is skipped while nothing it depends on has changed.
# Usage: scripts/setup.sh [test]
set -eu
cd "$(dirname "$0")/.."
KIND=${1:-run}
PYTHON=${PYTHON:-python3}
STAMPS=.venv/stamps
say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
fresh() { [ -f "$STAMPS/$1" ] && [ "$(cat "$STAMPS/$1")" = "$2" ]; }
stamp() { printf '%s' "$2" > "$STAMPS/$1"; }
sum_of() { cat "$@" | sha256sum | cut -d' ' -f1; }

command -v "$PYTHON" >/dev/null 2>&1 || fail "No $PYTHON: install Python 3.11 or newer, or say which one with PYTHON=..."
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
  || fail "$("$PYTHON" --version) is too old: Keliling needs Python 3.11 or newer; say which one with PYTHON=..."

if [ ! -x .venv/bin/python ]; then
  say "Making .venv ..."
  "$PYTHON" -m venv .venv || fail "The venv module is missing: install it (Debian: python3-venv) and start again."
fi
mkdir -p "$STAMPS"

LOCK=requirements.lock
[ "$KIND" = test ] && LOCK=requirements-test.lock
WANT=$(sum_of "$LOCK")
if ! fresh python "$WANT" && ! fresh python-test "$WANT"; then
  if [ "$KIND" = test ] || ! [ -f "$STAMPS/python-test" ] || ! fresh python-run "$(sum_of requirements.lock)"; then
    say "Installing Python packages from $LOCK ..."
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$LOCK" \
      || fail "Installing $LOCK failed: is there a network, or a package mirror set in pip's configuration?"
    [ "$KIND" = test ] && stamp python-test "$WANT"
    stamp python "$WANT"
    stamp python-run "$(sum_of requirements.lock)"
  fi
fi
WANT=$(sum_of pyproject.toml)
if ! fresh project "$WANT"; then
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . \
    || fail "Installing the project itself failed."
  stamp project "$WANT"
fi

node_is_new_enough() {
  command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 \
    && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ]
}
WANT="$KIND $(sum_of package-lock.json)"
if ! fresh npm "$WANT" && ! fresh npm "test $(sum_of package-lock.json)"; then
  if ! node_is_new_enough; then
    say "No Node 20 or newer here: taking it from PyPI ..."
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-node.lock \
      || fail "Fetching Node from PyPI failed: is there a network?"
    PATH="$PWD/.venv/bin:$PATH"
  fi
  say "Fetching areas and scripts from npm ..."
  OMIT=--omit=dev
  [ "$KIND" = test ] && OMIT=--include=dev
  npm ci --silent --ignore-scripts $OMIT || fail "npm ci failed: is there a network, or a mirror set in npm's configuration?"
  mkdir -p var/areas
  for NAME in provinces regencies districts villages; do
    cp "node_modules/idn-area-data/data/$NAME.csv" var/areas/
  done
  cp node_modules/idn-area-data/data/LICENSE.md var/areas/
  stamp npm "$WANT"
fi

.venv/bin/python -m keliling.web.words.compile
