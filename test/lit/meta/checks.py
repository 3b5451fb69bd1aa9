# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What every check has to bring along."""

import re
import unittest

from project import SOURCE, check_files, check_names, options_of

HEADINGS = ["Flagged", "Fixed", "Not flagged", "Macros and templates", "Wrapped", "Options"]
LONGEST_MESSAGE = 120
FUNCTION = re.compile(
    r"^(?![ \t]*(?:if|for|while|switch|catch|return|else|do)\b)"
    r"[ \t]*[A-Za-z_~\[][^;{}#\n]*\([^;{}]*\)[^;{}()=]*\{", re.M)


def kebab(stem):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", stem).lower()


def test_of(name):
    return SOURCE / "test/lit/checks" / f"{name.removeprefix('p99-')}.cpp"


def body(text, opening):
    depth = 0
    # Braces in comments, such as those of expected fixes, need not pair.
    bare = re.sub(r"//.*", lambda comment: " " * len(comment[0]), text)
    for end in range(opening, len(text)):
        depth += {"{": 1, "}": -1}.get(bare[end], 0)
        if depth == 0:
            return text[opening:end]
    return text[opening:]


def functions(text):
    """The outermost function bodies of a test."""
    at = 0
    while match := FUNCTION.search(text, at):
        content = body(text, match.end() - 1)
        at = match.end() + len(content)
        yield content


class Checks(unittest.TestCase):
    def setUp(self):
        self.names = check_names()
        self.assertTrue(self.names)

    def test_names_are_unique_and_those_of_the_files(self):
        stems = sorted(f"p99-{kebab(path.stem)}" for path in check_files())
        self.assertEqual(stems, sorted(self.names))
        for path in check_files():
            self.assertIn(f'.Name = "p99-{kebab(path.stem)}"', (SOURCE / path).read_text())

    def test_names_are_bad_patterns(self):
        for name in self.names:
            self.assertNotRegex(name, r"^p99-(use|avoid|prefer|no)-")

    def test_each_has_its_test_with_the_headings(self):
        for name in self.names:
            text = test_of(name).read_text()
            found = re.findall(rf"^//===-- ({'|'.join(HEADINGS)}) -+===//$", text, re.M)
            self.assertEqual(found, HEADINGS, test_of(name))

    def test_negatives_are_as_many_as_positives(self):
        for name in self.names:
            positives = negatives = 0
            for content in functions(test_of(name).read_text()):
                warns = re.search(r"CHECK-(MESSAGES|NOTES)\S*: .*warning:", content)
                positives, negatives = positives + bool(warns), negatives + (not warns)
            self.assertGreaterEqual(negatives, positives, test_of(name))

    def test_each_option_is_run(self):
        for name in self.names:
            text = test_of(name).read_text()
            runs = "".join(re.findall(r"^// RUN:(.*)$", text, re.M))
            for option in options_of(name):
                self.assertIn(f"{name}.{option}", runs, test_of(name))

    def test_messages(self):
        seen = set()
        tests = [p for p in (SOURCE / "test/lit/checks").iterdir() if p.suffix in (".c", ".cpp")]
        for path in sorted(tests):
            for number, line in enumerate(path.read_text().splitlines(), 1):
                match = re.search(
                    r"CHECK-(?:MESSAGES|NOTES)\S*: .*?warning: (.*) \[(p99-[\w-]+)\]", line)
                if not match:
                    continue
                message = match[1]
                seen.add(match[2])
                with self.subTest(f"{path}:{number}"):
                    self.assertRegex(message, r"^(['a-z]|\{\{)", "lower case")
                    self.assertNotRegex(message, r"\.$", "no full stop")
                    if "{{" not in message:
                        self.assertIn("; ", message, "what is wrong; what to do")
                        self.assertLess(len(message), LONGEST_MESSAGE)
        self.assertLessEqual(set(self.names), seen, "no test shows the whole message")


if __name__ == "__main__":
    unittest.main()
