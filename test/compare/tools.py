#!/usr/bin/env python3
# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What do clang-tidy, clazy, cppcheck and p99-tidy each say of projects that nobody here wrote?

Runs each of them over all units of compilation databases and counts, by subject, the
places that it reports: a file, a line and a check. System headers do not count.
"""

import argparse
import collections
import json
import os
import pathlib
import re
import resource
import subprocess
import sys

from databases import units

ROOT = pathlib.Path(__file__).resolve().parents[2]
LLVM = pathlib.Path("/usr/lib/llvm-22/bin")
OTHER = "other subjects"
# Each subject, and the checks of all tools that are about it.
SUBJECTS = {
    "a call that can wait for ever": r"p99-missing-timeout",
    "threads without limit, detached, or waited for at once":
        r"p99-(unbounded-thread-spawn|detached-thread|blocking-async-future)",
    "locks: held while waiting, taken in each round, notified under":
        r"p99-(mutex|lock-per|blocking-under|notify|false)[\w-]*|clang-analyzer-unix\.BlockInCriticalSection",
    "set-up, buffers, round trips and retries in each round or request":
        r"p99-(setup|buffer|round-trip|retry|deferred)[\w-]*|clazy-use-static-qregularexpression",
    "parameters taken by value":
        r"performance-unnecessary-value-param|passedByValue(Callback)?|clazy-function-args-by-(ref|value)",
    "copies that a reference or a move would save":
        r"p99-(needless-copy|missed-move|string-round-trip|temporary-lookup-key)"
        r"|performance-(unnecessary-copy-initialization|for-range-copy|implicit-conversion-in-loop|no-automatic-move"
        r"|move-const-arg|move-constructor-init)"
        r"|clazy-(range-loop-reference|range-loop-detach|detaching-temporary|foreach)"
        r"|redundantCopy(LocalConst)?|returnStdMoveLocal|stlcstr(Return|Param|Constructor)",
    "containers that grow without `reserve`": r"p99-missing-reserve|performance-inefficient-vector-operation",
    "texts built to be written, or for a log line that is off":
        r"p99-(materialized-output|eager-log-format)|performance-inefficient-string-concatenation",
    "`std::endl`": r"performance-avoid-endl",
}


def each(command):
    """The same command for each unit, so that an error of one costs no other."""
    return ["xargs", f"-P{os.cpu_count()}", "-n1", "-d\\n", *map(str, command)]


def tools(driver, folder):
    database = folder / "compile_commands.json"
    return {
        "clang-tidy": each([LLVM / "clang-tidy", "--quiet", "-p", folder, "--header-filter=.*",
                            "--checks=-*,performance-*,concurrency-*,clang-analyzer-unix.BlockInCriticalSection"]),
        "clazy": each(["clazy-standalone", "-p", folder, "--header-filter=.*", "--checks=level0,level1,level2"]),
        "cppcheck": ["cppcheck", "--quiet", "--enable=warning,performance", "--library=posix", f"-j{os.cpu_count()}",
                     "--template={file}:{line}:{column}: warning: {message} [{id}]", f"--project={database}"],
        "p99-tidy": [driver, "--no-cache", "-p", folder, "--checks=-*,p99-*"],
    }


def ask(command, folder):
    """The places that it reports, and the seconds of processor time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(command, cwd=folder, input="\n".join(units(folder)), stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, text=True, errors="replace")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    places = set()
    for path, line, check in re.findall(r"^([^\s:][^:\n]*):(\d+):\d+: warning: .*\[(?:-W)?([\w.-]+)[\w,.-]*\]$",
                                        run.stdout, re.M):
        path = os.path.normpath(os.path.join(folder, path))
        if not path.startswith("/usr/") and not check.startswith("clang-diagnostic"):
            places.add((path, int(line), check))
    return places, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def subject(check):
    return next((name for name, checks in SUBJECTS.items() if re.fullmatch(checks, check)), OTHER)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--driver", default=ROOT / "build/bin/p99-tidy")
    parser.add_argument("--list", action="store_true", help="print each place")
    parser.add_argument("database", type=pathlib.Path, nargs="+", help="a folder with a compile_commands.json")
    options = parser.parse_args()
    for folder in map(pathlib.Path.resolve, options.database):
        counts, seconds = {}, {}
        for tool, command in tools(options.driver, folder).items():
            places, seconds[tool] = ask(command, folder)
            counts[tool] = collections.Counter(subject(check) for _, _, check in places)
            if options.list:
                for path, line, check in sorted(places):
                    print(f"{tool}: {path}:{line}: {check}: {subject(check)}", file=sys.stderr)
        print(f"\n| {folder.name} | " + " | ".join(counts) + " |\n| --- |" + " ---: |" * len(counts))
        for name in [*SUBJECTS, OTHER]:
            print(f"| {name} | " + " | ".join(str(counts[tool][name]) for tool in counts) + " |")
        print("| all | " + " | ".join(str(counts[tool].total()) for tool in counts) + " |")
        print("| seconds of processor time | " + " | ".join(f"{s:.0f}" for s in seconds.values()) + " |", flush=True)


if __name__ == "__main__":
    main()
