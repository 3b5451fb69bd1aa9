# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What docs/editors.md has for editors that are not run: editors.py SERVER PLUGIN CLANG_TIDY FOLDER"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tomllib
import unittest

import edited
import lsp
from snippets import SOURCE, snippet

SERVER, PLUGIN, CLANG_TIDY, FOLDER = sys.argv[1:]


class Editors(unittest.TestCase):
    def setUp(self):
        self.project = edited.Project(pathlib.Path(FOLDER) / self.id().split(".")[-1])

    def here(self, text):
        """With the programs of this build in place of those that are installed."""
        text, times = re.subn(r"/usr/[\w/.-]*/libp99-tidy\.so", PLUGIN, text)
        self.assertEqual(times, 1)
        return re.sub(r"(/usr/bin/)?clang-tidy-22", CLANG_TIDY, text)

    def clang_tidy(self, *command):
        done = subprocess.run([*command, self.project.source, "-p", self.project.folder / "build"],
                              capture_output=True, text=True)
        self.assertIn(f"{self.project.source}:5:21: warning: {edited.MESSAGE} [{edited.CHECK}]", done.stdout)

    def test_vscode(self):
        settings = json.loads(snippet("docs/editors.md", "vscode"))
        self.assertEqual({k: pathlib.Path(v).name for k, v in settings.items()}, {"clangd.path": "p99-clangd"})

    def test_vscode_cpptools(self):
        settings = json.loads(self.here(snippet("docs/editors.md", "vscode-cpptools")))
        of = "C_Cpp.codeAnalysis.clangTidy."
        self.assertEqual(settings.keys(), {f"{of}enabled", f"{of}path", f"{of}args"})
        self.clang_tidy(settings[f"{of}path"], *settings[f"{of}args"])

    def test_helix(self):
        settings = tomllib.loads(snippet("docs/editors.md", "helix"))
        self.assertEqual(settings, {"language-server": {"clangd": {"command": "p99-clangd"}}})

    def test_clang_tidy_wrapper(self):
        script = self.project.write("clang-tidy", self.here(snippet("docs/editors.md", "clang-tidy-wrapper")))
        script.chmod(0o755)
        self.clang_tidy(script, "-checks=-*,p99-*")

    def test_clangd_file(self):
        text = snippet("docs/editors.md", "clangd-file")
        self.project.write(".clangd", text)
        with lsp.Client(SERVER, self.project.folder) as client:
            [finding] = client.open(self.project.source)
            self.assertIn("250L", json.dumps(client.quickfixes(self.project.source, finding)))
        self.project.write(".clangd", text.replace("p99-needless-copy", edited.CHECK))
        with lsp.Client(SERVER, self.project.folder) as client:
            self.assertEqual(client.open(self.project.source), [])

    def test_example_is_ready_to_open(self):
        # Nothing of it has been built, and the flags of the project around it are
        # not for it.
        database = self.project.folder / "build/compile_commands.json"
        database.write_text(database.read_text().replace("-std=c++20", "-fno-exceptions"))
        orders = self.project.folder / "orders"
        shutil.copytree(SOURCE / "examples/orders", orders, ignore=shutil.ignore_patterns("build*"))
        with lsp.Client(SERVER, self.project.folder) as client:
            shown = client.open(orders / "src/StockClient.cpp")
        self.assertEqual([d["message"] for d in shown if d["severity"] == 1], [])
        self.assertIn(edited.CHECK, [d["code"] for d in shown])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
