# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A small C++ project to open in an editor: one finding, and it has a fix."""

import json
import os
import pathlib
import shutil
import subprocess

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

int fetch() {
  CURL *Easy = curl_easy_init();
  CURLcode Result = curl_easy_perform(Easy);
  curl_easy_cleanup(Easy);
  return Result;
}
"""

CHECK = "p99-missing-timeout"
MESSAGE = "'Easy' can wait for its peer for ever; set a transfer timeout"
NOTE = "it comes from here, and nothing in this file limits it"
TITLE = "set a transfer timeout: with a limit of 5000 ms; choose what the callers can afford"
FIXED = SOURCE.replace(
    "  CURLcode", "  curl_easy_setopt(Easy, CURLOPT_TIMEOUT_MS, 5000L);\n  CURLcode")


class Project:
    def __init__(self, folder, text=SOURCE):
        self.folder = pathlib.Path(folder).resolve()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.write("include/curl/curl.h", CURL)
        # Ends the search for one above, as its absence would not.
        self.write(".clang-tidy", "InheritParentConfig: false\n")
        self.source = self.write("src/fetch.cpp", text)
        self.flags = ["-std=c++20", f"-isystem{self.folder}/include"]
        self.write("build/compile_commands.json", json.dumps([{
            "directory": str(self.folder), "file": str(self.source),
            "arguments": ["clang++", *self.flags, "-c", str(self.source)]}]))

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def environment(self):
        """Nothing of the user's own settings."""
        # To index the standard library takes longer than all that tests ask for.
        self.write("config/clangd/config.yaml", "Index: {Background: Skip, StandardLibrary: No}\n")
        return {**os.environ, "HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder / "config"),
                "XDG_CACHE_HOME": str(self.folder / "cache"), "XDG_DATA_HOME": str(self.folder / "data"),
                "XDG_STATE_HOME": str(self.folder / "state"), "TERM": "dumb"}

    def compile(self, compiler):
        subprocess.run([compiler, "-fsyntax-only", "-Werror", *self.flags, self.source], check=True)
