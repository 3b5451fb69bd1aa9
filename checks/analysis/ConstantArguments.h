// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef P99_ANALYSIS_CONSTANTARGUMENTS_H
#define P99_ANALYSIS_CONSTANTARGUMENTS_H

#include "analysis/CallSummaries.h"

namespace p99::analysis {

/// A wait that cannot be with what the calls on the way to it pass: it stands
/// in `if (mode == BEFORE_OPEN)`, or its `else`, and a call passes another
/// constant, or that one; in `if (wait && !done)`, and a call passes false; or
/// its limit is made of what a call passes, and that is zero: ask(fd, 0). False
/// in doubt.
bool isRuledOut(const Blocking &B, const References &Refs,
                const clang::ASTContext &Context);

/// An amount of time, or a record of them such as a `timeval`, that is always
/// zero. False in doubt.
bool isZeroTime(const clang::Expr *Time, const References &Refs,
                const clang::ASTContext &Context);

} // namespace p99::analysis

#endif
