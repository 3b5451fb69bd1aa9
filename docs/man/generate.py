#!/usr/bin/env python3
# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes the manual pages; their facts are what the program says of itself:
generate.py P99_TIDY OUTPUT..."""

import datetime
import os
import pathlib
import re
import subprocess
import sys

driver, *outputs = sys.argv[1:]


def tell(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE,
                          encoding="utf-8").stdout


def roff(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.M)


def plain(text):
    """A paragraph of --help, whose lines roff breaks anew."""
    return roff(" ".join(text.split()))


def bold(text):
    return f"\\fB{roff(text)}\\fR"


def option(left):
    """`--profile=FILE`, `--hot-only[=PERCENT]` and `-p DIR`"""
    name, rest = re.fullmatch(r"(-[\w-]+)(.*)", left).groups()
    # What the user puts in is upper case.
    return bold(name) + re.sub(r"[A-Z]+(?:/[A-Z]+)?", lambda m: f"\\fI{m[0]}\\fR", roff(rest))


def options(groups):
    out = []
    for heading, body in groups:
        out.append(f".SS {roff(heading)}")
        for left, right in re.findall(r"^  (-.*?)(?:\n|  +)((?:.+\n?)(?: {30}.*\n?)*)", body, re.M):
            out += [".TP", option(left), plain(right)]
    return "\n".join(out)


def synopsis(lines):
    out = []
    for line in lines:
        words, _, meaning = line.partition("   ")
        words = words.removeprefix("p99-tidy").strip()
        if meaning:
            out.append(".TP")
        out += [f"\\fBp99\\-tidy\\fR {roff(words)}"]
        if meaning:
            out.append(plain(meaning))
    return "\n".join(out)


def exit_codes(text):
    """`Exit code: 0 clean, 1 findings...`"""
    codes = re.findall(r"(\d) ([^,.]+)", plain(text).removeprefix("Exit code: "))
    return "\n".join(f".TP\n.B {code}\n{meaning}" for code, meaning in codes)


usage = tell(driver, "--help")
version, llvm = re.search(r"p99-tidy (\S+) \(LLVM (\d+)", tell(driver, "--version")).groups()
paragraphs = usage.split("\n\n")
groups = [re.fullmatch(r"([^\n]+):\n(.*)", p, re.S).groups() for p in paragraphs
          if re.match(r".+:\n  -", p)]
script = pathlib.Path(__file__).parents[2] / "integrations/ci/p99-ci.sh"
ci = tell("sh", script, "--help").split("\n\n")
ci_synopsis = re.fullmatch(r"Usage: p99-ci (.*)", ci[1])[1]
# The last option is followed by the files that it is for.
ci_files = r"^ {16}(\S+\.\w+) {2,}(\S.*)\n?"
ci_reports = re.findall(ci_files, ci[2], re.M)
ci_options = re.findall(r"^  (--\S+) +(\S.*(?:\n {16}\S.*)*)", re.sub(ci_files, "", ci[2], flags=re.M), re.M)
epoch = int(os.environ.get("SOURCE_DATE_EPOCH", datetime.datetime.now().timestamp()))
facts = {
    "VERSION": version,
    "LLVM": llvm,
    "DATE": datetime.datetime.fromtimestamp(epoch, datetime.timezone.utc).strftime("%Y-%m-%d"),
    "SYNOPSIS": synopsis(re.findall(r"^(?:Usage:|      ) (p99-tidy.*)", usage, re.M)),
    "PATHS": plain(paragraphs[2]),
    "OPTIONS": options(groups),
    "CHECKS": plain(next(p for p in paragraphs if p.startswith("All p99-*"))),
    "EXIT": exit_codes(paragraphs[-1]),
    "CISYNOPSIS": roff(ci_synopsis),
    "CIOPTIONS": "\n".join(f".TP\n{option(left)}\n{plain(right)}" for left, right in ci_options),
    "CIREPORTS": "\n".join(f".TP\n{bold(name)}\n{plain(what)}" for name, what in ci_reports),
    "CINOTES": plain(ci[3]),
}
for output in map(pathlib.Path, outputs):
    template = (pathlib.Path(__file__).parent / f"{output.name}.in").read_text(encoding="utf-8")
    text = re.sub(r"@([A-Z]+)@", lambda m: facts[m[1]], template)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(text, encoding="utf-8")
