# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The tables and plots of docs/case-study.md."""

from __future__ import annotations

import math
import pathlib
import statistics
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench"))
import plot  # noqa: E402
import tables  # noqa: E402
from tables import duration, markdown  # noqa: E402

PAGE = ROOT / "docs/case-study.md"
PLOTS = ROOT / "docs/plots"

# The shares of requests whose latency is kept, to draw all of the distribution.
CURVE = [0, 0.25, 0.5, 0.75, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999]
RANKED = 10


class Report:
    def __init__(self, results: dict):
        self.results = results
        self.names = list(results["variants"])
        self.first, self.last = self.names[0], self.names[-1]
        self.scenarios = list(results["runs"][self.first])

    def samples(self, variant: str, scenario: str, metric: str) -> list[float]:
        return [run[metric] for run in self.results["runs"][variant][scenario]]

    def median(self, variant: str, scenario: str, metric: str) -> float:
        return statistics.median_low(self.samples(variant, scenario, metric))

    def capacity(self, variant: str) -> float:
        return statistics.median(self.results["capacity"][variant])

    def span(self, variant: str, scenario: str, metric: str) -> str:
        values = self.samples(variant, scenario, metric)
        low, high = duration(min(values)), duration(max(values))
        return duration(statistics.median_low(values)) + (f" ({low} to {high})" if low != high else "")

    def machine(self) -> str:
        said, found = self.results["machine"], self.results
        late = statistics.median(r["late_p99"] for by_name in found["runs"].values() for runs in by_name.values() for r in runs)
        return "\n".join([
            f"- {said['processor']}; {said['cores']} cores, one for the service, one for the load and the peers",
            f"- {said['system']}, libstdc++; {said['compiler']}",
            f"- load average before {found['load_before']:.1f}, after {found['load_after']:.1f}",
            f"- {found['rounds']} rounds in which the variants take turns, {found['seconds']:g} s each; values are medians of "
            "the rounds, in brackets the least and the most",
            f"- the load was sent late by {duration(late)} in the 99th percentile, which counts as the service's latency",
        ])

    def fixes(self) -> str:
        rows = []
        for name in self.names[1:-1]:
            of = self.results["variants"][name]
            rows.append([name, of["findings"], of["left"]])
        return markdown(["fixes of", "findings", "left after the fixes"], rows)

    def throughput(self) -> str:
        base, rows = self.capacity(self.first), []
        cpu = self.median(self.first, self.scenarios[1], "cpu_us")
        for name in self.names:
            values = self.results["capacity"][name]
            own = self.median(name, self.scenarios[1], "cpu_us")
            rows.append([name, f"{self.capacity(name):.0f} ({min(values):.0f} to {max(values):.0f})",
                         f"{self.capacity(name) / base:.2f}", f"{own:.0f} µs", f"{own / cpu:.2f}"])
        return markdown(["", "requests/s", "relative", "processor time of a request", "relative"], rows)

    def loads(self) -> str:
        rows = []
        for scenario in self.scenarios:
            if not scenario.endswith("%"):
                continue
            rate = float(scenario.split()[0]) / 100 * self.capacity(self.first)
            for name in self.names:
                rows.append([f"{scenario}, {rate:.0f}/s", name, *(self.span(name, scenario, f"all_{p}") for p in ("p50", "p99", "p999")),
                             *self.resources(name, scenario)])
        return markdown(["load", "", "p50", "p99", "p99.9", "no answer", "threads", "memory"], rows, 2)

    def trouble(self) -> str:
        rows = []
        for scenario in self.scenarios:
            if scenario.endswith("%"):
                continue
            for name in self.names:
                rows.append([scenario, name,
                             *(duration(self.median(name, scenario, f"{kind}_{p}")) for kind in ("reads", "orders") for p in ("p50", "p99")),
                             f"{self.share(name, scenario, 'errors'):.1%}", *self.resources(name, scenario)])
        return markdown(["peer", "", "reads, p50", "p99", "orders, p50", "p99", "answered with an error", "no answer",
                         "threads", "memory"], rows, 2)

    def share(self, variant: str, scenario: str, metric: str) -> float:
        return statistics.median(r[metric] / r["requests"] for r in self.results["runs"][variant][scenario])

    def resources(self, variant: str, scenario: str) -> list[str]:
        return [f"{self.share(variant, scenario, 'unanswered'):.1%}", f"{self.median(variant, scenario, 'threads'):.0f}",
                f"{self.median(variant, scenario, 'peak_kb') / 1024:.0f} MB"]

    def ranking(self) -> str:
        rows = []
        for number, f in enumerate(self.results["profile"][:RANKED]):
            saved = f"{statistics.median(f['saved']):.0%}" if f.get("saved") else ""
            rows.append([number + 1, f"{f['hotness']:.1%}" if f["hotness"] is not None else "",
                         f"`{pathlib.Path(f['path']).name}:{f['line']}`", f"`{f['check']}`", f["message"], f["fix"], saved])
        return markdown(["", "on the stack", "place", "check", "finding", "fix", "saves of the processor's time"], rows, 0)

    def tables(self) -> dict:
        return {"machine": self.machine, "fixes": self.fixes, "throughput": self.throughput, "loads": self.loads,
                "trouble": self.trouble, "ranking": self.ranking}

    def show(self) -> None:
        for name, table in self.tables().items():
            if name != "ranking" or "profile" in self.results:
                print(f"\n## {name}\n\n{table()}")

    def write(self) -> None:
        tables.fill(PAGE, self.tables())
        self.plot_curves()
        self.plot_scenarios()

    def plot_curves(self) -> None:
        """All of the distribution, the rare slow requests to the right."""
        scenario = self.scenarios[2]
        series = {}
        # Lines of all families would lie on each other.
        shown = dict.fromkeys([self.first, *(n for n in self.names if n == "cleanup"), *self.names[-2:]])
        for name in shown:
            curves = [run["curve"] for run in self.results["runs"][name][scenario]]
            middle = [statistics.median_low(values) / 1e6 for values in zip(*curves)]
            series[name] = [(1 / (1 - share), ms) for share, ms in zip(CURVE, middle) if math.isfinite(ms)]
        shares = (0, 0.5, 0.9, 0.99, 0.999)
        ticks = plot.ticks([f"{share:.1%}".replace(".0", "") for share in shares], [1 / (1 - share) for share in shares])
        plot.lines(PLOTS / "case-study-latency.svg", f"Latency at {scenario} of what the service as written can serve",
                   series, "share of the requests that were faster", "ms", log="xy", more=ticks)

    def plot_scenarios(self) -> None:
        shown = [self.first, *self.names[-2:]]
        # What was never answered gets a bar up to the edge.
        values = {name: [self.median(name, s, "all_p99") / 1e6 for s in self.scenarios] for name in shown}
        top = 10 ** math.ceil(math.log10(max(v for vs in values.values() for v in vs if math.isfinite(v))))
        plot.bars(PLOTS / "case-study-p99.svg", "99th percentile of the latency", self.scenarios,
                  {name: [min(v, top) for v in vs] for name, vs in values.items()}, "ms", log=True,
                  more=f"set yrange [1:{top}]\nset key outside top center horizontal")
