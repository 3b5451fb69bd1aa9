# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""p99-ci.sh in clones and environments as those of GitHub, GitLab and Jenkins:
ci.py DRIVER"""

import json
import os
import pathlib
import re
import shutil
import stat
import sys
import tempfile
import unittest

from scratch import NET, SOURCE, Repository, environment, harmless, waiting, write_config

DRIVER = sys.argv[1]
SCRIPT = SOURCE / "integrations/ci/p99-ci.sh"
# Not below a folder with a compilation database, as the build's is.
TEMPORARY = tempfile.TemporaryDirectory(prefix="p99-ci-")
FOLDER = pathlib.Path(TEMPORARY.name).resolve()
ZEROS = "0" * 40


class Case(unittest.TestCase):
    upstream = None

    @classmethod
    def setUpClass(cls):
        if not Case.upstream:
            Case.make_upstream()

    @classmethod
    def make_upstream(cls):
        """
        first - 60 commits - a finding in b.c - main
           \\                        \\
            topic1 - a finding in a.c - refs/pull/1/merge, as GitHub makes it
        """
        write_config(FOLDER / "home")
        cls.env = environment(FOLDER / "home", DRIVER)
        work = Repository(FOLDER / "work", cls.env)
        work.write(".gitignore", "/build\n")
        work.write("net.h", NET)
        work.write("a.c", waiting("old"))
        work.write("b.c", harmless("b"))
        work.git("init", "-q")
        work.commit_all("first")
        work.git("checkout", "-q", "-b", "topic")
        work.write("c.c", harmless("c"))
        work.commit_all("topic1")
        work.write("a.c", waiting("old") + waiting("fresh", head="\n"))
        work.commit_all("topic2")
        work.git("checkout", "-q", "main")
        for n in range(60):
            work.git("commit", "-q", "--allow-empty", "-m", f"main {n}")
        work.write("b.c", waiting("theirs"))
        work.commit_all("a finding of main")
        work.git("checkout", "-q", "-b", "merge")
        work.git("merge", "-q", "--no-edit", "topic")
        work.git("checkout", "-q", "main")
        work.git("commit", "-q", "--allow-empty", "-m", "main goes on")
        cls.upstream = Repository(FOLDER / "upstream.git", cls.env)
        work.run("git", "clone", "-q", "--bare", ".", cls.upstream.root)
        cls.upstream.git("update-ref", "refs/pull/1/merge", "merge")
        cls.upstream.git("update-ref", "refs/pull/1/head", "topic")
        cls.upstream.git("branch", "-q", "-D", "merge", "topic")
        # Nobody pushes: a fork's job could not, either.
        hook = cls.upstream.root / "hooks/pre-receive"
        hook.write_text("#!/bin/sh\nexit 1\n")
        hook.chmod(0o755)
        cls.refs = cls.upstream.git("for-each-ref")
        cls.sha = {name: cls.upstream.git("rev-parse", rev) for name, rev in {
            "main": "main", "topic": "refs/pull/1/head", "merge": "refs/pull/1/merge",
            "before": "refs/pull/1/head~1", "base": "refs/pull/1/head~2", "target": "refs/pull/1/merge^1"}.items()}

    def tearDown(self):
        self.assertEqual(self.upstream.git("for-each-ref"), self.refs)

    def clone(self, ref, depth=None, name="clone", database=True):
        """What checkout steps do: only what is asked for is fetched."""
        repo = Repository(FOLDER / f"{self._testMethodName}-{name}", self.env)
        repo.root.mkdir()
        repo.git("init", "-q")
        repo.git("remote", "add", "origin", f"file://{self.upstream.root}")
        repo.git("fetch", "-q", "--no-tags", *([f"--depth={depth}"] if depth else []), "origin", ref)
        repo.git("checkout", "-q", "FETCH_HEAD")
        if database:
            repo.database(*sorted(p.name for p in repo.root.glob("*.c")))
        return repo

    def ci(self, repo, *arguments, code=1, **env):
        done = repo.run("sh", SCRIPT, *arguments, check=False, **env)
        self.assertEqual(done.returncode, code, done.stdout)
        return done.stdout

    def findings(self, text):
        return re.findall(r"^(\S+?:\d+):\d+: warning:", text, re.M)

    def github(self, repo, *arguments, code=1, **env):
        files = {name: repo.root / ".git" / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for path in files.values():
            path.unlink(missing_ok=True)
        said = self.ci(repo, *arguments, code=code, GITHUB_ACTIONS="true", CI="true",
                       **{name: str(path) for name, path in files.items()}, **env)
        self.outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines())
        self.summary = files["GITHUB_STEP_SUMMARY"].read_text() if files["GITHUB_STEP_SUMMARY"].exists() else ""
        self.assertEqual(self.outputs["exit-code"], str(code))
        return said

    def sarif(self, repo):
        run, = json.loads(repo.read("p99-reports/p99.sarif"))["runs"]
        return [(r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
                 r["locations"][0]["physicalLocation"]["region"]["startLine"]) for r in run["results"]]


class GitHub(Case):
    def test_a_pull_request(self):
        # One commit is there: that of the merge with what main was.
        repo = self.clone("refs/pull/1/merge", depth=1)
        said = self.github(repo, GITHUB_BASE_REF="main", GITHUB_EVENT_NAME="pull_request", GITHUB_SHA=self.sha["merge"])
        self.assertEqual(self.findings(said), ["a.c:9"], said)
        self.assertEqual(re.findall(r"^::warning (.*?)::", said, re.M), ["file=a.c,line=9,col=10,title=p99-missing-timeout"])
        # The reports are of all.
        self.assertEqual(self.sarif(repo), [("a.c", 4), ("a.c", 9), ("b.c", 4)])
        self.assertEqual(self.outputs["reports"], "p99-reports")
        self.assertIn("    a.c:9:10: warning:", self.summary)
        self.assertIn("    1 finding in 3 units", self.summary)
        self.assertEqual(repo.git("status", "--porcelain"), "")

    def test_its_head(self):
        # With `ref: ${{ github.event.pull_request.head.sha }}`; the base is far.
        repo = self.clone(self.sha["topic"], depth=1)
        said = self.github(repo, GITHUB_BASE_REF="main")
        self.assertEqual(self.findings(said), ["a.c:9"], said)
        self.assertIn(f"differs from {self.sha['base'][:12]}, where HEAD left origin/main", said)

    def test_all_of_the_history(self):
        repo = self.clone("+refs/*:refs/remotes/*")
        repo.git("fetch", "-q", "origin", "+refs/heads/*:refs/remotes/origin/*")
        repo.git("checkout", "-q", self.sha["topic"])
        repo.git("remote", "set-url", "origin", "/nowhere")
        said = self.github(repo, GITHUB_BASE_REF="main")
        self.assertEqual(self.findings(said), ["a.c:9"], said)

    def test_what_cannot_be_fetched(self):
        repo = self.clone("refs/pull/1/merge", depth=1)
        repo.git("remote", "set-url", "origin", "/nowhere")
        said = self.github(repo, code=2, GITHUB_BASE_REF="main")
        self.assertIn("p99-ci: error: HEAD and origin/main have no commit in common in this clone, and more could not "
                      "be fetched: '/nowhere' does not appear to be a git repository\n", said)
        self.assertIn("'fetch-depth: 0' of actions/checkout", said)
        self.assertRegex(said, r"(?m)^::error title=p99-tidy::HEAD and .*%0AClone all of the history")
        self.assertEqual(self.findings(said), [])

    def test_pushes(self):
        repo = self.clone(self.sha["topic"], depth=1)
        said = self.github(repo, P99_BEFORE=self.sha["before"])
        self.assertEqual(self.findings(said), ["a.c:9"], said)
        for before in (ZEROS, "1" * 40):
            said = self.github(repo, P99_BEFORE=before)
            self.assertEqual(self.findings(said), ["a.c:4", "a.c:9"], said)
        self.assertIn("the commit before this push, is gone; all findings count", said)

    def test_no_findings(self):
        repo = self.clone(self.sha["before"], depth=1)
        said = self.github(repo, code=0, GITHUB_BASE_REF="main")
        self.assertEqual(self.findings(said), [])
        self.assertNotIn("::error", said)
        self.assertEqual(self.sarif(repo), [("a.c", 4)])
        # Nothing at all.
        repo.database("b.c")
        said = self.github(repo, code=0, GITHUB_BASE_REF="main")
        self.assertEqual(self.sarif(repo), [])
        self.assertIn("No findings.", self.summary)

    def test_no_database(self):
        repo = self.clone(self.sha["topic"], depth=1, database=False)
        said = self.github(repo, code=2, GITHUB_BASE_REF="main")
        self.assertIn("no compile_commands.json in ", said)
        self.assertIn("a step before this one has to make it", said)
        self.assertRegex(said, r"(?m)^::error title=p99-tidy::p99-tidy: error: no compile_commands\.json in .*%0A  with CMake")
        self.assertLess(said.count("\n"), 12, said)

    def test_what_cannot_be_analysed(self):
        repo = self.clone(self.sha["topic"], depth=1)
        repo.write("c.c", '#include "generated.h"\n')
        said = self.github(repo, code=3, GITHUB_BASE_REF="main")
        self.assertEqual(self.findings(said), ["a.c:9"], said)
        self.assertEqual(said.count("p99-tidy: error: could not analyse 'c.c': c.c:1:10: 'generated.h' file not found"), 1, said)
        self.assertIn("::error file=c.c,title=could not be analysed::", said)

    def test_a_source_gives_no_commands(self):
        repo = self.clone(self.sha["topic"], depth=1)
        repo.write("a.c", repo.read("a.c").replace("// fresh", "// ##[set-output name=x]y ::error::z"))
        said = self.github(repo, GITHUB_BASE_REF="main")
        stopped = re.search(r"^::stop-commands::(\w{32})\n(.*?)^::\1::$", said, re.M | re.S)
        self.assertIn("##[set-output", stopped[2])
        self.assertNotIn("##[set-output", said.replace(stopped[0], ""))

    def test_arguments(self):
        repo = self.clone(self.sha["topic"], depth=1)
        said = self.github(repo, "--output=out dir", "-p", "build", "--checks=-p99-missing-timeout", "a.c",
                           code=0, GITHUB_BASE_REF="main")
        self.assertEqual(self.outputs["reports"], "out dir")
        self.assertTrue((repo.root / "out dir/p99.sarif").is_file())
        said = self.github(repo, "--all")
        self.assertEqual(self.findings(said), ["a.c:4", "a.c:9"])
        said = self.github(repo, "--base=origin/main")
        self.assertEqual(self.findings(said), ["a.c:9"])
        self.assertEqual(said.count("p99-ci: "), 1, said)
        self.assertIn("'--output' needs a value", self.github(repo, "--output", code=2))

    def test_the_cache(self):
        repo = self.clone(self.sha["topic"], depth=1)
        for _ in range(2):
            self.github(repo, GITHUB_BASE_REF="main", P99_CACHE_DIR=".p99-cache")
        self.assertTrue(any((repo.root / ".p99-cache").rglob("*")))
        self.assertEqual(repo.git("status", "--porcelain"), "")

    @unittest.skipIf(os.geteuid() != 0, "only root gives files away")
    def test_a_container_of_another_user(self):
        repo = self.clone(self.sha["topic"], depth=1)
        for path in (repo.root, repo.root / ".git"):
            os.chown(path, 65534, 65534)
        said = self.github(repo, GITHUB_BASE_REF="main")
        self.assertEqual(self.findings(said), ["a.c:9"], said)


class GitLab(Case):
    def gitlab(self, repo, **env):
        return self.ci(repo, CI="true", GITLAB_CI="true", CI_COMMIT_BEFORE_SHA=ZEROS,
                       CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main", **env)

    def test_a_merge_request(self):
        repo = self.clone(self.sha["topic"], depth=1)
        said = self.gitlab(repo, CI_MERGE_REQUEST_DIFF_BASE_SHA=self.sha["base"], CI_MERGE_REQUEST_TARGET_BRANCH_SHA="")
        self.assertEqual(self.findings(said), ["a.c:9"], said)
        self.assertNotIn("::", said)
        quality = json.loads(repo.read("p99-reports/gl-code-quality-report.json"))
        self.assertEqual([(q["location"]["path"], q["location"]["lines"]["begin"]) for q in quality], [("a.c", 4), ("a.c", 9)])
        self.assertEqual(len({q["fingerprint"] for q in quality}), 2)

    def test_merged_results(self):
        repo = self.clone("refs/pull/1/merge", depth=20)
        said = self.gitlab(repo, CI_MERGE_REQUEST_DIFF_BASE_SHA=self.sha["base"],
                           CI_MERGE_REQUEST_TARGET_BRANCH_SHA=self.sha["target"])
        self.assertEqual(self.findings(said), ["a.c:9"], said)

    def test_a_push(self):
        repo = self.clone(self.sha["topic"], depth=2)
        said = self.ci(repo, CI="true", GITLAB_CI="true", CI_COMMIT_BEFORE_SHA=self.sha["before"])
        self.assertEqual(self.findings(said), ["a.c:9"], said)


class Jenkins(Case):
    def test_a_merge_that_only_this_machine_has(self):
        for depth in (None, 3):
            with self.subTest(depth=depth):
                repo = self.clone(self.sha["target"], depth=depth, name=f"clone{depth}", database=False)
                repo.git("fetch", "-q", *([f"--depth={depth}"] if depth else []), "origin", self.sha["topic"])
                repo.git("merge", "-q", "--no-edit", "--allow-unrelated-histories", "-X", "theirs", self.sha["topic"])
                repo.database("a.c", "b.c", "c.c")
                said = self.ci(repo, CHANGE_TARGET="main", CHANGE_ID="1", JENKINS_URL="http://jenkins")
                self.assertIn("a.c:9", self.findings(said), said)
                if depth is None:
                    self.assertEqual(self.findings(said), ["a.c:9"], said)
        self.assertIn("<checkstyle", repo.read("p99-reports/p99-checkstyle.xml"))

    def test_a_branch(self):
        repo = self.clone(self.sha["topic"])
        said = self.ci(repo, JENKINS_URL="http://jenkins", GIT_PREVIOUS_SUCCESSFUL_COMMIT=self.sha["before"])
        self.assertEqual(self.findings(said), ["a.c:9"], said)
        said = self.ci(repo, JENKINS_URL="http://jenkins")
        self.assertEqual(self.findings(said), ["a.c:4", "a.c:9"], said)


class Elsewhere(Case):
    def test_where_it_runs(self):
        repo = self.clone(self.sha["topic"])
        done = repo.run("sh", SCRIPT, cwd=repo.root / "build", check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn("this is 'build/' of the repository; run p99-ci in the root", done.stdout)
        shutil.rmtree(repo.root / ".git")
        self.assertIn("git: not a git repository", self.ci(repo, code=2))
        self.assertEqual(self.findings(self.ci(repo, "--all")), ["a.c:4", "a.c:9"])

    def test_no_program(self):
        repo = self.clone(self.sha["topic"])
        self.assertIn("p99-tidy is not in PATH", self.ci(repo, code=2, P99_TIDY="/nowhere/p99-tidy"))

    def test_help(self):
        repo = self.clone(self.sha["topic"])
        self.assertIn("--base=REV", self.ci(repo, "--help", code=0))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
