# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The checks in Vim with ALE, with the settings of docs/editors.md: ale.py COMPILER PLUGIN FOLDER"""

import json
import pathlib
import re
import subprocess
import sys
import unittest

import edited
from snippets import snippet

COMPILER, PLUGIN, FOLDER = sys.argv[1:]
HERE = pathlib.Path(__file__).parent


class Ale(unittest.TestCase):
    def setUp(self):
        self.project = edited.Project(pathlib.Path(FOLDER) / self.id().split(".")[-1])

    def findings(self, settings, *commands):
        vimrc = self.project.write("vimrc", settings)
        done = subprocess.run(
            ["vim", "-N", "-u", vimrc, "--not-a-term", "-T", "dumb", "-n", *commands,
             "-S", HERE / "ale.vim", self.project.source],
            cwd=self.project.folder, env=self.project.environment(), stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=240)
        self.assertEqual(done.returncode, 0, done.stderr[-2000:])
        return json.loads((self.project.folder / "seen.json").read_text())

    def test_clangd(self):
        [finding] = self.findings(snippet("docs/editors.md", "ale"), "--cmd", "let g:take_fix = 1")
        self.assertEqual((finding["lnum"], finding["code"]), (5, edited.CHECK))
        self.assertIn(edited.MESSAGE, finding["text"])
        self.assertEqual(self.project.source.read_text(), edited.FIXED)
        self.project.compile(COMPILER)

    def test_clang_tidy(self):
        settings = snippet("docs/editors.md", "ale-clang-tidy")
        [finding] = self.findings(re.sub(r"/usr/[\w/.-]*/libp99-tidy\.so", PLUGIN, settings))
        self.assertEqual((finding["lnum"], finding["text"]), (5, f"{edited.MESSAGE} [{edited.CHECK}]"))
        self.assertIn(edited.NOTE, finding["detail"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
