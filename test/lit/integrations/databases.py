# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""databases.py P99_TIDY FOLDER"""

import os
import pathlib
import shutil
import subprocess
import sys
import unittest

from scratch import NET, environment, waiting
from snippets import snippet

DRIVER, SCRATCH = map(pathlib.Path, sys.argv[1:3])


class Databases(unittest.TestCase):
    def lint(self, name, **files):
        root = SCRATCH / name
        (root / "include").mkdir(parents=True)
        (root / "include/net.h").write_text(NET)
        (root / "ask.c").write_text(waiting("ask", "#if NEEDED\n#include <net.h>\n#endif\n"))
        for path, text in files.items():
            (root / path.replace("_", ".")).write_text(text)
        done = subprocess.run(["bash", "-ec", snippet("docs/build-systems.md", name)], cwd=root,
                              env=environment(SCRATCH, DRIVER), stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertIn("ask.c:6:10: warning: 'poll' waits for ever", done.stdout)
        self.assertEqual(done.returncode, 1, done.stdout)

    def test_meson(self):
        self.lint("meson", meson_build="project('shop', 'c')\nstatic_library('ask', 'ask.c', "
                  "c_args: ['-DNEEDED=1'], include_directories: 'include')\n")

    def test_bear(self):
        self.lint("bear", Makefile="ask.o: ask.c\n\t$(CC) -DNEEDED=1 -Iinclude -c -o $@ $<\n"
                  "clean:\n\trm -f ask.o\n.PHONY: clean\n")


shutil.rmtree(SCRATCH, ignore_errors=True)
unittest.main(argv=sys.argv[:1])
