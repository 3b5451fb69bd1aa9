# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The rules of the source tree that no compiler enforces."""

import re
import subprocess
import unittest

from project import SOURCE, families, sources, text_files

# Who may include whose headers.
LAYERS = {
    "checks/analysis": {"analysis"},
    "checks/core": {"analysis", "core"},
    "checks/plugin": {"core"},
    "driver": {"analysis", "core", "driver"},
    "integrations": {"analysis", "core"},
    **{f"checks/{family}": {"analysis", "core"} for family in families()},
}
HOUSE = {"analysis", "core", "plugin", "driver", "integrations", *families()}
# The driver's folders, each of which uses only those before it.
PIPELINE = ["findings", "project", "frontend", "cache", "run", "filters", "fixes", "reporters", "cli"]
LONGEST = 400


class House(unittest.TestCase):
    def test_includes_follow_the_layers(self):
        for path in sources():
            layer = next((l for l in LAYERS if f"{path}".startswith(f"{l}/")), None)
            if layer is None:
                continue
            for header in re.findall(r'^#include "([^"]+)"', (SOURCE / path).read_text(), re.M):
                folder = header.split("/")[0] if "/" in header else None
                if folder in HOUSE:
                    self.assertIn(folder, LAYERS[layer], f"{path} includes {header}")

    def test_the_driver_is_a_pipeline(self):
        for path in sources("driver"):
            folder = path.parts[1]
            if folder == "Main.cpp":
                continue
            self.assertIn(folder, PIPELINE, path)
            text = (SOURCE / path).read_text()
            for used in re.findall(r'^#include "driver/(\w+)/', text, re.M):
                self.assertLessEqual(PIPELINE.index(used), PIPELINE.index(folder), f"{path}: {used}")

    def test_analysis_reports_nothing(self):
        for path in sources("checks/analysis"):
            text = (SOURCE / path).read_text()
            self.assertNotRegex(text, r'#include "clang-tidy/', path)
            self.assertNotRegex(text, r"\bdiag\(", path)

    def test_a_check_has_no_header(self):
        for family in families():
            self.assertEqual(list((SOURCE / "checks" / family).glob("*.h")), [])

    def test_nobody_relies_on_the_precompiled_header(self):
        for path in sources("checks", "driver", "integrations", "test"):
            self.assertNotIn("Pch.h", (SOURCE / path).read_text(), path)

    def test_llvm_differs_in_one_place(self):
        for path in sources("checks", "driver", "integrations", "test/unit"):
            if path.stem != "LlvmCompat":
                self.assertNotRegex((SOURCE / path).read_text(),
                                    r"(?m)^#\s*(el)?if.*((LLVM|CLANG)_VERSION|__has_include)", path)

    def test_files_are_short(self):
        for path in sources("checks", "driver"):
            with self.subTest(path):
                lines = (SOURCE / path).read_text().count("\n")
                self.assertLessEqual(lines, LONGEST, f"{path} should be split")

    def test_format(self):
        paths = [p for p in sources() if not str(p).startswith("test/lit/")]
        done = subprocess.run(
            # As ./dev format has it, whatever LLVM is built with.
            ["clang-format-22", "--dry-run", "-Werror", *paths],
            cwd=SOURCE, capture_output=True, text=True)
        wrong = sorted(set(re.findall(r"^(\S+?):\d+:\d+: error:", done.stderr, re.M)))
        self.assertEqual(wrong, [], "run ./dev format")

    def test_licence(self):
        for path in [*sources(), *text_files("*.py"), "dev", ".ci/run"]:
            if str(path).startswith("test/lit/") and not str(path).endswith(".py"):
                continue  # Inputs, and tests that the RUN line should open.
            head = (SOURCE / path).read_text().split("\n")[:4]
            self.assertTrue(
                any("SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception" in l for l in head),
                f"{path} lacks the two lines of the licence")

    def test_no_paths_of_one_machine(self):
        # In pieces, or this file would find itself.
        roots = "|".join(("wo" "rk", "ho" "me", "ro" "ot", "Us" "ers"))
        pattern = re.compile(rf"(?<![\w./-])/(?:{roots})/[\w.]")
        for path in text_files():
            for number, line in enumerate((SOURCE / path).read_text().splitlines(), 1):
                if pattern.search(line):
                    with self.subTest(f"{path}:{number}"):
                        self.fail(line)

    def test_todos_name_an_issue(self):
        for path in sources():
            for line in (SOURCE / path).read_text().splitlines():
                if re.search(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b", line):
                    self.assertRegex(line, r"#\d+", f"{path}: {line.strip()}")


if __name__ == "__main__":
    unittest.main()
