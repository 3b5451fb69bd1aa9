# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs the action and the blocks of docs/ci.md as the services would, as far as a
shell can: action.py DRIVER

The steps with `uses` are recorded and not run."""

import os
import pathlib
import re
import sys
import tempfile
import unittest

import yaml
from scratch import NET, SOURCE, Repository, environment, harmless, waiting, write_config
from snippets import snippet

DRIVER = sys.argv[1]
TEMPORARY = tempfile.TemporaryDirectory(prefix="p99-action-")
FOLDER = pathlib.Path(TEMPORARY.name).resolve()
PAGE = "docs/ci.md"
ACTION = SOURCE / "integrations/github/action.yml"


class Expressions:
    """As much of GitHub's language as the action speaks."""

    def __init__(self, **contexts):
        self.contexts = contexts

    def value(self, text):
        python = text.replace("||", " or ").replace("&&", " and ")
        python = re.sub(r"!(?!=)", " not ", python)
        python = re.sub(r"\b(inputs|steps|github|runner)\.([\w.-]+)", r"look('\1', '\2')", python)
        return eval(python, {"__builtins__": {}, "look": self.look, "contains": lambda all, one: one in all,
                             "fromJSON": yaml.safe_load})

    def look(self, context, path):
        found = self.contexts[context]
        for part in path.split("."):
            found = found.get(part, "") if isinstance(found, dict) else ""
        return found

    def text(self, template):
        return re.sub(r"\$\{\{(.*?)\}\}", lambda m: str(self.value(m[1].strip()) or ""), str(template))


class Steps:
    """The steps of a composite action, one after the other."""

    def __init__(self, repo, inputs, event, env):
        self.repo, self.env, self.said, self.used = repo, env, "", []
        action = yaml.safe_load(ACTION.read_text())
        given = {name: spec["default"] for name, spec in action["inputs"].items()} | inputs
        unknown = set(inputs) - set(action["inputs"])
        assert not unknown, unknown
        self.say = Expressions(inputs=given, steps={}, github={"event": event, "job": "p99-tidy", "run_id": "1", "run_attempt": "1"},
                               runner={"os": "Linux", "arch": "X64"})
        self.code = 0
        for step in action["runs"]["steps"]:
            condition = step.get("if")
            # Without a function that looks at it, a failure ends all that follows.
            if self.code or (condition and not self.say.value(condition)):
                continue
            if "uses" in step:
                self.used.append((step["uses"].split("@")[0], {k: self.say.text(v) for k, v in step["with"].items()}))
            else:
                self.run(step)
        self.outputs = {name: self.say.text(spec["value"]) for name, spec in action["outputs"].items()}

    def run(self, step):
        output = self.repo.root / ".git/GITHUB_OUTPUT"
        output.write_text("")
        env = {name: self.say.text(text) for name, text in step.get("env", {}).items()}
        done = self.repo.run(
            "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"], check=False,
            **self.env, **env, GITHUB_ACTIONS="true", CI="true", GITHUB_OUTPUT=str(output),
            GITHUB_ACTION_PATH=str(ACTION.parent), GITHUB_STEP_SUMMARY=str(self.repo.root / ".git/summary"))
        self.said += done.stdout
        self.code = done.returncode
        if "id" in step:
            pairs = dict(line.split("=", 1) for line in output.read_text().splitlines())
            self.say.contexts["steps"][step["id"]] = {"outputs": pairs}


class Services(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        write_config(FOLDER / "home")
        cls.env = environment(FOLDER / "home", DRIVER)
        base = cls.base = Repository(FOLDER / "base", cls.env)
        base.write(".gitignore", "/build\n")
        base.write("net.h", NET)
        base.write("a.c", waiting("old"))
        base.write("CMakeLists.txt", "cmake_minimum_required(VERSION 3.20)\nproject(x C)\nadd_library(x a.c)\n")
        base.git("init", "-q")
        base.commit_all("first")
        base.git("update-ref", "refs/remotes/origin/main", "HEAD")
        base.git("checkout", "-q", "-b", "topic")
        base.write("a.c", waiting("old") + waiting("fresh", head="\n"))
        base.commit_all("change")
        # What the blocks call by the name that the package gives it.
        cls.bin = FOLDER / "bin"
        cls.bin.mkdir()
        (cls.bin / "p99-ci").symlink_to(SOURCE / "integrations/ci/p99-ci.sh")

    def setUp(self):
        self.repo = self.base.copy(FOLDER / self._testMethodName)
        self.path = {"PATH": f"{self.bin}:{self.env['PATH']}"}

    def shell(self, text, **env):
        return self.repo.run("bash", "-e", "-c", text, check=False, **self.path, **env)

    def assertFound(self, said, *places):
        self.assertEqual(re.findall(r"^(\S+:\d+):\d+: warning:", said, re.M), list(places), said)

    def action(self, inputs=None, event=None, **env):
        return Steps(self.repo, inputs or {}, event or {}, env)

    def test_the_workflow(self):
        workflow = yaml.safe_load(snippet(PAGE, "github"))
        job, = workflow["jobs"].values()
        # actions/checkout, before and after which there is something to do.
        configure = [s["run"] for s in job["steps"] if "cmake -S" in s.get("run", "")]
        done = self.shell(configure[0])
        self.assertEqual(done.returncode, 0, done.stdout)
        use = job["steps"][-1]
        self.assertRegex(use["uses"], r"^EXAMPLE/p99-tidy/integrations/github@v")
        self.assertEqual(set(use["with"]), {"deb"})
        steps = self.action(GITHUB_BASE_REF="main")
        self.assertFound(steps.said, "a.c:9")
        self.assertEqual((steps.code, steps.outputs), (1, {"exit-code": "1", "reports": "p99-reports"}))
        caches = [given for name, given in steps.used if name == "actions/cache"]
        self.assertEqual([c["path"] for c in caches], [".p99-home", ".p99-cache"])
        self.assertRegex(caches[0]["key"], r"^p99-tidy-build-Linux-X64-[0-9a-f]{16}$")
        self.assertTrue(caches[1]["key"].startswith(caches[1]["restore-keys"]))
        self.assertIn(("github/codeql-action/upload-sarif", {"sarif_file": "p99-reports/p99.sarif", "category": "p99-tidy"}), steps.used)
        self.assertEqual(self.repo.git("status", "--porcelain"), "")

    def test_inputs(self):
        self.repo.database("a.c")
        steps = self.action({"fail-on-findings": "false", "upload": "false"}, GITHUB_BASE_REF="main")
        self.assertEqual((steps.code, steps.outputs["exit-code"]), (0, "1"))
        self.assertNotIn("github/codeql-action/upload-sarif", [name for name, _ in steps.used])
        steps = self.action({"args": "-p 'build'\n--checks=-p99-missing-timeout a.c"}, GITHUB_BASE_REF="main")
        self.assertEqual((steps.code, steps.outputs["exit-code"]), (0, "0"), steps.said)
        self.assertFound(self.action({"base": "none"}).said, "a.c:4", "a.c:9")
        self.assertFound(self.action({"base": "origin/main"}).said, "a.c:9")
        self.assertFound(self.action(event={"before": self.repo.git("rev-parse", "HEAD~1")}).said, "a.c:9")
        self.assertFound(self.action(event={"merge_group": {"base_sha": self.repo.git("rev-parse", "HEAD~1")}}).said, "a.c:9")

    def test_what_fails(self):
        # No database: nothing to upload, and the job fails whatever was asked for.
        steps = self.action({"fail-on-findings": "false"}, GITHUB_BASE_REF="main")
        self.assertEqual((steps.code, steps.outputs["exit-code"]), (2, "2"), steps.said)
        self.assertNotIn("github/codeql-action/upload-sarif", [name for name, _ in steps.used])
        steps = self.action({"deb": "/nowhere/p99-tidy.deb"})
        self.assertEqual(steps.code, 2)
        self.assertIn("::error title=p99-tidy::no package '/nowhere/p99-tidy.deb'", steps.said)

    def test_the_package(self):
        log = self.repo.root / ".git/log"
        tools = self.repo.root / ".git/tools"
        tools.mkdir()
        for name, then in (("apt-get", ""), ("sudo", 'exec "$@"'), ("curl", 'while [ "$1" != --output ]; do shift; done; : >"$2"')):
            (tools / name).write_text(f'#!/bin/sh\necho {name} "$@" >>"{log}"\n{then}\n')
            (tools / name).chmod(0o755)
        self.repo.database("a.c")
        steps = self.action({"deb": "https://files.example.com/p99-tidy_0.1.0_amd64.deb"}, GITHUB_BASE_REF="main",
                            PATH=f"{tools}:{self.env['PATH']}")
        self.assertEqual(steps.code, 1, steps.said)
        said = log.read_text()
        self.assertRegex(said, r"(?m)^curl .* https://files\.example\.com/p99-tidy_0\.1\.0_amd64\.deb$")
        self.assertRegex(said, r"(?m)^apt-get install .*--no-install-recommends /\S+\.deb$")
        # Nothing is built, and no build is kept.
        self.assertNotIn(".p99-home", [given["path"] for name, given in steps.used if name == "actions/cache"])

    def test_gitlab(self):
        template = yaml.safe_load((SOURCE / "integrations/gitlab/p99-tidy.yml").read_text())
        page = yaml.safe_load(snippet(PAGE, "gitlab"))
        own = page["p99-tidy"]
        job = template[own["extends"]] | own
        done = self.shell("\n".join([*job["before_script"], *job["script"]]), **job["variables"], GITLAB_CI="true",
                          CI_MERGE_REQUEST_DIFF_BASE_SHA=self.repo.git("rev-parse", "HEAD~1"))
        self.assertFound(done.stdout, "a.c:9")
        self.assertEqual(done.returncode, 1)
        artifacts = job["artifacts"]
        self.assertTrue((self.repo.root / artifacts["reports"]["codequality"]).is_file())
        for folder in [*artifacts["paths"], *job["cache"]["paths"]]:
            self.assertTrue((self.repo.root / folder).is_dir(), folder)

    def test_jenkins(self):
        pipeline = snippet(PAGE, "jenkins")
        for pair in ("{}", "()", "[]"):
            self.assertEqual(pipeline.count(pair[0]), pipeline.count(pair[1]))
        configure, = re.findall(r"^ *sh '(.*)'$", pipeline, re.M)
        script, = re.findall(r"sh\(returnStatus: true, script: '(.*)'\)", pipeline)
        self.assertEqual(self.shell(configure).returncode, 0)
        done = self.shell(script, CHANGE_TARGET="main", JENKINS_URL="http://jenkins")
        self.assertFound(done.stdout, "a.c:9")
        self.assertEqual(done.returncode, 1)
        for report in re.findall(r"pattern: '([^']+)'", (SOURCE / PAGE).read_text()):
            self.assertTrue((self.repo.root / report).is_file(), report)

    def test_any_other(self):
        done = self.shell(snippet(PAGE, "other"))
        self.assertFound(done.stdout, "a.c:9")

    def test_expressions_stand_in_env_only(self):
        for step in yaml.safe_load(ACTION.read_text())["runs"]["steps"]:
            self.assertNotIn("${{", step.get("run", ""))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
