# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What a compilation database names."""

import json
import os


def units(folder):
    """The absolute paths of its units, in order, each once."""
    entries = json.loads((folder / "compile_commands.json").read_text())
    return sorted({os.path.normpath(os.path.join(e["directory"], e["file"])) for e in entries})
