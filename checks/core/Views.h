// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef P99_CORE_VIEWS_H
#define P99_CORE_VIEWS_H

#include "clang/AST/ExprCXX.h"

namespace p99 {

class FixBuilder;

/// `s.substr(4)` becomes `std::string_view(s).substr(4)`.
void viewFirst(const clang::CXXMemberCallExpr *Substring, FixBuilder &Fix);

} // namespace p99

#endif
