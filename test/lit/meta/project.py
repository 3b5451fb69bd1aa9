# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the meta tests know of the project's tree."""

import fnmatch
import functools
import json
import os
import pathlib
import re
import subprocess

SOURCE = pathlib.Path(os.environ["P99_SOURCE_DIR"])
BUILD = pathlib.Path(os.environ["P99_BUILD_DIR"])
DRIVER = BUILD / "bin" / "p99-tidy"
INPUTS = SOURCE / "test/lit/Inputs"


def families():
    return ("locks", "threads", "timeouts", "cleanup", "copies", "memory")


@functools.cache
def files():
    """Every file that is, or would be, committed; relative to the root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=SOURCE, capture_output=True, text=True)
    if listed.returncode == 0:
        paths = [pathlib.Path(p) for p in listed.stdout.split("\0") if p]
    else:  # a release archive
        paths = [p.relative_to(SOURCE) for p in SOURCE.rglob("*")
                 if not re.match(r"build|\.git/", str(p.relative_to(SOURCE)))]
    return sorted(p for p in paths if (SOURCE / p).is_file())


def sources(*folders):
    return [p for p in files() if p.suffix in (".cpp", ".h")
            and (not folders or str(p).startswith(tuple(f"{f}/" for f in folders)))]


def text_files(pattern="*"):
    found = []
    for path in files():
        if fnmatch.fnmatch(str(path), pattern):
            try:
                (SOURCE / path).read_text()
            except UnicodeDecodeError:
                continue
            found.append(path)
    return found


def check_files():
    return [p for p in sources(*(f"checks/{f}" for f in families()))
            if "static const Register<" in (SOURCE / p).read_text()]


def check_names():
    """The checks that are built, as the driver lists them."""
    listed = subprocess.run([DRIVER, "--list-checks", "--checks=-*,p99-*"],
                            capture_output=True, text=True, check=True, cwd=BUILD)
    return re.findall(r"^\s*(p99-[\w-]+)", listed.stdout, re.M)


def page(name):
    return subprocess.run([DRIVER, "explain", name], capture_output=True, text=True,
                          check=True, cwd=BUILD).stdout


def section(text, heading):
    """The text below a heading of a page, or None."""
    match = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    return match and match[1]


def options_of(name):
    """The options that the generated part of the page lists."""
    text = section(page(name), "Options")
    return re.findall(r"^\| `(\w+)` \|", text or "", re.M)


def lint(path, check, *flags):
    """The findings of one check in one file."""
    done = subprocess.run(
        [DRIVER, f"--checks=-*,{check}", "--format=json", path, "--", *flags],
        capture_output=True, text=True, cwd=pathlib.Path(path).parent)
    if done.returncode not in (0, 1):
        raise AssertionError(f"exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return json.loads(done.stdout)["findings"]
