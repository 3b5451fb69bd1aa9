// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How much memory there is, and how much of it a process has.

#ifndef P99_DRIVER_RUN_MEMORY_H
#define P99_DRIVER_RUN_MEMORY_H

#include <cstdint>
#include <optional>
#include <sys/types.h>

namespace p99::driver {

/// Bytes that this machine, or the container, can still give without swapping.
/// nullopt where that cannot be told.
std::optional<uint64_t> availableMemory();

/// Bytes that a process has in memory; 0 if it has ended, or where that cannot
/// be told.
uint64_t residentMemory(pid_t Process);

} // namespace p99::driver

#endif
