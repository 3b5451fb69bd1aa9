// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where a fix can put statements so that they run in time: before a set of
// expressions, or after what makes an object.

#ifndef P99_CORE_PLACEMENT_H
#define P99_CORE_PLACEMENT_H

#include "analysis/References.h"
#include "core/FixBuilder.h"
#include <optional>

namespace p99 {

struct Placement {
  const clang::Stmt *Anchor;
  const clang::Stmt *Parent;
  bool After = false;

  void insert(FixBuilder &Fix, llvm::StringRef Lines) const {
    if (After)
      Fix.insertStatementAfter(Anchor, Parent, Lines);
    else
      Fix.insertStatement(Anchor, Parent, Lines);
  }
};

/// Before the first of the expressions, in the innermost block around all of
/// them, and outside of loops in which none of `Needs` stands: what the
/// statements need to have run. nullopt if there is no such place: in
/// initialisers of members, in several functions, or behind one of the needs.
std::optional<Placement>
placeBefore(llvm::ArrayRef<const clang::Expr *> Expressions,
            llvm::ArrayRef<const clang::Expr *> Needs,
            const analysis::References &Refs);

/// After the statement that makes an object by the call `Made`, and after the
/// `if` behind it that leaves when that has failed. nullopt if the call is part
/// of a larger statement, or if such an `if` goes on.
std::optional<Placement> placeAfter(const clang::Expr *Made,
                                    const analysis::References &Refs);

} // namespace p99

#endif
