#!/usr/bin/env python3
# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""How long after an edit are the diagnostics there, against Debian's clangd?

Opens a real unit in three servers: clangd with its default checks, clangd with
no clang-tidy, and p99-clangd. Then edits it many times, each server in turn, and
compares the medians: wall time from the edit to its diagnostics, debouncing
included, as an editor waits for them; and the CPU time of the server, which
holds on a busy machine as well.

Exit code 1 if p99-clangd needs more than 1.2 times what clangd needs with its
default checks, in the median of the units.
"""

import os
import pathlib
import shutil
import statistics
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "test/lit/integrations"), str(ROOT / "bench")]
import lsp  # noqa: E402
import overunits  # noqa: E402

LLVM = pathlib.Path("/usr/lib/llvm-22/bin")
BOOST = pathlib.Path("/usr/share/doc/libboost1.81-doc/examples/libs")
CURL = pathlib.Path("/usr/share/doc/libcurl4/examples")
ORDERS = ROOT / "examples/orders/src"

BAR = 1.2  # of clangd's time, in the median

BOOST_UNITS = [
    "asio/example/cpp03/http/server/connection.cpp",
    "asio/example/cpp14/iostreams/http_client.cpp",
    "asio/example/cpp20/coroutines/chat_server.cpp",
    "beast/example/http/client/sync/http_client_sync.cpp",
    "beast/example/http/server/async/http_server_async.cpp",
    "beast/example/websocket/server/chat-multi/websocket_session.cpp",
]
CURL_UNITS = ["ephiperfifo.c", "multithread.c"]
ORDERS_UNITS = ["CurlClients.cpp", "HttpServer.cpp", "OrderService.cpp"]  # httplib, json

SERVERS = {
    "clangd": [LLVM / "clangd"],
    "no tidy": [LLVM / "clangd", "--clang-tidy=0"],
    "p99-clangd": None,  # from the build folder
}


def units():
    for name in BOOST_UNITS:
        yield name, BOOST / name, ["-std=c++20"]
    for name in CURL_UNITS:
        yield f"curl/{name}", CURL / name, ["-std=c17", "-D_GNU_SOURCE"]
    for name in ORDERS_UNITS:
        yield f"orders/{name}", ORDERS / name, ["-std=c++20"]


class Editor:
    """One server with one document open."""

    def __init__(self, command, folder, document):
        self.document = document
        self.text = document.read_text()
        self.version = 1
        self.client = lsp.Client(*command[:1], folder, *command[1:])
        self.diagnostics = self.client.open(document)

    def cpu(self):
        words = pathlib.Path(f"/proc/{self.client.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")

    def edit(self):
        """Appends a line; wall seconds until the diagnostics of that text."""
        self.version += 1
        text = f"{self.text}// Edit {self.version}.\n"
        start = time.monotonic()
        self.client.change(self.document, text, self.version)
        return time.monotonic() - start


def broken(diagnostics):
    return any(d.get("severity") == 1 for d in diagnostics)


def measure_unit(servers, path, flags, edits):
    """The median wall and the mean CPU seconds of an edit, by server."""
    with tempfile.TemporaryDirectory(prefix="p99-editor-") as name:
        folder = pathlib.Path(name)
        document = folder / path.name
        # Out of reach of the project's own .clang-tidy.
        shutil.copy(path, document)
        (folder / "compile_flags.txt").write_text("\n".join([*flags, f"-I{path.parent}"]))
        editors = {}
        try:
            for server, command in servers.items():
                home = folder / server.replace(" ", "-")
                home.mkdir()
                editors[server] = Editor([*map(str, command)], home, document)
                if broken(editors[server].diagnostics):
                    return None
            wall = {server: [] for server in editors}
            cpu = {}
            for _ in range(3):  # clangd adapts its debouncing to what a build takes
                for editor in editors.values():
                    editor.edit()
            for server, editor in editors.items():
                cpu[server] = -editor.cpu()
            for _ in range(edits):
                for server, editor in editors.items():
                    wall[server].append(editor.edit())
            for server, editor in editors.items():
                cpu[server] = (cpu[server] + editor.cpu()) / edits
            return {s: (statistics.median(wall[s]), cpu[s]) for s in editors}
        finally:
            for editor in editors.values():
                editor.client.__exit__(None)


def main():
    chosen = overunits.options(__doc__, "--edits", 25, "of each unit, in each server")
    servers = {**SERVERS, "p99-clangd": [chosen.build.resolve() / "bin/p99-clangd"]}

    def row_of(name, path, flags):
        measured = measure_unit(servers, path, flags, chosen.edits)
        if not measured:
            return None
        stock, plain, ours = (measured[s] for s in servers)
        return {
            "unit": name, "clangd_wall": stock[0], "clangd_cpu": stock[1],
            "wall": ours[0] / stock[0], "cpu": ours[1] / stock[1],
            "wall_no_tidy": ours[0] / plain[0], "cpu_no_tidy": ours[1] / plain[1],
        }

    overunits.compare(
        chosen, units(), row_of, print_row, ("wall", "cpu", "wall_no_tidy", "cpu_no_tidy"),
        [("wall time", "wall", BAR), ("CPU time", "cpu", BAR)], "clangd's",
    )


def print_row(row, heading=False):
    if heading:
        print(f"{'':46}  {'clangd':>15}  {'p99-clangd to it':>16}  {'to no clang-tidy':>16}\n"
              f"{'unit':46}  {'wall ms':>7} {'CPU ms':>7}  {'wall':>8} {'CPU':>7}  {'wall':>8} {'CPU':>7}")
    absolute = (f"{row['clangd_wall'] * 1000:7.0f} {row['clangd_cpu'] * 1000:7.0f}"
                if "clangd_wall" in row else " " * 15)
    print(f"{row['unit'][-46:]:46}  {absolute}  {row['wall']:8.2f} {row['cpu']:7.2f}  "
          f"{row['wall_no_tidy']:8.2f} {row['cpu_no_tidy']:7.2f}", flush=True)


if __name__ == "__main__":
    main()
