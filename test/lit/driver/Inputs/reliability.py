# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Kills, full disks and odd input. Each case has a folder of its own."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
import unittest

TIDY, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
HEAD = """struct pollfd { int fd; short events, revents; };
int poll(struct pollfd *, unsigned long, int);
int socket(int, int, int);
"""
ASK = """int ask%d(void) {
  struct pollfd p = {socket(2, 1, 0), 1, 0};
  return poll(&p, 1, -1);
}
"""
CODE = HEAD + ASK % 0


class Reliability(unittest.TestCase):
    def setUp(self):
        self.folder = FOLDER / self.id().split(".")[-1]
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.command = [TIDY, f"--cache-dir={self.folder}/cache"]

    def write(self, name, text=CODE):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def database(self, entries):
        self.write("compile_commands.json", json.dumps(entries))

    def run_tidy(self, *options, before=()):
        return subprocess.run([*before, *self.command, *options], cwd=self.folder, capture_output=True,
                              encoding="utf-8", errors="surrogateescape")

    def report(self, *options, code):
        done = self.run_tidy("--format=json", *options)
        self.assertEqual(done.returncode, code, done.stderr)
        return json.loads(done.stdout)

    def leftovers(self, folder):
        return [p.name for p in folder.rglob("*.p99-*")]

    # -- Killed ---------------------------------------------------------------

    def kill_after(self, seconds, *options):
        process = subprocess.Popen([*self.command, *options], cwd=self.folder, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()

    def test_killed_in_a_run(self):
        for number in range(20):
            self.write(f"unit{number}.c", HEAD + ASK % number)
        for step in range(8):
            self.kill_after(0.02 * 1.6 ** step, ".", "--")
            entries = [p for p in (self.folder / "cache").glob("llvmcache-*") if ".p99-" not in p.name]
            for entry in entries:
                self.assertTrue(entry.read_bytes().startswith(b"p99-tidy cache"), entry)
        self.assertEqual(len(self.report(".", "--", code=1)["findings"]), 20)

    def test_killed_in_a_fix(self):
        before = HEAD + "".join(ASK % number for number in range(200))
        after = before.replace("-1);", "5000);")
        source = self.write("a.c", before)
        seen = set()
        for step in range(12):
            source.write_text(before)
            self.kill_after(0.02 * 1.5 ** step, "--fix-suggested", "a.c", "--")
            text = source.read_text()
            self.assertIn(text, (before, after))
            seen.add(text == after)
        # The first was too short for anything, the last long enough.
        self.assertEqual(seen, {False, True})

    # -- Full disk ------------------------------------------------------------

    def on_small_disk(self, script):
        """Runs it in a folder `disk` of 64 KB, as $TIDY beside a full a.c."""
        mount = "mount -t tmpfs -o size=64k none disk && cp a.c disk && cd disk && "
        (self.folder / "disk").mkdir()
        enter = ["unshare", "-rm", "sh", "-c"]
        probe = subprocess.run([*enter, "mount -t tmpfs none disk"], cwd=self.folder, capture_output=True)
        if probe.returncode:
            self.skipTest("this machine lets nobody mount: " + probe.stderr.decode())
        return subprocess.run([*enter, mount + script], cwd=self.folder, capture_output=True, text=True,
                              env={**os.environ, "TIDY": TIDY})

    def test_cache_on_a_full_disk(self):
        self.write("a.c")
        done = self.on_small_disk("(cat /dev/zero > fill || true) && $TIDY --cache-dir=. a.c --; echo code $? && ls")
        self.assertIn("[p99-missing-timeout]", done.stdout, done.stderr)
        self.assertIn("code 1\n", done.stdout)
        self.assertNotIn(".p99-", done.stdout)

    def test_fix_on_a_full_disk(self):
        self.write("a.c")
        done = self.on_small_disk(
            "(cat /dev/zero > fill || true) && $TIDY --no-cache --fix-suggested a.c -- >&2; echo code $? && ls && cmp a.c ../a.c")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("code 1\n", done.stdout)
        self.assertIn("left out: cannot write", done.stderr)
        self.assertIn("No space left on device", done.stderr)
        self.assertNotIn(".p99-", done.stdout)

    def test_report_on_a_full_disk(self):
        self.write("a.c")
        done = self.on_small_disk("(cat /dev/zero > fill || true) && $TIDY --no-cache --format=json=r.json a.c --; echo code $?; ls")
        self.assertIn("code 3\n", done.stdout)
        self.assertNotIn("r.json", done.stdout)
        self.assertIn("No space left on device", done.stderr)

    # -- Databases ------------------------------------------------------------

    def test_fifty_bad_units(self):
        self.write("good.c")
        self.write("broken.c", "int f(void) { return undeclared; }\n")
        self.write("binary.c", bytes(range(256)) * 40)
        (self.folder / "folder.c").mkdir()
        names = ["broken.c", "binary.c", "folder.c", *(f"gone{number}.c" for number in range(47))]
        self.database([{"directory": ".", "file": name, "command": f"cc {name}"} for name in [*names, "good.c"]])
        report = self.report(code=3)
        self.assertEqual(sorted(f["path"] for f in report["failed"]), sorted(names))
        self.assertEqual([f["path"] for f in report["findings"]], ["good.c"])

    def test_bad_commands(self):
        self.write("good.c")
        commands = ["cc", "cc -x nonsense good.c", "cc @absent.rsp good.c", "cc -target nowhere good.c", "'", ""]
        for command in commands:
            with self.subTest(command):
                self.database([{"directory": ".", "file": "good.c", "command": command}])
                done = self.run_tidy("--format=json")
                self.assertIn(done.returncode, (2, 3), done.stderr)
                self.assertIn("compile_commands.json" if done.returncode == 2 else "could not analyse", done.stderr)

    def test_response_files(self):
        self.write("a.c", '#include "ask.h"\n' + ASK % 0)
        self.write("include dir/ask.h", HEAD)
        self.write("flags.rsp", "@more.rsp -DX\n")
        self.write("more.rsp", '-I"include dir"\n')
        self.database([{"directory": ".", "file": "a.c", "command": "cc @flags.rsp -c a.c"}])
        self.assertEqual(len(self.report(code=1)["findings"]), 1)
        # It is part of what the result depends on.
        self.write("more.rsp", "-Iabsent\n")
        self.assertEqual(len(self.report(code=3)["failed"]), 1)

    def test_links_in_a_circle(self):
        self.write("src/a.c")
        os.symlink("../src", self.folder / "src/again")
        os.symlink("self.c", self.folder / "src/self.c")
        done = self.run_tidy("--format=json", "src", "--")
        report = json.loads(done.stdout)
        self.assertEqual({f["path"] for f in report["findings"]}, {"src/a.c"}, done.stderr)
        self.database([{"directory": ".", "file": "src/self.c", "command": "cc src/self.c"}])
        self.assertEqual([f["path"] for f in self.report(code=3)["failed"]], ["src/self.c"])

    # -- Sources --------------------------------------------------------------

    def test_names_that_are_not_utf8(self):
        name = os.fsdecode(b"caf\xe9.c")
        self.write(name)
        self.assertIn(name + ":6:10: warning:", self.run_tidy(name, "--").stdout)
        self.assertEqual(self.report(name, "--", code=1)["findings"][0]["path"], "caf\ufffd.c")
        self.assertEqual(self.run_tidy("--fix-suggested", name, "--").returncode, 0)
        self.assertIn("5000", (self.folder / name).read_text())

    def test_a_line_of_ten_megabytes(self):
        text = HEAD + "const char *blob = \"" + "x" * (10 << 20) + "\"; " + (ASK % 0).replace("\n", " ") + "\n"
        self.write("a.c", text)
        done = self.run_tidy("a.c", "--")
        self.assertEqual(done.returncode, 1, done.stderr[:1000])
        self.assertIn("[p99-missing-timeout]", done.stdout)
        self.assertEqual(self.run_tidy("--fix-suggested", "a.c", "--").returncode, 0)
        self.assertEqual((self.folder / "a.c").read_text(), text.replace("-1);", "5000);"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
