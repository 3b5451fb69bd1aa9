// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The part of the disk that a unit's result depends on, and whether it still is
// as it was.

#ifndef P99_DRIVER_CACHE_DEPENDENCIES_H
#define P99_DRIVER_CACHE_DEPENDENCIES_H

#include "driver/cache/DiskState.h"
#include "driver/findings/Packing.h"
#include "driver/frontend/ReadRecorder.h"

namespace p99::driver {

/// False if something has changed since it was read.
bool packDependencies(Packer &P, const Reads &Noted, DiskState &Disk);

/// What was packed, to be packed again with more. Of damaged bytes nonsense.
Reads unpackDependencies(Unpacker &P);

/// Whether an analysis would read the same: the files have their contents, what
/// was there is there, and what was missing is missing, so that no header has
/// come to stand in front of another.
bool holdDependencies(Unpacker &P, DiskState &Disk);

} // namespace p99::driver

#endif
