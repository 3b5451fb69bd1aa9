#!/usr/bin/env python3
# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Is p99-tidy faster than the compiler, and no bigger?

Runs p99-tidy with all its checks, `clang++ -fsyntax-only` and `clang-tidy
--checks=-*,performance-*` over the same real units, one after the other, several
times; then p99-tidy over each unit after an edit of its body, with the cache that
earlier edits left. Compared are user time and peak memory, as ratios to the
compiler: they hold on a busy or slow machine, where seconds do not.

At last all of these units at once, with one job and with two, by the clock.

Exit code 1 if a bar is missed.
"""

import json
import os
import pathlib
import shlex
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench"))
import overunits  # noqa: E402

LLVM = pathlib.Path("/usr/lib/llvm-22/bin")
BOOST = pathlib.Path("/usr/share/doc/libboost1.81-doc/examples/libs")
CURL = pathlib.Path("/usr/share/doc/libcurl4/examples")

TIME_BAR = 0.8    # of the compiler's user time, in the median
MEMORY_BAR = 1.0  # of the compiler's peak memory, in the median
EDITED_BAR = 0.15  # of the compiler's user time, in the median of heavy units
HEAVY = 1.0        # seconds of the compiler from which a unit is one
JOBS_BAR = 1.8     # how much faster two jobs are, by the clock

BOOST_UNITS = [
    "asio/example/cpp03/http/server/connection.cpp",
    "asio/example/cpp03/http/client/sync_client.cpp",
    "asio/example/cpp14/iostreams/http_client.cpp",
    "asio/example/cpp20/coroutines/chat_server.cpp",
    "beast/example/http/client/sync/http_client_sync.cpp",
    "beast/example/http/server/async/http_server_async.cpp",
    "beast/example/websocket/server/chat-multi/websocket_session.cpp",
]
CURL_UNITS = ["10-at-a-time.c", "ephiperfifo.c", "multithread.c", "simple.c"]
OWN_UNITS = [
    "checks/analysis/ApiModels.cpp",
    "checks/core/FixBuilder.cpp",
    "checks/timeouts/MissingTimeout.cpp",
    "driver/frontend/Frontend.cpp",
    "driver/project/Project.cpp",
]


def own_flags(build, path):
    """The flags of the compile database, without the precompiled header: it
    would hide the parse that is to be measured."""
    for entry in json.loads((build / "compile_commands.json").read_text()):
        if entry["file"] != str(path):
            continue
        words = shlex.split(entry["command"])
        kept, skip = [], False
        for word in words[words.index(next(w for w in words if w.startswith("-"))):]:
            if skip or word in ("-c", "-Winvalid-pch", "-Xclang", entry["file"]) or "pch" in word:
                skip = False
            elif word == "-o" or word in ("-include", "-include-pch"):
                skip = True
            else:
                kept.append(word)
        return kept
    return None


def units(build):
    found = []
    for name in BOOST_UNITS:
        found.append((name, BOOST / name, ["-std=c++20"]))
    for name in CURL_UNITS:
        found.append((f"curl/{name}", CURL / name, ["-std=c17", "-D_GNU_SOURCE"]))
    for path in sorted((ROOT / "examples/orders/src").glob("*.cpp")):
        found.append((f"orders/{path.name}", path, ["-std=c++20", f"-I{path.parent}"]))
    for name in OWN_UNITS:
        flags = own_flags(build, ROOT / name)
        if flags:
            found.append((name, ROOT / name, flags))
    return found


def measure(command):
    """User seconds and peak memory in MB of one run."""
    with open(os.devnull, "wb") as null:
        process = subprocess.Popen([str(c) for c in command], stdout=null, stderr=null)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime, usage.ru_maxrss / 1024, process.returncode


def commands(build, path, flags):
    compiler = LLVM / ("clang" if path.suffix == ".c" else "clang++")
    return {
        "clang": [compiler, "-fsyntax-only", *flags, path],
        "p99-tidy": [build / "bin/p99-tidy", "-j1", "--no-cache", "--checks=-*,p99-*", path, "--", *flags],
        "clang-tidy": [LLVM / "clang-tidy", "--checks=-*,performance-*", "--quiet", path, "--", *flags],
    }


def measure_edited(build, path, flags, rounds):
    """As measure(), of a copy of the unit that has one more line each time."""
    runs = []
    with tempfile.TemporaryDirectory() as name:
        copy = pathlib.Path(name) / path.name
        command = [build / "bin/p99-tidy", "-j1", f"--cache-dir={name}/cache", "--checks=-*,p99-*", copy,
                   "--", "-iquote", path.parent, *flags]
        # The first sees the include block, the second precompiles it.
        for edit in range(2 + rounds):
            copy.write_text(path.read_text(errors="replace") + f"\n// {edit}\n")
            seconds, megabytes, code = measure(command)
            if code not in (0, 1):
                return None
            runs.append((seconds, megabytes))
    return runs[2:]


def measure_unit(build, path, flags, rounds):
    runs = {}
    for _ in range(rounds):
        for tool, command in commands(build, path, flags).items():
            seconds, megabytes, code = measure(command)
            # 1 is findings; anything above was not the same work.
            if code not in ((0,) if tool == "clang" else (0, 1)):
                return None
            runs.setdefault(tool, []).append((seconds, megabytes))
    runs["edited"] = measure_edited(build, path, flags, rounds)
    if not runs["edited"]:
        return None
    # The fastest run is the one that others disturbed least.
    return {tool: (min(s for s, _ in r), min(m for _, m in r)) for tool, r in runs.items()}


def measure_jobs(build, chosen_units, rounds):
    """How much faster two jobs are than one over all these units."""
    with tempfile.TemporaryDirectory() as name:
        database = [{"directory": str(path.parent), "file": str(path), "arguments": ["c++", *map(str, flags), str(path)]}
                    for _, path, flags in chosen_units]
        pathlib.Path(name, "compile_commands.json").write_text(json.dumps(database))
        ratios = []
        for _ in range(rounds):
            seconds = []
            for jobs in (1, 2):
                start = time.monotonic()
                measure([build / "bin/p99-tidy", f"-j{jobs}", "--no-cache", "--checks=-*,p99-*", "-p", name])
                seconds.append(time.monotonic() - start)
            ratios.append(seconds[0] / seconds[1])
        return statistics.median(ratios)


def main():
    chosen = overunits.options(__doc__, "--rounds", 5)
    build = chosen.build.resolve()

    def row_of(name, path, flags):
        best = measure_unit(build, path, flags, chosen.rounds)
        if not best:
            return None
        clang, ours, tidy, edited = (best[t] for t in ("clang", "p99-tidy", "clang-tidy", "edited"))
        return {
            "unit": name, "clang_seconds": clang[0], "clang_megabytes": clang[1],
            "time": ours[0] / clang[0], "clang_tidy_time": tidy[0] / clang[0],
            "memory": ours[1] / clang[1], "clang_tidy_memory": tidy[1] / clang[1],
            "edited": edited[0] / clang[0], "edited_memory": edited[1] / clang[1],
            # Only of these the edited ones are held to a bar.
            "edited_heavy": edited[0] / clang[0] if clang[0] >= HEAVY else None,
        }

    def after(rows):
        measured = {row["unit"] for row in rows}
        ratio = measure_jobs(build, [u for u in units(build) if u[0] in measured], min(chosen.rounds, 3))
        return [(f"two jobs: {ratio:.2f} times as fast as one, bar {JOBS_BAR:.2f}", ratio >= JOBS_BAR)]

    overunits.compare(
        chosen, units(build), row_of, print_row,
        ("time", "clang_tidy_time", "memory", "clang_tidy_memory", "edited", "edited_memory", "edited_heavy"),
        [("user time", "time", TIME_BAR), ("peak memory", "memory", MEMORY_BAR),
         ("user time of heavy units after an edit", "edited_heavy", EDITED_BAR)], "clang's", after,
    )


def print_row(row, heading=False):
    if heading:
        print(f"{'':46}  {'clang -fsyntax-only':>19}  {'p99-tidy':>12}  {'after an edit':>13}  {'clang-tidy':>12}\n"
              f"{'unit':46}  {'user s':>8} {'peak MB':>10}  {'time':>5} {'mem':>6}  {'time':>6} {'mem':>6}  {'time':>5} {'mem':>6}")
    absolute = (f"{row['clang_seconds']:8.2f} {row['clang_megabytes']:10.0f}"
                if "clang_seconds" in row else " " * 19)
    print(f"{row['unit'][-46:]:46}  {absolute}  {row['time']:5.2f} {row['memory']:6.2f}  "
          f"{row['edited']:6.2f} {row['edited_memory']:6.2f}  "
          f"{row['clang_tidy_time']:5.2f} {row['clang_tidy_memory']:6.2f}", flush=True)


if __name__ == "__main__":
    main()
