// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whether a function puts what it sends together: in a transaction, a pipeline
// or another batch.

#ifndef P99_ANALYSIS_BATCHESAROUND_H
#define P99_ANALYSIS_BATCHESAROUND_H

#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseMap.h"

namespace p99::analysis {

class Unit;

/// What stands in a function, or another piece of code.
struct Surroundings {
  bool Transacts = false; ///< it opens, or is given, a transaction
  bool Batches = false;   ///< it opens, or is given, a pipeline or batch
  bool Writes = false;    ///< the text of a statement that changes something
};

class BatchesAround {
public:
  explicit BatchesAround(Unit &U) : U(U) {}

  Surroundings in(const clang::Stmt *S) const;
  const Surroundings &in(const clang::FunctionDecl *F);
  /// Also what stands in the functions that call it.
  Surroundings of(const clang::FunctionDecl *F);

private:
  void look(const clang::Stmt *S, Surroundings &Into) const;

  Unit &U;
  llvm::DenseMap<const clang::FunctionDecl *, Surroundings> Known;
};

} // namespace p99::analysis

#endif
