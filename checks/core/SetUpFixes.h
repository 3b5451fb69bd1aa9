// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The edits that keep an object instead of making it again: as a static
// constant, or above the loop. Each answers false, and leaves the builder
// without edits, if the code is written in a way that it does not fit.

#ifndef P99_CORE_SETUPFIXES_H
#define P99_CORE_SETUPFIXES_H

#include "analysis/RepeatedSetUps.h"
#include "core/FixBuilder.h"
#include "llvm/ADT/StringSet.h"

namespace p99 {

/// Whether `static const` would do: made of literals, only read, and by any
/// number of threads at once.
bool canBeStatic(const analysis::RepeatedSetUp &R);

class SetUpFixes {
public:
  SetUpFixes(analysis::Unit &U, FixBuilder &Fix, llvm::StringSet<> &Taken)
      : U(U), Fix(Fix), Taken(Taken) {}

  bool makeStatic(const analysis::RepeatedSetUp &R);
  /// Of an object that is only read, or of a handle that the model can reset:
  /// its declaration goes above the loop, its release behind it.
  bool hoist(const analysis::RepeatedSetUp &R);

private:
  bool name(const analysis::RepeatedSetUp &R, llvm::StringRef Specifiers,
            const clang::Stmt *Before, const clang::Stmt *Parent);
  const clang::DeclStmt *declarationOf(const analysis::RepeatedSetUp &R) const;
  std::string freshName(const analysis::RepeatedSetUp &R);
  bool hoistHandle(const analysis::RepeatedSetUp &R,
                   const clang::DeclStmt *Declaration,
                   const clang::Stmt *Parent);

  analysis::Unit &U;
  FixBuilder &Fix;
  /// The names that earlier fixes of the unit have made up.
  llvm::StringSet<> &Taken;
};

} // namespace p99

#endif
