// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Makes findings of clang-tidy's diagnostics.

#ifndef P99_DRIVER_FRONTEND_TRANSLATE_H
#define P99_DRIVER_FRONTEND_TRANSLATE_H

#include "driver/findings/Finding.h"
#include "driver/frontend/Enclosing.h"

namespace clang::tidy {
struct ClangTidyError;
}

namespace p99::driver {

/// Without lines and columns, which the error does not know.
Finding makeFinding(const clang::tidy::ClangTidyError &Error,
                    const std::map<Place, Enclosure> &Enclosing);

} // namespace p99::driver

#endif
