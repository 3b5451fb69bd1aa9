#!/usr/bin/env python3
# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What a commit of 20 files costs with the hook of pre-commit.

Stages a line in each of 20 real units: clients and servers of Boost.Asio's
examples, and examples/orders. Compares the user time of `pre-commit run`,
pre-commit included, with that of compiling the same units.
"""

import argparse
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
ASIO = pathlib.Path("/usr/share/doc/libboost1.81-doc/examples/libs/asio/example/cpp11")
ORDERS = ROOT / "examples/orders/src"
COMPILER = "/usr/lib/llvm-22/bin/clang++"
UNITS = 20


def user_seconds(command, folder, env, codes):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = subprocess.run([str(c) for c in command], cwd=folder, env=env, capture_output=True, text=True)
    if done.returncode not in codes:
        sys.exit(f"{command} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def write_project(folder):
    shutil.copytree(ASIO, folder / "asio")
    shutil.copytree(ORDERS, folder / "orders")
    orders = sorted((folder / "orders").glob("*.cpp"))
    # Those of Asio that need nothing but the library.
    asio = [p for p in sorted((folder / "asio").glob("*/*.cpp"))
            if p.parent.name in ("chat", "echo", "http", "timeouts", "futures", "iostreams")]
    sources = (orders + asio)[:UNITS]
    if len(sources) < UNITS:
        sys.exit(f"only {len(sources)} units are here; is libboost1.81-doc installed?")
    flags = ["-std=c++20", "-Iorders", "-Iasio"]
    (folder / "build").mkdir()
    (folder / "build/compile_commands.json").write_text(json.dumps(
        [{"directory": str(folder), "file": str(p), "arguments": ["clang++", *flags, "-c", str(p)]} for p in sources]))
    (folder / ".gitignore").write_text("/build\n")
    (folder / ".pre-commit-config.yaml").write_text(f"""\
repos:
  - repo: local
    hooks:
      - id: p99-tidy
        name: p99-tidy
        entry: {ROOT}/integrations/pre-commit/p99-tidy-hook
        language: system
        types_or: [c, c++]
        require_serial: true
""")
    return sources, flags


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name).resolve() / "project"
        folder.mkdir()
        sources, flags = write_project(folder)
        env = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PRE_COMMIT"))}
        env |= {"HOME": name, "XDG_CACHE_HOME": f"{name}/cache", "P99_TIDY": str(options.build.resolve() / "bin/p99-tidy")}
        git = ["git", "-c", "user.name=a", "-c", "user.email=a@b"]
        for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "first"]):
            subprocess.run([*git, *command], cwd=folder, env=env, check=True)
        for source in sources:
            source.write_text(source.read_text() + "// changed\n")
        subprocess.run([*git, "add", "-A"], cwd=folder, env=env, check=True)

        hook = ["pre-commit", "run"]
        rows = [("pre-commit run", user_seconds(hook, folder, env, (0, 1)))]
        sources[0].write_text(sources[0].read_text() + "// and again\n")
        subprocess.run([*git, "add", "-A"], cwd=folder, env=env, check=True)
        rows.append(("pre-commit run, one file more", user_seconds(hook, folder, env, (0, 1))))
        for what, extra in (("clang++ -fsyntax-only", ["-fsyntax-only"]), ("clang++ -O0 -c", ["-O0", "-c", "-o", "/dev/null"]),
                            ("clang++ -O2 -c", ["-O2", "-c", "-o", "/dev/null"])):
            rows.append((what, sum(user_seconds([COMPILER, *flags, *extra, s], folder, env, (0,)) for s in sources)))
    print(f"{len(sources)} units")
    for what, seconds in rows:
        print(f"{what:32}{seconds:8.1f} s user  {seconds / rows[-1][1]:6.2f} of -O2")
    return 0 if rows[0][1] < rows[3][1] else 1


if __name__ == "__main__":
    sys.exit(main())
