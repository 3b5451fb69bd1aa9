#!/usr/bin/env python3
# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the fixes of p99-tidy do for a whole service.

Drives examples/orders as it was written, with the fixes of each family of checks,
and with all of them, at several loads and with peers in trouble. The variants
take turns, so that what else the machine does hits all of them. Then takes a
profile of the service as written, and asks p99-tidy what it ranks first.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable

import drive
import profiled
import report
import variants
from drive import Run, Scenario

HERE = pathlib.Path(__file__).resolve().parent

SCENARIOS = [
    Scenario("30 %", 0.30),
    Scenario("60 %", 0.60),
    Scenario("90 %", 0.90),
    Scenario("slow warehouse", 0.30, (("stock", 10, 0),)),
    Scenario("silent pricing", 0.30, (("pricing", 0, 10),)),
]


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def summary(run: Run) -> dict:
    """What the tables are made of."""
    kinds = {"all": tuple(run.latencies), "reads": drive.READS, "orders": ("place",)}
    found: dict = {
        "requests": sum(run.statuses.values()), "unanswered": run.statuses.get(0, 0),
        "errors": sum(n for status, n in run.statuses.items() if status >= 500),
        "threads": run.threads, "peak_kb": run.peak_kb, "cpu_us": run.cpu_us,
        "late_p99": percentile(run.late, 0.99),
    }
    for name, members in kinds.items():
        values = [v for m in members for v in run.latencies.get(m, [])]
        for label, share in (("p50", 0.5), ("p99", 0.99), ("p999", 0.999)):
            found[f"{name}_{label}"] = percentile(values, share)
    if len(found) and run.latencies:
        everything = [v for m in run.latencies.values() for v in m]
        found["curve"] = [percentile(everything, s) for s in report.CURVE]
    return found


def machine() -> dict[str, str]:
    cpuinfo = pathlib.Path("/proc/cpuinfo").read_text()
    processor = re.search(r"^model name\s*: (.*)", cpuinfo, re.M)
    compiler = subprocess.run([variants.COMPILER, "--version"], capture_output=True, text=True, check=True)
    return {
        "processor": (processor[1] if processor else platform.machine())
                     + (", virtual" if " hypervisor " in cpuinfo else ""),
        "cores": str(os.cpu_count()),
        "system": f"Linux {'.'.join(platform.release().split('.')[:2])}, {' '.join(platform.libc_ver())}",
        "compiler": compiler.stdout.split("\n")[0] + f", CMake's {variants.BUILD_TYPE}",
    }


def build_load(folder: pathlib.Path) -> pathlib.Path:
    variants.run("cmake", "-S", HERE, "-B", folder, "-G", "Ninja", f"-DCMAKE_CXX_COMPILER={variants.COMPILER}")
    variants.run("ninja", "-C", folder, "--quiet")
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", type=pathlib.Path, default=variants.ROOT / "build")
    parser.add_argument("--rounds", type=int, default=3, help="how often each case is measured")
    parser.add_argument("--seconds", type=float, default=2, help="how long each time")
    parser.add_argument("--each", type=int, default=0, metavar="N", help="measure the fixes of the first N findings alone")
    parser.add_argument("--write", action="store_true", help="put the tables and plots into docs/case-study.md")
    parser.add_argument("--tables", action="store_true", help="measure nothing: tables of the last results")
    parser.add_argument("variant", nargs="*", help="'as written', 'all fixes', or a family; default: all")
    options = parser.parse_args()

    folder = options.build.resolve() / "bench/orders"
    folder.mkdir(parents=True, exist_ok=True)
    results = folder / "results.json"
    if not options.tables:
        results.write_text(json.dumps(measured(options, folder), indent=1))
    found = report.Report(json.loads(results.read_text()))
    found.write() if options.write else found.show()


def measured(options: argparse.Namespace, folder: pathlib.Path) -> dict:
    driver = options.build.resolve() / "bin/p99-tidy"
    made = variants.make(driver, folder, options.variant)
    programs = build_load(folder / "load")
    found: dict = {"machine": machine(), "rounds": options.rounds, "seconds": options.seconds,
                   "timeout_ms": variants.TIMEOUT_MS, "load_before": os.getloadavg()[0],
                   "variants": {v.name: {"findings": v.findings, "left": v.left} for v in made},
                   "capacity": {}, "runs": {}}
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name)

        def world(variant: variants.Variant) -> drive.World:
            return drive.World(programs, variant.server, scratch)

        for _ in range(options.rounds):
            for variant in made:
                with world(variant) as service:
                    found["capacity"].setdefault(variant.name, []).append(service.capacity(max(1, int(options.seconds))))
        # The loads are shares of what the service as written can do.
        full = statistics.median(found["capacity"][made[0].name])
        for round_ in range(options.rounds):
            print(f"round {round_ + 1} of {options.rounds}", file=sys.stderr, flush=True)
            for scenario in SCENARIOS:
                for variant in made:
                    with world(variant) as service:
                        run = service.measure(scenario, scenario.share * full, options.seconds, seed=round_ + 1)
                    found["runs"].setdefault(variant.name, {}).setdefault(scenario.name, []).append(summary(run))
        if made[0].name == variants.AS_WRITTEN:
            found["profile"] = ranked(options, folder, made[0], world, profiled.SCENARIO.share * full)
    found["load_after"] = os.getloadavg()[0]
    return found


def ranked(options: argparse.Namespace, folder: pathlib.Path, origin: variants.Variant,
           world: Callable[[variants.Variant], drive.World], rate: float) -> list[dict]:
    """The findings by a profile, the first of them with what their fixes save."""
    with world(origin) as service:
        findings = profiled.take(options.build.resolve() / "bin/p99-tidy", origin, service, rate, options.seconds, folder)
    rows = [{key: f.get(key) for key in ("check", "path", "line", "message", "hotness", "fix")} for f in findings]
    builder = variants.Builder(folder)
    alone = {}
    for number, finding in enumerate(findings[:options.each]):
        if variants.edits_of(finding):
            alone[number] = variants.with_one_fix(finding, folder, number)
            builder.build(alone[number])
    for round_ in range(options.rounds):
        before = None
        for number, variant in [(None, origin), *alone.items()]:
            with world(variant) as service:
                cpu = service.measure(profiled.SCENARIO, rate, options.seconds, seed=round_ + 1).cpu_us
            if number is None:
                before = cpu
            else:
                rows[number].setdefault("saved", []).append(1 - cpu / before)
    return rows


if __name__ == "__main__":
    main()
