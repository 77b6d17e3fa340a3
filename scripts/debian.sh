# Sourced: `need COMMAND=PACKAGE...` installs from Debian, as root, what is not there.
need() {
  local pair wanted=()
  for pair in "$@"; do
    have "${pair%%=*}" || wanted+=("${pair#*=}")
  done
  [ ${#wanted[@]} -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 0
  echo "Installing from Debian: ${wanted[*]} ..." >&2
  DEBIAN_FRONTEND=noninteractive apt-get update -qq >/dev/null &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      "${wanted[@]}" >/dev/null
}

# PostgreSQL's server programs are not on the PATH of Debian.
have() {
  command -v "$1" >/dev/null || compgen -G "/usr/lib/postgresql/*/bin/$1" >/dev/null
}
