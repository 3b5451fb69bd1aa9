// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Strings that are made of other text and die at once, where that text would
// have done.

#ifndef P99_ANALYSIS_STRINGTRIPS_H
#define P99_ANALYSIS_STRINGTRIPS_H

#include "analysis/HotPath.h"
#include "clang/AST/ExprCXX.h"
#include <vector>

namespace p99::analysis {

class Unit;

struct StringTrip {
  enum class Kind {
    View,      ///< f(std::string(sv)), where f takes a view
    Substring, ///< f(s.substr(4)), s.substr(4) == t
    Literal,   ///< s == std::string("a long literal")
    CStr,      ///< f(s.c_str()), where f takes a const std::string &
  };
  Kind How;
  const clang::Expr *Made = nullptr; ///< the temporary, as written
  const clang::Expr *Text = nullptr; ///< what it is made of
  /// What takes it: a call, or a comparison.
  const clang::Expr *User = nullptr;
  /// The call cannot reach the text other than through what it is given.
  bool Safe = false;
  HotReasons Hot = {};
};

/// Sorted by place. Not in cold code, and not what fits into the string object
/// itself.
std::vector<StringTrip> stringTrips(Unit &U);

} // namespace p99::analysis

#endif
