#!/bin/sh
# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Installs p99-tidy on Debian 12, for a job of CI: the package that P99_DEB names,
# by path or address. Without P99_DEB, a p99-tidy in PATH will do; otherwise it is
# built from the sources around this script and kept in P99_HOME.

set -eu

die() {
  printf 'p99-install: error: %s\n' "$1" >&2
  if [ "${GITHUB_ACTIONS:-}" = true ]; then
    printf '::error title=p99-tidy::%s\n' "$(printf %s "$1" | tr '\n' ' ')"
  fi
  exit 2
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

install() {
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -qq -y -o Dpkg::Use-Pty=0 --no-install-recommends "$@" >/dev/null
}

download() {
  command -v curl >/dev/null || install curl ca-certificates
  curl --fail --silent --show-error --location --retry 3 --output "$2" "$1" ||
    die "cannot download '$1'"
}

if [ -n "${P99_DEB:-}" ]; then
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  # The user that apt reads packages as has to be let in.
  chmod 755 "$scratch"
  deb=$scratch/p99-tidy.deb
  case $P99_DEB in
    *://*) download "$P99_DEB" "$deb" ;;
    *) cp "$P99_DEB" "$deb" || die "no package '$P99_DEB'" ;;
  esac
  install "$deb" || die "the package '$P99_DEB' could not be installed
It is for Debian 12: run the job in a container of debian:bookworm, or of the image of docs/ci.md."
elif ! command -v p99-tidy >/dev/null; then
  root=$(cd "$(dirname "$0")/../.." && pwd)
  home=${P99_HOME:-$HOME/.p99-tidy}
  if [ -x "$home/bin/p99-tidy" ]; then
    install clang-tidy-22
  else
    "$root/dev" build p99-tidy
    mkdir -p "$home/bin"
    echo '*' >"$home/.gitignore"
    cp "$root/build/bin/p99-tidy" "$home/bin/"
  fi
  PATH=$home/bin:$PATH
  if [ -n "${GITHUB_PATH:-}" ]; then echo "$home/bin" >>"$GITHUB_PATH"; fi
fi
p99-tidy --version
