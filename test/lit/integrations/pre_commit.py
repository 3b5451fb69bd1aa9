# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Commits in a scratch repository, with the hooks as docs/pre-commit.md tells to
use them: pre_commit.py DRIVER"""

import pathlib
import re
import shutil
import sys
import tempfile
import unittest

from scratch import NET, SOURCE, Repository, environment, harmless, waiting, write_config
from snippets import snippet

DRIVER = sys.argv[1]
# Not below a folder with a compilation database, as the build's is.
TEMPORARY = tempfile.TemporaryDirectory(prefix="p99-hooks-")
FOLDER = pathlib.Path(TEMPORARY.name).resolve()
PAGE = "docs/pre-commit.md"
ADVICE = "To commit without this check: SKIP=p99-tidy"

COPIES = """\
#include <string>
#include <vector>
std::string join(const std::vector<std::string> &parts) {
  std::string out;
  for (const std::string &part : parts) {
    std::string copy = part;
    out += copy;
  }

  // Far enough from the copy for a hunk of its own.

  int after = 1;
  out.resize(after);
  return out;
}
"""
FIXED = COPIES.replace("std::string copy", "const std::string &copy")


class Hooks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        home = FOLDER / "home"
        env = environment(home, DRIVER)
        hooks = Repository(FOLDER / "hooks", env)
        # The address in the page leads here.
        write_config(home, f'[url "{hooks.root}"]\ninsteadOf = https://git.example.com/p99-tidy\n')
        for name in (".pre-commit-hooks.yaml", "integrations/pre-commit/p99-tidy-hook"):
            (hooks.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(SOURCE / name, hooks.root / name)
        hooks.git("init", "-q")
        hooks.commit_all("p99-tidy")
        hooks.git("tag", "v0.1.0")

        base = cls.base = Repository(FOLDER / "base", env)
        base.write(".gitignore", "/build*/\n/cache\n")
        base.write("src/net.h", NET)
        base.write("src/a.c", waiting("old"))
        base.write("src/ask.h", harmless("ask").replace("int", "static inline int"))
        base.write("src/user.c", '#include "net.h"\n#include "ask.h"\nint user(void) { return ask(); }\n')
        base.write("src/join.cpp", COPIES.replace(" copy = part", " &copy = const_cast<std::string &>(part)"))
        base.write(".pre-commit-config.yaml", snippet(PAGE, "hooks"))
        base.git("init", "-q")
        base.database("src/a.c", "src/user.c", "src/join.cpp")
        base.commit_all("first")
        base.run("sh", "-c", snippet(PAGE, "install"))
        # Makes the environment, and shows that what is there does not matter.
        base.write("README", "text\n")
        base.git("add", "README")
        base.git("commit", "-q", "-m", "no sources")

    def setUp(self):
        self.repo = self.base.copy(FOLDER / self._testMethodName)

    def configure(self, name):
        self.repo.write(".pre-commit-config.yaml", snippet(PAGE, name))
        self.repo.commit_all("hooks")

    def commit(self, *more, stage=True, **env):
        if stage:
            self.repo.git("add", "-A")
        return self.repo.run("git", "commit", "-m", "change", *more, check=False, **env)

    def assertRefused(self, done, *findings, hook="p99-tidy"):
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn(f"- hook id: {hook}\n", done.stdout)
        self.assertEqual(re.findall(r"^(\S.*?:\d+):\d+: warning:", done.stdout, re.M), list(findings), done.stdout)

    def assertPassed(self, done):
        self.assertEqual(done.returncode, 0, done.stdout)

    def more(self, name):
        self.repo.write(name, self.repo.read(name) + waiting("more", head="\n"))

    def test_a_finding_is_refused(self):
        self.more("src/a.c")
        done = self.commit()
        self.assertRefused(done, "src/a.c:9")
        self.assertIn("a limit as argument 3 [p99-missing-timeout]\n    9 |   return poll(&p, 1, -1); // more\n", done.stdout)
        self.assertIn("\n1 finding in 1 unit; --fix-suggested repairs 1; --changed leaves out 1 more\n", done.stdout)
        self.assertPassed(self.commit(SKIP="p99-tidy"))

    def test_what_stood_there_passes(self):
        self.repo.write("src/a.c", self.repo.read("src/a.c") + harmless("more"))
        self.assertPassed(self.commit())
        # And a file that is renamed, and one that goes.
        self.repo.git("mv", "src/a.c", "src/renamed.c")
        self.repo.git("rm", "-q", "src/join.cpp")
        self.assertPassed(self.commit())

    def test_a_header(self):
        self.repo.write("src/ask.h", "#pragma once\n" + waiting("ask", head="\n").replace("int ask", "static int ask"))
        self.assertRefused(self.commit(), "src/ask.h:5")

    def test_no_database(self):
        shutil.rmtree(self.repo.root / "build")
        self.more("src/a.c")
        done = self.commit()
        self.assertRefused(done)
        self.assertIn("no compile_commands.json in ", done.stdout)
        self.assertIn("cmake -S . -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON", done.stdout)
        self.assertIn(ADVICE, done.stdout)
        self.assertLess(done.stdout.count("\n"), 12, done.stdout)

    def test_what_is_not_staged_does_not_matter(self):
        # The finding is not staged, then the finding alone is.
        clean = self.repo.read("src/a.c") + harmless("staged")
        self.repo.write("src/a.c", clean)
        self.repo.git("add", "src/a.c")
        self.more("src/a.c")
        loose = self.repo.read("src/a.c")
        self.assertPassed(self.commit(stage=False))
        self.assertEqual(self.repo.read("src/a.c"), loose)
        self.repo.git("add", "src/a.c")
        self.repo.write("src/a.c", clean)
        self.assertRefused(self.commit(stage=False), "src/a.c:12")
        self.assertEqual(self.repo.read("src/a.c"), clean)
        # `commit -a` and `commit FILE` have an index of their own.
        self.repo.write("src/a.c", loose)
        self.repo.git("reset", "-q")
        self.assertRefused(self.commit("-a", stage=False), "src/a.c:12")
        self.assertRefused(self.commit("src/a.c", stage=False), "src/a.c:12")

    def test_a_file_that_the_database_does_not_list(self):
        self.repo.write("src/new.c", waiting("fresh"))
        self.repo.write("src/\u00fcber uns.c", waiting("odd"))
        done = self.commit()
        self.assertRefused(done, "src/new.c:4", "src/\u00fcber uns.c:4")

    def test_what_does_not_parse(self):
        self.repo.write("src/new.c", '#include "generated.h"\n' + waiting("fresh"))
        done = self.commit()
        self.assertRefused(done, "src/new.c:5")
        self.assertIn("could not analyse 'src/new.c': src/new.c:1:10: 'generated.h' file not found\n", done.stdout)
        self.assertIn(ADVICE.split(": ")[1], done.stdout)
        self.assertLess(done.stdout.count("\n"), 18, done.stdout)

    def test_no_program(self):
        self.repo.write("src/a.c", harmless("a"))
        done = self.commit(P99_TIDY="/nowhere/p99-tidy")
        self.assertRefused(done)
        self.assertIn("p99-tidy is not in PATH. Install its package", done.stdout)

    def test_many_files_are_one_run(self):
        for i in range(20):
            self.repo.write(f"src/f{i}.c", harmless(f"f{i}"))
        self.repo.write("src/f20.c", waiting("f20"))
        done = self.commit()
        self.assertRefused(done, "src/f20.c:4")
        self.assertIn("1 finding in 21 units", done.stdout)

    def test_a_merge_with_conflicts(self):
        both = "int both(void) {\n  return %s;\n}\n"
        self.repo.write("src/a.c", self.repo.read("src/a.c") + both % 0)
        self.repo.commit_all("common")
        self.repo.git("checkout", "-q", "-b", "topic")
        self.repo.write("src/a.c", self.repo.read("src/a.c").replace("return 0", "return 1"))
        self.repo.commit_all("topic")
        self.repo.git("checkout", "-q", "main")
        self.repo.write("src/a.c", self.repo.read("src/a.c").replace("return 0", "return 2") + waiting("theirs", head="\n"))
        self.repo.commit_all("main")
        self.repo.git("checkout", "-q", "topic")
        self.assertIn("CONFLICT", self.repo.git("merge", "main", check=False))
        solved = re.sub(r"<{7}.*\n(?s:.*?)={7}\n((?s:.*?))>{7}.*\n", r"\1", self.repo.read("src/a.c"))
        wait = "  struct pollfd p = {socket(2, 1, 0), 1, 0};\n  return poll(&p, 1, -1)"
        self.repo.write("src/a.c", solved.replace("  return 2", wait))
        self.assertRefused(self.commit(), "src/a.c:8")
        self.repo.write("src/a.c", solved)
        self.assertPassed(self.commit())

    def test_the_first_commit(self):
        shutil.rmtree(self.repo.root / ".git")
        self.repo.git("init", "-q")
        self.repo.run("pre-commit", "install")
        self.assertRefused(self.commit(), "src/a.c:4")

    def test_work_trees_and_submodules(self):
        (self.repo.root / "src/a.c").write_text(waiting("old"))
        other = Repository(FOLDER / "linked", self.repo.env)
        self.repo.git("worktree", "add", "-q", "-b", "linked", other.root)
        other.database("src/a.c")
        main = Repository(FOLDER / "super", self.repo.env)
        main.root.mkdir()
        main.git("init", "-q")
        main.git("submodule", "--quiet", "add", str(self.repo.root), "sub")
        sub = Repository(main.root / "sub", self.repo.env)
        sub.run("pre-commit", "install")
        sub.database("src/a.c")
        for self.repo in (other, sub):
            self.more("src/a.c")
            self.assertRefused(self.commit(), "src/a.c:9")

    def test_outside_of_a_commit(self):
        run = lambda *more: self.repo.run("pre-commit", "run", *more, check=False)
        self.assertRefused(run("--all-files"), "src/a.c:4")
        self.repo.git("checkout", "-q", "-b", "topic")
        self.more("src/a.c")
        self.repo.commit_all("change")
        self.assertRefused(run("--from-ref", "main", "--to-ref", "HEAD"), "src/a.c:9")

    def test_fix(self):
        self.configure("fix")
        self.repo.write("src/join.cpp", COPIES)
        self.repo.git("add", "-A")
        loose = COPIES.replace("after = 1", "after = 2")
        self.repo.write("src/join.cpp", loose)
        done = self.commit(stage=False)
        self.assertRefused(done, hook="p99-tidy-fix")
        self.assertIn("- files were modified by this hook\n", done.stdout)
        self.assertEqual(self.repo.read("src/join.cpp"), FIXED.replace("after = 1", "after = 2"))
        # Not staged are the fix, and what was not staged before.
        self.assertEqual(self.repo.git("show", ":src/join.cpp"), COPIES.strip())
        self.assertPassed(self.commit())

    def test_a_fix_meets_what_is_not_staged(self):
        self.configure("fix")
        self.repo.write("src/join.cpp", COPIES)
        self.repo.git("add", "-A")
        loose = COPIES.replace("copy = part;", "copy = part; // mine")
        self.repo.write("src/join.cpp", loose)
        done = self.commit(stage=False)
        self.assertRefused(done, hook="p99-tidy-fix")
        self.assertEqual(self.repo.read("src/join.cpp"), loose)
        self.assertEqual(self.repo.git("show", ":src/join.cpp"), COPIES.strip())

    def test_a_finding_without_a_fix(self):
        self.configure("fix")
        self.more("src/a.c")
        before = self.repo.read("src/a.c")
        self.assertRefused(self.commit(), "src/a.c:9", hook="p99-tidy-fix")
        self.assertEqual(self.repo.read("src/a.c"), before)

    def test_the_readme(self):
        self.repo.write(".pre-commit-config.yaml", snippet("README.md", "hooks"))
        self.more("src/a.c")
        self.assertRefused(self.commit(), "src/a.c:9")

    def test_settings(self):
        self.configure("settings")
        self.repo.run(DRIVER, "--write-baseline=p99-baseline.json", "src/a.c")
        (self.repo.root / "build").rename(self.repo.root / "build.other")
        self.repo.database("src/a.c", folder="out/debug")
        self.repo.write("src/net_win.cpp", "#include <windows.h>\n")
        self.repo.write("src/a.c", self.repo.read("src/a.c").replace("int old", "int  old") + harmless("more"))
        self.assertPassed(self.commit())
        self.more("src/a.c")
        self.assertRefused(self.commit(), "src/a.c:12")

    def test_the_local_hook(self):
        self.configure("local")
        self.more("src/a.c")
        self.assertRefused(self.commit(), "src/a.c:9")

    def test_the_plain_hook(self):
        hook = self.repo.root / ".git/hooks/pre-commit"
        hook.write_text(snippet(PAGE, "plain"))
        self.more("src/a.c")
        done = self.commit()
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, r"(?m)^src/a\.c:9:10: warning:")
        self.repo.write("src/a.c", harmless("a"))
        self.assertPassed(self.commit())


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
