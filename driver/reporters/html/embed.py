#!/usr/bin/env python3
# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes the parts of the page as C++ string literals: embed.py NODE_MODULES OUT PART...

Beside the given files they are flame-graph.js, d3-flame-graph and the packages that it needs, as
they are published, in the order of their dependencies; flame-graph.css, the style that the script
adds to the page; and flame-graph.txt, the licences. Where nothing has been fetched, these are
empty: reports are then without a flame graph."""

import json
import pathlib
import re
import sys

ROOT = "d3-flame-graph"


def in_order(modules, name, done):
    """Appends the package after those that it needs."""
    if name not in done:
        package = json.loads((modules / name / "package.json").read_text())
        for needed in package.get("dependencies", {}):
            in_order(modules, needed, done)
        done.append(name)
    return done


def script(package):
    [found] = {*package.glob("dist/*.umd.min.js")} or {*package.glob("dist/*.min.js")}
    text = found.read_text(encoding="utf-8").strip()
    if "</script" in text.lower():
        sys.exit(f"embed.py: {found} would end the element that it is put into")
    return text


def licences(packages):
    """Each text once, below the packages that it holds for."""
    texts = {}
    for package in packages:
        version = json.loads((package / "package.json").read_text())["version"]
        text = (package / "LICENSE").read_text(encoding="utf-8").strip("\n")
        texts.setdefault(text, []).append(f"{package.name} {version}")
    return "\n\n".join(f"{', '.join(names)}\n\n{text}" for text, names in texts.items())


def style(text):
    """The policy of the page names styles by their hash, so they have to be known."""
    if not text:
        return ""
    styles = re.findall(r"\.textContent=`([^`\\]*)`", text)
    if len(styles) != text.count('createElement("style")') or len(styles) != 1 or "${" in styles[0]:
        sys.exit("embed.py: the scripts add other styles than is known; look at them again")
    return styles[0]


def literal(text):
    """Short adjacent literals keep the generated file readable."""
    lines = text.split("\n")
    escaped = (line.replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return "\\n\"\n\"".join(escaped).join('""')


modules, out, *files = map(pathlib.Path, sys.argv[1:])
packages = []
if (modules / ROOT).is_dir():
    packages = [modules / name for name in in_order(modules, ROOT, [])]
text = "\n".join(map(script, packages))
parts = {"flame-graph.js": text, "flame-graph.css": style(text), "flame-graph.txt": licences(packages)}
parts |= {file.name: file.read_text(encoding="utf-8") for file in files}
out.write_text(
    "".join(f'{{"{name}",\n{literal(part)}}},\n' for name, part in sorted(parts.items())), encoding="utf-8")
