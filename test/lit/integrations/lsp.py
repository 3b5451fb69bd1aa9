# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A language client, as small as the tests of p99-clangd need it."""

import json
import os
import pathlib
import queue
import subprocess
import threading

SILENCE = 60  # seconds without an answer: the server hangs


CAPABILITIES = {
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True},
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}
        },
    }
}


class Client:
    def __init__(self, server, folder, *options, capabilities=None):
        folder = pathlib.Path(folder)
        # The user's own settings are not the tests' business, and to index the
        # standard library takes longer than all that they ask for.
        config = folder / "config/clangd/config.yaml"
        config.parent.mkdir(parents=True, exist_ok=True)
        config.write_text("Index: {StandardLibrary: No}\n")
        self.log = open(folder / "clangd.log", "w", encoding="utf-8")
        self.process = subprocess.Popen(
            # The server's own files would come and go beside the test's.
            [server, "--background-index=false", *options],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, cwd=folder,
            env={**os.environ, "XDG_CONFIG_HOME": str(folder / "config")},
        )
        self.messages = queue.Queue()
        self.ids = 0
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        self.server = self.request(
            "initialize", processId=None, rootUri=folder.as_uri(),
            capabilities=CAPABILITIES if capabilities is None else capabilities)
        self.notify("initialized")

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            self.request("shutdown")
            self.notify("exit")
            self.process.wait(SILENCE)
        else:
            self.process.kill()
            self.process.wait()
        self.process.stdin.close()
        self.reader.join()
        self.process.stdout.close()
        self.log.close()

    def _read(self):
        stream = self.process.stdout
        while header := stream.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
                header = stream.readline()
            self.messages.put(json.loads(stream.read(length)))
        self.messages.put(None)

    def _send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _receive(self, wanted):
        while True:
            message = self.messages.get(timeout=SILENCE)
            if message is None:
                raise RuntimeError(f"the server has ended; see {self.log.name}")
            if wanted(message):
                return message

    def request(self, method, **parameters):
        self.ids += 1
        self._send({"id": self.ids, "method": method, "params": parameters})
        answer = self._receive(lambda m: m.get("id") == self.ids and "method" not in m)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    def notify(self, method, **parameters):
        self._send({"method": method, "params": parameters})

    # -- documents ---------------------------------------------------------

    def open(self, path):
        """Opens a file and returns its diagnostics."""
        path = pathlib.Path(path)
        self.notify("textDocument/didOpen", textDocument={
            "uri": path.as_uri(), "version": 1, "text": path.read_text(),
            "languageId": "c" if path.suffix == ".c" else "cpp"})
        return self._diagnostics(path, 1)

    def change(self, path, text, version):
        """Replaces a document's text and returns its diagnostics."""
        self.notify("textDocument/didChange", contentChanges=[{"text": text}],
                    textDocument={"uri": path.as_uri(), "version": version})
        return self._diagnostics(path, version)

    def change_all(self, texts, version):
        """Replaces many texts at once; the diagnostics of each path."""
        for path, text in texts.items():
            self.notify("textDocument/didChange", contentChanges=[{"text": text}],
                        textDocument={"uri": path.as_uri(), "version": version})
        waiting = {path.as_uri(): path for path in texts}
        shown = {}
        while len(shown) < len(texts):
            said = self._receive(lambda m: m.get("method") == "textDocument/publishDiagnostics"
                                 and m["params"]["uri"] in waiting
                                 and m["params"].get("version") == version)["params"]
            shown[waiting[said["uri"]]] = said["diagnostics"]
        return shown

    def _diagnostics(self, path, version):
        message = self._receive(
            lambda m: m.get("method") == "textDocument/publishDiagnostics"
            and m["params"]["uri"] == path.as_uri()
            and m["params"].get("version", version) == version
        )
        return message["params"]["diagnostics"]

    def actions(self, path, diagnostic):
        """The code actions offered for a diagnostic."""
        return self.request(
            "textDocument/codeAction", textDocument={"uri": path.as_uri()},
            range=diagnostic["range"], context={"diagnostics": [diagnostic]})

    def quickfixes(self, path, diagnostic):
        return [a for a in self.actions(path, diagnostic) if a.get("kind") == "quickfix"]


def apply(action, path, text):
    """The text after a code action's edits of that file."""
    edits = action["edit"]["changes"][path.as_uri()]
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def offset(position):
        return starts[position["line"]] + position["character"]

    for edit in sorted(edits, key=lambda e: offset(e["range"]["start"]), reverse=True):
        begin, end = (offset(edit["range"][k]) for k in ("start", "end"))
        text = text[:begin] + edit["newText"] + text[end:]
    return text
