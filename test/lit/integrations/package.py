# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""package.py BUILD FOLDER LLVM: needs root, and a network."""

import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest

from scratch import NET, waiting
from snippets import snippet

BUILD, SCRATCH = map(pathlib.Path, sys.argv[1:3])
LLVM = sys.argv[3]
# Not below the build folder: what walks over that need not see a whole Debian.
CHROOT = pathlib.Path(tempfile.mkdtemp(prefix="p99-debian-"))
SOURCES = """\
deb http://deb.debian.org/debian bookworm main
deb http://deb.debian.org/debian-security bookworm-security main
"""


def run(*command, code=0, cwd=None):
    done = subprocess.run([str(c) for c in command], cwd=cwd, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != code:
        raise AssertionError(f"{command}: exit code {done.returncode}\n{done.stdout}")
    return done.stdout


def inside(command, code=0):
    return run("chroot", CHROOT, "env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/tmp",
               "LC_ALL=C.UTF-8", "DEBIAN_FRONTEND=noninteractive", "sh", "-ec", command, code=code)


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        shutil.rmtree(SCRATCH, ignore_errors=True)
        SCRATCH.mkdir(parents=True)
        folder, _, command = snippet("docs/install.md", "cpack").strip().partition(" && ")
        assert folder == "cd build", folder
        run(*shlex.split(command), "-B", SCRATCH, cwd=BUILD)
        [cls.package] = SCRATCH.glob("p99-tidy_*_amd64.deb")
        run("debootstrap", "--variant=minbase", "bookworm", CHROOT, "http://deb.debian.org/debian")
        (CHROOT / "etc/apt/sources.list").write_text(SOURCES)
        shutil.copy(cls.package, CHROOT / "p99-tidy.deb")
        inside("apt-get update -qq && apt-get install -qq -y --no-install-recommends /p99-tidy.deb")
        (CHROOT / "src").mkdir()
        (CHROOT / "src/net.h").write_text("#include <stddef.h>\n" + NET)
        (CHROOT / "src/ask.c").write_text(waiting("ask"))

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(CHROOT, ignore_errors=True)

    def test_lintian_is_content(self):
        # That of a library needs the call of ldconfig, which CPack adds as if the
        # plugin were one. The address is nobody's, there being no package in Debian.
        print(run("lintian", "--allow-root", "--fail-on", "error,warning", "--suppress-tags",
                  "maintscript-calls-ldconfig,bogus-mail-host", self.package))

    def test_manual_pages(self):
        run("dpkg-deb", "-x", self.package, SCRATCH / "files")
        for page in (SCRATCH / "files/usr/share/man/man1").glob("*.gz"):
            run("mandoc", "-Tlint", "-Wwarning", page)

    def test_the_driver(self):
        self.assertRegex(inside("p99-tidy --version"), rf"p99-tidy [\d.]+ \(LLVM {LLVM}\.")
        told = inside("cd /src && p99-tidy ask.c -- -I.", code=1)
        self.assertIn("ask.c:4:10: warning: 'poll' waits for ever", told)
        self.assertIn("p99-missing-timeout", inside("cd /src && p99-tidy explain p99-missing-timeout"))

    def test_clangd(self):
        told = inside("cd /src && p99-clangd --check=ask.c 2>&1")
        self.assertIn("All checks completed, 0 errors", told)

    def test_the_plugin(self):
        inside(f"apt-get install -qq -y --no-install-recommends clang-tidy-{LLVM}")
        told = inside(f"cd /src && clang-tidy-{LLVM} --load=/usr/lib/p99-tidy/libp99-tidy.so "
                      "--checks='-*,p99-*' ask.c -- -I. 2>&1")
        self.assertIn("'poll' waits for ever", told)

    def test_it_can_be_removed(self):
        inside("dpkg --purge p99-tidy")
        left = inside("find / -xdev -name '*p99*' -not -path '/proc/*' -not -path '/tmp/*'").split()
        self.assertEqual([l for l in left if not re.match(r"/p99-tidy\.deb", l)], [])
        inside("apt-get install -qq -y --no-install-recommends /p99-tidy.deb")


unittest.main(argv=sys.argv[:1])
