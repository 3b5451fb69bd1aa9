# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Findings as they are recorded, and how two lists of them differ."""

import collections
import dataclasses
import json
import pathlib
from collections.abc import Iterable, Sequence
from typing import Any

from projects import Mistake

VERDICTS = ("right", "wrong")


@dataclasses.dataclass(frozen=True)
class Finding:
    check: str
    path: str
    line: int
    message: str
    fix: str
    fingerprint: str
    # Of a person who has read it: would a reviewer send this comment?
    verdict: str = ""
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message} [{self.check}]"

    @property
    def place(self) -> tuple[str, int, str]:
        return self.path, self.line, self.check


@dataclasses.dataclass(frozen=True)
class Record:
    commit: str
    findings: list[Finding]


def of_report(report: dict[str, Any]) -> list[Finding]:
    """Of `--format=json`. What is in system headers has an absolute path."""
    fields = [f.name for f in dataclasses.fields(Finding) if f.default is dataclasses.MISSING]
    return [Finding(**{name: finding[name] for name in fields}) for finding in report["findings"]]


def read(path: pathlib.Path) -> Record:
    try:
        text = json.loads(path.read_text(encoding="utf-8"))
        record = Record(text["commit"], [Finding(**finding) for finding in text["findings"]])
    except OSError as error:
        raise Mistake(f"{path}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise Mistake(f"{path} is no record of findings: {error}") from error
    for finding in record.findings:
        if finding.verdict not in ("", *VERDICTS):
            raise Mistake(f"{path}: '{finding.verdict}' is no verdict; one of: {', '.join(VERDICTS)}: {finding}")
        if finding.verdict == "wrong" and not finding.reason:
            raise Mistake(f"{path}: 'wrong' needs a reason: {finding}")
    return record


def write(path: pathlib.Path, record: Record) -> None:
    """One line for each finding, so that a diff shows findings."""
    lines = [json.dumps({k: v for k, v in dataclasses.asdict(f).items() if v != ""}, ensure_ascii=False)
             for f in record.findings]
    text = ",\n".join(lines)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'{{"commit": "{record.commit}", "findings": [\n{text}\n]}}\n', encoding="utf-8")


@dataclasses.dataclass(frozen=True)
class Difference:
    added: list[Finding]
    removed: list[Finding]
    # The same check at the same place says something else, or has another kind of fix.
    changed: list[tuple[Finding, Finding]]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    def __str__(self) -> str:
        counts = [(len(self.added), "added"), (len(self.removed), "removed"), (len(self.changed), "changed")]
        return ", ".join(f"{count} {word}" for count, word in counts if count) or "as before"


def compare(before: Sequence[Finding], after: Sequence[Finding]) -> Difference:
    old = {f.fingerprint: f for f in before}
    new = {f.fingerprint: f for f in after}
    changed = [(old[p], f) for p, f in new.items() if p in old and old[p].fix != f.fix]
    removed = [f for f in before if f.fingerprint not in new]
    added = []
    for finding in after:
        if finding.fingerprint in old:
            continue
        reworded = next((f for f in removed if f.place == finding.place), None)
        if reworded:
            removed.remove(reworded)
            changed.append((reworded, finding))
        else:
            added.append(finding)
    return Difference(added, removed, sorted(changed, key=lambda pair: pair[1].place))


def with_verdicts(before: Sequence[Finding], after: Sequence[Finding]) -> list[Finding]:
    """The new findings with what was said of the old ones."""
    said = {f.fingerprint: f for f in before}
    said |= {new.fingerprint: old for old, new in compare(before, after).changed}
    return [dataclasses.replace(f, verdict=said[f.fingerprint].verdict, reason=said[f.fingerprint].reason)
            if f.fingerprint in said else f for f in after]


def lines_of(difference: Difference) -> Iterable[str]:
    for finding in difference.added:
        yield f"  + {finding}"
    for finding in difference.removed:
        yield f"  - {finding}"
        if finding.verdict:
            yield f"      was {finding.verdict}{finding.reason and ': '}{finding.reason}"
    for old, new in difference.changed:
        yield f"  ~ {new}"
        if old.message != new.message:
            yield f"      said: {old.message}"
        if old.fix != new.fix:
            yield f"      fix: {old.fix} before, {new.fix} now"


def table(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The first column to the left, the numbers to the right."""
    cells = [[str(c) for c in row] for row in (heading, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells)]
    return "\n".join("  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:]))])
                     for row in cells)


def by_check(differences: Iterable[Difference]) -> str:
    counts: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0, 0])
    for difference in differences:
        for column, found in enumerate((difference.added, difference.removed,
                                        [new for _, new in difference.changed])):
            for finding in found:
                counts[finding.check][column] += 1
    return table(("check", "added", "removed", "changed"),
                 ([check, *numbers] for check, numbers in sorted(counts.items())))


def precision(findings: Iterable[Finding]) -> str:
    counts: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for finding in findings:
        for check in (finding.check, "all"):
            counts[check][finding.verdict] += 1
    rows = []
    for check in sorted(counts, key=lambda c: (c == "all", c)):
        right, wrong, unread = (counts[check][verdict] for verdict in (*VERDICTS, ""))
        share = f"{100 * right / (right + wrong):.0f}%" if right + wrong else "-"
        rows.append((check, right + wrong + unread, right, wrong, unread, share))
    return table(("check", "findings", "right", "wrong", "unread", "precision"), rows)
