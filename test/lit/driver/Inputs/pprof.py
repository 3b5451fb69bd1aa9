# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes folded stacks as a profile of pprof: pprof.py FOLDED PPROF"""

import gzip
import sys

def varint(n):
    out = b""
    while n > 127:
        out, n = out + bytes([n & 127 | 128]), n >> 7
    return out + bytes([n])

def number(field, n):
    return varint(field << 3) + varint(n)

def message(field, data):
    return varint(field << 3 | 2) + varint(len(data)) + data

stacks = [line.rsplit(" ", 1) for line in open(sys.argv[1])]
names = sorted({f for frames, _ in stacks for f in frames.split(";")})
strings = ["", "cpu", "nanoseconds", *names]
out = message(1, number(1, 1) + number(2, 2))
for frames, count in stacks:
    out += message(2, b"".join(number(1, 1 + names.index(f)) for f in reversed(frames.split(";")))
                   + number(2, int(count)))
for i in range(len(names)):
    out += message(4, number(1, 1 + i) + message(4, number(1, 1 + i)))
    out += message(5, number(1, 1 + i) + number(2, 3 + i))
out += b"".join(message(6, s.encode()) for s in strings)
open(sys.argv[2], "wb").write(gzip.compress(out))
