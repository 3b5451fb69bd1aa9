#!/usr/bin/env python3
# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What does clang-tidy's performance module find that p99's copy checks do not, and the other way round?

Runs both over the units of compilation databases, and compares what they say of
the same line.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys

from databases import units

ROOT = pathlib.Path(__file__).resolve().parents[2]
CLANG_TIDY = "/usr/lib/llvm-22/bin/clang-tidy"
OURS = "p99-needless-copy,p99-missed-move,p99-missing-reserve,p99-materialized-output,p99-string-round-trip"
THEIRS = "performance-*,-performance-enum-size,-performance-avoid-endl,-performance-noexcept-*"


def found_by_us(driver, folder):
    run = subprocess.run([driver, "--no-cache", "-p", folder, f"--checks=-*,{OURS}", "--format=json"],
                         capture_output=True, text=True, stdin=subprocess.DEVNULL)
    return {(os.path.join(os.getcwd(), f["path"]), f["line"], f["check"]) for f in json.loads(run.stdout)["findings"]}


def found_by_them(folder, jobs):
    def one(unit):
        return subprocess.run([CLANG_TIDY, "-p", folder, f"--checks=-*,{THEIRS}", "--header-filter=.*", "--quiet", unit],
                              capture_output=True, text=True, stdin=subprocess.DEVNULL).stdout

    found = set()
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for text in pool.map(one, units(folder)):
            for path, line, check in re.findall(r"^(/[^:\n]+):(\d+):\d+: warning: .*\[(performance-[\w-]+)", text, re.M):
                if not path.startswith("/usr/"):
                    found.add((os.path.normpath(path), int(line), check))
    return found


def rows(name, mine, others):
    lines = {(path, line) for path, line, _ in others}
    counts, shared = collections.Counter(), collections.Counter()
    for path, line, check in mine:
        counts[check] += 1
        shared[check] += (path, line) in lines
    return [f"| {name} | `{check}` | {counts[check]} | {shared[check]} |" for check in sorted(counts)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--driver", default=ROOT / "build/bin/p99-tidy")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--list", action="store_true", help="print each finding that the other has not")
    parser.add_argument("database", type=pathlib.Path, nargs="+", help="a folder with a compile_commands.json")
    options = parser.parse_args()
    print("| project | check | findings | of them also found by the other |\n| --- | --- | ---: | ---: |")
    for folder in options.database:
        ours, theirs = found_by_us(options.driver, folder), found_by_them(folder, options.jobs)
        print("\n".join(rows(folder.name, ours, theirs) + rows(folder.name, theirs, ours)), flush=True)
        if options.list:
            for mine, others in ((ours, theirs), (theirs, ours)):
                lines = {(path, line) for path, line, _ in others}
                for path, line, check in sorted(mine):
                    if (path, line) not in lines:
                        print(f"{path}:{line}: {check}", file=sys.stderr)


if __name__ == "__main__":
    main()
