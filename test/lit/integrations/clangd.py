# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What an editor sees of p99-clangd: clangd.py SERVER COMPILER FOLDER"""

import pathlib
import shutil
import subprocess
import sys
import unittest

import lsp

SERVER, COMPILER, FOLDER = sys.argv[1:]

CURL = """\
#pragma once
typedef void CURL;
typedef enum { CURLE_OK } CURLcode;
typedef enum { CURLOPT_TIMEOUT_MS = 155 } CURLoption;
extern "C" {
CURL *curl_easy_init(void);
CURLcode curl_easy_perform(CURL *curl);
CURLcode curl_easy_setopt(CURL *curl, CURLoption option, ...);
void curl_easy_cleanup(CURL *curl);
}
"""

SOURCE = """\
#include <curl/curl.h>
#include <cstring>

int fetch() {
  CURL *Easy = curl_easy_init();
  CURLcode Result = curl_easy_perform(Easy);
  curl_easy_cleanup(Easy);
  return Result;
}

bool suspicious(const char *A, const char *B) {
  return sizeof(sizeof(A)) == strlen(B);
}
"""


class Clangd(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(FOLDER).resolve() / self.id().split(".")[-1]
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / "include/curl").mkdir(parents=True)
        (self.folder / "include/curl/curl.h").write_text(CURL)
        self.flags = ["-std=c++20", f"-isystem{self.folder}/include"]
        (self.folder / "compile_flags.txt").write_text("\n".join(self.flags))
        # Ends the search for a .clang-tidy above, as its absence would not.
        (self.folder / ".clang-tidy").write_text("Checks: ''\n")
        self.source = self.folder / "fetch.cpp"
        self.source.write_text(SOURCE)

    def codes(self):
        with lsp.Client(SERVER, self.folder) as client:
            return sorted(d["code"] for d in client.open(self.source))

    def test_finding_fix_and_silence(self):
        with lsp.Client(SERVER, self.folder) as client:
            diagnostics = client.open(self.source)
            [finding] = [d for d in diagnostics if d["code"] == "p99-missing-timeout"]
            self.assertEqual(finding["range"]["start"], {"line": 5, "character": 20})
            self.assertEqual(finding["source"], "clang-tidy")

            [action] = [a for a in client.actions(self.source, finding)
                        if a["kind"] == "quickfix"]
            fixed = lsp.apply(action, self.source, SOURCE)
            self.assertIn("  curl_easy_setopt(Easy, CURLOPT_TIMEOUT_MS, 5000L);\n", fixed)
            self.assertNotIn("p99-missing-timeout",
                             [d["code"] for d in client.change(self.source, fixed, 2)])
        subprocess.run([COMPILER, "-fsyntax-only", *self.flags, "-xc++", "-"],
                       input=fixed, text=True, check=True)

    def test_clangd_keeps_its_own_defaults(self):
        self.assertEqual(self.codes(), ["bugprone-sizeof-expression", "p99-missing-timeout"])

    def test_clang_tidy_file_turns_off(self):
        (self.folder / ".clang-tidy").write_text("Checks: '-*,bugprone-sizeof-expression'\n")
        self.assertEqual(self.codes(), ["bugprone-sizeof-expression"])

    def test_clang_tidy_file_adds(self):
        (self.folder / ".clang-tidy").write_text("Checks: 'bugprone-sizeof-expression'\n")
        self.assertEqual(self.codes(), ["bugprone-sizeof-expression", "p99-missing-timeout"])

    def test_clangd_file_turns_off(self):
        (self.folder / ".clangd").write_text(
            "Diagnostics: {ClangTidy: {Remove: [p99-missing-timeout]}}\n")
        self.assertNotIn("p99-missing-timeout", self.codes())

    def test_options(self):
        (self.folder / ".clang-tidy").write_text(
            "CheckOptions: {p99-missing-timeout.TimeoutMs: 250}\n")
        with lsp.Client(SERVER, self.folder) as client:
            [finding] = [d for d in client.open(self.source)
                         if d["code"] == "p99-missing-timeout"]
            self.assertIn("250L", str(client.actions(self.source, finding)))

    def test_nolint(self):
        self.source.write_text(SOURCE.replace(
            "perform(Easy);", "perform(Easy); // NOLINT(p99-missing-timeout)"))
        self.assertNotIn("p99-missing-timeout", self.codes())

    def test_code_actions_of_clangd_are_linked(self):
        with lsp.Client(SERVER, self.folder) as client:
            [finding] = [d for d in client.open(self.source)
                         if d["code"] == "bugprone-sizeof-expression"]
            self.assertIn("Extract subexpression to variable",
                          [a["title"] for a in client.actions(self.source, finding)])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
