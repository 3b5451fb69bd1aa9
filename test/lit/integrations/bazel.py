# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""bazel.py BUILD FOLDER LLVM"""

import json
import pathlib
import shlex
import shutil
import subprocess
import sys
import unittest

from scratch import NET, harmless, waiting
from snippets import SOURCE, snippet

BUILD, SCRATCH = map(pathlib.Path, sys.argv[1:3])
LLVM = sys.argv[3]
ROOT, USR = SCRATCH / "shop", SCRATCH / "usr"
PAGE = "docs/build-systems.md"
RULES = pathlib.Path("/usr/share/bazel/rules")


def bazel(command, code=0):
    """Runs a command of the page."""
    words = shlex.split(command)
    assert words[:2] == ["bazel", "build"], words
    done = subprocess.run(
        ["bazel", f"--output_user_root={SCRATCH}/out", "--max_idle_secs=60", "build",
         f"--override_repository=rules_cc={SCRATCH}/rules_cc",
         f"--override_repository=rules_java={RULES}/java", f"--override_repository=rules_proto={RULES}/proto",
         "--override_repository=platforms=/usr/share/bazel/platforms",
         f"--disk_cache={SCRATCH}/cache", "--color=no", "--curses=no", *words[2:]],
        cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if (done.returncode == 0) != (code == 0):
        raise AssertionError(f"{command}: exit code {done.returncode}\n{done.stdout}")
    return done.stdout


def write(name, text):
    (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
    (ROOT / name).write_text(text)


class Aspect(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if SCRATCH.exists():
            subprocess.run(["chmod", "-R", "u+w", SCRATCH], check=True)
            shutil.rmtree(SCRATCH)
        ROOT.mkdir(parents=True)
        # Debian's rules are for a later Bazel than Debian's.
        shutil.copytree(RULES / "cc", SCRATCH / "rules_cc")
        for path in (SCRATCH / "rules_cc/cc/private").rglob("*.bzl"):
            text = path.read_text()
            path.write_text(text.replace(', "use_cpp_toolchain"', "").replace(
                "use_cpp_toolchain()", '["@bazel_tools//tools/cpp:toolchain_type"]'))
        # As a package has it.
        (USR / "bin").mkdir(parents=True)
        shutil.copy(BUILD / "bin/p99-tidy", USR / "bin")
        headers = f"lib/clang/{LLVM}/include"
        shutil.copytree(f"/usr/lib/llvm-{LLVM}/{headers}", USR / headers)

        write("WORKSPACE", snippet(PAGE, "bazel-workspace").replace('"/usr"', f'"{USR}"')
              .replace("lib/clang/22", f"lib/clang/{LLVM}"))
        write("tools/p99/BUILD", "")
        write("tools/p99/defs.bzl", (SOURCE / "integrations/bazel/defs.bzl").read_text())
        write("tools/p99/lint.bzl", snippet(PAGE, "bazel-aspect"))
        write(".clang-tidy", "CheckOptions: {p99-missing-timeout.TimeoutMs: 250}\n")
        write("BUILD", snippet(PAGE, "bazel-build") + """
cc_library(name = "net", srcs = ["net/net.cc", "net/more.cc"], hdrs = ["net/net.h"],
           strip_include_prefix = "net", defines = ["NET=1"], visibility = ["//visibility:public"])
cc_binary(name = "shop", srcs = ["main.c"], deps = [":net"], copts = ["-DMAIN=1"])
""")
        write("net/net.h", "#include <stddef.h>\n" + NET)
        write("net/net.cc", waiting("wait_for", '#include "net.h"\n#include <string>\n'))
        write("net/more.cc", harmless("more"))
        write("main.c", "#include <net.h>\n#if !NET || !MAIN\n#error flags lost\n#endif\n" + harmless("main"))

    def reports(self):
        return {r.name: json.loads(r.read_text()) for r in (ROOT / "bazel-bin").resolve().rglob("*.p99/**/*.json")}

    def test_it_lints(self):
        command = snippet(PAGE, "bazel-run")
        told = bazel(command)
        self.assertIn("'poll' waits for ever", told)
        reports = self.reports()
        self.assertEqual(sorted(reports), ["main.c.json", "more.cc.json", "net.cc.json"])
        for report in reports.values():
            self.assertEqual(report["failed"], [])
        [finding] = reports["net.cc.json"]["findings"]
        self.assertEqual(finding["path"], "net/net.cc")
        # .clang-tidy is an input.
        self.assertEqual(finding["notes"][-1]["edits"][0]["text"], "250")

        # Nothing has changed: no action runs; in another folder of outputs the
        # cache has all of them.
        self.assertNotIn("sandbox", bazel(command).split("processes")[0].split("INFO:")[-1])
        subprocess.run(["bazel", f"--output_user_root={SCRATCH}/out", "clean"], cwd=ROOT, check=True,
                       capture_output=True)
        self.assertIn("3 remote cache hit", bazel(command))

        # A change costs the sources that it reaches.
        write("net/more.cc", harmless("changed"))
        self.assertIn("1 linux-sandbox", bazel(command))

    def test_no_absolute_path(self):
        write("net/net.h", (ROOT / "net/net.h").read_text() + "// new to all\n")
        told = bazel(snippet(PAGE, "bazel-run").replace("bazel build", "bazel build --subcommands"))
        lines = [l for l in told.splitlines() if "bin/p99-tidy" in l and "--format=json" in l]
        self.assertEqual(len(lines), 3, told)
        for line in lines:
            self.assertNotIn(str(SCRATCH / "shop"), line)
            self.assertNotIn(str(USR), line)

    def test_strict(self):
        command = snippet(PAGE, "bazel-run").replace("%p99_tidy ", "%p99_tidy_strict ")
        self.assertIn("'poll' waits for ever", bazel(command, code=1))


unittest.main(argv=sys.argv[:1])
