# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""p99-clangd in Emacs, with the settings of docs/editors.md: emacs.py COMPILER FOLDER"""

import json
import pathlib
import subprocess
import sys
import unittest

import edited
from snippets import snippet

COMPILER, FOLDER = sys.argv[1:]
HERE = pathlib.Path(__file__).parent


class Emacs(unittest.TestCase):
    def test_finding_fix_and_silence(self):
        project = edited.Project(FOLDER)
        settings = project.write("init.el", snippet("docs/editors.md", "emacs"))
        done = subprocess.run(
            ["emacs", "--batch", "--load", settings, "--load", HERE / "emacs.el", project.source],
            cwd=project.folder, env=project.environment(), stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=240)
        self.assertEqual(done.returncode, 0, done.stderr)
        seen = json.loads(done.stdout)
        self.assertEqual(seen["line"], 5)
        self.assertIn(edited.MESSAGE, seen["message"])
        # This Eglot knows no related information.
        self.assertIn(f"fetch.cpp:4:16: note: {edited.NOTE}", seen["message"])
        self.assertEqual(seen["menu"], [edited.TITLE])
        self.assertEqual(project.source.read_text(), edited.FIXED)
        project.compile(COMPILER)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
