# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The runner of the check tests fails when it should: run_check.py FOLDER"""

import pathlib
import shutil
import subprocess
import sys
import unittest

from project import INPUTS, SOURCE

FOLDER = pathlib.Path(sys.argv[1])

GOOD = """\
#include <curl/curl.h>

int fetch(void) {
  CURL *Easy = curl_easy_init();
  int Result = curl_easy_perform(Easy);
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'Easy' can wait {{.*}} [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE-3]]:16: note: it comes from here{{.*}}
  // CHECK-FIXES:   curl_easy_setopt(Easy, CURLOPT_TIMEOUT_MS, 5000L);
  // CHECK-FIXES-NEXT: int Result = curl_easy_perform(Easy);
  return Result;
}
"""


class RunCheck(unittest.TestCase):
    def setUp(self):
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(parents=True)

    def run_check(self, text, *options, name="sample.c"):
        path = FOLDER / name
        path.write_text(text)
        return subprocess.run(
            [sys.executable, SOURCE / "test/lit/run-check.py", *options, path,
             "p99-missing-timeout", FOLDER / "copy", "--", f"-I{INPUTS}"], capture_output=True, text=True)

    def passes(self, text, *options, **more):
        done = self.run_check(text, *options, **more)
        self.assertEqual(done.returncode, 0, done.stderr)

    def fails(self, text, reason, *options):
        done = self.run_check(text, *options)
        self.assertNotEqual(done.returncode, 0, f"passed, though it should say: {reason}")
        self.assertIn(reason, done.stderr)

    def without(self, part):
        return "".join(l for l in GOOD.splitlines(True) if part not in l)

    def test_passes(self):
        self.passes(GOOD)
        self.passes(GOOD, name="sample.cpp")
        self.passes("int nothing;\n")

    def test_wrong_column(self):
        self.fails(GOOD.replace(":16: warning", ":17: warning"), "all that was reported")

    def test_unexpected_finding(self):
        self.fails(GOOD + GOOD[GOOD.index("int fetch"):].replace("fetch", "again")
                   .replace("// CHECK-MESSAGES", "//"), "excluded string found")

    def test_finding_where_silence_is_expected(self):
        self.fails(GOOD.replace("// CHECK", "//"), "silence expected")

    def test_finding_that_does_not_come(self):
        self.fails(GOOD.replace("Easy);", "Easy); // NOLINT"), "expected string not found")

    def test_wrong_note(self):
        self.fails(GOOD.replace("note: it comes", "note: it does not come"), "CHECK-NOTES")

    def test_wrong_fix(self):
        self.fails(GOOD.replace("5000L", "9L"), "what the fixes change")

    def test_part_of_a_line_is_not_enough(self):
        self.fails(GOOD.replace("curl_easy_setopt(Easy, CURL", "setopt(Easy, CURL"),
                   "what the fixes change")

    def test_indentation(self):
        self.fails(GOOD.replace(":   curl_easy_setopt", ":     curl_easy_setopt"),
                   "what the fixes change")
        self.passes(GOOD.replace(":   curl_easy_setopt", ": curl_easy_setopt"))

    def test_fix_that_no_line_lists(self):
        self.fails(self.without("5000L").replace("FIXES-NEXT", "FIXES"), "that no CHECK-FIXES lists")
        self.fails(self.without("CHECK-FIXES"), "no CHECK-FIXES for what the fixes change")

    def test_fix_that_does_not_come(self):
        self.fails("// CHECK-FIXES: int other;\nint nothing;\n", "no finding has a fix")

    def test_misspelt_prefix(self):
        self.fails(GOOD.replace("CHECK-MESSAGES", "CHECK-MESSAGE"), "unknown prefix")

    def test_code_that_does_not_compile(self):
        self.fails("int broken = ;\n", "could not analyse")

    def test_suffixes(self):
        text = GOOD.replace("CHECK-MESSAGES", "CHECK-MESSAGES-A").replace("5000L", "7L")
        options = ("-check-suffixes=A,",
                   "-config={CheckOptions: {p99-missing-timeout.TimeoutMs: 7}}")
        self.passes(text, *options)
        self.fails(text, "what the fixes change", "-check-suffixes=A,")
        self.fails(text, "excluded string found")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
