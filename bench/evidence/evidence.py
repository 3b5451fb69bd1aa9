#!/usr/bin/env python3
# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What does each fix buy? Builds and runs the benchmarks beside this file.

FAMILY/Check.cpp is a program that compares the code that a check reports with
what its fix writes. Each is run with JSON output, which goes to
BUILD/bench/evidence/results, and table.py makes tables of them.
"""

import argparse
import pathlib
import platform
import re
import subprocess
import sys

import plots
import table

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
COMPILER = "/usr/lib/llvm-22/bin/clang++"


def first_line(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")[0]


def context():
    """What the tables have to say of where they come from."""
    processor = re.search(r"^model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text(), re.M)
    virtual = " hypervisor " in pathlib.Path("/proc/cpuinfo").read_text()
    return {
        "processor": (processor[1] if processor else platform.machine()) + (", virtual" if virtual else ""),
        "system": f"Linux {'.'.join(platform.release().split('.')[:2])}, {' '.join(platform.libc_ver())}",
        "compiler": first_line(COMPILER, "--version") + ", -O3",
    }


def build(folder):
    subprocess.run(["cmake", "-S", HERE, "-B", folder, "-G", "Ninja", f"-DCMAKE_CXX_COMPILER={COMPILER}"],
                   check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["ninja", "-C", folder, "--quiet"], check=True)


def run(program, results, options, environment):
    results.mkdir(parents=True, exist_ok=True)
    command = [
        program, f"--benchmark_repetitions={options.repetitions}",
        # One repetition of each, then the next of each: a disturbance then hits
        # one of many samples of all cases, not all of one.
        "--benchmark_enable_random_interleaving=true",
        f"--benchmark_out={results / program.name}.json", "--benchmark_out_format=json",
        "--benchmark_context=" + ",".join(f"{k}={v.replace(',', ';')}" for k, v in environment.items()),
    ]
    print(program.name, file=sys.stderr, flush=True)
    subprocess.run(command, check=True, cwd=results, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build")
    parser.add_argument("--repetitions", type=int, default=7)
    parser.add_argument("--write", action="store_true", help="put the tables and plots into docs/evidence-*.md")
    parser.add_argument("filter", nargs="*", help="parts of the programs' names, as locks/Notify")
    options = parser.parse_args()

    folder = options.build.resolve() / "bench/evidence"
    build(folder)
    environment = context()
    for source in sorted(HERE.glob("*/*.cpp")):
        program = folder / source.parent.name / source.stem
        if not options.filter or any(f in f"{source.parent.name}/{source.stem}" for f in options.filter):
            run(program, folder / "results" / source.parent.name, options, environment)
    for results in sorted((folder / "results").iterdir()):
        page = ROOT / f"docs/evidence-{results.name}.md"
        if not options.write:
            table.show(results)
        elif page.exists():
            table.fill(page, results)
            plots.draw(results.name)
        else:
            sys.exit(f"no {page.relative_to(ROOT)}: write it, with <!-- table NAME --> and <!-- end --> for each table")


if __name__ == "__main__":
    main()
