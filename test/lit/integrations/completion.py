# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""completion.py SHELL P99_TIDY FOLDER"""

import os
import pathlib
import pty
import re
import select
import shutil
import subprocess
import sys
import time
import unittest

from snippets import SOURCE, snippet

SHELL, DRIVER, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
SCRIPTS = SOURCE / "integrations/completions"
ENV = os.environ | {"PATH": f"{DRIVER.parent}:{os.environ['PATH']}", "HOME": str(FOLDER), "TERM": "dumb",
                    "LC_ALL": "C.UTF-8", "INPUTRC": "/dev/null"}
START = {
    "bash": (["bash", "--norc", "--noprofile", "-i"],
             f"PS1='READY>'; bind 'set enable-bracketed-paste off'; source {SCRIPTS}/p99-tidy.bash"),
    "zsh": (["zsh", "-f", "-i"],
            f"PS1='READY>'; unset zle_bracketed_paste; unsetopt prompt_cr prompt_sp; fpath=({SCRIPTS} $fpath); "
            "autoload -Uz compinit; compinit -u -D; LISTMAX=1000"),
}


class Terminal:
    """A shell that takes keys."""

    def __init__(self):
        command, setup = START[SHELL]
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(FOLDER)
            os.environ.clear()
            os.environ.update(ENV)
            os.execvp(command[0], command)
        self.type(setup + "; stty columns 10000 rows 1000; echo LOA''DED\n")
        self.wait(r"LOADED[^>]*READY>")

    def type(self, keys):
        os.write(self.fd, keys.encode())

    def wait(self, pattern, seconds=60):
        seen, end = "", time.monotonic() + seconds
        while not re.search(pattern, seen):
            if not select.select([self.fd], [], [], max(0, end - time.monotonic()))[0]:
                raise AssertionError(f"no '{pattern}' in {seen!r}")
            seen += os.read(self.fd, 4096).decode(errors="replace")
        return seen

    def complete(self, typed, expected):
        """What the line has become when it is executed."""
        self.type(f"{typed}\t")
        self.wait(re.escape(expected))
        self.type("\x15\n")  # forget the line
        self.wait("READY>")


def offered(typed):
    """What fish offers, without descriptions."""
    out = subprocess.run(["fish", "--no-config", "-c",
                          f"source {SCRIPTS}/p99-tidy.fish; complete -C '{typed}'"],
                         cwd=FOLDER, env=ENV, check=True, capture_output=True, text=True).stdout
    return [line.split("\t")[0] for line in out.splitlines()]


# What is typed, and what the last word becomes.
CASES = [
    ("p99-tidy --color=al", "--color=always"),
    ("p99-tidy --fix-s", "--fix-suggested"),
    ("p99-tidy --cac", "--cache-dir="),
    ("p99-tidy --format=sar", "--format=sarif"),
    ("p99-tidy --format=sarif=rep", "--format=sarif=report.sarif"),
    ("p99-tidy --profile=re", "--profile=report.sarif"),
    ("p99-tidy --format sar", "sarif"),
    ("p99-tidy -p data", "database/"),
    ("p99-tidy expl", "explain"),
    ("p99-tidy explain p99-missing-ti", "p99-missing-timeout"),
    ("p99-tidy --checks=-*,p99-missing-ti", "--checks=-*,p99-missing-timeout"),
    ("p99-tidy --checks=bugprone-use-after-m", "bugprone-use-after-move"),
    ("p99-tidy rep", "report.sarif"),
    ("p99-tidy a.cpp -- rep", "report.sarif"),
]


class Completion(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        shutil.rmtree(FOLDER, ignore_errors=True)
        (FOLDER / "database").mkdir(parents=True)
        (FOLDER / "report.sarif").write_text("")

    @unittest.skipIf(SHELL == "fish", "it tells what it offers")
    def test_keys(self):
        terminal = Terminal()
        for typed, expected in CASES:
            with self.subTest(typed):
                terminal.complete(typed.replace("*", "\\*") if SHELL == "zsh" else typed,
                                  expected.split("*,")[-1])

    @unittest.skipIf(SHELL != "fish", "fish alone can be asked")
    def test_offers(self):
        for typed, expected in CASES:
            with self.subTest(typed):
                words = [o.replace("\\", "") for o in offered(typed)]
                self.assertTrue(any(w.endswith(expected) for w in words), words)

    @unittest.skipIf(SHELL != "bash", "the same file for all")
    def test_the_installed_file_is_this_one(self):
        # The page names the place that cmake/Install.cmake gives it.
        place = snippet("docs/install.md", "bash-completion").split()[-1]
        rules = (SOURCE / "cmake/Install.cmake").read_text()
        self.assertIn("p99-tidy.bash RENAME p99-tidy", rules)
        self.assertTrue(place.endswith("/bash-completion/completions/p99-tidy"), place)


unittest.main(argv=sys.argv[:1])
