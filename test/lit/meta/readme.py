# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The README's example is what the driver prints today, and docs/driver.md lists
its options."""

import re
import shlex
import subprocess
import unittest

from project import DRIVER, SOURCE


class Readme(unittest.TestCase):
    def test_the_example_is_true(self):
        text = (SOURCE / "README.md").read_text(encoding="utf-8")
        session = re.search(r"^```\n\$ p99-tidy (.*)\n((?:.*\n)*?)```", text, re.M)
        self.assertIsNotNone(session, "README.md shows no session")
        done = subprocess.run(
            [DRIVER, *shlex.split(session[1])], cwd=SOURCE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        self.assertEqual(done.returncode, 1, done.stderr)
        # It shows the first finding of several.
        self.assertTrue(done.stdout.startswith(session[2]), done.stdout)

    def test_the_options_are_listed(self):
        usage = subprocess.run([DRIVER, "--help"], capture_output=True, text=True, check=True).stdout
        options = re.findall(r"^  (-[\w-]+)", usage, re.M)
        page = (SOURCE / "docs/driver.md").read_text(encoding="utf-8")
        table = [line for line in page.split("## Exit code")[0].splitlines() if line.startswith("| `")]
        listed = re.findall(r"`(-[\w-]+)", "\n".join(line.split("|")[1] for line in table))
        self.assertEqual(sorted(options), sorted(set(listed)))


if __name__ == "__main__":
    unittest.main()
