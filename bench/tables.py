# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Tables of numbers in the documentation: what stands between `<!-- table NAME -->`
and `<!-- end -->` is made, the prose around is written by hand."""

from __future__ import annotations

import math
import pathlib
import re
from collections.abc import Callable, Sequence


def duration(nanoseconds: float | None) -> str:
    if nanoseconds is None:
        return ""
    if math.isinf(nanoseconds):
        return "never"
    for unit, size in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
        if nanoseconds >= size:
            value = nanoseconds / size
            return f"{value:.0f} {unit}" if value >= 10 else f"{value:.1f} {unit}"
    return f"{nanoseconds:.0f} ns"


def markdown(head: Sequence[str], rows: Sequence[Sequence[object]], right: int = 1) -> str:
    """The first `right` columns are text, the rest are numbers."""
    rule = ["---" if i < right else "---:" for i in range(len(head))]
    return "\n".join("| " + " | ".join(str(c) for c in row) + " |" for row in [head, rule, *rows])


def fill(page: pathlib.Path, tables: dict[str, Callable[[], str]]) -> None:
    def replace(match: re.Match[str]) -> str:
        if match[1] not in tables:
            raise SystemExit(f"{page}: no table '{match[1]}'; one of: {', '.join(tables)}")
        return f"<!-- table {match[1]} -->\n\n{tables[match[1]]()}\n\n<!-- end -->"

    text = page.read_text(encoding="utf-8")
    page.write_text(re.sub(r"<!-- table (\w+) -->\n.*?<!-- end -->", replace, text, flags=re.S), encoding="utf-8")


def read(page: pathlib.Path, name: str) -> list[dict[str, str]]:
    """The rows of a table that stands in a page, each by the heads of its columns;
    of two with the same head the second is called after the one before it, too."""
    found = re.search(rf"<!-- table {name} -->\n(.*?)<!-- end -->", page.read_text(encoding="utf-8"), re.S)
    if not found:
        raise SystemExit(f"{page} has no table '{name}'")
    head, _, *rows = [[c.strip() for c in line.strip("|").split("|")]
                      for line in found[1].strip().splitlines() if line.startswith("|")]
    names = [f"{head[i - 1]}, {name}" if name in head[:i] else name for i, name in enumerate(head)]
    return [dict(zip(names, row)) for row in rows]
