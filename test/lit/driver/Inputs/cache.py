# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""When a unit is taken from the cache, and when it is not. --crash-on shows
which: only a unit that is analysed can crash."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
import unittest

TIDY, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
CODE = """#include "net.h"
int ask(void) {
  struct pollfd p = {socket(2, 1, 0), 1, 0};
  return poll(&p, 1, LIMIT);
}
"""
FIXABLE = CODE.replace("LIMIT", "-1")
NET = """struct pollfd { int fd; short events, revents; };
int poll(struct pollfd *, unsigned long, int);
int socket(int, int, int);
#define LIMIT -1
"""
OLD = time.time() - 1000


def write(path, text, when=OLD):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, (when, when))


class WhatDecides:
    """Also of units of which more is known, see preamble.py."""

    def setUp(self):
        self.folder = FOLDER / self.id().split(".")[-1]
        shutil.rmtree(self.folder, ignore_errors=True)
        self.source, self.header = self.folder / "a.c", self.folder / "late/net.h"
        self.cache = self.folder / "cache"
        write(self.source, CODE)
        write(self.header, NET)
        (self.folder / "early").mkdir()

    def run_tidy(self, *options, environment=()):
        command = [TIDY, f"--cache-dir={self.cache}", "--format=json", *options, self.source,
                   "--", "-Iearly", "-Inowhere", "-Ilate", "-fconstexpr-steps=2147483647"]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True,
                              env={**os.environ, **dict(environment)})
        report = json.loads(done.stdout) if done.stdout else {"findings": None}
        return done, report

    def lint(self, findings, *options, **more):
        done, report = self.run_tidy(*options, **more)
        self.assertEqual(len(report["findings"]), findings, done.stderr)
        self.assertEqual(report["failed"], [], done.stderr)
        return report

    def is_known(self, *options, **more):
        done, _ = self.run_tidy("--crash-on=a.c", *options, **more)
        self.assertIn(done.returncode, (0, 1, 3), done.stderr)
        return done.returncode != 3

    def entries(self):
        return sorted(p for p in self.cache.iterdir() if len(p.name) > 60)

    # -- Known ----------------------------------------------------------------

    def test_unchanged(self):
        first = self.lint(1)
        self.assertTrue(self.is_known())
        second = self.lint(1)
        first["seconds"] = second["seconds"]
        self.assertEqual(first, second)

    def test_touched(self):
        self.lint(1)
        for path in (self.source, self.header):
            path.touch()
            self.assertTrue(self.is_known(), path)

    def test_new_file_that_nobody_includes(self):
        self.lint(1)
        write(self.folder / "early/other.h", "")
        write(self.folder / "late/other.h", "")
        self.assertTrue(self.is_known())

    def test_just_written(self):
        # Both are younger than the coarsest clock can tell.
        write(self.source, CODE, time.time())
        write(self.header, NET, time.time())
        self.lint(1)
        self.assertTrue(self.is_known())
        write(self.header, NET.replace("-1", "50"), time.time())
        self.lint(0)

    def test_back_again(self):
        self.lint(1)
        write(self.source, CODE + "int more;\n")
        self.assertFalse(self.is_known())
        write(self.source, CODE)
        self.assertTrue(self.is_known())

    # -- Not known ------------------------------------------------------------

    def test_edited_source(self):
        self.lint(1)
        write(self.source, CODE.replace("LIMIT", "5"))
        self.assertFalse(self.is_known())
        self.lint(0)

    def test_edited_header(self):
        self.lint(1)
        write(self.header, NET.replace("-1", "50"), OLD + 1)
        self.assertFalse(self.is_known())
        self.lint(0)

    def test_header_added_earlier_in_the_path(self):
        self.lint(1)
        write(self.folder / "early/net.h", NET.replace("-1", "50"))
        self.assertFalse(self.is_known())
        self.lint(0)

    def test_folder_added_earlier_in_the_path(self):
        self.lint(1)
        write(self.folder / "nowhere/net.h", NET.replace("-1", "50"))
        self.lint(0)

    def test_header_of_a_folder_added_beside_the_source(self):
        write(self.source, CODE.replace("net.h", "sub/net.h"))
        write(self.folder / "late/sub/net.h", NET)
        self.lint(1)
        write(self.folder / "early/sub/net.h", NET.replace("-1", "50"))
        self.lint(0)

    def test_deleted_header(self):
        self.lint(1)
        self.header.unlink()
        done, report = self.run_tidy()
        self.assertEqual(len(report["failed"]), 1, done.stderr)
        write(self.header, NET)
        self.assertTrue(self.is_known())

    def test_asked_for_with_has_include(self):
        write(self.source, '#if __has_include("extra.h")\n#define MORE 1\n#endif\n' + CODE)
        self.lint(1)
        write(self.folder / "late/extra.h", "")
        self.assertFalse(self.is_known())

    def test_options(self):
        write(self.source, FIXABLE)
        self.lint(1)
        self.lint(0, "--checks=-p99-missing-timeout")
        self.assertFalse(self.is_known("--unused-nolint"))
        write(self.folder / ".clang-tidy", "CheckOptions: {p99-missing-timeout.TimeoutMs: 77}\n")
        self.assertFalse(self.is_known())
        self.assertEqual(self.lint(1)["findings"][0]["edits"][0]["text"], "77")

    def test_models(self):
        model = "library: own\nmodels: [{names: [own], blocks: peer}]\n"
        write(self.folder / "own.yaml", model)
        write(self.folder / ".clang-tidy", "CheckOptions: {P99Models: own.yaml}\n")
        self.lint(1)
        self.assertTrue(self.is_known())
        write(self.folder / "own.yaml", model.replace("peer", "disk"))
        self.assertFalse(self.is_known())

    def test_profile(self):
        write(self.folder / "p.folded", "ask 3\nother 7\n")
        first = self.lint(1, "--profile=p.folded")
        self.assertTrue(self.is_known("--profile=p.folded"))
        again = self.lint(1, "--profile=p.folded")
        self.assertEqual(first["findings"], again["findings"])
        self.assertEqual(again["profiles"][0]["matched"], 1)
        write(self.folder / "p.folded", "ask 6\nother 4\n")
        self.assertEqual(self.lint(1, "--profile=p.folded")["findings"][0]["hotness"], 0.6)

    def test_environment(self):
        self.lint(1)
        self.assertFalse(self.is_known(environment={"CPATH": "elsewhere"}))

    def test_failures_are_not_kept(self):
        write(self.source, CODE + "int x = undeclared;\n")
        self.run_tidy()
        self.assertFalse(self.is_known())

    def test_no_cache(self):
        self.lint(1)
        command = [TIDY, "--no-cache", "--crash-on=a.c", self.source, "--", "-Ilate"]
        self.assertEqual(subprocess.run(command, cwd=self.folder, capture_output=True).returncode, 3)

    # -- Fixes ----------------------------------------------------------------

    def test_fix_from_the_cache(self):
        write(self.source, FIXABLE)
        self.lint(1)
        self.lint(0, "--fix-suggested")
        self.assertIn("5000", self.source.read_text())
        self.lint(0)

    def test_fix_analyses_what_it_wrote(self):
        # The entry of the text before the fix is still there.
        write(self.source, FIXABLE)
        self.lint(1)
        self.lint(0, "--fix-suggested")
        write(self.source, FIXABLE)
        self.lint(1)


class Cache(WhatDecides, unittest.TestCase):

    # -- Trouble --------------------------------------------------------------

    def test_damaged_entries(self):
        expected = self.lint(1)["findings"]
        (entry,) = self.entries()
        whole = entry.read_bytes()
        damaged = [b"", b"p99", whole[:-1], whole[:60], whole + b"x",
                   whole[:100] + bytes([whole[100] ^ 1]) + whole[101:]]
        for number, text in enumerate(damaged):
            entry.write_bytes(text)
            with self.subTest(number):
                self.assertFalse(self.is_known())
            self.assertEqual(self.lint(1)["findings"], expected)
            self.assertEqual(entry.read_bytes(), whole)

    def test_a_folder_that_cannot_be_one(self):
        self.cache.write_text("a file")
        done, report = self.run_tidy()
        self.assertEqual((done.returncode, len(report["findings"])), (1, 1))
        self.assertIn("warning: cannot use the cache in", done.stderr)
        self.assertIn("--no-cache", done.stderr)

    def test_two_runs_at_once(self):
        for number in range(30):
            write(self.folder / f"unit{number}.c", CODE)
        command = [TIDY, f"--cache-dir={self.cache}", "--format=json", self.folder, "--", "-Ilate"]
        runs = [subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE) for _ in range(3)]
        for run in runs:
            report = json.load(run.stdout)
            self.assertEqual((run.wait(), len(report["findings"])), (1, 31))
        left = [p.name for p in self.cache.iterdir() if ".p99-" in p.name]
        self.assertEqual(left, [])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
