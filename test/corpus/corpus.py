#!/usr/bin/env python3
# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What does this build find in real projects that it did not find before?

Lints the projects of projects.yaml at their pinned commits, and shows the findings
that came and went since they were recorded, or against another p99-tidy. Then
applies the safe fixes to a copy and compiles what they changed.

Exit code 0 if all is as before, 1 if findings differ, a fix breaks the code or a
project cannot be analysed, 2 for a mistake in what was asked for.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import findings
from findings import Difference, Finding, Record
from projects import (Absent, Checkout, Mistake, Project, Unit, load, sources, units, url_of,
                      write_database, write_headers)

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LLVM = pathlib.Path(os.environ.get("LLVM_TOOLS_DIR", "/usr/lib/llvm-22/bin"))


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev corpus", description=__doc__.split("\n")[0])
    parser.add_argument("--mirror", default=os.environ.get("P99_CORPUS_MIRROR", ""),
                        help="folder or URL with OWNER/NAME.git, such as https://github.com; "
                        "default: P99_CORPUS_MIRROR")
    parser.add_argument("--against", type=pathlib.Path, metavar="P99_TIDY",
                        help="compare with what this program finds, not with what is recorded")
    parser.add_argument("--write", action="store_true", help="record what is found; verdicts stay")
    parser.add_argument("--no-fix", dest="fix", action="store_const", const="", default="--fix",
                        help="apply no fixes")
    parser.add_argument("--fix-suggested", dest="fix", action="store_const", const="--fix-suggested",
                        help="apply the suggested fixes, too")
    parser.add_argument("--verdicts", action="store_true",
                        help="lint nothing; print how many of the recorded findings are right")
    parser.add_argument("--packages", action="store_true",
                        help="lint nothing; print the Debian packages that the projects need")
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build")
    parser.add_argument("--projects", type=pathlib.Path, default=HERE / "projects.yaml",
                        help="another list; its records are in the folder expected/ beside it")
    parser.add_argument("-j", type=int, default=os.cpu_count(), help="units at once")
    parser.add_argument("project", nargs="*", help="default: all of the list")
    chosen = parser.parse_args()
    if chosen.against and chosen.write:
        parser.error("--write records what this build finds, and takes no --against")
    return chosen


class Corpus:
    def __init__(self, chosen: argparse.Namespace):
        self.chosen = chosen
        self.folder = chosen.build.resolve() / "corpus"
        self.driver = chosen.build.resolve() / "bin/p99-tidy"

    def run(self, project: Project) -> tuple[Difference, list[str]]:
        """How the findings differ, which is printed, and what went wrong. Raises Absent."""
        folder = self.folder / project.name
        checkout = sources(project, self.chosen.mirror, folder)
        write_headers(project, folder)
        listed = units(project, checkout.root)

        report, _ = self.lint(self.driver, checkout, listed)
        problems = failures(project, report)
        found = findings.of_report(report)
        difference = findings.compare(self.known(project, checkout, listed), found)
        print(f"{project.name}: {counted(listed, 'unit')}, {counted(found, 'finding')}: {difference}", flush=True)
        print("".join(f"{line}\n" for line in findings.lines_of(difference)), end="", flush=True)
        if self.chosen.write and not problems:
            self.record(project, found)
        if self.chosen.fix:
            problems += self.fix(project, checkout, listed, found)
        return difference, problems

    def lint(self, driver: pathlib.Path, checkout: Checkout, listed: Sequence[Unit],
             *arguments: str) -> tuple[dict[str, Any], str]:
        """The report, and what was told beside it."""
        database = checkout.root.with_suffix(".json")
        write_database(database, checkout.root, listed)
        done = subprocess.run(
            [driver, "-p", database, f"-j{self.chosen.j}", f"--cache-dir={self.folder / 'cache'}",
             "--checks=-*,p99-*", "--format=json", *arguments],
            cwd=checkout.root, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        # 1 is findings, 3 units that are listed as failed.
        if done.returncode not in (0, 1, 3):
            raise Mistake(f"{driver}: exit code {done.returncode}\n{done.stderr.strip()}")
        return json.loads(done.stdout), done.stderr

    def known(self, project: Project, checkout: Checkout, listed: Sequence[Unit]) -> list[Finding]:
        if self.chosen.against:
            report, _ = self.lint(self.chosen.against.resolve(), checkout, listed)
            return findings.of_report(report)
        record = self.recorded(project)
        if record.commit not in ("", project.commit) and not self.chosen.write:
            raise Mistake(f"its findings are recorded for commit {record.commit}; renew them with --write")
        return record.findings

    def recorded(self, project: Project) -> Record:
        path = self.record_of(project)
        return findings.read(path) if path.exists() else Record("", [])

    def record(self, project: Project, found: Sequence[Finding]) -> None:
        findings.write(self.record_of(project), Record(
            project.commit, findings.with_verdicts(self.recorded(project).findings, found)))

    def record_of(self, project: Project) -> pathlib.Path:
        folder: pathlib.Path = self.chosen.projects.parent / "expected"
        return folder / f"{project.name}.json"

    def fix(self, project: Project, checkout: Checkout, listed: Sequence[Unit],
            found: Sequence[Finding]) -> list[str]:
        """What the fixes break. They stay in a copy, to be looked at with git diff."""
        kinds = ("safe", "suggested") if self.chosen.fix == "--fix-suggested" else ("safe",)
        if not any(f.fix in kinds for f in found):
            return []
        fixed = Checkout(self.folder / project.name / "fixed", project.commit)
        fixed.make(str(checkout.root))
        report, told = self.lint(self.driver, fixed, listed, self.chosen.fix)
        left_out = re.findall(r"^p99-tidy: warning: (.*: fix of .* left out: .*)$", told, re.M)
        # The driver tries its fixes, and leaves out what does not compile: a mistake of the check.
        problems = [line for line in left_out if "left out: the code would not compile" in line]
        # Of two fixes that overlap, one is rightly left for the next run.
        waiting = {line.split(": fix of ")[0].rpartition(":")[0] for line in left_out}
        still = {f.fingerprint for f in findings.of_report(report)}
        problems += [f"still there after its fix: {f}" for f in found
                     if f.fix in kinds and f.fingerprint in still and f"{f.path}:{f.line}" not in waiting]
        changed = fixed.changed()
        print(f"  fixes change {counted(changed, 'file')}: git -C {os.path.relpath(fixed.root)} diff", flush=True)
        sources_only = {unit.file for unit in listed}.issuperset(changed)
        again = [u for u in listed if u.file in changed] if sources_only else listed
        with concurrent.futures.ThreadPoolExecutor(self.chosen.j) as pool:
            for unit, error in zip(again, pool.map(lambda u: compile_error(u, fixed.root), again)):
                if error and not compile_error(unit, checkout.root):
                    problems.append(f"the fixes break {unit.file}: {error}")
        return problems


def failures(project: Project, report: dict[str, Any]) -> list[str]:
    """A header that is missing fails many units; it is told once."""
    files: dict[str, list[str]] = {}
    for unit in report["failed"]:
        files.setdefault(unit["reason"], []).append(unit["path"])
    told = [f"could not analyse {paths[0]}{f' and {len(paths) - 1} more' if paths[1:] else ''}: {reason}"
            for reason, paths in files.items()]
    if told and project.packages:
        told.append(f"it needs the packages {' '.join(project.packages)}")
    return told


def counted(items: Sequence[Any], word: str) -> str:
    return f"{len(items)} {word}{'' if len(items) == 1 else 's'}"


def compile_error(unit: Unit, root: pathlib.Path) -> str:
    """The compiler's first error, or nothing."""
    compiler, *flags = unit.command
    done = subprocess.run([LLVM / compiler, "-w", *flags], cwd=root,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if not done.returncode:
        return ""
    return next((line for line in done.stderr.splitlines() if "error:" in line), done.stderr.strip() or
                f"exit code {done.returncode}")


def packages(corpus: Corpus, chosen: Sequence[Project]) -> list[str]:
    """Of the projects that will not be skipped."""
    needed: set[str] = set()
    for project in chosen:
        try:
            if not Checkout(corpus.folder / project.name / "source", project.commit).has_commit():
                url_of(project, corpus.chosen.mirror)
            needed |= set(project.packages)
        except Absent:
            pass
    return sorted(needed)


def main() -> int:
    chosen = options()
    corpus = Corpus(chosen)
    listed = load(chosen.projects, chosen.project)
    if chosen.packages:
        sys.stdout.writelines(f"{package}\n" for package in packages(corpus, listed))
        return 0
    if chosen.verdicts:
        print(findings.precision(f for project in listed for f in corpus.recorded(project).findings))
        return 0
    for program in (corpus.driver, chosen.against or corpus.driver):
        if not shutil.which(program):
            raise Mistake(f"no program '{program}'")

    differences, skipped, failed = [], [], 0
    for project in listed:
        try:
            difference, problems = corpus.run(project)
        except Absent as why:
            skipped.append(project.name)
            print(f"{project.name}: skipped: {why}", flush=True)
            continue
        except Mistake as why:
            difference, problems = Difference([], [], []), [str(why)]
            print(f"{project.name}: failed", flush=True)
        differences.append(difference)
        failed += bool(problems)
        print("".join(f"  ! {problem}\n" for problem in problems), end="", flush=True)
    if any(differences):
        print(f"\n{findings.by_check(differences)}\n")
    print(f"{counted(differences, 'project')}: {sum(map(bool, differences))} differ, {failed} failed"
          + (f"; {len(skipped)} skipped" if skipped else ""))
    return 1 if failed or any(differences) and not chosen.write else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Mistake as mistake:
        print(f"corpus: {mistake}", file=sys.stderr)
        sys.exit(2)
