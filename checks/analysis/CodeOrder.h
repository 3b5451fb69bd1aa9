// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// In which order the code of one function runs: what can be evaluated after an
// expression, on some path through Clang's control-flow graph.

#ifndef P99_ANALYSIS_CODEORDER_H
#define P99_ANALYSIS_CODEORDER_H

#include "clang/AST/Decl.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <memory>

namespace p99::analysis {

class CodeOrder {
public:
  /// nullptr for what has no body, a dependent one, or one that Clang builds no
  /// graph of; and for coroutines, which others run between two steps.
  static std::unique_ptr<CodeOrder> of(const clang::FunctionDecl *F,
                                       clang::ASTContext &Context);

  enum class Step {
    On,    ///< look at what comes behind it
    Leave, ///< nothing behind it on this path counts
    Found, ///< stop, and answer true
  };
  using Visitor = llvm::function_ref<Step(const clang::Stmt *)>;

  /// Visits what can be evaluated behind `From`, each once; `From` itself if a
  /// path leads back to it. True if the visitor has found something. What
  /// throws inside of a try block goes on in its handlers.
  bool after(const clang::Stmt *From, Visitor Visit) const;

  /// It is evaluated in this function, and not only in a `sizeof`.
  bool knows(const clang::Stmt *S) const { return Places.contains(S); }

private:
  CodeOrder() = default;

  std::unique_ptr<clang::CFG> Graph;
  llvm::DenseMap<const clang::Stmt *,
                 std::pair<const clang::CFGBlock *, unsigned>>
      Places;
};

} // namespace p99::analysis

#endif
