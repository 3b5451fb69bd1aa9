// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The edits that do without a thread: hand its work to a pool, run the rounds
// of a loop on a bounded number of threads, or call the function directly. Each
// answers false, and leaves the builder without edits, if the code is written
// in a way that none fits.

#ifndef P99_CORE_SPAWNFIXES_H
#define P99_CORE_SPAWNFIXES_H

#include "analysis/SpawnWays.h"
#include "core/FixBuilder.h"
#include <optional>

namespace p99 {

/// A pool in scope, or a template of the user's.
struct Pool {
  analysis::FixText Submit;
  std::string Object; ///< the expression for it; "" if the template has none
  bool IsPointer = false;
  bool Copies = false; ///< what is handed over has to be copyable
  std::vector<std::string> Includes;
};

/// The pool for what `S` starts. `Wanted` is "" for any that the class, the
/// function or the file has; the name of a modelled type; or a template.
std::optional<Pool> poolFor(const analysis::Spawn &S, llvm::StringRef Wanted,
                            analysis::Unit &U);

class SpawnFixes {
public:
  SpawnFixes(analysis::Unit &U, FixBuilder &Fix) : U(U), Fix(Fix) {}

  /// Only of threads that are detached: nobody waits for a pool's task. Refuses
  /// what refers to the variables of the function that starts it.
  bool handOver(const analysis::Spawn &S, const Pool &To);
  /// Of threads for the elements of a range that are all joined behind the
  /// loop.
  bool runInParallel(const analysis::RepeatedSpawn &R);
  /// Of a thread that is joined at once.
  bool callDirectly(const analysis::Spawn &S, const clang::Expr *Join);

private:
  std::string taskOf(const analysis::Spawn &S, bool Copies) const;
  std::string callOf(const analysis::Spawn &S) const;
  std::string calleeText(const analysis::Spawn &S, std::string &Object,
                         const clang::FunctionDecl *&F) const;
  const clang::Stmt *statementOf(const clang::Stmt *S) const;

  analysis::Unit &U;
  FixBuilder &Fix;
};

} // namespace p99

#endif
