#!/usr/bin/env python3
# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""No input may crash p99-tidy or hang it: GCC's own C++ tests, every tenth file.

Much of them is meant not to compile, which is the point. Fails on a crash or a
hang that Clang alone does not have.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
CLANG = "/usr/lib/llvm-22/bin/clang++"
FLAGS = ["-xc++", "-std=c++20", "-w", "-ferror-limit=0"]
LIMIT = 30  # seconds


def unpack(into):
    """The folder g++.dg of Debian's gcc-12-source."""
    folder = into / "g++.dg"
    if folder.exists():
        return folder
    archive = next(pathlib.Path("/usr/src/gcc-12").glob("gcc-*.tar.*"))
    print(f"Unpacking {archive}", flush=True)
    partial = into / "partial"
    shutil.rmtree(partial, ignore_errors=True)
    with tarfile.open(archive) as tar:
        for member in tar:
            _, found, rest = member.name.partition("/gcc/testsuite/g++.dg/")
            if found and member.isfile():
                path = partial / rest
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(tar.extractfile(member).read())
    partial.rename(folder)
    return folder


def run(command):
    """Exit code and output; the code is None after LIMIT seconds."""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              timeout=LIMIT)
        return done.returncode, done.stdout
    except subprocess.TimeoutExpired:
        return None, b""


def outcome(driver, path):
    code, output = run([driver, "--no-cache", "--checks=-*,p99-*", "--format=json", path, "--", *FLAGS])
    if code is None:
        result = "hang"
    elif code < 0 or code >= 128:
        result = "crash"
    else:
        try:
            report = json.loads(output)
        except ValueError:
            return "crash"  # it ended before it could report
        reasons = " ".join(f["reason"] for f in report["failed"])
        result = ("crash" if "analysis crashed" in reasons else
                  "does not compile" if reasons else
                  "findings" if report["findings"] else "clean")
    if result in ("crash", "hang"):
        code, _ = run([CLANG, "-fsyntax-only", *FLAGS, path])
        if code is None or code < 0 or code >= 128:
            return f"{result} of clang itself"
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build")
    parser.add_argument("--every", type=int, default=10, help="take each Nth file")
    options = parser.parse_args()
    folder = options.build.resolve() / "soak"
    folder.mkdir(parents=True, exist_ok=True)
    driver = options.build.resolve() / "bin/p99-tidy"

    tests = sorted(unpack(folder).rglob("*.C"))[::options.every]
    if not tests:
        sys.exit(f"no tests in {folder}")
    counts, bad = collections.Counter(), []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, result in zip(tests, pool.map(lambda p: outcome(driver, p), tests)):
            counts[result] += 1
            if result in ("crash", "hang"):
                bad.append(path)
                print(f"{result}: {path}", flush=True)
    for result, count in sorted(counts.items()):
        print(f"{count:6}  {result}")
    print(f"{len(tests) - len(bad)} passed, {len(bad)} failed")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
