#!/bin/sh
# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

set -u

usage() {
  cat <<'END'
Runs p99-tidy in CI: all findings go into reports, those on the lines of the
change into the log and the exit code.

Usage: p99-ci [--base=REV | --all] [--output=DIR] [p99-tidy's options and paths...]

  --base=REV    the change is what differs from where HEAD left REV; default:
                by the variables of GitHub Actions, GitLab CI or Jenkins
  --all         all findings count
  --output=DIR  write the reports there; default: p99-reports
                p99.sarif                     SARIF 2.1.0
                gl-code-quality-report.json   GitLab's Code Quality
                p99-checkstyle.xml            Checkstyle
                p99.json                      p99-tidy's own

P99_TIDY names the program, P99_CACHE_DIR a folder that is kept between runs.
Run it in the root of the repository. Exit code: that of p99-tidy; 0 clean,
1 findings, 2 wrong usage or configuration, 3 something could not be analysed.
END
}

on_github() { [ "${GITHUB_ACTIONS:-}" = true ]; }

# An annotation of the whole run, by a command of the workflow.
annotate() {
  printf '::error title=p99-tidy::'
  awk '{ gsub(/%/, "%25"); gsub(/\r/, "%0D"); printf "%s%s", (NR > 1 ? "%0A" : ""), $0 } END { print "" }'
}

finish() {
  if [ -n "${GITHUB_OUTPUT:-}" ]; then
    printf 'exit-code=%s\nreports=%s\n' "$1" "$output" >>"$GITHUB_OUTPUT"
  fi
  exit "$1"
}

# die MESSAGE: what is wrong, and on further lines what to do.
die() {
  printf 'p99-ci: error: %s\n' "$1" >&2
  if on_github; then printf '%s\n' "$1" | annotate; fi
  finish 2
}

say() { printf 'p99-ci: %s\n' "$1" >&2; }

# -- the lines of the change ---------------------------------------------------

# A branch that is new, and what is no push, has a commit of zeros before it.
is_commit() {
  case $1 in
    '' | *[!0]*) [ -n "$1" ] ;;
    *) false ;;
  esac
}

# Sets `base`, unless it is given, or leaves it empty if all findings count;
# `branch` if `base` is to be fetched by that name; and `guessed` if we can do
# without.
find_base() {
  branch='' guessed=''
  if [ -n "$base" ]; then
    case $base in
      origin/*) branch=${base#origin/} ;;
    esac
  elif [ -n "${GITHUB_BASE_REF:-}" ]; then
    branch=$GITHUB_BASE_REF
  elif is_commit "${CI_MERGE_REQUEST_TARGET_BRANCH_SHA:-}"; then
    # A pipeline for merged results: what the target has got since the branch
    # left it is in HEAD, and not of the change.
    base=$CI_MERGE_REQUEST_TARGET_BRANCH_SHA
  elif is_commit "${CI_MERGE_REQUEST_DIFF_BASE_SHA:-}"; then
    base=$CI_MERGE_REQUEST_DIFF_BASE_SHA
  elif [ -n "${CHANGE_TARGET:-}" ]; then
    branch=$CHANGE_TARGET
  else
    # A push: what came since the one before.
    for before in "${P99_BEFORE:-}" "${CI_COMMIT_BEFORE_SHA:-}" \
      "${GIT_PREVIOUS_SUCCESSFUL_COMMIT:-}"; do
      if is_commit "$before"; then
        base=$before guessed=yes
        return
      fi
    done
  fi
  if [ -n "$branch" ]; then base=refs/remotes/origin/$branch; fi
}

has_base() { git merge-base HEAD "$base" >/dev/null 2>&1; }

fetch() { GIT_TERMINAL_PROMPT=0 git fetch --quiet --no-tags "$@" 2>"$scratch/fetch"; }

# CI clones only the newest commits. Fetches more, until HEAD and the base have
# one in common.
deepen() {
  what=${branch:+"+refs/heads/$branch:$base"}
  what=${what:-"$base"}
  if [ "$(git rev-parse --is-shallow-repository)" != true ]; then
    # The name may be known, but not what it stands for today.
    if [ -n "$branch" ] || ! has_base; then fetch origin "$what"; fi
    has_base
    return
  fi
  # A merge that CI made on this machine is not there to be fetched.
  head=$(git rev-parse HEAD)
  if ! fetch --depth=1 origin "$head"; then head=$(git rev-parse 'HEAD^@'); fi
  # Git's number for all of it is the last.
  for depth in 50 500 5000 2147483647; do
    # shellcheck disable=SC2086 # one commit, or several
    fetch "--depth=$depth" origin "$what" $head || return 1
    if has_base; then return 0; fi
  done
  return 1
}

resolve_base() {
  if { [ -z "$branch" ] && has_base; } || deepen || has_base; then
    say "the change is what differs from $(git merge-base HEAD "$base" | cut -c1-12), where HEAD left ${base#refs/remotes/}"
  elif [ -n "$guessed" ]; then
    say "$base, the commit before this push, is gone; all findings count"
    base=''
  else
    die "HEAD and ${base#refs/remotes/} have no commit in common in this clone$(sed 's/^fatal: /, and more could not be fetched: /;1q' "$scratch/fetch" 2>/dev/null)
Clone all of the history: 'fetch-depth: 0' of actions/checkout, 'GIT_DEPTH: 0' in GitLab,
no shallow clone in Jenkins. Or name another base with --base=REV, or use --all."
  fi
}

# -- the reports ---------------------------------------------------------------

analyse() {
  "$tidy" ${P99_CACHE_DIR:+"--cache-dir=$P99_CACHE_DIR"} "--format=json=$output/p99.json" \
    "$@" 2>"$scratch/errors"
  code=$?
  # What the log says of the change in the end would be said twice.
  sed -e '/^p99-tidy: error: could not analyse /d' \
    -e '/^[0-9]* findings\{0,1\} in [0-9]* units\{0,1\}/d' "$scratch/errors" >&2
  case $code in
    0 | 1 | 3) return ;;
  esac
  if on_github; then annotate <"$scratch/errors"; fi
  if grep -q 'no compile_commands.json' "$scratch/errors"; then
    say "a step before this one has to make it; nothing needs to be compiled, but headers that
the build generates have to be there"
  fi
  finish "$code"
}

# Services compare the report of a branch with that of its target, and would
# call all that is not on changed lines repaired. So these are of all findings.
report() {
  "$tidy" merge "$output/p99.json" "--format=sarif=$output/p99.sarif" \
    "--format=gitlab=$output/gl-code-quality-report.json" \
    "--format=checkstyle=$output/p99-checkstyle.xml" 2>/dev/null
  case $? in
    0 | 1 | 3) ;;
    *) die "the reports could not be written to '$output'" ;;
  esac
}

# Those on the lines of the change, for people.
conclude() {
  "$tidy" merge "$output/p99.json" ${base:+"--changed=$base"} --color=never \
    "--format=text=$scratch/text" "--format=github=$scratch/annotations" 2>"$scratch/summary"
  code=$?
  if on_github; then
    # A line of somebody's source must not be taken for a command.
    token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    printf '::stop-commands::%s\n' "$token"
    cat "$scratch/text"
    printf '::%s::\n' "$token"
    cat "$scratch/annotations"
  else
    cat "$scratch/text"
  fi
  cat "$scratch/summary" >&2
  if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
    # Four spaces make code of whatever it is. GitHub takes no more than 1 MB.
    {
      printf '### p99-tidy\n\n'
      cat "$scratch/summary" "$scratch/text" | head -c 500000 | sed 's/^/    /'
      [ -s "$scratch/summary" ] || echo 'No findings.'
      printf '\n\n'
    } >>"$GITHUB_STEP_SUMMARY"
  fi
  finish $code
}

# ------------------------------------------------------------------------------

base='' all='' branch='' guessed='' output=p99-reports
while [ $# -gt 0 ]; do
  case $1 in
    --base=?*) base=${1#--base=} ;;
    --all) all=yes ;;
    --output=?*) output=${1#--output=} ;;
    --base | --base= | --output | --output=)
      die "'$1' needs a value, as in '${1%=}=...'"
      ;;
    --help | -h)
      usage
      exit 0
      ;;
    *) break ;;
  esac
  shift
done
tidy=${P99_TIDY:-p99-tidy}
command -v "$tidy" >/dev/null || die "p99-tidy is not in PATH
Install its package in a step before this one, or name the program in P99_TIDY."
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
# Git ignores what is made here: neither new files of the change, nor to be committed.
for folder in "$output" "${P99_CACHE_DIR:-}"; do
  [ -n "$folder" ] || continue
  { mkdir -p "$folder" && echo '*' >"$folder/.gitignore"; } ||
    die "cannot write into the folder '$folder'"
done

if [ -z "$all" ]; then
  if ! prefix=$(git rev-parse --show-prefix 2>"$scratch/git"); then
    if grep -q 'dubious ownership' "$scratch/git"; then
      # A container runs as another user than the one who made the clone.
      count=${GIT_CONFIG_COUNT:-0}
      export "GIT_CONFIG_KEY_$count=safe.directory" "GIT_CONFIG_VALUE_$count=*"
      export GIT_CONFIG_COUNT=$((count + 1))
    fi
    prefix=$(git rev-parse --show-prefix 2>"$scratch/git") ||
      die "$(sed 's/^fatal: /git: /;1q' "$scratch/git")
Without a git repository only --all makes sense."
  fi
  [ -z "$prefix" ] || die "this is '$prefix' of the repository; run p99-ci in the root, and name paths
The services want paths that are relative to the root."
  find_base
  if [ -n "$base" ]; then
    resolve_base
  else
    say "no pull request, and no push before this one; all findings count"
  fi
fi
analyse "$@"
report
conclude
