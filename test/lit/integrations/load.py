# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""bench/orders/Load.cpp against services that misbehave: load.py LOAD FOLDER"""

import collections
import pathlib
import socket
import subprocess
import sys
import threading
import time
import unittest

LOAD, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
Answer = collections.namedtuple("Answer", "kind status latency lateness")


class Service:
    """Answers one request after the other with what `respond` gives for its number."""

    def __init__(self, respond):
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=4096)
        self.seen = []
        self.respond = respond
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while True:
            connection, _ = self.listener.accept()
            self.seen.append(connection.recv(65536))
            answer = self.respond(len(self.seen))
            if answer:
                connection.sendall(answer)
            connection.close()


def good(_=0):
    return b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Load(unittest.TestCase):
    def load(self, service, rate, seconds, grace=5, requests="show\tGET\t/orders/1\t\n"):
        (FOLDER / "requests.tsv").write_text(requests)
        done = subprocess.run([LOAD, str(service.listener.getsockname()[1]), str(rate), str(seconds), str(grace), "1",
                               FOLDER / "requests.tsv"], check=True, capture_output=True, text=True)
        return [Answer(kind, int(status), int(latency) / 1e9, int(lateness) / 1e9)
                for kind, status, latency, lateness in map(str.split, done.stdout.splitlines())]

    def test_a_pause_delays_all_who_came_meanwhile(self):
        def once(number):
            if number == 20:
                time.sleep(0.4)
            return good()
        answers = self.load(Service(once), rate=200, seconds=0.5)
        # One of them was slow, some eighty would have been: those due in 400 ms.
        slow = [a for a in answers if a.latency > 0.05]
        self.assertGreater(len(slow), 30)
        self.assertGreater(max(a.latency for a in answers), 0.35)
        # They were sent in time all the same.
        self.assertLess(sorted(a.lateness for a in answers)[len(answers) // 2], 0.05)

    def test_the_rate_is_that_which_was_asked_for(self):
        answers = self.load(Service(good), rate=400, seconds=0.5)
        self.assertTrue(150 < len(answers) < 250, len(answers))
        self.assertEqual({a.status for a in answers}, {200})

    def test_requests_are_sent_in_turn_with_their_bodies(self):
        service = Service(good)
        answers = self.load(service, rate=40, seconds=0.5,
                            requests="show\tGET\t/orders/1\t\nplace\tPOST\t/orders\t{\"a\": 1}\n")
        self.assertEqual({a.kind for a in answers}, {"show", "place"})
        self.assertTrue(service.seen[0].startswith(b"GET /orders/1 HTTP/1.1\r\n"), service.seen[0])
        self.assertTrue(service.seen[1].startswith(b"POST /orders HTTP/1.1\r\n"), service.seen[1])
        self.assertIn(b"\r\nContent-Length: 8\r\n", service.seen[1])
        self.assertTrue(service.seen[1].endswith(b"\r\n\r\n{\"a\": 1}"), service.seen[1])

    def test_what_is_not_answered_is_told(self):
        answers = self.load(Service(lambda number: good() if number % 2 else None), rate=100, seconds=0.3)
        self.assertEqual({a.status for a in answers}, {0, 200})

    def test_what_is_open_at_the_end_is_told(self):
        def never(_):
            time.sleep(60)
        answers = self.load(Service(never), rate=100, seconds=0.2, grace=0.2)
        self.assertEqual({a.status for a in answers}, {0})
        self.assertTrue(all(a.latency > 0.15 for a in answers), answers)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
