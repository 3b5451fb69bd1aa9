# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The cases of the cache, for a unit whose include block was precompiled by
earlier runs, and what is true of that alone."""

import sys
import unittest

import cache
from cache import CODE, write

# Smaller blocks are not worth it.
cache.NET += f"/* {'x' * (300 << 10)} */\n"
INLINE = "static int inside(void) { struct pollfd p = {socket(2, 1, 0), 1, 0}; return poll(&p, 1, LIMIT); }\n"


class Preamble(cache.WhatDecides, unittest.TestCase):
    def setUp(self):
        super().setUp()
        self.edit_and_lint("1")
        self.assertEqual(self.preambles(), [0])
        # One that is out of date becomes empty.
        for longer in ("22", "333", "4444"):
            self.edit_and_lint(longer)
            self.assertGreater(min(self.preambles()), 1000)
        write(self.source, CODE)

    def edit_and_lint(self, number, findings=1):
        write(self.source, CODE + f"int edit{number};\n")
        return self.lint(findings)["findings"]

    def add_header(self, text):
        write(self.folder / "late/own.h", text)
        write(self.header, cache.NET + '#include "own.h"\n')

    def entries(self):
        return sorted(p for p in (self.cache / "preambles").iterdir() if len(p.name) > 60)

    def preambles(self):
        """Their sizes, without the header of the entry."""
        return [p.stat().st_size - 48 for p in self.entries()]

    # -- Same findings ---------------------------------------------------------

    def test_findings_in_both_parts(self):
        self.add_header(INLINE)
        made = [self.edit_and_lint(f"3{again}", findings=2) for again in range(3)]
        self.cache = self.folder / "nothing"
        without = self.lint(2)["findings"]
        for findings in made:
            self.assertEqual(findings, without)
        self.assertEqual([f["path"].split("/")[-1] for f in without], ["a.c", "own.h"])

    def test_comment_that_silences_in_the_header(self):
        self.add_header(INLINE.replace("\n", " // NOLINT(p99-missing-timeout)\n"))
        for again in range(3):
            self.edit_and_lint(f"4{again}")

    def test_error_below_the_block(self):
        write(self.source, CODE + "int x = undeclared;\n")
        _, report = self.run_tidy()
        [failed] = report["failed"]
        self.assertIn("a.c:6:9: use of undeclared identifier 'undeclared'", failed["reason"])

    def test_other_checks_see_the_block(self):
        # This one tells of a directive.
        write(self.source, '#include "net.h"\n' + CODE)
        for again in range(3):
            write(self.source, '#include "net.h"\n' + CODE + f"int again{again};\n")
            done, _ = self.run_tidy("--checks=readability-duplicate-include")
            self.assertIn("readability-duplicate-include", done.stdout)

    # -- When there is one -----------------------------------------------------

    def test_another_block(self):
        write(self.source, "#define OTHER 1\n" + CODE)
        self.lint(1)
        self.assertEqual(min(self.preambles()), 0)

    def test_header_that_is_worked_on(self):
        write(self.header, cache.NET + "int more;\n")
        self.edit_and_lint("5")
        self.assertEqual(self.preambles(), [0])
        self.edit_and_lint("6")
        self.assertGreater(min(self.preambles()), 1000)

    def test_broken_header(self):
        write(self.header, cache.NET + "int x = undeclared;\n")
        for number in range(3):
            write(self.source, CODE + f"int edit{number};\n")
            _, report = self.run_tidy()
            self.assertEqual(len(report["failed"]), 1)

    def test_none_of_many_units(self):
        for text in ("", "int edit;\n"):
            for number in range(20):
                write(self.folder / f"unit{number}.c", CODE + text)
            self.source = self.folder
            self.lint(21)
        self.assertEqual(len(self.preambles()), 1)

    # -- Trouble ---------------------------------------------------------------

    def test_damaged_entries(self):
        expected = self.edit_and_lint("7")
        (entry,) = self.entries()
        whole = entry.read_bytes()
        middle = len(whole) // 2
        damaged = [b"", b"p99", whole[:-1], whole[:48], whole[:60], whole + b"x",
                   whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1:]]
        for number, text in enumerate(damaged):
            entry.write_bytes(text)
            with self.subTest(number):
                self.assertEqual(self.edit_and_lint(f"8{number}"), expected)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
