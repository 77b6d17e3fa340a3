#!/bin/sh
# Make .venv, install the hashed lock, fetch what comes from npm, compile the words.
# Every step leaves a stamp beside what it made and is skipped while that stamp holds.
# Usage: scripts/setup.sh [test]
set -eu
cd "$(dirname "$0")/.."
HERE=$(pwd -P)
KIND=${1:-run}
AREAS=${KELILING_VAR:-var}/areas
VENDOR=${KELILING_VAR:-var}/vendor
STAMPS=.venv/stamps
say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
stamped() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }
sum_of() { cat "$@" | sha256sum | cut -d' ' -f1; }
install() { .venv/bin/python -m pip install --quiet --disable-pip-version-check "$@"; }

CHOSEN=${PYTHON:-python3}
command -v "$CHOSEN" >/dev/null 2>&1 \
  || fail "There is no $CHOSEN here: install Python 3.11 or newer, or name one with PYTHON=..."
VERSION=$("$CHOSEN" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])') \
  || fail "$CHOSEN does not run: name another Python with PYTHON=..."
"$CHOSEN" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
  || fail "$CHOSEN is Python $VERSION: Keliling needs 3.11 or newer; name one with PYTHON=..."

# A folder that was moved, or another interpreter asked for by name, needs a new .venv.
if [ -e .venv ] && ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
  rm -rf .venv
elif [ -f "$STAMPS/place" ] && [ "$(cat "$STAMPS/place")" != "$HERE" ]; then
  rm -rf .venv
elif [ -n "${PYTHON:-}" ] && [ -f "$STAMPS/version" ] && [ "$(cat "$STAMPS/version")" != "$VERSION" ]; then
  rm -rf .venv
fi
if [ ! -e .venv ]; then
  say "Making .venv with Python $VERSION ..."
  "$CHOSEN" -m venv .venv >/dev/null 2>&1 || {
    rm -rf .venv
    fail "$CHOSEN could not make .venv: install its venv module (Debian: apt install python3-venv) and start again."
  }
  mkdir -p "$STAMPS"
  printf '%s' "$HERE" > "$STAMPS/place"
  printf '%s' "$VERSION" > "$STAMPS/version"
fi
mkdir -p "$STAMPS"

WANT=$(sum_of requirements.lock requirements-test.lock)
if ! stamped "$STAMPS/python" "$KIND $WANT" && ! stamped "$STAMPS/python" "test $WANT"; then
  LOCK=requirements.lock
  [ "$KIND" = test ] && LOCK=requirements-test.lock
  say "Installing Python packages from $LOCK ..."
  install --require-hashes -r "$LOCK" \
    || fail "Installing $LOCK failed: check the network, or the package mirror in pip's configuration."
  printf '%s' "$KIND $WANT" > "$STAMPS/python"
fi
WANT=$(sum_of pyproject.toml)
if ! stamped "$STAMPS/project" "$WANT"; then
  install --no-deps --no-build-isolation -e . || fail "Installing Keliling itself failed."
  printf '%s' "$WANT" > "$STAMPS/project"
fi

node_is_new_enough() {
  command -v npm >/dev/null 2>&1 \
    && node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null
}
WANT=$(sum_of package-lock.json)
if ! stamped node_modules/.stamp "$KIND $WANT" && ! stamped node_modules/.stamp "test $WANT"; then
  if ! node_is_new_enough; then
    say "No Node 20 or newer here: taking it from PyPI ..."
    install --require-hashes -r requirements-node.lock \
      || fail "Fetching Node failed: check the network, or the package mirror in pip's configuration."
    PATH="$HERE/.venv/bin:$PATH"
  fi
  say "Fetching the areas of Indonesia and htmx from npm ..."
  OMIT=--omit=dev
  [ "$KIND" = test ] && OMIT=--include=dev
  npm ci --loglevel=error --ignore-scripts "$OMIT" >/dev/null \
    || fail "npm ci failed: check the network, or the mirror in npm's configuration."
  printf '%s' "$KIND $WANT" > node_modules/.stamp
fi
if ! stamped "$AREAS/.stamp" "$WANT"; then
  mkdir -p "$AREAS"
  for NAME in provinces regencies districts villages; do
    cp "node_modules/idn-area-data/data/$NAME.csv" "$AREAS/"
  done
  cp node_modules/idn-area-data/data/LICENSE.md src/keliling/places/NOTICE-areas.md "$AREAS/"
  printf '%s' "$WANT" > "$AREAS/.stamp"
fi
if ! stamped "$VENDOR/.stamp" "$WANT"; then
  mkdir -p "$VENDOR"
  cp node_modules/htmx.org/dist/htmx.min.js "$VENDOR/"
  printf '%s' "$WANT" > "$VENDOR/.stamp"
fi

.venv/bin/python -m keliling.web.words.compile
