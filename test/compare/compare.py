#!/usr/bin/env python3
# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""p99-blocking-under-lock and clang's unix.BlockInCriticalSection on the same code.

The snippets of blocking/ are marked with what is right:

    // true: why it blocks under the lock      or      // false: why it does not
    // from: llvm-project#NUMBER, clang's documentation, or own
    void snippet() { ... }

A snippet reaches up to the next mark, and a finding anywhere in it counts. Only
the headers of the system are used, so both tools see the same.
"""

import argparse
import collections
import functools
import json
import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LLVM = pathlib.Path(os.environ.get("LLVM_TOOLS_DIR", "/usr/lib/llvm-22/bin"))
PAGE = ROOT / "docs/compare-blocking.md"
CHECK = "p99-blocking-under-lock"
CHECKER = "unix.BlockInCriticalSection"
ISSUES = "https://github.com/llvm/llvm-project/issues"

Snippet = collections.namedtuple("Snippet", "file first last name verdict reason origin")


def flags(path):
    return ["-std=c17", "-D_GNU_SOURCE"] if path.suffix == ".c" else ["-std=c++20"]


def snippets(path):
    lines = path.read_text().split("\n")
    marks = [i for i, line in enumerate(lines) if re.match(r"// (true|false): ", line)]
    found = []
    for mark, end in zip(marks, [*marks[1:], len(lines)]):
        verdict, reason = re.match(r"// (true|false): (.*)", lines[mark]).groups()
        origin = re.match(r"// from: (.*)", lines[mark + 1])
        # Helpers before it are static or members; those after it are the next snippet's.
        names = [m[1] for line in lines[mark:end] if not line.endswith(";")
                 and (m := re.match(r"(?!static|template|class)\w[\w:<>, *]*[ *](\w+)\(", line))]
        if not origin or not names:
            sys.exit(f"{path}:{mark + 1}: a snippet needs '// from:' and a function")
        found.append(Snippet(path, mark + 1, end, names[0], verdict == "true", reason, origin[1]))
    return found


def run(command, allowed):
    """The output, and the user seconds that it took."""
    before = os.times().children_user
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    seconds = os.times().children_user - before
    if done.returncode not in allowed:
        sys.exit(f"exit code {done.returncode} of {' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout, done.stderr, seconds


def compiler(path):
    return LLVM / ("clang" if path.suffix == ".c" else "clang++")


@functools.cache
def llvm_version():
    out, _, _ = run([LLVM / "clang", "--version"], (0,))
    return "LLVM " + re.search(r"version (\d+)", out)[1]


def clang(path):
    _, err, seconds = run(
        [compiler(path), "--analyze", "--analyzer-no-default-checks", "-Xclang",
         f"-analyzer-checker=core,{CHECKER}", "--analyzer-output", "text", *flags(path), path], (0,))
    # Only where it warns; its notes are the way there.
    found = re.findall(rf"^(.*?):(\d+):\d+: warning: .*\[{re.escape(CHECKER)}\]", err, re.M)
    return {int(line) for file, line in found if pathlib.Path(file).name == path.name}, seconds


def p99(driver, path):
    out, _, seconds = run([driver, "-j1", "--no-cache", f"--checks=-*,{CHECK}", "--format=json", path, "--", *flags(path)], (0, 1))
    return {f["line"] for f in json.loads(out)["findings"]
            if f["check"] == CHECK and pathlib.Path(f["path"]).name == path.name}, seconds


def syntax(path):
    return None, run([compiler(path), "-fsyntax-only", "-w", *flags(path), path], (0,))[2]


def cell(verdict, found):
    if found is None:
        return "?"
    if found:
        return "found" if verdict else "**false alarm**"
    return "**missed**" if verdict else ""


def origin(text):
    return re.sub(r"(?:llvm-project)?#(\d+)", rf"[#\1]({ISSUES}/\1)", text)


def page(rows, seconds):
    count = lambda tool, verdict: sum(1 for s, f in rows if s.verdict == verdict and f[tool])
    total = lambda verdict: sum(1 for s, _ in rows if s.verdict == verdict)
    lines = [
        f"# {CHECK} and clang's {CHECKER}",
        "",
        "<!-- Written by test/compare/compare.py. -->",
        "",
        f"Both tools on {len(rows)} snippets: those of the issues and reviews of LLVM's checker, those of its documentation,",
        "these turned around, and more of the same kinds. Each is a function of",
        "[test/compare/blocking](../test/compare/blocking), which says what is right and why. Only the headers of glibc and",
        "libstdc++ are used; the check has its option `Files`, as the checker tells of all files. This command made the page:",
        "",
        "```sh",
        "python3 test/compare/compare.py --write",
        "```",
        "",
        f"| | {CHECKER}, {llvm_version()} | {CHECK} |",
        "| --- | ---: | ---: |",
        f"| found, of {total(True)} that block under a lock | {count('clang', True)} | {count('p99', True)} |",
        f"| false alarms, of {total(False)} that do not | {count('clang', False)} | {count('p99', False)} |",
        f"| user time, relative to `clang -fsyntax-only` | {seconds['clang'] / seconds['syntax']:.2f} "
        f"| {seconds['p99'] / seconds['syntax']:.2f} |",
        "",
    ]
    for path in dict.fromkeys(s.file for s, _ in rows):
        title = re.search(r"^//\n// (.*)", path.read_text(), re.M)[1].rstrip(".")
        lines += [f"## {title}", "", f"[{path.name}](../{path.relative_to(ROOT)})", "",
                  f"| snippet | blocks under the lock? | clang | {CHECK} | from |",
                  "| --- | --- | --- | --- | --- |"]
        for s, found in rows:
            if s.file == path:
                lines.append(f"| `{s.name}` | {'yes' if s.verdict else 'no'}: {s.reason} | {cell(s.verdict, found['clang'])} "
                             f"| {cell(s.verdict, found['p99'])} | {origin(s.origin)} |")
        lines.append("")
    return "\n".join(lines)


def timeless(text):
    return [line for line in text.split("\n") if not line.startswith("| user time")]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--driver", type=pathlib.Path, default=ROOT / "build/bin/p99-tidy")
    parser.add_argument("--rounds", type=int, default=1, help="runs of each, of which the fastest counts")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    parser.add_argument("--check", action="store_true",
                        help="fail if p99-tidy has a false alarm, misses what clang finds, or the page is out of date")
    parser.add_argument("filter", nargs="*", help="parts of the files' names")
    options = parser.parse_args()
    if options.write:
        options.rounds = max(options.rounds, 3)

    tools = {"syntax": syntax, "clang": clang, "p99": lambda path: p99(options.driver, path)}
    rows, seconds = [], collections.Counter()
    for path in sorted((HERE / "blocking").glob("[A-Z]*.c*")):
        if options.filter and not any(f in path.name for f in options.filter):
            continue
        found = {}
        for tool, lint in tools.items():
            runs = [lint(path) for _ in range(options.rounds)]
            found[tool] = runs[0][0]
            seconds[tool] += min(s for _, s in runs)
        rows += [(s, {t: any(s.first <= line <= s.last for line in found[t]) for t in ("clang", "p99")})
                 for s in snippets(path)]

    wrong = []
    for s, found in rows:
        if found["p99"] != s.verdict:
            what = "missed" if s.verdict else "false alarm"
            also = ", found by clang" if s.verdict and found["clang"] else ", clang too" if found["clang"] else ""
            print(f"{s.file.relative_to(ROOT)}:{s.first}: {s.name}: {what}{also} ({s.reason})")
            if not s.verdict or found["clang"]:
                wrong.append(s)
    for tool in ("clang", "p99"):
        print(f"{tool}: {sum(1 for s, f in rows if s.verdict and f[tool])} of {sum(s.verdict for s, _ in rows)} found, "
              f"{sum(1 for s, f in rows if not s.verdict and f[tool])} false alarms of {sum(not s.verdict for s, _ in rows)}, "
              f"{seconds[tool] / seconds['syntax']:.2f} of clang -fsyntax-only's user time")
    text = page(rows, seconds)
    old = PAGE.read_text() if PAGE.exists() else ""
    of_another_version = re.search(rf"{CHECKER}, (?!{llvm_version()} )LLVM", old)
    if options.write:
        PAGE.write_text(text)
    elif options.check and not options.filter and not of_another_version and timeless(old) != timeless(text):
        print(f"{PAGE.relative_to(ROOT)} is not what these results write; run test/compare/compare.py --write")
        wrong.append(PAGE)
    sys.exit(1 if options.check and wrong else 0)


if __name__ == "__main__":
    main()
