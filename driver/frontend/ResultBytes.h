// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A unit's result as bytes: it is made in another process, or was in another
// run.

#ifndef P99_DRIVER_FRONTEND_RESULTBYTES_H
#define P99_DRIVER_FRONTEND_RESULTBYTES_H

#include "driver/frontend/Frontend.h"

namespace p99::driver {

/// All but the profile, which the reader has itself.
std::string packResult(const UnitResult &Result);

/// nullopt if these are not the bytes of a result.
std::optional<UnitResult> unpackResult(llvm::StringRef Bytes);

} // namespace p99::driver

#endif
