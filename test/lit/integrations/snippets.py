# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The blocks of the documentation that tests run.

A block that is run has a name, in a comment of its own above the fence:

    <!-- run: github-workflow -->
    ```yaml
    ...
    ```

and a test takes the text from the page, so that there is no second copy:

    from snippets import snippet
    workflow = snippet("docs/ci.md", "github-workflow")

    # RUN: %python %S/snippets.py docs/ci.md github-workflow > workflow.yml

One that cannot be run says why, `<!-- not run: needs VS Code -->`. A block without
a language, such as what a program prints, needs neither. `--check` holds that a
page with one marked block marks all of them, and that some test names the page
and the block.
"""

import os
import pathlib
import re
import sys
import textwrap

SOURCE = pathlib.Path(os.environ.get("P99_SOURCE_DIR", pathlib.Path(__file__).parents[3]))

# A block may be indented, as below an item of a list.
BLOCK = re.compile(
    r"^(?:[ ]*<!--[ ]*(?P<kind>run|not[ ]run):[ ]*(?P<what>.+?)[ ]*-->\n\n?)?"
    r"^(?P<indent>[ ]*)(?P<fence>```+)(?P<language>[\w+-]*)[^\n]*\n"
    r"(?P<text>.*?)"
    r"^(?P=indent)(?P=fence)[ ]*$",
    re.M | re.S)


def blocks(page):
    return list(BLOCK.finditer((SOURCE / page).read_text(encoding="utf-8")))


def snippet(page, name):
    found = [b for b in blocks(page) if b["kind"] == "run" and b["what"] == name]
    if len(found) != 1:
        raise SystemExit(f"{page} has {len(found)} blocks with the comment <!-- run: {name} -->")
    return textwrap.dedent(found[0]["text"])


def check():
    tests = {path: path.read_text(encoding="utf-8")
             for path in sorted((SOURCE / "test/lit").rglob("*"))
             if path.suffix in (".py", ".test") and path != pathlib.Path(__file__).resolve()}
    mistakes = []
    for path in sorted([SOURCE / "README.md", *(SOURCE / "docs").glob("*.md")]):
        page = str(path.relative_to(SOURCE))
        found = blocks(page)
        marked = [b for b in found if b["kind"]]
        if marked and page != "README.md":
            mistakes += [f"{page}: says neither '<!-- run: NAME -->' nor '<!-- not run: REASON -->' before: "
                         + b["text"].split("\n")[0] for b in found if b["language"] and not b["kind"]]
        names = [b["what"] for b in marked if b["kind"] == "run"]
        mistakes += [f"{page}: two blocks are called '{name}'" for name in set(names) if names.count(name) > 1]
        for name in names:
            word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
            if not any(page in text and word.search(text) for text in tests.values()):
                mistakes.append(f"{page}: no test asks for '{name}'")
    return mistakes


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        sys.exit("\n".join(check()) or 0)
    if len(sys.argv) != 3:
        sys.exit(f"usage: {sys.argv[0]} PAGE NAME | --check")
    sys.stdout.write(snippet(*sys.argv[1:]))
