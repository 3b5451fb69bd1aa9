// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Is this code on a hot path, and why? The answer is a chain of reasons that
// becomes the notes of a finding: from the code up to the source of heat.

#ifndef P99_ANALYSIS_HOTPATH_H
#define P99_ANALYSIS_HOTPATH_H

#include "analysis/HotGraph.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/GlobPattern.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace p99::analysis {

class Unit;
struct GlobalOptions;

/// Where the heat comes from, the strongest last.
enum class Heat {
  None,
  Loop,    ///< only in a loop of unknown length
  Request, ///< once per request, message, task or event
  Marked,  ///< attributes and P99HotFunctions
  Profile, ///< a share of the samples
};

struct HotAnswer {
  Heat Source = Heat::None;
  double Share = 0; ///< of the profile's samples, 0 to 1
  HotReasons Reasons;

  /// On a request path, or hotter.
  bool isHot() const { return Source >= Heat::Request; }
};

class HotPath {
public:
  explicit HotPath(Unit &U);

  /// What is wrong with the patterns of P99HotFunctions.
  static std::vector<std::string> problemsOf(const GlobalOptions &Options);

  /// Functions on fewer of the samples than this are not hot by the profile.
  static constexpr double MinShare = 0.01;

  /// Why code in `F` is hot: its own marks and share, an entry point that it
  /// is or is handed to as one, and the calls that lead to it from there
  /// through the unit. A lambda is as hot as what runs it. nullptr is not hot.
  const HotAnswer &why(const clang::FunctionDecl *F) const;

  /// As for the function around it; in addition the loops around the
  /// statement, and blocks in it that are cold. What stands before an endless
  /// loop runs once, however large the share of the function is.
  HotAnswer why(const clang::Stmt *S) const;

  /// Where heat enters, and who runs whom.
  const HotGraph &graph() const;

  /// Never on a request path: `cold` attributes and models, the bodies of
  /// tests, files named as tests. False for nullptr.
  bool isCold(const clang::FunctionDecl *F) const;

  /// Seldom run although the function is: catch blocks, branches marked
  /// [[unlikely]] or __builtin_expect'ed not to run, blocks that end in throw,
  /// abort or exit, initialisers of statics, `main` outside of its loops, and
  /// in any function what leads up to the last round over the command line.
  bool isColdCode(const clang::Stmt *S) const;

private:
  bool readsCommandLine(const clang::FunctionDecl *F,
                        const clang::Stmt *S) const;

  /// How a function came to be hot.
  struct Heated {
    Heat Source = Heat::None;
    HotReason Root;
    /// The way from the root: who calls it, and where; nullptr at the root.
    const clang::FunctionDecl *Caller = nullptr;
    const HotEdge *By = nullptr;
  };

  std::optional<HotReason> markOf(const clang::FunctionDecl *F) const;
  HotAnswer compute(const clang::FunctionDecl *F) const;
  /// As far as the code tells, without the profile.
  HotAnswer reached(const clang::FunctionDecl *F) const;
  const llvm::DenseMap<const clang::FunctionDecl *, Heated> &heated() const;
  void spread(std::vector<const clang::FunctionDecl *> Queue) const;
  bool heat(const clang::FunctionDecl *F, Heated How) const;

  Unit &U;
  std::vector<std::pair<std::string, llvm::GlobPattern>> Patterns;
  mutable llvm::DenseMap<const clang::FunctionDecl *, HotAnswer> Known;
  /// Where a function has read the command line, or invalid.
  mutable llvm::DenseMap<const clang::FunctionDecl *, clang::SourceLocation>
      CommandLineEnds;
  mutable std::unique_ptr<HotGraph> Graph;
  mutable llvm::DenseMap<const clang::FunctionDecl *, Heated> Hot;
};

} // namespace p99::analysis

#endif
