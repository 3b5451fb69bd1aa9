#!/usr/bin/env python3
# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What units cost that have not changed since they were last linted.

Makes a project of units that include many small headers out of many folders, so
that little is to be parsed and much to be compared, lints it twice, and edits
one unit and one header.
"""

import argparse
import json
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDERS, HEADERS = 20, 300


def write_project(folder, units):
    for number in range(HEADERS):
        path = folder / f"include{number % FOLDERS}/part/h{number}.h"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#pragma once\nint value{number}(void);\n")
    includes = "".join(f'#include "part/h{number}.h"\n' for number in range(HEADERS))
    flags = " ".join(f"-Iinclude{number}" for number in range(FOLDERS))
    for number in range(units):
        (folder / f"unit{number}.c").write_text(f"{includes}int unit{number}(void) {{ return value0(); }}\n")
    (folder / "compile_commands.json").write_text(json.dumps(
        [{"directory": str(folder), "file": f"unit{n}.c", "command": f"cc {flags} -c unit{n}.c"} for n in range(units)]))


def run(driver, folder, jobs):
    """Seconds by the clock and of the processors."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run([driver, f"-j{jobs}", f"--cache-dir={folder}/cache", "-p", folder], stdout=subprocess.PIPE)
    if done.returncode not in (0, 1):
        sys.exit(f"p99-tidy ended with {done.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - start, (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build")
    parser.add_argument("--units", type=int, default=1000)
    options = parser.parse_args()
    driver = options.build.resolve() / "bin/p99-tidy"
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write_project(folder, options.units)
        time.sleep(2.1)  # Files that are younger are compared by their contents.
        steps = [("nothing known, 1 job", 1, lambda: None),
                 ("unchanged", 2, lambda: None),
                 ("unchanged, again", 2, lambda: None),
                 ("one unit edited", 2, lambda: (folder / "unit0.c").write_text("int edited;\n"))]
        print(f"{options.units} units, {HEADERS} headers in {FOLDERS} folders each")
        print(f"{'':24} {'seconds':>8} {'of processors':>14}")
        for what, jobs, prepare in steps:
            prepare()
            clock, processors = run(driver, folder, jobs)
            print(f"{what:24} {clock:8.2f} {processors:14.2f}", flush=True)
        size = sum(p.stat().st_size for p in (folder / "cache").iterdir())
        print(f"the cache has {size / options.units / 1024:.0f} KB for each unit")


if __name__ == "__main__":
    main()
