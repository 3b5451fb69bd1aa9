# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A small C project in a git repository, for tests of what runs p99-tidy there."""

import json
import os
import pathlib
import shutil
import subprocess

SOURCE = pathlib.Path(os.environ["P99_SOURCE_DIR"])
NET = (SOURCE / "test/lit/driver/Inputs/net.h").read_text()


def waiting(name, head='#include "net.h"\n'):
    """A function with one finding, in the fourth line of a file."""
    return (f"{head}int {name}(void) {{\n  struct pollfd p = {{socket(2, 1, 0), 1, 0}};\n"
            f"  return poll(&p, 1, -1); // {name}\n}}\n")


def harmless(name):
    return f"int {name}(void) {{\n  return 0;\n}}\n"


def environment(home, driver):
    """Nothing of the user's own, and p99-tidy in PATH."""
    env = {k: v for k, v in os.environ.items()
           if not k.startswith(("GIT_", "PRE_COMMIT", "GITHUB_", "CI_", "CHANGE_", "P99_", "RUNNER_"))
           and k not in ("CI", "GITLAB_CI", "SKIP")}
    env |= {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "LC_ALL": "C.UTF-8",
            "GIT_CONFIG_SYSTEM": "/dev/null",
            "PATH": os.pathsep.join([str(pathlib.Path(driver).parent), os.environ["PATH"]])}
    return env


def write_config(home, extra=""):
    home.mkdir(parents=True, exist_ok=True)
    (home / ".gitconfig").write_text(
        "[user]\nname = A\nemail = a@b\n[init]\ndefaultBranch = main\n[core]\npager = cat\n"
        "[protocol \"file\"]\nallow = always\n[advice]\ndetachedHead = false\n" + extra)


class Repository:
    def __init__(self, root, env):
        self.root = pathlib.Path(root)
        self.env = env

    def run(self, *command, check=True, cwd=None, **env):
        done = subprocess.run([str(c) for c in command], cwd=cwd or self.root, env=self.env | env,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True)
        if check and done.returncode:
            raise AssertionError(f"{command}: exit code {done.returncode}\n{done.stdout}")
        return done

    def git(self, *arguments, check=True, **env):
        return self.run("git", *arguments, check=check, **env).stdout.strip()

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, name):
        return (self.root / name).read_text(encoding="utf-8")

    def database(self, *sources, flags=(), folder="build"):
        self.write(f"{folder}/compile_commands.json", json.dumps(
            [{"directory": str(self.root), "file": s, "arguments": ["clang", *flags, "-c", s]}
             for s in sources]))

    def commit_all(self, message):
        self.git("add", "-A")
        self.git("commit", "-q", "--no-verify", "-m", message)

    def copy(self, root):
        """The same elsewhere; its compilation database goes along."""
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(self.root, root, symlinks=True)
        there = Repository(root, self.env)
        for database in there.root.glob("build/compile_commands.json"):
            database.write_text(database.read_text().replace(str(self.root), str(there.root)))
        return there
