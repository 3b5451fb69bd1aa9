// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where heat enters the unit, and how it goes from function to function: entry
// points as the models name them, loops that serve events, and who runs whom.

#ifndef P99_ANALYSIS_HOTGRAPH_H
#define P99_ANALYSIS_HOTGRAPH_H

#include "analysis/ApiModels.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include <string>
#include <vector>

namespace p99::analysis {

class Unit;

/// One link of the chain.
struct HotReason {
  clang::SourceLocation Where;
  /// "hot: overrides grpc service method 'GetOrder'", "called from here",
  /// "inside a loop of unknown length".
  std::string Text;
};
using HotReasons = llvm::SmallVector<HotReason, 2>;

/// A statement by which one function makes another run.
struct HotEdge {
  enum class Kind {
    Call,
    HandOver, ///< a function is given to a library's call
    Inside,   ///< a lambda is written there
  };
  Kind How;
  const clang::Stmt *Site;
  const clang::FunctionDecl *To;
};

/// The function as it is written: that of a template's instance is its pattern.
/// Clang keeps the calls that depend on no parameter for both as one, so that
/// what an instance runs has to be known of the text.
const clang::FunctionDecl *writtenForm(const clang::FunctionDecl *F);

class HotGraph {
public:
  explicit HotGraph(Unit &U);

  struct Entry {
    const clang::FunctionDecl *Function;
    HotReason Reason;
    /// A task: as often as it is handed over, no more.
    bool Once = false;
  };
  /// Functions that run once per request, message, task or event.
  llvm::ArrayRef<Entry> entries() const { return Entries; }

  /// What the code of a function makes run.
  llvm::ArrayRef<HotEdge> edgesOf(const clang::FunctionDecl *F) const;

  /// The loop around a statement that serves events, or nullptr.
  const clang::Stmt *servingLoopAround(const clang::Stmt *S) const;
  /// "hot: inside the loop that serves 'accept'".
  HotReason reasonOf(const clang::Stmt *ServingLoop) const;
  /// The functions that have such a loop.
  llvm::ArrayRef<const clang::FunctionDecl *> servers() const {
    return Servers;
  }

private:
  void enter(const clang::FunctionDecl *F, clang::SourceLocation Where,
             const Model &M);
  void enterDefinition(const clang::FunctionDecl *F);
  void enterRegistered(const clang::Expr *Call, const Model &M);
  bool isUnlisted(const clang::Expr *Call, const Model &M) const;
  bool isForUnlisted(const clang::LambdaExpr *Lambda) const;
  void connect(const clang::Expr *Call);
  void connectDestructors(const clang::FunctionDecl *From,
                          const clang::Expr *Made, clang::QualType T,
                          unsigned Depth);

  Unit &U;
  std::vector<Entry> Entries;
  llvm::DenseMap<const clang::FunctionDecl *, std::vector<HotEdge>> Edges;
  llvm::DenseMap<const clang::Stmt *, const clang::Expr *> Serving;
  std::vector<const clang::FunctionDecl *> Servers;
};

} // namespace p99::analysis

#endif
