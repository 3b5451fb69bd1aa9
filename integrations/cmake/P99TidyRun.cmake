# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# What a target of p99_tidy_target() runs:
# cmake -DDRIVER=... -DLIST=... -DDATABASE=... -DOPTIONS=... -P P99TidyRun.cmake

file(STRINGS "${LIST}" Sources)
list(REMOVE_DUPLICATES Sources)
if(NOT Sources)
  message(FATAL_ERROR "'${LIST}' names no C or C++ source to lint")
endif()
execute_process(COMMAND "${DRIVER}" -p "${DATABASE}" ${OPTIONS} ${Sources}
                RESULT_VARIABLE Code)
# It has said what is wrong; 1 are findings.
if(NOT Code EQUAL 0)
  message(FATAL_ERROR "p99-tidy ended with ${Code}")
endif()
