// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Is this function on a hot path, and why? The answer is a chain of reasons
// that becomes the notes of a finding.

#ifndef P99_ANALYSIS_HOTPATH_H
#define P99_ANALYSIS_HOTPATH_H

#include "clang/AST/Decl.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/GlobPattern.h"
#include <string>
#include <vector>

namespace p99::analysis {

class ModelIndex;
struct GlobalOptions;

/// One link of the chain, from the statement towards the source of heat.
struct HotReason {
  clang::SourceLocation Where;
  std::string Text; ///< "hot: marked [[gnu::hot]]"
};
using HotReasons = llvm::SmallVector<HotReason, 2>;

class HotPath {
public:
  /// Patterns that do not parse match nothing; problemsOf() tells of them.
  HotPath(const GlobalOptions &Options, const ModelIndex &Models);

  /// What is wrong with the patterns of P99HotFunctions.
  static std::vector<std::string> problemsOf(const GlobalOptions &Options);

  /// Why code in `F` is hot: `hot` attributes, `annotate("p99::hot")` and the
  /// patterns of P99HotFunctions (globs over the qualified name), on it or on
  /// a function around it. Empty when nothing says so, or when `cold` does.
  HotReasons why(const clang::FunctionDecl *F) const;

  /// Never on a request path: `cold` attributes, the bodies of tests, and files
  /// named as tests. False for nullptr.
  bool isCold(const clang::FunctionDecl *F) const;

private:
  const ModelIndex &Models;
  std::vector<std::pair<std::string, llvm::GlobPattern>> Patterns;
};

} // namespace p99::analysis

#endif
