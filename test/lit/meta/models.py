# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Every built-in model is exercised by the test that it names."""

import re
import unittest

from project import SOURCE, files

ENTRY = re.compile(r"^\s*- names:\s*(?:\[(?P<inline>[^\]]*)\]|(?P<list>(?:\n\s+- [^\n:]+(?:::[^\n]*)?)+))"
                   r"(?P<rest>.*?)(?=^\s*- names:|\Z)", re.M | re.S)


def last_component(name):
    """`wait` of "std::condition_variable::wait/1", `jthread` of "std::jthread::~jthread",
    `ucol_open` of "ucol_open_#"."""
    return name.split("/")[0].split("::")[-1].lstrip("~").removesuffix("_#")


class Models(unittest.TestCase):
    def test_each_entry_has_a_test_that_names_it(self):
        tests = {p.name: SOURCE / p for p in files() if str(p).startswith("test/lit/")}
        for path in sorted((SOURCE / "checks/models").glob("*.yaml")):
            text = path.read_text()
            entries = list(ENTRY.finditer(text))
            self.assertEqual(len(entries), len(re.findall(r"^\s*- names:", text, re.M)), path)
            for entry in entries:
                where = f"{path.name}:{text.count(chr(10), 0, entry.start('rest')) + 1}"
                names = re.findall(r"[\w~:/#]+(?:operator\S+)?", entry["inline"] or entry["list"])
                with self.subTest(where):
                    test = re.search(r"^\s*test:\s*(\S+)", entry["rest"], re.M)
                    self.assertTrue(test, "no 'test:'")
                    self.assertTrue(test[1] in tests, f"no test {test[1]}")
                    content = tests[test[1]].read_text()
                    unused = [n for n in names if not re.search(
                        rf"\b{re.escape(last_component(n))}\b", content)]
                    self.assertEqual(unused, [], f"not used by {test[1]}")

    def test_each_name_that_is_expensive_is_made_in_a_test(self):
        # The entry's own test may be about something else that it says.
        content = "\n".join((SOURCE / p).read_text() for p in files()
                            if str(p).startswith("test/lit/checks/setup-per-iteration"))
        for path in sorted((SOURCE / "checks/models").glob("*.yaml")):
            for entry in ENTRY.finditer(path.read_text()):
                if "expensive-setup:" not in entry["rest"]:
                    continue
                for name in re.findall(r"[\w~:/#]+", entry["inline"] or entry["list"]):
                    with self.subTest(path.name, name=name):
                        self.assertTrue(re.search(rf"\b{re.escape(last_component(name))}\b", content))

    def test_each_round_trip_has_a_test_that_names_it(self):
        # A second one: that of the entry may be about something else.
        tests = {p.name: SOURCE / p for p in files() if str(p).startswith("test/lit/checks/round-trip")}
        # Calls that are told by a type have names of the user's.
        types = {name for p in files() if str(p).startswith("test/lit/Inputs")
                 for name in re.findall(r"\bclass (\w+)", (SOURCE / p).read_text())}
        for path in sorted((SOURCE / "checks/models").glob("*.yaml")):
            for entry in ENTRY.finditer(path.read_text()):
                if "\n    round-trip:" not in entry["rest"]:
                    continue
                names = re.findall(r"[\w~:/#]+", entry["inline"] or entry["list"])
                with self.subTest(f"{path.name}: {names[0]}"):
                    test = re.search(r"^      test:\s*(\S+)", entry["rest"], re.M)
                    self.assertTrue(test, "no 'test:' in 'round-trip'")
                    content = tests[test[1]].read_text()
                    unused = [n for n in names if not re.search(
                        rf"\b{last_component(n)}\b" if last_component(n) in types
                        else rf"'{re.escape(last_component(n))}' is one ", content)]
                    # Of `Redis::*` any method will do.
                    self.assertEqual([n for n in unused if last_component(n)], [])

    def test_a_name_stands_in_one_entry(self):
        # Of two, one would be forgotten.
        entries = {}
        for path in sorted((SOURCE / "checks/models").glob("*.yaml")):
            for entry in ENTRY.finditer(path.read_text()):
                for name in re.findall(r"[\w~:#]+(?:\(\)|\*)?(?:/\d+)?", entry["inline"] or entry["list"]):
                    entries.setdefault(name, []).append(path.name)
        self.assertEqual({n: paths for n, paths in entries.items() if len(paths) > 1}, {})

    def test_each_library_with_entry_points_is_in_the_table(self):
        table = (SOURCE / "docs/hot-paths.md").read_text()
        for path in sorted((SOURCE / "checks/models").glob("*.yaml")):
            text = path.read_text()
            library = re.search(r"^library: (.*)$", text, re.M)[1]
            if "entry-point:" in text:
                with self.subTest(path.name):
                    self.assertRegex(table, rf"(?im)^\| [^|]*{re.escape(library)}")


if __name__ == "__main__":
    unittest.main()
