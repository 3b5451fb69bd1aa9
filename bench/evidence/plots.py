#!/usr/bin/env python3
# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Draws the main tables of docs/evidence-*.md.

Takes the numbers from the pages, so that a plot shows what its table says.
"""

from __future__ import annotations

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench"))
import plot  # noqa: E402
import tables  # noqa: E402

DOCS = ROOT / "docs"
UNITS = {"ns": 1e-6, "µs": 1e-3, "ms": 1, "s": 1e3}


def number(cell: str) -> float:
    """A count, a ratio, or a percentage; a duration in milliseconds."""
    found = re.match(r"\**([\d.]+)\**\s*(ns|µs|ms|s)?\b", cell)
    if not found:
        raise SystemExit(f"'{cell}' is no number")
    return float(found[1]) * UNITS.get(found[2], 1)


def series(rows: list[dict[str, str]], key: str, x: str, y: str, **only: str) -> dict[str, plot.Points]:
    found: dict[str, plot.Points] = {}
    for row in rows:
        if all(row[k] == v for k, v in only.items()):
            found.setdefault(row[key], []).append((number(row[x]), number(row[y])))
    return found


def locks(page: pathlib.Path) -> None:
    rows = tables.read(page, "sections")
    writes = list(dict.fromkeys(row["writes"] for row in rows))
    lines: dict[str, plot.Points] = {}
    for row in rows:
        lines.setdefault(f"{row['section']}, {row['alone']}", []).append(
            (writes.index(row["writes"]), number(row["2 threads"])))
    plot.lines(DOCS / "plots/evidence-locks-shared.svg", "A shared lock instead of a mutex, 2 threads on 2 cores", lines,
               "requests that write", "times as many requests", log="y",
               more=plot.ticks(writes) + "\nset yrange [0.125:8]\nset ytics (0.125,0.25,0.5,1,2,4,8)\n"
                    f"set arrow from 0,1 to {len(writes) - 1},1 nohead lc rgb '{plot.INK}' dt 2")


def threads(page: pathlib.Path) -> None:
    rows = [row for row in tables.read(page, "per_request") if row["request"] == "waits"]
    lines = {way: [(number(row["in flight"]), number(row[f"p99 {way}"])) for row in rows]
             for way in ("joined", "detached", "pooled")}
    plot.lines(DOCS / "plots/evidence-threads-p99.svg", "A thread for each request that waits for 1 ms, or a pool", lines,
               "requests in flight", "p99 in ms", log="xy", more=plot.ticks(["1", "10", "100", "1000"], [1, 10, 100, 1000]))


def copies(page: pathlib.Path) -> None:
    rows = [row for row in tables.read(page, "needless_copy") if row["case"].startswith("string,") or row["case"] == "string"]
    sizes = list(dict.fromkeys(row["size"] for row in rows))
    plot.lines(DOCS / "plots/evidence-copies-needless.svg", "A copy of a string that is only read", series(rows, "case", "size", "times as fast"),
               "bytes", "times as fast without it", log="xy",
               more=plot.ticks(sizes, [number(s) for s in sizes]))


def loops(page: pathlib.Path) -> None:
    rows = tables.read(page, "setup_per_iteration")
    names = [row["case"].replace("std::random_device and std::mt19937", "random_device, mt19937") for row in rows]
    plot.bars(DOCS / "plots/evidence-loops-setup.svg", "What is set up for each use, or kept", names,
              {"set up each time": [number(row["as it is"]) * 1e3 for row in rows],
               "kept": [number(row["with the fix"]) * 1e3 for row in rows]},
              "µs", log=True, more="set xtics rotate by -15", size=(720, 430))
    rows = tables.read(page, "deferred_cleanup")
    memory = {"B": 1e-3, "KB": 1, "MB": 1e3}
    kilobytes = lambda cell: float(cell.split()[0]) * memory[cell.split()[1]]
    lines = {}
    for case in ("alloca", "arena"):
        of = [row for row in rows if row["case"] == case]
        lines[f"{case}, as it is"] = [(number(r["rounds"]), kilobytes(r["memory"])) for r in of]
        lines[f"{case}, with the fix"] = [(number(r["rounds"]), kilobytes(r["memory, with the fix"])) for r in of]
    plot.lines(DOCS / "plots/evidence-loops-memory.svg", "What a loop holds on to", lines, "rounds", "KB", log="xy",
               more="set format x '%.0f'")


def timeouts(page: pathlib.Path) -> None:
    rows = tables.read(page, "silent_peer")
    groups = list(dict.fromkeys(row["never answered"] for row in rows))
    limits = list(dict.fromkeys(row["limit"] for row in rows))
    plot.bars(DOCS / "plots/evidence-timeouts-p99.svg", "A peer that leaves some requests without an answer: the others", groups,
              {f"limit: {limit}": [number(row["p99"]) for row in rows if row["limit"] == limit] for limit in limits},
              "p99 in ms", log=True, more="set yrange [1:1000]")
    rows = tables.read(page, "recovery")
    plot.lines(DOCS / "plots/evidence-timeouts-recovery.svg", "A restarted peer with clients at its door",
               series(rows, "they try again", "clients", "the peer serves after"), "clients", "ms until the peer serves",
               log="x", more=plot.ticks(["1", "8", "64", "512"], [1, 8, 64, 512]) + "\nset yrange [0:*]")


PAGES = {"locks": locks, "threads": threads, "copies": copies, "loops": loops, "timeouts": timeouts}


def draw(name: str) -> None:
    PAGES[name](DOCS / f"evidence-{name}.md")


if __name__ == "__main__":
    for name in sys.argv[1:] or PAGES:
        draw(name)
