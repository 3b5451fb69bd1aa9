# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""p99-clangd in Neovim, with the settings of docs/editors.md: neovim.py COMPILER FOLDER"""

import json
import pathlib
import subprocess
import sys
import unittest

import edited
from snippets import snippet

COMPILER, FOLDER = sys.argv[1:]
HERE = pathlib.Path(__file__).parent

# Neovim 0.11 is not in Debian 12; this much of it is what the settings use.
NEW_API = """\
local configs = {}
vim.lsp.config = function(name, config) configs[name] = config end
vim.lsp.enable = function(name) io.stdout:write(vim.fn.json_encode(configs[name])) end
"""


class Neovim(unittest.TestCase):
    def setUp(self):
        self.project = edited.Project(pathlib.Path(FOLDER) / self.id().split(".")[-1])

    def run_neovim(self, settings, *arguments):
        self.project.write("config/nvim/init.lua", settings)
        done = subprocess.run(
            ["nvim", "--headless", *arguments], cwd=self.project.folder, env=self.project.environment(),
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_finding_fix_and_silence(self):
        seen = self.run_neovim(snippet("docs/editors.md", "neovim"), "src/fetch.cpp",
                               "-c", f"luafile {HERE / 'neovim.lua'}")
        [finding] = seen["diagnostics"]
        self.assertEqual(finding["code"], edited.CHECK)
        self.assertIn(edited.MESSAGE, finding["message"])
        self.assertEqual((finding["lnum"], finding["col"]), (4, 20))
        self.assertIn(edited.NOTE, json.dumps(finding).lower())
        self.assertEqual(seen["menu"], [edited.TITLE])
        self.assertEqual(self.project.source.read_text(), edited.FIXED)
        self.project.compile(COMPILER)

    def test_settings_of_0_11(self):
        config = self.run_neovim(NEW_API + snippet("docs/editors.md", "neovim-0.11"), "-c", "quit")
        self.assertEqual(config["cmd"], ["p99-clangd"])
        self.assertIn("cpp", config["filetypes"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
