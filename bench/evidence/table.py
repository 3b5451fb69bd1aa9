#!/usr/bin/env python3
# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Makes tables of the benchmarks' JSON.

With a page, replaces what stands between `<!-- table NAME -->` and `<!-- end -->`
by the table of that name, so that the prose around stays written by hand.
"""

import argparse
import functools
import json
import pathlib
import statistics
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import tables  # noqa: E402
from tables import duration, markdown  # noqa: E402

THREADS = ("1", "2", "4", "8", "16")
HEADS = [f"{t} thread{'s' * (t != '1')}" for t in THREADS]


class Results:
    """The samples of each case: {metric: [one value per repetition]}."""

    def __init__(self, folder):
        self.cases, self.contexts = [], []
        for path in sorted(folder.glob("*.json")):
            report = json.loads(path.read_text())
            self.contexts.append(report["context"])
            samples = {}
            for entry in report["benchmarks"]:
                if entry["run_type"] == "iteration":
                    samples.setdefault(entry["run_name"], []).append(entry)
            for name, entries in samples.items():
                check, *parts = name.split("/")
                keys = dict(p.split(":", 1) for p in parts if ":" in p)
                keys["check"] = check
                self.cases.append((keys, entries))

    def samples(self, metric, **keys):
        for case, entries in self.cases:
            if all(case.get(k) == str(v) for k, v in keys.items()):
                return [e[metric] for e in entries]
        return None

    def median(self, metric, **keys):
        samples = self.samples(metric, **keys)
        return statistics.median(samples) if samples else None

    def values(self, key, **keys):
        found = [case[key] for case, _ in self.cases
                 if key in case and all(case.get(k) == str(v) for k, v in keys.items())]
        # The cases ran in random order.
        return sorted(set(found), key=lambda v: (int(v), "") if v.isdigit() else (-1, v))


def spread(samples):
    """Half the distance between the quartiles, as a share of the median."""
    if len(samples) < 4:
        return max(abs(s / statistics.median(samples) - 1) for s in samples)
    low, _, high = statistics.quantiles(samples, n=4)
    return (high - low) / 2 / statistics.median(samples)


def with_spread(samples, scale=1.0, digits=2):
    if not samples:
        return ""
    return f"{statistics.median(samples) * scale:.{digits}f} ± {spread(samples):.0%}"


def memory(size):
    for unit, factor in (("MB", 1e6), ("KB", 1e3)):
        if size >= factor:
            return f"{size / factor:.1f} {unit}"
    return f"{size:.0f} B"


def ratio(value):
    return "" if value is None else f"**{value:.2f}**" if value >= 1.1 else f"{value:.2f}"


class Table:
    def __init__(self, results):
        self.results = results

    def speedup(self, keys, base, other):
        """How many times the requests per second of `base`, by threads."""
        cells = []
        for threads in THREADS:
            a = self.results.median("items_per_second", threads=threads, **keys, **base)
            b = self.results.median("items_per_second", threads=threads, **keys, **other)
            cells.append(ratio(b / a if a and b else None))
        return cells

    def machine(self):
        context = self.results.contexts[0]
        loads = [c["load_avg"][0] for c in self.results.contexts]
        text = lambda key: context.get(key, "").replace(";", ",")
        return "\n".join([
            f"- {text('processor')}; {context['num_cpus']} cores at {context['mhz_per_cpu'] / 1000:.1f} GHz",
            f"- {text('system')}, libstdc++; {text('compiler')}",
            f"- load average before each program: {', '.join(f'{l:.1f}' for l in loads)}",
            f"- {max(len(e) for _, e in self.results.cases)} repetitions of each case, in random order; "
            "values are medians, ± is half the distance between the quartiles",
        ])

    def alone(self, section):
        """Nanoseconds of a section without a lock."""
        return 1e9 / self.results.median("items_per_second", section=section, lock="none", writes=0)

    def by_length(self):
        return sorted(self.results.values("section"), key=self.alone)

    def sections(self):
        check = "MutexInHotPath"
        head = ["section", "alone", "writes", *HEADS]
        rows = []
        for section in self.by_length():
            alone = self.alone(section)
            for writes in self.results.values("writes", check=check, section=section):
                rows.append([section, duration(alone), f"{writes} %", *self.speedup(
                    {"check": check, "section": section, "writes": writes},
                    {"lock": "mutex"}, {"lock": "shared_mutex"})])
        return markdown(head, rows)

    def samples(self):
        check = "MutexInHotPath"
        locks = ("mutex", "exclusive", "shared_mutex")
        head = ["section", "writes", "threads", "mutex, M/s", "shared_mutex locked exclusively, M/s",
                "shared_mutex, M/s", "ratio"]
        rows = []
        for section in self.by_length():
            for writes in self.results.values("writes", check=check, section=section):
                for threads in THREADS:
                    samples = [self.results.samples("items_per_second", check=check, section=section,
                                                    writes=writes, threads=threads, lock=lock) for lock in locks]
                    rows.append([section, f"{writes} %", threads, *(with_spread(s, 1e-6) for s in samples),
                                 ratio(statistics.median(samples[-1]) / statistics.median(samples[0]))])
        return markdown(head, rows)

    def atomic(self):
        keys = {"check": "MutexInHotPath", "section": "scalar"}
        rows = [[f"{writes} %", *self.speedup({**keys, "writes": writes}, {"lock": "mutex"}, {"lock": "atomic"})]
                for writes in self.results.values("writes", **keys)]
        return markdown(["writes", *HEADS], rows)

    def tail(self):
        rows = []
        for section in sorted(self.results.values("tail"), key=self.alone):
            for threads in ("2", "8"):
                for lock in ("mutex", "shared_mutex"):
                    keys = {"check": "MutexInHotPath", "tail": section, "threads": threads, "lock": lock}
                    rows.append([section, threads, lock, *(
                        duration(self.results.median(f"{what}_{p}", **keys))
                        for what in ("read", "write") for p in ("p50", "p99", "p999"))])
        return markdown(["section", "threads", "lock", "read p50", "p99", "p99.9", "write p50", "p99", "p99.9"], rows, 3)

    def narrowed(self):
        rows = [[f"{work} ns", *self.speedup({"check": "MutexInHotPath", "local_work": work},
                                             {"lock": "mutex"}, {"lock": "narrowed"})]
                for work in self.results.values("local_work")]
        return markdown(["work on locals", *HEADS], rows)

    def batches(self):
        rows = []
        for items in self.results.values("items", check="LockPerIteration"):
            for make in self.results.values("make", check="LockPerIteration"):
                for way in ("hoisted", "swap-out"):
                    rows.append([items, f"{make} ns", way, *self.speedup(
                        {"check": "LockPerIteration", "items": items, "make": make},
                        {"lock": "per-iteration"}, {"lock": way})])
        return markdown(["items", "work per item", "", *HEADS], rows, 3)

    def sharing(self):
        rows = [[f"{between} ns", *self.speedup({"check": "FalseSharing", "between": between},
                                                {"layout": "packed"}, {"layout": "alignas-64"})]
                for between in self.results.values("between")]
        return markdown(["between increments", *HEADS], rows)

    def latencies(self, check, rows, *more):
        found = []
        for title, keys in rows:
            found.append([*title, *(duration(self.results.median(p, check=check, **keys))
                                    for p in ("p50", "p99", "p999")),
                          *(f"{self.results.median(m, check=check, **keys):.2f}" for m in more)])
        return found

    def blocking(self):
        rows = [((call, blocks, threads), {"call": call, "blocks": blocks, "threads": threads})
                for call in ("none", "sleep-1ms", "fsync") for threads in ("1", "4") for blocks in ("under", "after")
                if call != "none" or blocks == "after"]
        return markdown(["call", "the lock", "other threads", "p50", "p99", "p99.9"],
                        self.latencies("BlockingUnderLock", rows), 3)

    def notify(self):
        rows = [((consumers, notify), {"consumers": consumers, "notify": notify})
                for consumers in self.results.values("consumers") for notify in ("under", "after")]
        return markdown(["consumers", "notify", "p50", "p99", "p99.9", "context switches per item"],
                        self.latencies("NotifyUnderLock", rows, "switches_per_item"), 2)

    def per_request(self):
        ways = ("joined", "detached", "pooled")
        rows = []
        for request in self.results.values("request"):
            for number in self.results.values("in_flight"):
                keys = {"check": "UnboundedThreadSpawn", "request": request, "in_flight": number}
                rates = [self.results.median("items_per_second", way=way, **keys) for way in ways]
                rows.append([request, number, *(f"{r:.0f}" for r in rates),
                             *(duration(self.results.median(p, way=way, **keys))
                               for p in ("p50", "p99") for way in ways)])
        heads = [f"{what} {way}" for what in ("requests/s,", "p50", "p99") for way in ways]
        return markdown(["request", "in flight", *heads], rows)

    def asynchronous(self):
        rows = []
        for task in self.results.values("task"):
            for way in ("direct", "dropped", "get", "overwritten"):
                keys = {"check": "BlockingAsyncFuture", "task": task, "way": way}
                rows.append([way, duration(self.results.median("p50", check="BlockingAsyncFuture", task=task, way="direct")),
                             f"{self.results.median('items_per_second', **keys):.0f}",
                             *(duration(self.results.median(p, **keys)) for p in ("p50", "p99"))])
        return markdown(["the call", "the task alone", "calls/s", "p50", "p99"], rows)

    def pairs(self, check):
        """The code as it is reported beside what the fix writes."""
        rows = []
        for case in self.results.values("case", check=check):
            for size in self.results.values("size", check=check, case=case):
                keys = {"check": check, "case": case, "size": size}
                flagged, fixed = (
                    [1e9 / s for s in self.results.samples("items_per_second", code=code, **keys)]
                    for code in ("flagged", "fixed"))
                allocations = [self.results.median("allocations", code=code, **keys) for code in ("flagged", "fixed")]
                rows.append([case, size, *(f"{duration(statistics.median(s))} ± {spread(s):.0%}" for s in (flagged, fixed)),
                             ratio(statistics.median(flagged) / statistics.median(fixed)),
                             *(f"{a:.2f}" for a in allocations)])
        return markdown(["case", "size", "as it is", "with the fix", "times as fast", "allocations", "with the fix"], rows)

    def silent_peer(self):
        check = "MissingTimeout"
        rows = []
        for silent in self.results.values("silent", check=check):
            for limit in self.results.values("limit", check=check):
                keys = {"check": check, "silent": silent, "limit": limit}
                rows.append([f"{int(silent) / 10:g} %", f"{limit} ms" if limit != "0" else "none",
                             f"{self.results.median('answered', **keys):.0%}",
                             *(duration(self.results.median(p, **keys)) for p in ("p50", "p99", "p999"))])
        return markdown(["never answered", "limit", "others answered", "p50", "p99", "p99.9"], rows, 2)

    def recovery(self):
        check = "RetryWithoutBackoff"
        rows = []
        for clients in self.results.values("clients", check=check):
            for retry in self.results.values("retry", check=check):
                keys = {"check": check, "clients": clients, "retry": retry}
                rows.append([clients, retry, *(duration(self.results.median(m, **keys)) for m in ("up", "last")),
                             f"{self.results.median('refused', **keys):.0f}",
                             duration(self.results.median("cpu", **keys))])
        return markdown(["clients", "they try again", "the peer serves after", "the last client is served after",
                         "requests refused", "processor time of all"], rows, 2)

    def deferred_cleanup(self):
        check = "DeferredCleanupInLoop"
        rows = []
        for case in self.results.values("case", check=check):
            for rounds in self.results.values("rounds", check=check, case=case):
                keys = {"check": check, "case": case, "rounds": rounds}
                flagged, fixed = ([1e9 / s for s in self.results.samples("items_per_second", code=code, **keys)]
                                  for code in ("flagged", "fixed"))
                rows.append([case, rounds,
                             *(f"{duration(statistics.median(s))} ± {spread(s):.0%}" for s in (flagged, fixed)),
                             ratio(statistics.median(flagged) / statistics.median(fixed)),
                             *(memory(self.results.median("bytes", code=code, **keys)) for code in ("flagged", "fixed"))])
        return markdown(["case", "rounds", "as it is", "with the fix", "times as fast", "memory", "with the fix"], rows)

    needless_copy = functools.partialmethod(pairs, "NeedlessCopy")
    missed_move = functools.partialmethod(pairs, "MissedMove")
    missing_reserve = functools.partialmethod(pairs, "MissingReserve")
    materialized_output = functools.partialmethod(pairs, "MaterializedOutput")
    string_round_trip = functools.partialmethod(pairs, "StringRoundTrip")
    temporary_lookup_key = functools.partialmethod(pairs, "TemporaryLookupKey")
    eager_log_format = functools.partialmethod(pairs, "EagerLogFormat")
    buffer_per_iteration = functools.partialmethod(pairs, "BufferPerIteration")
    setup_per_iteration = functools.partialmethod(pairs, "SetupPerIteration")
    round_trip_per_iteration = functools.partialmethod(pairs, "RoundTripPerIteration")

    NAMES = {
        "copies": ("machine", "needless_copy", "missed_move", "missing_reserve", "materialized_output", "string_round_trip",
                   "temporary_lookup_key", "eager_log_format"),
        "loops": ("machine", "setup_per_iteration", "buffer_per_iteration", "round_trip_per_iteration",
                  "deferred_cleanup"),
        "locks": ("machine", "sections", "atomic", "tail", "narrowed", "batches", "sharing", "blocking", "notify", "samples"),
        "threads": ("machine", "per_request", "asynchronous"),
        "timeouts": ("machine", "silent_peer", "recovery"),
    }


def show(results):
    table = Table(Results(results))
    for name in Table.NAMES[results.name]:
        print(f"\n## {name}\n\n{getattr(table, name)()}")


def fill(page, results):
    table = Table(Results(results))
    tables.fill(page, {name: getattr(table, name) for name in Table.NAMES[results.name]})


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("results", type=pathlib.Path, help="the folder with the JSON of one family")
    parser.add_argument("page", type=pathlib.Path, nargs="?", help="the page to fill; or else print")
    options = parser.parse_args()
    fill(options.page, options.results) if options.page else show(options.results)


if __name__ == "__main__":
    main()
