// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Texts that are built for a line of a log, and thrown away when the level of
// the line is off.

#ifndef P99_ANALYSIS_LOGCALLS_H
#define P99_ANALYSIS_LOGCALLS_H

#include "analysis/HotPath.h"
#include "analysis/Loggers.h"
#include "clang/AST/Expr.h"
#include <vector>

namespace p99::analysis {

class Unit;
struct Costs;

struct EagerLog {
  enum class Kind {
    Joined,    ///< "a" + b
    Formatted, ///< fmt::format("{}", a)
    Streamed,  ///< stream.str()
    Made,      ///< message.toString()
  };
  Kind How;
  const clang::CallExpr *Call = nullptr; ///< of the logger
  const clang::Expr *Text = nullptr;     ///< what builds it
  Loggers::Facts Logger = {};
  /// The text is all that is logged: nothing but a level and the like stands
  /// before it, and nothing behind it.
  bool IsLine = false;
  /// A part of the text is built itself, and would be if it were passed.
  bool HasBuiltPart = false;
  TextForm Form = TextForm::Finished; ///< of Formatted
  const Costs *Model = nullptr;       ///< of Made, if a model says it
  HotReasons Hot = {};
};

/// One for each call of a logger, sorted by place. On request paths and in
/// loops, and there only where the call runs whether the level is on or not.
/// `Info`: lines of that level too.
std::vector<EagerLog> eagerLogs(Unit &U, bool Info);

/// The operands of a chain of `+` between texts, from the left.
llvm::SmallVector<const clang::Expr *, 8> partsOf(const clang::Expr *Joined);

} // namespace p99::analysis

#endif
