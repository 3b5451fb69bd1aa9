// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Texts that are built in memory only to be written, or copied out of the
// stream that they were built in.

#ifndef P99_ANALYSIS_TEXTOUTPUT_H
#define P99_ANALYSIS_TEXTOUTPUT_H

#include "analysis/HotPath.h"
#include "clang/AST/ExprCXX.h"
#include <vector>

namespace p99::analysis {

class Unit;
struct Costs;

struct BuiltText {
  enum class Kind {
    Written,  ///< os << oss.str()
    Viewed,   ///< f(oss.str()), where f takes a view
    Returned, ///< return oss.str(), of a stream that dies here
    Twice,    ///< write(oss.str().data(), oss.str().size())
    Joined,   ///< os << a + b
    Modelled, ///< os << json.dump(), of a model that `materializes`
  };
  Kind How;
  const clang::Expr *At = nullptr; ///< what makes the text
  /// The stream that it is written to, or nullptr.
  const clang::Expr *Sink = nullptr;
  /// Of Written, Viewed, Returned and Twice: the stream that it lies in.
  const clang::Expr *Source = nullptr;
  const Costs *Model = nullptr; ///< of Modelled
  /// The stream's class can show what it holds, or give it away: C++20.
  bool HasView = false;
  /// Nobody else can change the source while its text is read.
  bool IsOwn = false;
  HotReasons Hot = {}; ///< why it is on a request path, or repeated
};

/// Sorted by place. Not in cold code, and not what is written to the terminal:
/// there one write keeps the lines of threads apart. Copies out of a stream
/// count on request paths and in loops, or, with `Everywhere`, wherever they
/// can be spared.
std::vector<BuiltText> builtTexts(Unit &U, bool Everywhere);

/// A stream of std: the expression's class, or a base of it.
bool isOutputStream(clang::QualType T);

} // namespace p99::analysis

#endif
