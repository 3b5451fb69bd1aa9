# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Plots for the documentation, drawn by gnuplot as SVG.

The same numbers make the same file. There is no background, and the text is
dark or light as the reader's page is.
"""

from __future__ import annotations

import pathlib
import re
import subprocess

Points = list[tuple[float, float]]

# Of one lightness, to be told apart by those who do not see some colours, on white
# and on black (after Okabe and Ito).
COLORS = ["#d55e00", "#2a86c8", "#009e73", "#b07aa1", "#b8860b", "#808080", "#56a3c9"]
INK = "#7f7f7f"

HEAD = f"""\
set encoding utf8
set border 3 lc rgb "{INK}" lw 1
set tics nomirror out scale 0.5 textcolor rgb "{INK}"
set title textcolor rgb "{INK}"
set xlabel textcolor rgb "{INK}"
set ylabel textcolor rgb "{INK}"
set key outside right top Left reverse textcolor rgb "{INK}" samplen 2 spacing 1.2
set grid ytics lc rgb "{INK}" lw 0.25
set style fill solid 0.9 noborder
"""
STYLE = """\
<style>
  text { font-family: system-ui, sans-serif; fill: #333; }
  @media (prefers-color-scheme: dark) { text { fill: #ddd; } }
</style>
"""


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def ticks(labels: list[str], places: list[float] | None = None) -> str:
    """Of the x axis; without places they are numbered from 0."""
    at = places or range(len(labels))
    return "set xtics (" + ", ".join(f"{quoted(v.replace('%', '%%'))} {p:g}" for v, p in zip(labels, at)) + ")"


def draw(path: pathlib.Path, alt: str, script: str, size: tuple[int, int] = (720, 400)) -> None:
    """Runs the commands; `alt` is what the picture says, for those who cannot see it."""
    command = f"set terminal svg noenhanced size {size[0]},{size[1]} font 'sans-serif,13'\n{HEAD}{script}"
    done = subprocess.run(["gnuplot"], input=command, capture_output=True, text=True)
    if done.returncode or done.stderr.strip():
        raise SystemExit(f"gnuplot: {done.stderr}\n{command}")
    text = done.stdout
    # Comments name the program's version.
    text = re.sub(r"<!--.*?-->\n?", "", text, flags=re.S)
    text = re.sub(r"<title>.*?</title>", f"<title>{escaped(alt)}</title>", text, count=1, flags=re.S)
    text = re.sub(r"<desc>.*?</desc>\n?", "", text, flags=re.S)
    text = re.sub(r"[ \t]+$", "", re.sub(r"\n{2,}", "\n", text), flags=re.M)
    text = re.sub(r"(<svg[^>]*>\n?)", lambda m: m[1] + STYLE, text, count=1)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def block(name: str, rows: list[list[object]]) -> str:
    return f"${name} << END\n" + "".join(" ".join(str(c) for c in row) + "\n" for row in rows) + "END\n"


def lines(path: pathlib.Path, title: str, series: dict[str, Points], xlabel: str, ylabel: str, *,
          log: str = "", more: str = "") -> None:
    """A line for each series. `more` are commands of gnuplot."""
    script = f"set title {quoted(title)}\nset xlabel {quoted(xlabel)}\nset ylabel {quoted(ylabel)}\n"
    script += (f"set logscale {log}\n" if log else "") + more + "\n"
    plots = []
    for number, (name, points) in enumerate(series.items()):
        script += block(f"d{number}", [list(p) for p in points])
        plots.append(f"$d{number} using 1:2 with linespoints pt 7 ps 0.5 lw 2 "
                     f"lc rgb '{COLORS[number % len(COLORS)]}' title {quoted(name)}")
    draw(path, f"{title}: {ylabel} by {xlabel}", script + "plot " + ", ".join(plots) + "\n")


def bars(path: pathlib.Path, title: str, groups: list[str], series: dict[str, list[float]], ylabel: str, *,
         log: bool = False, more: str = "", size: tuple[int, int] = (720, 400)) -> None:
    """Groups of bars, one in each group for each series."""
    rows = [[quoted(group), *(values[i] for values in series.values())] for i, group in enumerate(groups)]
    script = block("data", rows)
    script += f"set title {quoted(title)}\nset ylabel {quoted(ylabel)}\nset style data histogram\n"
    script += "set style histogram clustered gap 1\nset boxwidth 0.9\nset xtics scale 0\n"
    script += ("set logscale y\n" if log else "set yrange [0:*]\n") + more + "\n"
    plots = [f"$data using {number + 2}:xtic(1) lc rgb '{COLORS[number % len(COLORS)]}' title {quoted(name)}"
             for number, name in enumerate(series)]
    draw(path, f"{title}: {ylabel}", script + "plot " + ", ".join(plots) + "\n", size)
