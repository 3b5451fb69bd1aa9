#!/usr/bin/env python3
# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes the model files as C++ string literals: embed.py OUT IN..."""

import os
import sys


def literal(text):
    # MSVC's and the standard's limits on a literal's length aside, adjacent
    # short literals keep the generated file readable.
    return "\n".join(
        '"%s\\n"' % line.replace("\\", "\\\\").replace('"', '\\"')
        for line in text.splitlines()
    )


out, inputs = sys.argv[1], sorted(sys.argv[2:])
with open(out, "w", encoding="utf-8") as f:
    for path in inputs:
        with open(path, encoding="utf-8") as source:
            f.write('{"%s",\n%s},\n' % (os.path.basename(path), literal(source.read())))
