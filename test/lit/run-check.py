#!/usr/bin/env python3
# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs one check over one test file and compares all that it does.

  // RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
  // RUN: %check_p99 -check-suffixes=STRICT %s p99-missing-timeout %t \\
  // RUN:   -config='{CheckOptions: {p99-missing-timeout.Strict: true}}' -- -I%inputs

  curl_easy_perform(Curl);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Curl' may wait ... [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: ...
  // CHECK-FIXES: curl_easy_setopt(Curl, CURLOPT_TIMEOUT_MS, 5000L);
  // CHECK-FIXES-NEXT: curl_easy_perform(Curl);

What is checked, in this order:

 1. The driver's findings are those that CHECK-MESSAGES and CHECK-NOTES list, in
    the order of the file. Every warning has to be listed. Its text output says
    the same as its JSON output.
 2. `--fix --fix-suggested` changes the lines that CHECK-FIXES list, and no
    other. A line is compared as a whole; an expectation that starts with more
    than one space is compared with its indentation, others without.
 3. clang-tidy with the plugin reports the same findings and notes.
 4. It compiles the fixed file, every header's bodies included, and of the
    findings only those without a fix remain.

A file without expectations expects silence. With -check-suffixes=A,B the
prefixes are CHECK-MESSAGES-A, CHECK-MESSAGES-B and so on; an empty item stands
for the prefix without suffix. What follows the last `--` goes to the compiler.
"""

import argparse
import collections
import difflib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys

KINDS = ("CHECK-MESSAGES", "CHECK-NOTES", "CHECK-FIXES")
EXPECTATION = re.compile(
    r"//\s*(?P<prefix>CHECK-(?:MESSAGES|NOTES|FIXES)(?:-[A-Z0-9_-]+?)??)"
    r"(?P<next>-NEXT|-NOT|-SAME|-EMPTY|-DAG)?:(?P<text>.*)$",
    re.MULTILINE,
)
# `file:1:2: warning: text [check]`, as clang prints it.
DIAGNOSTIC = re.compile(
    r"^(?P<path>[^\s:][^:]*):(?P<line>\d+):(?P<column>\d+): "
    r"(?P<level>warning|error|remark|note): (?P<message>.*?)"
    r"(?: \[(?P<check>[^\]\s]+)\])?$"
)

Note = collections.namedtuple("Note", "path line column message")
Finding = collections.namedtuple(
    "Finding", "path line column level message check notes fix"
)


class Failure(Exception):
    pass


def run(command, allowed, cwd=None):
    """Runs a command whose exit code has to be one of `allowed`."""
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        encoding="utf-8", errors="replace", cwd=cwd,
    )
    if done.returncode not in allowed:
        raise Failure(
            f"exit code {done.returncode}:\n  {shlex.join(command)}\n"
            f"{done.stdout}{done.stderr}"
        )
    return done


def numbered(text):
    return "".join(f"  | {line}\n" for line in text.splitlines())


class Test:
    def __init__(self, options, compile_flags):
        self.source = os.path.abspath(options.source)
        self.check = options.check
        self.folder = os.path.abspath(options.temp)
        self.copy = os.path.join(self.folder, os.path.basename(self.source))
        self.suffixes = options.check_suffixes
        self.config = options.config
        self.llvm = os.environ["LLVM_TOOLS_DIR"]
        build = os.environ["P99_BUILD_DIR"]
        self.driver = os.path.join(build, "bin", "p99-tidy")
        self.plugin = os.path.join(build, "lib", "libp99-tidy.so")

        is_c = self.source.endswith(".c")
        self.compile_flags = compile_flags
        if not any(f.startswith("-std=") for f in compile_flags):
            self.compile_flags = [f"-std={'c17' if is_c else 'c++20'}", *compile_flags]
        self.compile_flags += ["-iquote", os.path.dirname(self.source)]
        with open(self.source, encoding="utf-8", newline="") as f:
            self.text = f.read()

    # -- expectations ------------------------------------------------------

    def prefixes(self, *kinds):
        return [f"{k}-{s}" if s else k for k in kinds for s in self.suffixes]

    def expects(self, prefixes):
        return any(m["prefix"] in prefixes for m in EXPECTATION.finditer(self.text))

    def complain_about_unknown_prefixes(self):
        """A misspelt CHECK line would be a test that never fails."""
        for match in re.finditer(r"//\s*(CHECK-?\w[\w-]*):", self.text):
            if not match[1].startswith(KINDS):
                line = self.text.count("\n", 0, match.start()) + 1
                raise Failure(
                    f"{self.source}:{line}: unknown prefix '{match[1]}'; "
                    f"known are {', '.join(KINDS)}"
                )

    def file_check(self, actual, name, prefixes, pattern_text, *options):
        """Compares with FileCheck; the pattern file keeps the line numbers."""
        patterns = os.path.join(self.folder, f"{name}.expected")
        got = os.path.join(self.folder, f"{name}.actual")
        for path, text in ((patterns, pattern_text), (got, actual)):
            with open(path, "w", encoding="utf-8", newline="") as f:
                f.write(text)
        done = subprocess.run(
            [os.path.join(self.llvm, "FileCheck"), patterns, f"--input-file={got}",
             f"--check-prefixes={','.join(prefixes)}", "--allow-unused-prefixes",
             "--allow-empty", "--dump-input=never", *options],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        )
        return None if done.returncode == 0 else done.stdout.replace(patterns, self.source)

    # -- the tools ---------------------------------------------------------

    def prepare(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        self.write_copy()
        # Found before any .clang-tidy of a folder above.
        inner = self.config.strip()
        if inner.startswith("{"):
            inner = inner[1:].rstrip().removesuffix("}")
        extra = f", {inner}" if inner.strip() else ""
        with open(os.path.join(self.folder, ".clang-tidy"), "w", encoding="utf-8") as f:
            f.write(f"{{Checks: '-*,{self.check}'{extra}}}\n")

    def write_copy(self):
        # The expectations are blanked, so that a fix cannot match the comment
        # that asks for it.
        with open(self.copy, "w", encoding="utf-8", newline="") as f:
            f.write(EXPECTATION.sub("//", self.text))

    def drive(self, *options):
        command = [self.driver, "--no-cache", *options, self.copy, "--", *self.compile_flags]
        return run(command, allowed=(0, 1), cwd=self.folder)

    def driver_findings(self):
        """Those of its JSON, and those of the text that it prints of them."""
        written = os.path.join(self.folder, "findings.json")
        printed = self.drive("--format=text", f"--format=json={written}").stdout
        with open(written, encoding="utf-8") as f:
            text = f.read()
        try:
            report = json.loads(text)
        except ValueError as error:
            raise Failure(f"the driver's JSON does not parse: {error}\n{text}")
        findings = []
        for f in report["findings"]:
            for edit in f["edits"]:
                if os.path.isabs(self.shorten(edit["path"])):
                    raise Failure(
                        f"a fix edits {edit['path']}, outside of the test's copy; "
                        "lay the files out with split-file"
                    )
            if bool(f["edits"]) != (f["fix"] != "none"):
                raise Failure(f"'fix' and 'edits' disagree: {json.dumps(f, indent=2)}")
            notes = [
                Note(self.shorten(n["path"]), n["line"], n["column"], n["message"])
                for n in f["notes"]
            ]
            findings.append(
                Finding(self.shorten(f["path"]), f["line"], f["column"],
                        f["severity"], f["message"], f["check"], notes, f["fix"])
            )
        return findings, self.parse(printed)

    def shorten(self, path):
        """A path relative to the test's folder, if it is in it."""
        path = os.path.realpath(os.path.join(self.folder, path))
        return path.removeprefix(os.path.realpath(self.folder) + os.sep)

    def parse(self, output):
        """The findings in the text that clang-tidy or the driver print."""
        findings = []
        for line in output.splitlines():
            match = DIAGNOSTIC.match(line)
            if not match:
                continue
            place = self.shorten(match["path"]), int(match["line"]), int(match["column"])
            if match["level"] == "note":
                if findings:
                    findings[-1].notes.append(Note(*place, match["message"]))
            else:
                check = (match["check"] or "").split(",")[0]
                findings.append(
                    Finding(*place, match["level"], match["message"], check, [], None)
                )
        return findings

    def plugin_findings(self):
        command = [os.path.join(self.llvm, "clang-tidy"), f"-load={self.plugin}",
                   "--header-filter=.*", "--quiet", self.copy, "--", *self.compile_flags]
        return self.parse(run(command, allowed=(0, 1), cwd=self.folder).stdout)

    # -- the four comparisons ----------------------------------------------

    def compare_messages(self, findings):
        prefixes = self.prefixes("CHECK-MESSAGES", "CHECK-NOTES")
        actual = render(findings)
        if not self.expects(prefixes):
            if findings:
                raise Failure(f"silence expected, but reported:\n{numbered(actual)}")
            return
        complaint = self.file_check(
            actual, "messages", prefixes, self.text,
            "--implicit-check-not={{(warning|error|remark):}}",
        )
        if complaint:
            raise Failure(f"{complaint}\nall that was reported:\n{numbered(actual)}")

    def compare_fixes(self, findings):
        if not any(f.fix != "none" for f in findings):
            if self.expects(self.prefixes("CHECK-FIXES")):
                raise Failure("CHECK-FIXES are expected, but no finding has a fix")
            return
        with open(self.copy, encoding="utf-8", newline="") as f:
            before = f.read()
        self.drive("--fix", "--fix-suggested")
        with open(self.copy, encoding="utf-8", newline="") as f:
            after = f.read()
        old, new = before.splitlines(), after.splitlines()
        # What stands in many lines is no less a line of the code.
        matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
        changed = [line for kind, _, _, first, end in matcher.get_opcodes()
                   if kind != "equal" for line in new[first:end]]
        prefixes = self.prefixes("CHECK-FIXES")
        diff = "".join(
            difflib.unified_diff(before.splitlines(True), after.splitlines(True),
                                 "before", "after", n=1)
        )
        expected = [m for m in EXPECTATION.finditer(self.text)
                    if m["prefix"] in prefixes and m["next"] != "-NOT"]
        if changed and not expected:
            raise Failure(f"no CHECK-FIXES for what the fixes change:\n{numbered(diff)}")

        def whole_line(match):
            if match["prefix"] not in prefixes:
                return match[0]
            text = match["text"].removeprefix(" ").rstrip()
            indent = "" if text[:1].isspace() else "{{[ \t]*}}"
            return f"// {match['prefix']}{match['next'] or ''}:{indent}{text}"

        complaint = self.file_check(
            after, "fixes", prefixes, EXPECTATION.sub(whole_line, self.text),
            "--match-full-lines", "--strict-whitespace",
        )
        if complaint:
            raise Failure(f"{complaint}\nwhat the fixes change:\n{numbered(diff)}")

        patterns = [fix_pattern(m["text"]) for m in expected]
        for line in changed:
            if line.strip() and not any(p.fullmatch(line.strip()) for p in patterns):
                raise Failure(
                    f"a fix writes a line that no CHECK-FIXES lists:\n  {line}\n"
                    f"what the fixes change:\n{numbered(diff)}"
                )

    def recheck_after_fixes(self, findings):
        if not any(f.fix != "none" for f in findings):
            return
        after = self.plugin_findings()
        errors = [f for f in after if f.level == "error"]
        if errors:
            raise Failure(f"the fixed file does not compile:\n{numbered(render(errors))}")
        left = collections.Counter(f.message for f in after)
        kept = collections.Counter(f.message for f in findings if f.fix == "none")
        if left != kept:
            with open(self.copy, encoding="utf-8") as f:
                fixed = f.read()
            raise Failure(
                "after the fixes, only findings without a fix may remain\n"
                f"remaining, not expected: {sorted((left - kept).elements())}\n"
                f"expected, not remaining: {sorted((kept - left).elements())}\n"
                f"the fixed file:\n{numbered(fixed)}"
            )

    def compare(self, name, findings, others):
        ours, theirs = render(findings), render(others)
        if ours != theirs:
            diff = "\n".join(
                difflib.unified_diff(ours.splitlines(), theirs.splitlines(),
                                     "driver, JSON", name, lineterm="", n=2)
            )
            raise Failure(f"{name} reports something else:\n{numbered(diff)}")

    def execute(self):
        self.complain_about_unknown_prefixes()
        self.prepare()
        findings, printed = self.driver_findings()
        self.compare_messages(findings)
        self.compare("driver, text", findings, printed)
        self.compare("clang-tidy with the plugin", findings, self.plugin_findings())
        self.compare_fixes(findings)
        self.recheck_after_fixes(findings)


def fix_pattern(text):
    """The regular expression of an expectation, {{...}} included."""
    parts = re.split(r"\{\{(.+?)\}\}", text.strip())
    return re.compile("".join(p if i % 2 else re.escape(p) for i, p in enumerate(parts)))


def render(findings):
    """Findings in the text form of clang, sorted by place."""
    lines = []
    for f in sorted(findings, key=lambda f: (f.path, f.line, f.column, f.check, f.message)):
        lines.append(f"{f.path}:{f.line}:{f.column}: {f.level}: {f.message} [{f.check}]")
        lines += [f"{n.path}:{n.line}:{n.column}: note: {n.message}" for n in f.notes]
    return "".join(line + "\n" for line in lines)


def main():
    arguments = sys.argv[1:]
    compile_flags = []
    if "--" in arguments:
        split = len(arguments) - 1 - arguments[::-1].index("--")
        arguments, compile_flags = arguments[:split], arguments[split + 1:]
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source")
    parser.add_argument("check")
    parser.add_argument("temp", help="a folder for the copy; emptied first")
    parser.add_argument("-config", "--config", default="", help="as in clang-tidy")
    parser.add_argument(
        "-check-suffixes", "--check-suffixes", "-check-suffix",
        default=[""], type=lambda text: text.split(","),
    )
    options = parser.parse_args(arguments)
    try:
        Test(options, compile_flags).execute()
    except Failure as failure:
        sys.exit(f"run-check: {options.source}: {failure}")


if __name__ == "__main__":
    main()
