# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Takes a profile of the service under load, and has p99-tidy rank its findings by it."""

from __future__ import annotations

import pathlib
import signal
import subprocess
import time

import drive
import variants

SCENARIO = drive.Scenario("profile", 0.6)


def take(driver: pathlib.Path, variant: variants.Variant, service: drive.World, rate: float, seconds: float,
         folder: pathlib.Path) -> list[dict]:
    data, text = folder / "perf.data", folder / "orders.perf"
    # All that runs on the service's core: a thread that lives shorter than the time
    # between two samples is not seen if the process is sampled, for then each
    # thread has a clock of its own. Debian's libraries have no frame pointers, so
    # stacks are unwound by their tables. Virtual machines seldom have the
    # processor's counters, but always a timer.
    recorder = subprocess.Popen(["perf", "record", "-e", "cpu-clock", "-F", "499", "--call-graph", "dwarf,16384",
                                 "-C", str(drive.cores()[0]), "-o", data], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(1)  # Until it is ready.
    service.measure(SCENARIO, rate, max(seconds, 3), seed=99)
    recorder.send_signal(signal.SIGINT)
    recorder.wait()
    with text.open("w") as out:
        subprocess.run(["perf", "script", "--comm", variant.server.name, "--no-inline", "-i", data],
                       check=True, stdout=out, stderr=subprocess.DEVNULL)
    everything = sorted(c for checks in variants.families(driver).values() for c in checks)
    return variants.lint(driver, variant.folder, everything, f"--profile={text}")
