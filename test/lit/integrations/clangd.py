# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What an editor sees of p99-clangd: clangd.py SERVER STOCK COMPILER FOLDER LLVM"""

import json
import pathlib
import shutil
import sys
import unittest
import urllib.parse

import edited
import lsp
from edited import CHECK, SOURCE

SERVER, STOCK, COMPILER, FOLDER, LLVM = sys.argv[1:]

# One that clangd runs by default, and one that it drops because it is slow.
DEFAULT, SLOW = "bugprone-sizeof-expression", "misc-const-correctness"

BOTH = """\
#include <curl/curl.h>
unsigned long strlen_(const char *);

int fetch() {
  CURL *Easy = curl_easy_init();
  CURLcode Result = curl_easy_perform(Easy);
  curl_easy_cleanup(Easy);
  return Result;
}

bool suspicious(const char *A, const char *B) {
  int Unchanged = 1;
  return sizeof(sizeof(A)) == strlen_(B) + Unchanged;
}
"""

LOCKS = """\
namespace std {
struct mutex { void lock(); void unlock(); };
template <class M> struct lock_guard { explicit lock_guard(M &); ~lock_guard(); };
}
std::mutex Mutex;
int Sum;
void add(const int (&Values)[100]) {
  for (int Value : Values) {
    std::lock_guard<std::mutex> Guard(Mutex);
    Sum += Value;
  }
}
"""

MODEL = """\
library: house
models:
  - names: [house::query]
    blocks: peer
"""


class Clangd(unittest.TestCase):
    def setUp(self):
        self.project = edited.Project(pathlib.Path(FOLDER) / self.id().split(".")[-1])

    def client(self, server=SERVER, **options):
        return lsp.Client(server, self.project.folder, **options)

    def diagnostics(self, text=None, **options):
        if text:
            self.project.source.write_text(text)
        with self.client(**options) as client:
            return client.open(self.project.source)

    def codes(self, text=None):
        return sorted({d.get("code", "") for d in self.diagnostics(text)})

    def finding(self, diagnostics, check=CHECK):
        [found] = [d for d in diagnostics if d.get("code") == check]
        return found

    # -- what is shown -----------------------------------------------------

    def test_finding_fix_and_silence(self):
        with self.client() as client:
            finding = self.finding(client.open(self.project.source))
            self.assertEqual(finding["range"]["start"], {"line": 4, "character": 20})
            self.assertEqual((finding["source"], finding["severity"]), ("clang-tidy", 2))
            self.assertEqual(finding["message"], f"{edited.MESSAGE} (fix available)")

            [action] = client.quickfixes(self.project.source, finding)
            self.assertEqual(action["title"], edited.TITLE)
            fixed = lsp.apply(action, self.project.source, SOURCE)
            self.assertEqual(fixed, edited.FIXED)
            self.assertEqual(client.change(self.project.source, fixed, 2), [])
        self.project.source.write_text(fixed)
        self.project.compile(COMPILER)

    def test_fix_of_several_edits(self):
        with self.client() as client:
            self.project.source.write_text(LOCKS)
            finding = self.finding(client.open(self.project.source), "p99-lock-per-iteration")
            [action] = client.quickfixes(self.project.source, finding)
            fixed = lsp.apply(action, self.project.source, LOCKS)
            self.assertLess(fixed.index("lock_guard<std::mutex> Guard"), fixed.index("for (int"))
            self.assertEqual(client.change(self.project.source, fixed, 2), [])
        self.project.source.write_text(fixed)
        self.project.compile(COMPILER)

    def test_notes_are_related_information(self):
        finding = self.finding(self.diagnostics())
        [note] = finding["relatedInformation"]
        self.assertEqual(note["message"].lower(), edited.NOTE)
        self.assertEqual(note["location"]["uri"], self.project.source.as_uri())
        self.assertEqual(note["location"]["range"]["start"], {"line": 3, "character": 15})

    def test_notes_for_an_editor_without_related_information(self):
        finding, note = self.diagnostics(capabilities={})
        self.assertNotIn("relatedInformation", finding)
        self.assertIn(f"fetch.cpp:4:16: note: {edited.NOTE}", finding["message"])
        # The place of the note has a mark of its own.
        self.assertEqual(note["range"]["start"], {"line": 3, "character": 15})
        self.assertIn(edited.MESSAGE, note["message"])

    def test_fix_for_an_editor_that_knows_only_commands(self):
        with self.client(capabilities={}) as client:
            finding = self.finding(client.open(self.project.source))
            [command] = client.actions(self.project.source, finding)
            self.assertEqual(command["command"], "clangd.applyFix")

    def page(self, server=SERVER):
        with self.client(server) as client:
            finding = self.finding(client.open(self.project.source))
        link = urllib.parse.urlparse(finding["codeDescription"]["href"])
        self.assertEqual(link.scheme, "file")
        return pathlib.Path(urllib.parse.unquote(link.path))

    def test_name_is_linked_to_the_page(self):
        self.assertTrue(self.page().read_text().startswith(f"# {CHECK}\n"))

    def test_name_is_linked_to_the_installed_page(self):
        page = self.project.write(f"my 100%/share/doc/p99-tidy/docs/checks/{CHECK}.md", "")
        server = self.project.write("my 100%/bin/p99-clangd", "")
        shutil.copy(SERVER, server)
        self.assertEqual(self.page(server), page)

    def test_header_that_is_open(self):
        header = self.project.write("src/fetch.hpp", SOURCE.replace("int fetch", "inline int fetch"))
        self.project.source.write_text('#include "fetch.hpp"\n')
        with self.client() as client:
            self.assertEqual(client.open(self.project.source), [])
            self.finding(client.open(header))

    def test_many_files_at_once(self):
        # Each is parsed by a thread of its own; models and profile are shared.
        self.project.write("house.yaml", MODEL)
        self.project.write("orders.folded", "main;other() 1\n")
        self.project.write(".clang-tidy", "CheckOptions: {P99Models: house.yaml, P99Profile: orders.folded}\n")
        paths = [self.project.write(f"src/fetch{i}.cpp", SOURCE) for i in range(8)]
        with self.client() as client:
            for path in paths:
                client.open(path)
            for version in range(2, 8):
                for diagnostics in client.change_all(
                        {path: f"{SOURCE}// {version}\n" for path in paths}, version).values():
                    self.assertEqual([d["code"] for d in diagnostics], [CHECK])

    # -- which checks run --------------------------------------------------

    def test_clangd_keeps_its_own_defaults(self):
        self.assertEqual(self.codes(BOTH), [DEFAULT, CHECK])

    def test_clang_tidy_file(self):
        for checks, expected in {
            "bugprone-sizeof-expression": [DEFAULT, CHECK],
            # As most projects have it: written for other checks.
            "-*,bugprone-sizeof-expression": [DEFAULT, CHECK],
            "-*": [CHECK],
            "-*,bugprone-sizeof-expression,-p99-*": [DEFAULT],
            "-*,bugprone-sizeof-expression,-p99-missing-timeout": [DEFAULT],
            "-*,p99-lock-per-iteration": [],
            "-*,p99-*": [CHECK],
            "bugprone-sizeof-expression,-p99-missing-timeout": [DEFAULT],
        }.items():
            with self.subTest(checks=checks):
                self.project.write(".clang-tidy", f"Checks: '{checks}'\n")
                self.assertEqual(self.codes(BOTH), expected)

    def test_clangd_file_has_the_last_word(self):
        for tidy, expected in {
            "Remove: [p99-missing-timeout]": [DEFAULT],
            "Remove: 'p99-*'": [DEFAULT],
            "Remove: '*'": [],
            "{Add: 'bugprone-sizeof-expression', Remove: 'p99-missing-timeout'}": [DEFAULT],
            "Add: bugprone-sizeof-expression": [DEFAULT, CHECK],
            "FastCheckFilter: Strict": [DEFAULT, CHECK],
            "FastCheckFilter: Loose": [DEFAULT, CHECK],
            "FastCheckFilter: None": [DEFAULT, CHECK],
            f"{{FastCheckFilter: Strict, Add: {SLOW}}}": [DEFAULT, CHECK],
            f"{{FastCheckFilter: None, Add: {SLOW}}}": [DEFAULT, SLOW, CHECK],
        }.items():
            with self.subTest(tidy=tidy):
                tidy = tidy if tidy.startswith("{") else f"{{{tidy}}}"
                self.project.write(".clang-tidy", "Checks: '-*,bugprone-sizeof-expression'\n")
                self.project.write(".clangd", f"Diagnostics: {{ClangTidy: {tidy}}}\n")
                self.assertEqual(self.codes(BOTH), expected)

    def test_clangd_file_adds_what_clang_tidy_file_drops(self):
        self.project.write(".clang-tidy", "Checks: '-p99-*'\n")
        self.project.write(".clangd", f"Diagnostics: {{ClangTidy: {{Add: {CHECK}}}}}\n")
        self.assertEqual(self.codes(), [CHECK])

    def test_nolint(self):
        self.assertEqual(self.codes(SOURCE.replace("(Easy);\n", f"(Easy); // NOLINT({CHECK})\n", 1)), [])

    # -- options -----------------------------------------------------------

    def test_options(self):
        for name, text in {
            ".clang-tidy": f"CheckOptions: {{{CHECK}.TimeoutMs: 250}}\n",
            ".clangd": f"Diagnostics: {{ClangTidy: {{CheckOptions: {{{CHECK}.TimeoutMs: 250}}}}}}\n",
        }.items():
            with self.subTest(name=name), self.client() as client:
                path = self.project.write(name, text)
                finding = self.finding(client.open(self.project.source))
                self.assertIn("250L", json.dumps(client.quickfixes(self.project.source, finding)))
                path.unlink()

    def test_models(self):
        self.project.write("models/house.yaml", MODEL)
        self.project.write(".clang-tidy", "CheckOptions: {P99Models: models/house.yaml}\n")
        text = LOCKS.replace("int Sum", "namespace house { void query(); }\nint Sum")
        text = text.replace("  for", "  std::lock_guard<std::mutex> Held(Mutex);\n  house::query();\n  for")
        self.assertIn("p99-blocking-under-lock", self.codes(text))

    def test_profile(self):
        self.project.write("orders.folded", "main;add(int const (&) [100]) 90\nmain;other() 10\n")
        self.project.write(".clang-tidy", "CheckOptions: {P99Profile: orders.folded}\n")
        finding = self.finding(self.diagnostics(LOCKS), "p99-lock-per-iteration")
        self.assertIn("90% of the samples", json.dumps(finding["relatedInformation"]))

    @unittest.skipIf(int(LLVM) < 20, "that clangd shows no error of a check without a place")
    def test_mistakes_in_options_are_shown_until_mended(self):
        self.project.write("bad.yaml", "library: house\nmodels:\n  - blokcs: yes\n")
        self.project.write(".clang-tidy",
                           "CheckOptions: {P99Models: 'bad.yaml;none.yaml', P99Profile: none.folded}\n")
        with self.client() as client:
            shown = client.open(self.project.source)
            mistakes = [d for d in shown if d.get("code") == "clang-tidy-config"]
            self.assertEqual([d["range"]["start"] for d in mistakes], 3 * [{"line": 0, "character": 0}])
            self.assertEqual([d["severity"] for d in mistakes], 3 * [1])
            self.assertNotIn("codeDescription", mistakes[0])
            bad, model, profile = (d["message"] for d in mistakes)
            self.assertIn(f"{self.project.folder}/bad.yaml:3:", bad)
            self.assertIn("annot read the model file 'none.yaml'", model)
            self.assertIn("annot read the profile 'none.folded'", profile)
            # The checks run on without them.
            self.finding(shown)

            self.project.write("bad.yaml", MODEL)
            self.project.write("none.yaml", MODEL)
            self.project.write("none.folded", "main;other() 1\n")
            mended = client.change(self.project.source, SOURCE + "\n", 2)
            self.assertEqual([d["code"] for d in mended], [CHECK])

    # -- a drop-in clangd --------------------------------------------------

    def test_answers_as_clangd(self):
        text = LOCKS + "\nint twice(int Argument) { return 2 * Argument; }\nint Four = twice(2);\n"
        self.project.source.write_text(text)
        line = text[:text.index("int Four")].count("\n")
        call = {"line": line, "character": 12}
        product = {"start": {"line": line - 1, "character": 34},
                   "end": {"line": line - 1, "character": 46}}
        document = {"textDocument": {"uri": self.project.source.as_uri()}}
        whole = {"start": {"line": 0, "character": 0}, "end": {"line": text.count("\n"), "character": 0}}
        requests = {
            "hover": {"position": call},
            "definition": {"position": call},
            "declaration": {"position": call},
            "references": {"position": call, "context": {"includeDeclaration": True}},
            "documentHighlight": {"position": call},
            "completion": {"position": call},
            "signatureHelp": {"position": {**call, "character": 17}},
            "rename": {"position": call, "newName": "doubled"},
            "prepareRename": {"position": call},
            "prepareCallHierarchy": {"position": call},
            "documentSymbol": {},
            "foldingRange": {},
            "semanticTokens/full": {},
            "inlayHint": {"range": whole},
            "formatting": {"options": {"tabSize": 2, "insertSpaces": True}},
            "codeAction": {"range": product, "context": {"diagnostics": []}},
        }
        answers = {}
        for server in SERVER, STOCK:
            with self.client(server) as client:
                shown = client.open(self.project.source)
                answers[server] = {
                    "server": client.server,
                    "diagnostics": [d for d in shown if not str(d.get("code")).startswith("p99-")],
                    **{name: client.request(f"textDocument/{name}", **document, **parameters)
                       for name, parameters in requests.items()}}
            # In the order in which they were linked.
            answers[server]["codeAction"].sort(key=json.dumps)
        for name, answer in answers[STOCK].items():
            with self.subTest(name):
                self.assertTrue(answer or name == "diagnostics")
                self.assertEqual(answers[SERVER][name], answer)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
