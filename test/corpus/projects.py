# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The pinned projects: the list, their sources, and the units that are linted.

Nothing of a project is run: no configure script, no build. A unit is a source and
the flags that parse it; of what a build would generate, the list has the few
lines that the units need.
"""

import dataclasses
import json
import os
import pathlib
import re
import shutil
import subprocess
from collections.abc import Sequence
from typing import Any

import yaml


class Mistake(Exception):
    """What the user can mend; told without a traceback."""


class Absent(Exception):
    """The sources of a project cannot be had here; it is skipped."""


@dataclasses.dataclass(frozen=True)
class Project:
    name: str
    repository: str  # owner/name
    commit: str
    units: tuple[str, ...]  # patterns; those that start with ! leave out
    flags: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()  # Debian's, for the headers of other libraries
    headers: dict[str, str] = dataclasses.field(default_factory=dict)  # generated ones


@dataclasses.dataclass(frozen=True)
class Unit:
    file: str  # relative to the root, as all paths in the command are
    command: tuple[str, ...]


def project_of(name: str, entry: Any, place: str) -> Project:
    if not isinstance(entry, dict):
        raise Mistake(f"{place}: not a map of keys")
    known = {field.name: field for field in dataclasses.fields(Project) if field.name != "name"}
    values: dict[str, Any] = {}
    for key, value in entry.items():
        if key not in known:
            raise Mistake(f"{place}: unknown key '{key}'; one of: {', '.join(known)}")
        if known[key].type == tuple[str, ...]:
            value = tuple(value.split() if isinstance(value, str) else value)
        elif not isinstance(value, dict if key == "headers" else str):
            raise Mistake(f"{place}: '{key}' is no {'map' if key == 'headers' else 'text in quotes'}: {value}")
        values[key] = value
    for key, field in known.items():
        if field.default is field.default_factory is dataclasses.MISSING and not values.get(key):
            raise Mistake(f"{place}: '{key}' is missing")
    project = Project(name=name, **values)
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", project.repository):
        raise Mistake(f"{place}: 'repository' is not OWNER/NAME: {project.repository}")
    # A branch or a tag moves, and the findings with it.
    if not re.fullmatch(r"[0-9a-f]{40}", project.commit):
        raise Mistake(f"{place}: 'commit' is not 40 hexadecimal digits: {project.commit}")
    return project


def load(path: pathlib.Path, names: Sequence[str] = ()) -> list[Project]:
    """All of the list, or those of these names."""
    try:
        listed = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Mistake(f"{path}: {error.strerror}") from error
    except yaml.YAMLError as error:
        raise Mistake(f"{path}: {error}") from error
    if not isinstance(listed, dict):
        raise Mistake(f"{path}: not a map of projects")
    projects = {name: project_of(name, entry, f"{path}: {name}") for name, entry in listed.items()}
    for name in names:
        if name not in projects:
            raise Mistake(f"no project '{name}' in {path}; there is: {', '.join(projects)}")
    return [project for name, project in projects.items() if not names or name in names]


def git(folder: pathlib.Path, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Nothing of a repository or of the user's settings may change the sources."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    env |= {"GIT_TERMINAL_PROMPT": "0", "GIT_LFS_SKIP_SMUDGE": "1", "LC_ALL": "C",
            # Never the repository that the build folder is in.
            "GIT_CEILING_DIRECTORIES": str(folder.parent)}
    done = subprocess.run(
        ["git", "-c", f"core.hooksPath={os.devnull}", "-c", "core.autocrlf=false", *arguments],
        cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if check and done.returncode:
        raise Mistake(f"git {arguments[0]}: {(done.stderr.strip() or 'failed').splitlines()[-1]}")
    return done


class Checkout:
    """The tree of one commit in a folder, without history."""

    def __init__(self, root: pathlib.Path, commit: str):
        self.root = root
        self.commit = commit

    def has_commit(self) -> bool:
        return ((self.root / ".git").is_dir() and
                git(self.root, "cat-file", "-e", f"{self.commit}^{{commit}}", check=False).returncode == 0)

    def make(self, url: str) -> None:
        """Fetches only what is not here yet, and drops every change."""
        self.root.mkdir(parents=True, exist_ok=True)
        if not self.has_commit():
            git(self.root, "init", "-q")
            try:
                git(self.root, "fetch", "-q", "--no-tags", "--depth=1", url, self.commit)
            except Mistake as error:
                raise Mistake(f"cannot get commit {self.commit} from {url}: {error}") from error
        git(self.root, "checkout", "-q", "-f", "--detach", self.commit)
        git(self.root, "clean", "-q", "-ffdx")

    def changed(self) -> list[str]:
        return [p for p in git(self.root, "diff", "--name-only", "-z").stdout.split("\0") if p]


def url_of(project: Project, mirror: str) -> str:
    """Where the mirror has it. Raises Absent."""
    if not mirror:
        raise Absent("no mirror to fetch it from; name one with --mirror")
    url = f"{mirror.rstrip('/')}/{project.repository}.git"
    if "://" not in mirror:
        url = os.path.abspath(url)
        if not os.path.isdir(url):
            raise Absent(f"the mirror has no {project.repository}.git")
    return url


def sources(project: Project, mirror: str, folder: pathlib.Path) -> Checkout:
    """The project as it is pinned. Raises Absent."""
    checkout = Checkout(folder / "source", project.commit)
    checkout.make("" if checkout.has_commit() else url_of(project, mirror))
    return checkout


def units(project: Project, root: pathlib.Path) -> list[Unit]:
    files: set[str] = set()
    for pattern in project.units:
        if pattern.startswith("!"):
            files = {f for f in files if not pathlib.PurePath(f).match(pattern[1:])}
            continue
        found = {str(p.relative_to(root)) for p in root.glob(pattern) if p.is_file()}
        if not found:
            raise Mistake(f"no file matches '{pattern}' of its units")
        files |= found
    if not files:
        raise Mistake("its units leave no file")
    return [Unit(f, ("clang" if f.endswith(".c") else "clang++", *project.flags, "-I../generated", "-fsyntax-only", f))
            for f in sorted(files)]


def write_database(path: pathlib.Path, root: pathlib.Path, listed: Sequence[Unit]) -> None:
    path.write_text(json.dumps(
        [{"directory": str(root), "file": unit.file, "arguments": unit.command} for unit in listed]))


def write_headers(project: Project, folder: pathlib.Path) -> None:
    shutil.rmtree(folder / "generated", ignore_errors=True)
    for name, text in project.headers.items():
        path = folder / "generated" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
