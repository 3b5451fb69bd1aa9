# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs the service with its peers under a load, and says what came of it.

The service has the first core to itself, the peers and the load share the second:
so the load cannot slow down what it measures, and a run does not depend on how
the system spreads threads.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import pathlib
import random
import re
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator

HERE = pathlib.Path(__file__).resolve().parent

PRODUCTS = 200       # their prices are fetched once each
CUSTOMERS = 40
WARM_ORDERS = 40     # at least, placed before the load starts
REFRESH_MS = 2000    # how often the service asks for the stock of all products
GRACE = 1.0          # seconds that answers may come after the last request

READS = ("show", "list")


@dataclasses.dataclass(frozen=True)
class Scenario:
    name: str
    share: float                        # of what the service as written can serve
    peers: tuple[tuple[str, int, int], ...] = ()  # name, delay in ms, every nth is never answered


@dataclasses.dataclass
class Run:
    """Latencies are in nanoseconds; of a request without an answer, infinite."""
    latencies: dict[str, list[float]]
    late: list[float]
    statuses: dict[int, int]
    threads: int
    peak_kb: int
    cpu_us: float                       # of the service, for each request


def order(random_: random.Random) -> str:
    lines = ", ".join(f'{{"sku": "AA-{random_.randrange(PRODUCTS):04}", "quantity": {random_.randint(1, 5)}}}'
                      for _ in range(random_.randint(1, 3)))
    return f'{{"customer": "customer-{random_.randrange(CUSTOMERS)}", "card": "good", "lines": [{lines}]}}'


def write_requests(folder: pathlib.Path) -> tuple[pathlib.Path, pathlib.Path]:
    """The orders to begin with, and the mix of the load: 20 % orders, the rest
    reads, with an accountant's report now and then."""
    random_ = random.Random(99)
    warm, mix = folder / "warm.tsv", folder / "mix.tsv"
    warm.write_text("".join(f"place\tPOST\t/orders\t{order(random_)}\n" for _ in range(WARM_ORDERS)))
    lines = []
    for _ in range(5000):
        dice = random_.random()
        if dice < 0.60:
            lines.append(f"show\tGET\t/orders/{1001 + random_.randrange(WARM_ORDERS)}\t")
        elif dice < 0.78:
            lines.append(f"list\tGET\t/orders?customer=customer-{random_.randrange(CUSTOMERS)}\t")
        elif dice < 0.98:
            lines.append(f"place\tPOST\t/orders\t{order(random_)}")
        elif dice < 0.99:
            lines.append("inventory\tGET\t/inventory\t")
        elif dice < 0.995:
            lines.append("stats\tGET\t/stats\t")
        else:
            lines.append("report\tGET\t/reports/daily\t")
    mix.write_text("\n".join(lines) + "\n")
    return warm, mix


def cores() -> list[int]:
    """The service's, and that of all else."""
    found = sorted(os.sched_getaffinity(0))
    return [found[0], found[1 % len(found)]]


def on_core(core: int) -> Callable[[], None]:
    def prepare() -> None:
        os.sched_setaffinity(0, {core})
        with contextlib.suppress(PermissionError):
            os.nice(-15)
    return prepare


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


class World:
    """A service and its peers."""

    def __init__(self, programs: pathlib.Path, server: pathlib.Path, folder: pathlib.Path):
        self.programs, self.folder = programs, folder
        self.warm, self.mix = write_requests(folder)
        self.peers = subprocess.Popen([programs / "Peers"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                      text=True, preexec_fn=on_core(cores()[1]))
        http, stock = self.peers.stdout.readline().split()
        self.port = free_port()
        audit = folder / "audit.log"
        audit.unlink(missing_ok=True)
        self.log = (folder / "service.log").open("w")
        self.service = subprocess.Popen([server], stderr=self.log, preexec_fn=on_core(cores()[0]), env={
            "ORDERS_PORT": str(self.port), "ORDERS_PRICING_URL": f"http://127.0.0.1:{http}",
            "ORDERS_EVENTS_URL": f"http://127.0.0.1:{http}/events", "ORDERS_STOCK_PORT": stock,
            "ORDERS_PAYMENT_PORT": http, "ORDERS_AUDIT_LOG": str(audit),
            "ORDERS_STOCK_INTERVAL_MS": str(REFRESH_MS)})

    def __enter__(self) -> World:
        for _ in range(200):
            with contextlib.suppress(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", self.port)).close()
                break
            time.sleep(0.01)
        self.load(self.warm, rate=400, seconds=1.5 * WARM_ORDERS / 400, grace=10)
        return self

    def __exit__(self, *_: object) -> None:
        # What it has to do when it stops is not measured, and may wait for a peer.
        for process in (self.service, self.peers):
            process.kill()
            process.wait()
        self.peers.stdin.close()
        self.peers.stdout.close()
        self.log.close()

    def tell(self, peers: tuple[tuple[str, int, int], ...]) -> None:
        for name, delay, stall_every in peers:
            print(name, delay, stall_every, file=self.peers.stdin, flush=True)
            self.peers.stdout.readline()

    def load(self, requests: pathlib.Path, rate: float, seconds: float, grace: float = GRACE, seed: int = 1) -> list[str]:
        done = subprocess.run([self.programs / "Load", str(self.port), str(rate), str(seconds), str(grace), str(seed), requests],
                              check=True, stdout=subprocess.PIPE, text=True, preexec_fn=on_core(cores()[1]))
        return done.stdout.splitlines()

    def status(self, key: str) -> int:
        text = pathlib.Path(f"/proc/{self.service.pid}/status").read_text()
        return int(re.search(rf"^{key}:\s*(\d+)", text, re.M)[1])

    def cpu_seconds(self) -> float:
        fields = pathlib.Path(f"/proc/{self.service.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @contextlib.contextmanager
    def watch_threads(self) -> Iterator[list[int]]:
        """The most threads that were there at once, looked at every 5 ms."""
        most, ended = [0], threading.Event()

        def watch() -> None:
            while not ended.wait(0.005):
                most[0] = max(most[0], self.status("Threads"))

        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            yield most
        finally:
            ended.set()
            watcher.join()

    def measure(self, scenario: Scenario, rate: float, seconds: float, seed: int) -> Run:
        self.tell(scenario.peers)
        before = self.cpu_seconds()
        with self.watch_threads() as most:
            lines = self.load(self.mix, rate, seconds, seed=seed)
        run = Run({}, [], {}, most[0], self.status("VmHWM"), (self.cpu_seconds() - before) * 1e6 / len(lines))
        for line in lines:
            kind, status, latency, late = line.split()
            run.latencies.setdefault(kind, []).append(float(latency) if status != "0" else float("inf"))
            run.late.append(float(late))
            run.statuses[int(status)] = run.statuses.get(int(status), 0) + 1
        return run

    def capacity(self, seconds: int) -> float:
        """Requests a second if 32 callers ask again as soon as they are answered."""
        done = subprocess.run(["wrk", "-t1", "-c32", f"-d{seconds}s", "-s", HERE / "mix.lua",
                               f"http://127.0.0.1:{self.port}", "--", self.mix],
                              check=True, stdout=subprocess.PIPE, text=True, preexec_fn=on_core(cores()[1]))
        return float(re.search(r"^Requests/sec:\s*([\d.]+)", done.stdout, re.M)[1])
