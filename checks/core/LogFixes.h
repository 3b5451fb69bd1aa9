// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What to write instead of a text that is built for a log line whose level is
// off.

#ifndef P99_CORE_LOGFIXES_H
#define P99_CORE_LOGFIXES_H

#include "analysis/LogCalls.h"
#include "core/FixBuilder.h"

namespace p99 {

/// `fmt::format("{} of {}", a, b)` has a format that a logger can be given.
bool hasLiteralFormat(const clang::Expr *Formatting);

/// fmt::format("{} of {}", a, b) becomes its format and arguments, as written.
/// `Safe` becomes false if one of them is no plain number or text, or is
/// computed.
void passArguments(const analysis::EagerLog &Log, FixBuilder &Fix, bool &Safe);

/// "user " + name becomes "user {}", name; `Safe` as above.
void passParts(const analysis::EagerLog &Log, FixBuilder &Fix, bool &Safe);

/// Puts `if (<the level is on>)` before the call, as the model asks for it.
void askForLevelFirst(analysis::Unit &U, const analysis::EagerLog &Log,
                      FixBuilder &Fix);

} // namespace p99

#endif
