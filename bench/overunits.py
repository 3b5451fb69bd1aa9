# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the benchmarks over real units have in common: they measure one after the
other, and hold the medians of ratios against bars."""

import argparse
import json
import pathlib
import statistics
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]


def options(doc, count, default, help=None):
    """`count` is how often each unit is measured, as `--rounds`."""
    parser = argparse.ArgumentParser(description=doc.split("\n", maxsplit=1)[0])
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build")
    parser.add_argument(count, type=int, default=default, help=help)
    parser.add_argument("--json", action="store_true", help="print the measurements as JSON")
    parser.add_argument("filter", nargs="*", help="parts of the units' names")
    return parser.parse_args()


def compare(chosen, units, row_of, print_row, ratios, bars, whose, after=lambda rows: []):
    """Ends the program: with 0 if the medians are within the bars.

    `row_of(name, path, flags)` measures a unit and answers its row, or None if
    it is broken here; a ratio that is None in a row is left out. `bars` are
    (what, which of the ratios, bar). `after(rows)` measures what is left, and
    answers (what it found, whether that is within its bar) of each."""
    rows, skipped = [], []
    for name, path, flags in units:
        if chosen.filter and not any(f in name for f in chosen.filter):
            continue
        row = path.exists() and row_of(name, path, flags)
        if not row:
            skipped.append(name)
            continue
        rows.append(row)
        if not chosen.json:
            print_row(row, heading=len(rows) == 1)
    if not rows:
        sys.exit("no unit could be measured")

    measured = {key: [row[key] for row in rows if row[key] is not None] for key in ratios}
    medians = {key: statistics.median(values) for key, values in measured.items() if values}
    bars = [(what, key, bar) for what, key, bar in bars if key in medians]
    others = after(rows)
    met = all(medians[key] <= bar for _, key, bar in bars) and all(within for _, within in others)
    if chosen.json:
        print(json.dumps({"units": rows, "skipped": skipped, "median": medians, "met": met}, indent=2))
    else:
        print_row({"unit": f"median of {len(rows)}", **medians})
        for name in skipped:
            print(f"skipped, absent or broken here: {name}")
        for what, key, bar in bars:
            print(f"{what}: {medians[key]:.2f} of {whose}, bar {bar:.2f}: "
                  f"{'met' if medians[key] <= bar else 'MISSED'}")
        for what, within in others:
            print(f"{what}: {'met' if within else 'MISSED'}")
    sys.exit(0 if met else 1)
