// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Through which unit a header is analysed: alone it would lack what the sources
// include and define before it.

#ifndef P99_DRIVER_PROJECT_INCLUDERS_H
#define P99_DRIVER_PROJECT_INCLUDERS_H

#include "driver/project/Project.h"

namespace p99::driver {

/// One that `Knows` to read the header, or else one whose own text includes a
/// file of that name; of several the one whose name and place resemble the
/// header's most, then the first. nullptr if there is none.
const Unit *includerOf(llvm::StringRef Header, llvm::ArrayRef<Unit> Units,
                       ReadsHeader Knows, llvm::vfs::FileSystem &FS);

} // namespace p99::driver

#endif
