# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the guide says that its commands print: guide.py PAGE

A session is a block without a language whose first line starts with `$ `. All
sessions of a page run one after the other in one shell, in a clone of
examples/orders with a compilation database, and have to print what the page shows.
A line of three dots stands for any number of lines; a line that starts with `>` is
more of the command."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from snippets import SOURCE, blocks

MARK = "-- end of a command --"


def project(folder):
    """A copy of examples/orders as its developer would have it."""
    shutil.copytree(SOURCE / "examples/orders", folder)
    (folder / "compile_flags.txt").unlink()
    (folder / ".gitignore").write_text("build/\n")

    def run(*command):
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)

    # Only configured: nothing has to be compiled to be linted.
    run("cmake", "-S", ".", "-B", "build", "-G", "Ninja", "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON",
        f"-DCMAKE_CXX_COMPILER={os.environ['LLVM_TOOLS_DIR']}/clang++")
    for key, value in ("user.name", "A. Developer"), ("user.email", "developer@example.com"):
        os.environ.update({f"GIT_{who}_{key.split('.')[1].upper()}": value for who in ("AUTHOR", "COMMITTER")})
    run("git", "init", "--quiet", "--initial-branch=main")
    run("git", "add", ".")
    run("git", "commit", "--quiet", "-m", "Take orders")


def sessions(page):
    """Pairs of a command and what it has to print."""
    for block in blocks(page):
        if block["language"] or not block["text"].startswith("$ "):
            continue
        for each in re.split(r"^\$ ", block["text"], flags=re.M)[1:]:
            command, more, output = re.fullmatch(r"(.*\n)((?:>.*\n)*)((?:.*\n)*)", each).groups()
            yield command + re.sub("^> ?", "", more, flags=re.M), output


def matches(output, expected):
    # Spaces at the end of a line do not survive many editors.
    output = "".join(f"{line.rstrip()}\n" for line in output.splitlines())
    pattern = "".join("(?:.*\n)*?" if line == "..." else re.escape(f"{line.rstrip()}\n")
                      for line in expected.splitlines())
    return re.fullmatch(pattern, output) is not None


page = sys.argv[1]
wanted = list(sessions(page))
if not wanted:
    sys.exit(f"{page} shows no session")
with tempfile.TemporaryDirectory() as scratch:
    folder = pathlib.Path(scratch, "orders")
    project(folder)
    script = "status=0\n" + "".join(
        f"(exit $status); {command}status=$?\nprintf '%s\\n' '{MARK}'\n" for command, _ in wanted)
    printed = subprocess.run(["bash", "-c", script], cwd=folder, stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8").stdout

outputs = printed.split(MARK + "\n")
wrong = 0
for (command, expected), output in zip(wanted, outputs):
    if not matches(output, expected):
        wrong += 1
        print(f"{page}: $ {command}-- the page says:\n{expected}-- it prints:\n{output}")
sys.exit(f"{page}: {wrong} of {len(wanted)} commands print something else" if wrong else 0)
