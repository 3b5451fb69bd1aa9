# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""examples/orders as it was written, and with the fixes of p99-tidy.

Each variant is a copy of the sources to which p99-tidy has applied its fixes
until it had no more, built with the same flags, and has passed the service's own
tests. What has not changed since the last time is not made again.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
ORDERS = ROOT / "examples/orders"
COMPILER = "/usr/lib/llvm-22/bin/clang++"
# Frame pointers make whole stacks for the profile.
FLAGS = "-fno-omit-frame-pointer"
BUILD_TYPE = "Release"

AS_WRITTEN = "as written"
ALL = "all fixes"
BY_HAND = "and by hand"  # what p99-tidy says of the rest, done by a person

# What a person has to choose: how long the service can wait for one of its peers,
# and the pool that takes the place of threads, which they write as well.
TIMEOUT_MS = 250
CONFIG = f"""\
InheritParentConfig: false
CheckOptions:
  p99-missing-timeout.TimeoutMs: {TIMEOUT_MS}
  p99-unbounded-thread-spawn.Executor: 'orders::workers().post({{callable}})'
"""
POOL = pathlib.Path(__file__).with_name("Workers.h")
PATCH = pathlib.Path(__file__).with_name("by-hand.patch")


@dataclasses.dataclass
class Variant:
    name: str
    checks: list[str]
    folder: pathlib.Path   # the sources
    server: pathlib.Path
    findings: int = 0      # of its checks, before the fixes
    left: int = 0          # after them


def run(*command: str | pathlib.Path, codes: tuple[int, ...] = (0,), cwd: pathlib.Path | None = None) -> str:
    done = subprocess.run([str(c) for c in command], cwd=cwd, capture_output=True, text=True)
    if done.returncode not in codes:
        sys.exit(f"{' '.join(map(str, command))}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def families(driver: pathlib.Path) -> dict[str, list[str]]:
    """The checks by family, as the checks say it themselves."""
    listed = run(driver, "--list-checks", "--checks=-*,p99-*", cwd=driver.parent)
    found: dict[str, list[str]] = {}
    for name in re.findall(r"^\s*(p99-[\w-]+)", listed, re.M):
        family = re.search(r"^Family: (\w+)", run(driver, "explain", name, cwd=driver.parent), re.M)
        assert family, name
        found.setdefault(family[1], []).append(name)
    return found


def lint(driver: pathlib.Path, folder: pathlib.Path, checks: list[str], *options: str) -> list[dict]:
    report = run(driver, f"--checks=-*,{','.join(checks)}", "--format=json", *options, "src",
                 "--", "-std=c++20", "-Isrc", codes=(0, 1), cwd=folder)
    return json.loads(report)["findings"]


def copy_sources(folder: pathlib.Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ORDERS, folder, ignore=shutil.ignore_patterns("build*"))
    (folder / ".clang-tidy").write_text(CONFIG)


def add_pool(folder: pathlib.Path) -> None:
    shutil.copy(POOL, folder / "src")
    for header in ("HttpServer.h", "Clients.h"):
        path = folder / "src" / header
        path.write_text(path.read_text().replace("#pragma once\n", '#pragma once\n\n#include "Workers.h"\n', 1))


def sources(folder: pathlib.Path) -> list[pathlib.Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "stamp.json")


def digest(*contents: bytes) -> str:
    total = hashlib.sha256()
    for content in contents:
        total.update(hashlib.sha256(content).digest())
    return total.hexdigest()


def apply_fixes(driver: pathlib.Path, variant: Variant) -> None:
    copy_sources(variant.folder)
    if "p99-unbounded-thread-spawn" in variant.checks:
        add_pool(variant.folder)
    for _ in range(5):  # A fix that overlaps another waits for the next time.
        before = [p.read_bytes() for p in sources(variant.folder)]
        left = lint(driver, variant.folder, variant.checks, "--fix", "--fix-suggested")
        if not any(map(edits_of, left)) or [p.read_bytes() for p in sources(variant.folder)] == before:
            break
    variant.left = len(left)


def edits_of(finding: dict) -> list[dict]:
    """Of a safe fix, or else of the first one that is suggested."""
    return finding["edits"] or next((n["edits"] for n in finding["notes"] if n.get("edits")), [])


def with_one_fix(finding: dict, folder: pathlib.Path, number: int) -> Variant:
    """The service as written, with the fix of one finding."""
    home = folder / "variants" / f"fix-{number}"
    variant = Variant(f"fix {number}", [finding["check"]], home, folder)
    copy_sources(home)
    if finding["check"] == "p99-unbounded-thread-spawn":
        add_pool(home)
    # From the last one on: those before keep their places.
    for edit in sorted(edits_of(finding), key=lambda e: (e["offset"], e["length"]), reverse=True):
        path = home / edit["path"]
        text = path.read_bytes()
        path.write_bytes(text[:edit["offset"]] + edit["text"].encode() + text[edit["offset"] + edit["length"]:])
    return variant


class Builder:
    """One build folder serves all variants: what differs is compiled again."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder

    def build(self, variant: Variant) -> None:
        texts = {p.relative_to(variant.folder): p.read_bytes() for p in sources(variant.folder) if p.suffix != ".md"}
        key = digest(f"{COMPILER} {BUILD_TYPE} {FLAGS}".encode(), *(str(n).encode() + b"\0" + t for n, t in texts.items()))
        variant.server = self.folder / "programs" / key[:16] / "orders-server"
        if variant.server.exists():
            return
        tree = self.folder / "source"
        for name, text in texts.items():
            path = tree / name
            if not path.exists() or path.read_bytes() != text:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text)
        print(f"building '{variant.name}'", file=sys.stderr, flush=True)
        output = self.folder / "objects"
        run("cmake", "-S", tree, "-B", output, "-G", "Ninja", f"-DCMAKE_CXX_COMPILER={COMPILER}",
            f"-DCMAKE_BUILD_TYPE={BUILD_TYPE}", f"-DCMAKE_CXX_FLAGS={FLAGS}")
        run("ninja", "-C", output, "--quiet")
        run(output / "orders-test", "--gtest_brief=1")
        variant.server.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(output / "orders-server", variant.server)


def make(driver: pathlib.Path, folder: pathlib.Path, names: list[str] | None = None) -> list[Variant]:
    """As written, each family's fixes alone, and all; or those of them in `names`."""
    by_family = families(driver)
    everything = sorted(c for checks in by_family.values() for c in checks)
    wanted = {AS_WRITTEN: [], **by_family, ALL: everything}
    origin = digest(driver.read_bytes(), CONFIG.encode(), POOL.read_bytes(), *(p.read_bytes() for p in sources(ORDERS / "src")))
    builder, made = Builder(folder), []
    counts: dict[str, int] = {}
    for name, checks in wanted.items():
        if names and name not in (AS_WRITTEN, *names):
            continue
        home = folder / "variants" / name.replace(" ", "-")
        variant = Variant(name, checks, home, folder)
        stamp = home / "stamp.json"
        known = json.loads(stamp.read_text()) if stamp.exists() else {}
        if known.get("origin") != origin or known.get("checks") != checks:
            print(f"making '{name}'", file=sys.stderr, flush=True)
            if checks:
                apply_fixes(driver, variant)
            else:
                copy_sources(home)
                for finding in lint(driver, home, everything):
                    counts[finding["check"]] = counts.get(finding["check"], 0) + 1
            known = {"origin": origin, "checks": checks, "counts": counts, "left": variant.left}
            stamp.write_text(json.dumps(known))
        if name == AS_WRITTEN:
            counts = known["counts"]
        variant.findings, variant.left = sum(counts.get(c, 0) for c in checks), known["left"]
        # A family with nothing to fix here is the service as it was written.
        if name in (AS_WRITTEN, ALL) or variant.left < variant.findings:
            builder.build(variant)
            made.append(variant)
        if name == ALL:
            made.append(by_hand(builder, variant))
    return made


def by_hand(builder: Builder, fixed: Variant) -> Variant:
    home = fixed.folder.with_name("by-hand")
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(fixed.folder, home, ignore=shutil.ignore_patterns("stamp.json"))
    run("patch", "--quiet", "-p1", "-i", PATCH, cwd=home)
    variant = Variant(BY_HAND, [], home, builder.folder)
    builder.build(variant)
    return variant
