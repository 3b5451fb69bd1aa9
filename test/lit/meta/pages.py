# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""docs/checks says what the checks do: pages.py FOLDER"""

import pathlib
import re
import shutil
import subprocess
import sys
import unittest

from project import DRIVER, INPUTS, SOURCE, check_names, lint, page, section

FOLDER = pathlib.Path(sys.argv[1])
HEADINGS = ["What it flags", "Why it costs", "Flagged", "Preferred", "Fix safety", "Limits"]


def fences(text):
    return re.findall(r"^```(?:cpp|c)\b.*?\n(.*?)^```$", text, re.M | re.S)


class Pages(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(parents=True)

    def test_committed_pages_are_the_generated_ones(self):
        subprocess.run([sys.executable, SOURCE / "docs/generate.py", DRIVER, FOLDER], check=True)
        generated = {p.name: p.read_text() for p in FOLDER.glob("*.md")}
        committed = {p.name: p.read_text() for p in (SOURCE / "docs/checks").glob("*.md")}
        self.assertEqual(sorted(generated), sorted(committed), "run ./dev docs")
        for name, text in generated.items():
            self.assertEqual(text, committed[name], f"docs/checks/{name}: run ./dev docs")

    def test_headings(self):
        for name in check_names():
            found = re.findall(r"^## (.*)$", page(name), re.M)
            self.assertEqual([h for h in found if h != "Options"], HEADINGS, name)
            for heading in HEADINGS:
                self.assertTrue(section(page(name), heading).strip(), f"{name}: {heading}")

    def examples(self, heading):
        for name in check_names():
            code = fences(section(page(name), heading))
            self.assertEqual(len(code), 1, f"{name}: one ```cpp fence below '{heading}'")
            path = FOLDER / f"{name}.cpp"
            path.write_text(code[0])
            # lint() raises if the code does not compile.
            yield name, lint(path, name, "-std=c++20", f"-I{INPUTS}")

    def test_flagged_code_is_flagged(self):
        for name, findings in self.examples("Flagged"):
            self.assertTrue(findings, name)

    def test_preferred_code_is_not(self):
        for name, findings in self.examples("Preferred"):
            self.assertEqual(findings, [], name)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
