# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What ./dev new-check writes compiles, and passes its own test.

new_check.py FOLDER. The scaffold is written in a copy of the tree. Only its own
source is compiled; the rest of the plugin and of the driver comes from the
build folder.
"""

import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import unittest

from project import BUILD, SOURCE

FOLDER = pathlib.Path(sys.argv[1]).resolve()
OBJECT = FOLDER / "check.o"


def ninja_command(target):
    listed = subprocess.run(["ninja", "-C", BUILD, "-t", "commands", target],
                            capture_output=True, text=True, check=True)
    return listed.stdout.strip().splitlines()[-1]


def compile_scaffold(source):
    database = json.loads((BUILD / "compile_commands.json").read_text())
    [entry] = [e for e in database if e["file"].endswith("checks/plugin/Module.cpp")]
    command = shlex.split(entry["command"])
    command[command.index("-o") + 1] = OBJECT
    command[command.index(entry["file"])] = source
    subprocess.run([str(c) for c in command], cwd=BUILD, check=True)


def link(target, output):
    """The link of a target, with the scaffold's object in it."""
    command = ninja_command(target)
    old = re.search(r" -o (\S+)", command)[1]
    command = command.replace(f" -o {old}", f" -o {output} {OBJECT}", 1)
    subprocess.run(command, shell=True, cwd=BUILD, check=True)


class NewCheck(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        shutil.rmtree(FOLDER, ignore_errors=True)
        cls.tree = FOLDER / "tree"
        shutil.copytree(SOURCE / "docs/new-check", cls.tree / "docs/new-check")
        shutil.copy(SOURCE / "dev", cls.tree)

    def scaffold(self, *arguments):
        return subprocess.run([self.tree / "dev", "new-check", *arguments],
                              capture_output=True, text=True)

    def test_scaffold_builds_and_passes(self):
        done = self.scaffold("locks", "scaffolded-pattern")
        self.assertEqual(done.returncode, 0, done.stderr)
        source = self.tree / "checks/locks/ScaffoldedPattern.cpp"
        test = self.tree / "test/lit/checks/scaffolded-pattern.cpp"
        self.assertNotIn("@", re.sub(r"\[\[@LINE", "", source.read_text() + test.read_text()))

        compile_scaffold(source)
        for part in ("bin", "lib"):
            (FOLDER / part).mkdir()
        link("p99Plugin", FOLDER / "lib/libp99-tidy.so")
        link("p99-tidy", FOLDER / "bin/p99-tidy")
        runs = re.findall(r"RUN: (.*)", test.read_text().replace("\\\n// RUN:", ""))
        self.assertEqual(len(runs), 2)
        for run in runs:
            command = (run.replace("%check_p99", f"{sys.executable} {SOURCE}/test/lit/run-check.py")
                       .replace("%s", str(test)).replace("%t", str(FOLDER / "copy")))
            done = subprocess.run(shlex.split(command), capture_output=True, text=True,
                                  env={**os.environ, "P99_BUILD_DIR": str(FOLDER)})
            self.assertEqual(done.returncode, 0, done.stderr)

    def test_bad_arguments(self):
        for arguments, reason in ((("cats", "name"), "no family"),
                                  (("locks", "CamelCase"), "not a check's name"),
                                  (("locks", "use-something"), "after the bad pattern"),
                                  (("locks",), "usage")):
            done = self.scaffold(*arguments)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertIn(reason, done.stderr)

    def test_nothing_is_overwritten(self):
        self.assertEqual(self.scaffold("copies", "twice-named").returncode, 0)
        done = self.scaffold("copies", "p99-twice-named")
        self.assertEqual(done.returncode, 2)
        self.assertIn("is there already", done.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
