// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef P99_ANALYSIS_CONSTANTARGUMENTS_H
#define P99_ANALYSIS_CONSTANTARGUMENTS_H

#include "analysis/References.h"

namespace p99::analysis {

/// `Inside` cannot run for this call of the function that it is in: it stands
/// in `if (mode == BEFORE_OPEN)`, or its `else`, and the call passes another
/// constant, or that one; or in `if (wait && !done)`, and the call passes
/// false. False in doubt.
bool isRuledOut(const clang::Expr *Call, const clang::Stmt *Inside,
                const References &Refs, clang::ASTContext &Context);

} // namespace p99::analysis

#endif
