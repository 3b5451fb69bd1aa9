# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""exit-code.py N COMMAND...: fails unless the command ends with N. Prints what
the command prints."""

import subprocess
import sys

wanted, command = int(sys.argv[1]), sys.argv[2:]
run = subprocess.run(command, capture_output=True, text=True)
if run.returncode != wanted:
    sys.exit(
        f"exit code {run.returncode}, not {wanted}: {' '.join(command)}\n"
        f"{run.stdout}{run.stderr}"
    )
sys.stdout.write(run.stdout)
sys.stderr.write(run.stderr)
