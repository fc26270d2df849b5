# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# What src/run and tests/run share: the Debian packages that are missing, the build folder, a private session.
# To be sourced by a bash script with errexit set. Sets `source_dir`, the top of the source tree.

source_dir=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)

# A program without any locale would read and write file names and texts as ASCII.
if [ -z "${LC_ALL-}${LC_CTYPE-}${LANG-}" ]; then
  export LANG=C.UTF-8
fi

fail ()
{
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# list_packages SECTION…: the packages of these sections, one per line.
list_packages ()
{
  local section purpose
  local -a names

  while read -ra names; do
    purpose=${names[0]-}
    for section; do
      if [ "$purpose" = "$section:" ]; then
        printf '%s\n' "${names[@]:1}"
      fi
    done
  done <"$source_dir/tests/packages"
}

# list_missing_packages SECTION…: those of them that are not installed.
list_missing_packages ()
{
  local installed name

  installed=$(dpkg-query --show --showformat='${db:Status-Status} ${Package}\n')
  list_packages "$@" | while read -r name; do
    if ! grep --quiet --line-regexp --fixed-strings "installed $name" <<<"$installed"; then
      printf '%s\n' "$name"
    fi
  done
}

# install_packages SECTION…: installs what is missing, or says what to install where that is not possible.
install_packages ()
{
  local -a missing install as_root=()
  local advice

  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    printf 'This is not a Debian system; the packages of tests/packages are taken to be there.\n' >&2
    return
  fi

  mapfile -t missing < <(list_missing_packages "$@")
  if [ ${#missing[@]} -eq 0 ]; then
    return
  fi

  advice="packages are missing; as root, run: apt-get install ${missing[*]}"
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "$advice"
    as_root=(sudo)
  fi

  printf 'Installing %d Debian packages: %s\n' ${#missing[@]} "${missing[*]}"
  install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet=2
           --no-install-recommends -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "${missing[@]}")
  if "${install[@]}" >/dev/null 2>&1; then
    return
  fi

  # The lists of packages are absent or out of date.
  "${as_root[@]}" apt-get update --quiet=2 || fail "$advice"
  "${install[@]}" >/dev/null || fail "$advice"
}

# configure FOLDER [meson options]: makes a build folder, or changes the options of one that is there.
configure ()
{
  local folder=$1 log
  local -a again=()
  shift

  log=$(mktemp)
  if [ -f "$folder/build.ninja" ]; then
    again=(--reconfigure)
  fi
  if ! meson setup "${again[@]}" "$@" "$folder" "$source_dir" >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    fail 'the build could not be configured'
  fi
  rm -f "$log"
}

# build FOLDER [targets]: builds; a line of progress on a terminal, otherwise only what goes wrong.
build ()
{
  local folder=$1
  local -a quiet=(--quiet)
  shift

  if [ -t 1 ]; then
    quiet=()
  fi
  NINJA_STATUS='Building %f of %t: ' ninja "${quiet[@]}" -C "$folder" "$@" || fail 'the build failed'
}
