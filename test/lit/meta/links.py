# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Links between the pages, as they are followed where the repository is browsed."""

import re
import subprocess
import unittest

from project import SOURCE

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")


def prose(text):
    text = re.sub(r"^[ ]*```.*?^[ ]*```[ ]*$", "", text, flags=re.M | re.S)
    return re.sub(r"`[^`\n]+`", lambda code: re.sub(r"[\[\]()]", "", code[0]), text)


def anchors(path):
    found = set()
    for heading in re.findall(r"^#+ (.+)$", prose(path.read_text(encoding="utf-8")), re.M):
        name = re.sub(r"[^\w\- ]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()).replace(" ", "-")
        found.add(name)
    return found


class Links(unittest.TestCase):
    def test_links_lead_somewhere(self):
        listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
                                cwd=SOURCE, capture_output=True, text=True)
        pages = [SOURCE / name for name in listed.stdout.split()] or list((SOURCE / "docs").rglob("*.md"))
        for page in pages:
            for link in LINK.findall(prose(page.read_text(encoding="utf-8"))):
                if re.match(r"[a-z]+:", link):
                    continue
                name, _, anchor = link.partition("#")
                target = (page.parent / name).resolve() if name else page
                with self.subTest(f"{page.relative_to(SOURCE)}: {link}"):
                    self.assertTrue(target.exists())
                    if anchor and target.suffix == ".md":
                        self.assertIn(anchor, anchors(target))


if __name__ == "__main__":
    unittest.main()
