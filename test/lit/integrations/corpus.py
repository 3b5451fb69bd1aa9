# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""corpus.py P99_TIDY FOLDER"""

import json
import os
import pathlib
import shutil
import sys
import unittest

import yaml

from scratch import NET, SOURCE, Repository, environment, harmless, waiting, write_config
from snippets import snippet

DRIVER, SCRATCH = map(pathlib.Path, sys.argv[1:3])
SCRIPT = SOURCE / "test/corpus/corpus.py"
MIRROR = SCRATCH / "mirror"
LIST = SCRATCH / "list/projects.yaml"

# One finding with a safe fix, in a header that two units include. The standard
# library's own headers would take most of the test's time.
COUNT = """#pragma once
#ifndef HOLDS
#define HOLDS
#endif
namespace std {
template <typename T> struct vector {
  vector();
  vector(const vector &);
  ~vector();
  const T *begin() const;
  const T *end() const;
  unsigned long size() const;
  void clear();
};
}
struct Shop {
  std::vector<std::vector<int>> All;
};
inline unsigned long count(const Shop &Of) {
  auto Copy = Of.All;
  HOLDS
  return Copy.size();
}
"""
# What p99-tidy is meant never to do.
BREAKS = """case " $* " in *" --fix "*) echo 'int broken = x;' >> count.h ;; esac
"""
DOES_NOTHING = """for word; do shift; [ "$word" = --fix ] || set -- "$@" "$word"; done
"""


class Corpus(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        write_config(SCRATCH / "home")
        cls.env = environment(SCRATCH / "home", DRIVER)
        cls.net = cls.repository("shop/net", **{
            "net.h": NET, "ask.c": waiting("ask"), "quiet.c": harmless("quiet"), "odd_test.c": "#error\n"})
        cls.count = cls.repository("shop/count", **{
            "count.h": COUNT,
            "one.cpp": '#include "count.h"\nunsigned long one() { return count({}); }\n',
            "two.cpp": '#include "made.h"\n#include "count.h"\nunsigned long two() { return count({}) + MADE; }\n'})
        cls.projects = {
            "net": {"repository": "shop/net", "commit": cls.net, "units": "*.c !*_test.c", "flags": "-DNET"},
            "count": {"repository": "shop/count", "commit": cls.count, "units": ["*.cpp"],
                      "flags": ["-std=c++20"], "headers": {"made.h": "#define MADE 1\n"},
                      "packages": "libstdc++-12-dev"}}

    @classmethod
    def repository(cls, name, **files):
        """Like a bare repository that GitHub would serve; answers its commit."""
        work = Repository(SCRATCH / "work" / name, cls.env)
        for path, text in files.items():
            work.write(path, text)
        work.git("init", "-q")
        work.commit_all("first")
        first = work.git("rev-parse", "HEAD")
        # What is pinned need not be the tip of a branch.
        work.git("commit", "-q", "--allow-empty", "-m", "second")
        work.run("git", "clone", "-q", "--bare", ".", MIRROR / f"{name}.git")
        return first

    def setUp(self):
        shutil.rmtree(LIST.parent, ignore_errors=True)
        LIST.parent.mkdir()
        self.list()
        self.program("build/bin/p99-tidy")

    def list(self, **changed):
        projects = {name: entry | changed.get(name, {}) for name, entry in self.projects.items()}
        LIST.write_text(yaml.safe_dump(projects, sort_keys=False))

    @staticmethod
    def program(name, before=""):
        path = SCRATCH / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'#!/bin/sh\n{before}exec {DRIVER} "$@"\n')
        path.chmod(0o755)
        return path

    def corpus(self, *arguments, code=0, mirror=MIRROR):
        done = Repository(SCRATCH, self.env).run(
            sys.executable, SCRIPT, "--build", SCRATCH / "build", "--projects", LIST,
            *(["--mirror", mirror] if mirror else []), *arguments, check=False)
        self.assertEqual(done.returncode, code, done.stdout)
        return done.stdout

    def recorded(self):
        """As after --write."""
        kept = SCRATCH / "recorded"
        if not kept.exists():
            self.corpus("--write", "--no-fix")
            shutil.copytree(LIST.parent / "expected", kept)
        shutil.copytree(kept, LIST.parent / "expected", dirs_exist_ok=True)

    def record(self, name):
        return json.loads((LIST.parent / "expected" / f"{name}.json").read_text())

    def edit_record(self, name, edit):
        record = self.record(name)
        edit(record["findings"])
        (LIST.parent / "expected" / f"{name}.json").write_text(json.dumps(record))

    def test_what_is_not_recorded_is_added(self):
        out = self.corpus("--no-fix", "net", code=1)
        self.assertIn("net: 2 units, 1 finding: 1 added\n  + ask.c:4:", out)
        self.assertRegex(out, r"p99-missing-timeout +1 +0 +0")
        self.assertIn("1 project: 1 differ, 0 failed", out)

    def test_what_is_recorded_is_as_before(self):
        self.recorded()
        self.assertEqual(self.record("net")["commit"], self.net)
        self.assertEqual([f["check"] for f in self.record("count")["findings"]], ["p99-needless-copy"])
        out = self.corpus("--no-fix")
        self.assertIn("net: 2 units, 1 finding: as before\n", out)
        self.assertIn("2 projects: 0 differ, 0 failed\n", out)

    def test_verdicts_stay_and_are_told(self):
        self.recorded()
        self.edit_record("net", lambda f: f[0].update(verdict="wrong", reason="it is a test"))
        self.edit_record("count", lambda f: f[0].update(verdict="right"))
        self.corpus("--write", "--no-fix", "net")
        self.assertEqual(self.record("net")["findings"][0]["reason"], "it is a test")
        out = self.corpus("--verdicts")
        self.assertRegex(out, r"p99-missing-timeout +1 +0 +1 +0 +0%")
        self.assertRegex(out, r"p99-needless-copy +1 +1 +0 +0 +100%")
        self.assertRegex(out, r"all +2 +1 +1 +0 +50%")

        self.edit_record("net", lambda f: f[0].update(fingerprint="0" * 32, line=9, fix="none"))
        out = self.corpus("--no-fix", "net", code=1)
        self.assertIn("1 added, 1 removed\n", out)
        self.assertIn("  - ask.c:9:", out)
        self.assertIn("      was wrong: it is a test\n", out)

    def test_what_is_worded_anew_is_changed(self):
        self.recorded()
        self.edit_record("net", lambda f: f[0].update(
            fingerprint="0" * 32, message="it waits", fix="safe", verdict="right"))
        out = self.corpus("--no-fix", "net", code=1)
        self.assertIn("net: 2 units, 1 finding: 1 changed\n  ~ ask.c:4:", out)
        self.assertIn("      said: it waits\n      fix: safe before, suggested now\n", out)
        self.corpus("--write", "--no-fix", "net")
        self.assertEqual(self.record("net")["findings"][0]["verdict"], "right")

    def test_two_programs(self):
        old = self.program("old", before='set -- "$@" --checks=-p99-missing-timeout\n')
        out = self.corpus("--against", old, "--no-fix", code=1)
        self.assertIn("net: 2 units, 1 finding: 1 added\n", out)
        self.assertIn("count: 2 units, 1 finding: as before\n", out)
        self.assertIn("no program 'nowhere'", self.corpus("--against", "nowhere", code=2))
        self.assertIn("takes no --against", self.corpus("--against", old, "--write", code=2))

    def test_fixes_are_made_in_a_copy_and_compiled(self):
        self.recorded()
        out = self.corpus()
        self.assertIn("fixes change 1 file: git -C build/corpus/count/fixed diff\n", out)
        self.assertIn("2 projects: 0 differ, 0 failed", out)
        corpus = SCRATCH / "build/corpus"
        self.assertIn("const auto &Copy", (corpus / "count/fixed/count.h").read_text())
        self.assertNotIn("const auto &Copy", (corpus / "count/source/count.h").read_text())
        self.corpus("--fix-suggested")
        self.assertIn("poll(&p, 1, 5000)", (corpus / "net/fixed/ask.c").read_text())

    def test_a_fix_that_breaks_the_code(self):
        self.recorded()
        self.program("build/bin/p99-tidy", before=BREAKS)
        out = self.corpus("count", code=1)
        # Both units include what was changed.
        for unit in ("one.cpp", "two.cpp"):
            self.assertRegex(out, rf"  ! the fixes break {unit}: .*use of undeclared identifier 'x'")
        self.assertIn("1 project: 0 differ, 1 failed", out)

    def test_a_fix_that_does_nothing(self):
        self.recorded()
        self.program("build/bin/p99-tidy", before=DOES_NOTHING)
        out = self.corpus("count", code=1)
        self.assertRegex(out, r"  ! still there after its fix: count.h:\d+: 'Copy' is a copy that is only read")

    def test_a_fix_that_the_driver_leaves_out(self):
        self.recorded()
        self.list(count={"headers": {"made.h": "#define MADE 1\n"
                                         "#define HOLDS static_assert(!__is_reference(decltype(Copy)));\n"}})
        out = self.corpus("count", code=1)
        self.assertRegex(out, r"  ! count.h:\d+:\d+: fix of p99-needless-copy left out: the code would not compile: ")
        self.assertIn("fixes change 0 files", out)

    def test_no_mirror(self):
        shutil.rmtree(SCRATCH / "build/corpus", ignore_errors=True)
        out = self.corpus(mirror=None)
        self.assertIn("net: skipped: no mirror to fetch it from; name one with --mirror\n", out)
        self.assertIn("0 projects: 0 differ, 0 failed; 2 skipped\n", out)
        self.assertEqual(self.corpus("--packages", mirror=None), "")
        self.assertEqual(self.corpus("--packages"), "libstdc++-12-dev\n")
        self.assertIn("net: skipped: the mirror has no shop/net.git", self.corpus(mirror=SCRATCH / "empty"))
        # What was fetched once needs no mirror.
        self.recorded()
        self.corpus("--no-fix")
        self.assertIn("2 projects: 0 differ, 0 failed\n", self.corpus("--no-fix", mirror=None))

    def test_no_such_commit(self):
        self.list(net={"commit": "f" * 40})
        out = self.corpus("net", code=1)
        self.assertIn(f"  ! cannot get commit {'f' * 40} from {MIRROR}/shop/net.git: ", out)

    def test_a_record_of_another_commit(self):
        self.recorded()
        self.list(net={"repository": "shop/count", "commit": self.count, "units": "*.cpp",
                       "headers": {"made.h": "#define MADE 1\n"}})
        out = self.corpus("net", code=1)
        self.assertIn(f"recorded for commit {self.net}; renew them with --write", out)

    def test_units_that_cannot_be_analysed(self):
        self.list(count={"headers": {}}, net={"units": "*.c *.cc"})
        out = self.corpus("--write", "--no-fix", code=1)
        self.assertIn("! could not analyse two.cpp: ", out)
        self.assertIn("! it needs the packages libstdc++-12-dev", out)
        self.assertIn("! no file matches '*.cc' of its units", out)
        self.assertFalse((LIST.parent / "expected").exists())

    def test_mistakes_in_the_list(self):
        for changed, said in (({"commit": "main"}, "'commit' is not 40 hexadecimal digits: main"),
                              ({"repository": "net"}, "'repository' is not OWNER/NAME: net"),
                              ({"units": ""}, "'units' is missing"),
                              ({"headers": "a.h"}, "'headers' is no map: a.h"),
                              ({"cmake": "-DX"}, "unknown key 'cmake'; one of: repository, commit")):
            self.list(net=changed)
            self.assertIn(f"corpus: {LIST}: net: {said}", self.corpus(code=2))
        self.list()
        self.assertIn(f"no project 'nat' in {LIST}; there is: net, count", self.corpus("nat", code=2))

    def test_mistakes_in_a_record(self):
        self.recorded()
        self.edit_record("net", lambda f: f[0].update(verdict="bad"))
        self.assertIn("'bad' is no verdict; one of: right, wrong", self.corpus("--verdicts", code=2))
        self.edit_record("net", lambda f: f[0].update(verdict="wrong"))
        self.assertIn("'wrong' needs a reason: ask.c:4:", self.corpus("--verdicts", code=2))
        (LIST.parent / "expected/net.json").write_text("[]")
        self.assertIn("net.json is no record of findings", self.corpus("--verdicts", code=2))

    def test_the_page(self):
        LIST.write_text(snippet("docs/corpus.md", "project"))
        self.assertEqual(self.corpus("--packages", mirror=SCRATCH), "")
        record = LIST.parent / "expected/leveldb.json"
        record.parent.mkdir()
        record.write_text(f'{{"commit": "", "findings": [{snippet("docs/corpus.md", "verdict")}]}}')
        self.assertRegex(self.corpus("--verdicts"), r"p99-missed-move +1 +0 +1 +0 +0%")


class Recorded(unittest.TestCase):
    """What the project itself has pinned."""

    def test_each_project_has_its_record(self):
        listed = yaml.safe_load((SCRIPT.parent / "projects.yaml").read_text())
        self.assertGreaterEqual(len(listed), 10)
        records = {p.stem: json.loads(p.read_text()) for p in (SCRIPT.parent / "expected").glob("*.json")}
        self.assertEqual({name: project["commit"] for name, project in listed.items()},
                         {name: record["commit"] for name, record in records.items()})

    def test_the_verdicts_are_read(self):
        done = Repository(SOURCE, dict(os.environ)).run(sys.executable, SCRIPT, "--verdicts")
        self.assertRegex(done.stdout, r"(?m)^all +\d")


shutil.rmtree(SCRATCH, ignore_errors=True)
SCRATCH.mkdir(parents=True)
unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
