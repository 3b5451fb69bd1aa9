# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""install.py BUILD CXX FOLDER"""

import pathlib
import re
import shutil
import subprocess
import sys
import unittest

from scratch import NET, Repository, environment, harmless, waiting, write_config
from snippets import snippet

BUILD, CXX, SCRATCH = map(pathlib.Path, sys.argv[1:4])
ROOT = SCRATCH / "moved here"
PAGE = "docs/build-systems.md"


def run(*command, cwd=SCRATCH, code=0):
    done = subprocess.run([str(c) for c in command], cwd=cwd, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if (done.returncode == 0) != (code == 0):
        raise AssertionError(f"{command}: exit code {done.returncode}\n{done.stdout}")
    return done.stdout


def project(name, rules, languages="NONE"):
    """The folder of a CMake project with these rules."""
    root = SCRATCH / name
    root.mkdir(exist_ok=True)
    (root / "CMakeLists.txt").write_text(
        f"cmake_minimum_required(VERSION 3.25)\nproject(shop {languages})\n{rules}")
    return root


def shop(before="", after="", name="shop"):
    """A program with one finding. There is one build folder for most tests: looking
    at the compiler is what takes longest."""
    root = project(name, before +
        "add_executable(shop main.cpp wait.cpp net.h)\n"
        "add_library(other EXCLUDE_FROM_ALL other.cpp)\n"
        'file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/made.cpp CONTENT "#include <made.h>")\n'
        "target_sources(shop PRIVATE ${CMAKE_BINARY_DIR}/made.cpp)\n"
        "target_include_directories(shop PRIVATE ${CMAKE_BINARY_DIR})\n"
        "add_custom_target(header COMMAND ${CMAKE_COMMAND} -E touch ${CMAKE_BINARY_DIR}/made.h)\n"
        "add_dependencies(shop header)\n" + after, "CXX")
    (root / "net.h").write_text(NET)
    (root / "wait.cpp").write_text(waiting("wait_for", 'extern "C" {\n#include "net.h"\n}\n'))
    (root / "main.cpp").write_text('extern "C" int socket(int, int, int) { return 0; }\n'
                                   'extern "C" int poll(struct pollfd *, unsigned long, int) { return 0; }\n'
                                   + harmless("main"))
    (root / "other.cpp").write_text("#error not asked for\n")
    return root


def configure(root, *options, code=0, generator="Ninja"):
    return run("cmake", "-S", root, "-B", root / "build", "-G", generator, f"-DCMAKE_PREFIX_PATH={ROOT}",
               f"-DCMAKE_CXX_COMPILER={CXX}", *options, code=code)


def build(root, *arguments, code=0):
    return run("cmake", "--build", root / "build", *arguments, code=code)


class Install(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        shutil.rmtree(SCRATCH, ignore_errors=True)
        SCRATCH.mkdir(parents=True)
        run("cmake", "--install", BUILD, "--prefix", SCRATCH / "first")
        (SCRATCH / "first").rename(ROOT)

    def test_all_is_there(self):
        for path in ("bin/p99-tidy", "lib/p99-tidy/libp99-tidy.so", "share/man/man1/p99-tidy.1",
                     "share/bash-completion/completions/p99-tidy", "share/zsh/site-functions/_p99-tidy",
                     "share/fish/vendor_completions.d/p99-tidy.fish", "share/doc/p99-tidy/LICENSE",
                     "share/doc/p99-tidy/docs/checks/p99-missing-timeout.md",
                     "share/p99-tidy/models/posix.yaml", "share/p99-tidy/bazel/defs.bzl"):
            self.assertTrue((ROOT / path).is_file(), path)

    def test_nothing_names_the_build_folder(self):
        for path in ROOT.rglob("*"):
            if path.is_file() and path.suffix not in (".md", ".so") and path.parent.name != "bin":
                self.assertNotIn(str(BUILD), path.read_text(), path)

    def test_the_manual_has_every_option(self):
        manual = (ROOT / "share/man/man1/p99-tidy.1").read_text().replace("\\-", "-")
        for option in re.findall(r"^  (-[\w-]+)", run(ROOT / "bin/p99-tidy", "--help"), re.M):
            self.assertIn(f".TP\n\\fB{option}\\fR", manual)
        version = re.search(r"p99-tidy (\S+)", run(ROOT / "bin/p99-tidy", "--version"))[1]
        self.assertIn(f'"p99-tidy {version}"', manual)
        self.assertNotRegex(manual, r"@[A-Z]+@")

    def test_a_target_lints_its_sources(self):
        root = shop(after=snippet(PAGE, "cmake-target") +
                    "p99_tidy_target(shop NAME soft EXIT_ZERO)\n"
                    "p99_tidy_target(shop NAME some ALL OPTIONS --checks=-p99-missing-timeout)\n")
        configure(root)
        told = build(root, "--target", "p99-tidy", code=1)
        self.assertIn("wait.cpp:6:10: warning: 'poll' waits for ever", told)
        self.assertIn("1 finding in 3 units", told)
        self.assertIn("'poll' waits for ever", build(root, "--target", "soft"))
        told = build(root)
        self.assertIn("Linting with p99-tidy", told)
        self.assertNotIn("'poll'", told)

    def test_a_target_lints_what_changed(self):
        home = SCRATCH / "home"
        write_config(home)
        root = shop(name="changed", after="find_package(p99-tidy REQUIRED)\np99_tidy_target(shop CHANGED)\n"
                    "p99_tidy_target(shop NAME branch CHANGED start OPTIONS --checks=p99-missing-timeout)\n")
        (root / ".gitignore").write_text("build\n")
        repository = Repository(root, environment(home, ROOT / "bin/p99-tidy"))
        repository.git("init", "--quiet")
        repository.git("add", ".")
        repository.git("commit", "--quiet", "--message=Start")
        repository.git("branch", "start")
        configure(root)
        self.assertIn("0 findings in 3 units; --changed leaves out 1 more", build(root, "--target", "p99-tidy"))
        (root / "wait.cpp").write_text((root / "wait.cpp").read_text() + waiting("wait_too", ""))
        told = build(root, "--target", "p99-tidy", code=1)
        self.assertIn("wait.cpp:10:10: warning: 'poll' waits for ever", told)
        self.assertNotIn("wait.cpp:6", told)
        repository.git("commit", "--quiet", "--all", "--message=Wait")
        self.assertIn("0 findings in 3 units; --changed leaves out 2 more", build(root, "--target", "p99-tidy"))
        told = build(root, "--target", "branch", code=1)
        self.assertIn("wait.cpp:10:10: warning: 'poll' waits for ever", told)
        self.assertNotIn("wait.cpp:6", told)

    def test_what_has_to_be_built_before_a_target(self):
        made = ('add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/late.cpp\n'
                '  COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_SOURCE_DIR}/wait.cpp ${CMAKE_BINARY_DIR}/late.cpp)\n'
                'add_custom_target(late DEPENDS ${CMAKE_BINARY_DIR}/late.cpp)\n'
                'add_library(rest EXCLUDE_FROM_ALL ${CMAKE_BINARY_DIR}/late.cpp)\n'
                'target_include_directories(rest PRIVATE ${CMAKE_SOURCE_DIR})\n'
                'find_package(p99-tidy REQUIRED)\n')
        for folder, depends, wanted in (("early", "", "late.cpp"),
                                        ("late", " DEPENDS late", "late.cpp:6:10: warning: 'poll' waits")):
            root = shop(name=folder, after=made + f"p99_tidy_target(rest{depends})\n")
            configure(root)
            self.assertIn(wanted, build(root, "--target", "p99-tidy", code=1))
            self.assertEqual((root / "build/late.cpp").is_file(), bool(depends))

    def test_a_target_of_several_configurations(self):
        root = shop(name="several", after="find_package(p99-tidy REQUIRED)\np99_tidy_target(shop)\n"
                    'file(WRITE ${CMAKE_BINARY_DIR}/debug.cpp "#if !DEBUGS\\n#error no\\n#endif\\n")\n'
                    "target_sources(shop PRIVATE $<$<CONFIG:Debug>:${CMAKE_BINARY_DIR}/debug.cpp>)\n"
                    "target_compile_definitions(shop PRIVATE $<$<CONFIG:Debug>:DEBUGS=1>)\n")
        configure(root, "-DCMAKE_CONFIGURATION_TYPES=Debug;Release", generator="Ninja Multi-Config")
        for configuration, units in (("Debug", 4), ("Release", 3)):
            told = build(root, "--target", "p99-tidy", "--config", configuration, code=1)
            self.assertIn("wait.cpp:6:10: warning: 'poll' waits for ever", told)
            self.assertIn(f"1 finding in {units} units", told)

    def test_mistakes_in_a_target(self):
        for call, message in (
                ("p99_tidy_target()", "name the targets to lint"),
                ("p99_tidy_target(shpo)", "'shpo' is no target"),
                ("p99_tidy_target(shop NAME other)", "there is a target 'other' already")):
            root = project("mistake", f"add_library(shop INTERFACE)\nadd_custom_target(other)\n"
                           f"find_package(p99-tidy REQUIRED)\n{call}\n")
            self.assertIn(message, " ".join(configure(root, code=1).split()))

    def test_the_linter_of_a_build(self):
        root = shop(before=snippet(PAGE, "cmake-linter"))
        configure(root)
        self.assertIn("wait.cpp:6:10: warning: 'poll' waits for ever", build(root, "--clean-first"))
        # A project that knows nothing of it, and without --exit-zero.
        root = shop()
        configure(root, f"-DCMAKE_CXX_CLANG_TIDY={ROOT}/bin/p99-tidy")
        self.assertIn("'poll' waits for ever", build(root, "--clean-first", code=1))
        configure(root, "-UCMAKE_CXX_CLANG_TIDY")

    def test_the_plugin_in_a_build(self):
        root = shop(before=snippet(PAGE, "cmake-plugin"))
        configure(root)
        self.assertIn("'poll' waits for ever if nothing comes; give it a limit as argument 3 [p99-missing-timeout]",
                      build(root, "--clean-first"))

    def test_versions(self):
        for wanted, code in (("0.1", 0), ("0.2", 1), ("1.0", 1)):
            configure(project("version", f"find_package(p99-tidy {wanted} REQUIRED)\n"), code=code)


unittest.main(argv=sys.argv[:1])
