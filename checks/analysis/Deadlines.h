// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where does a handle come from, and which limits are set on it? Follows a
// client, connection, context or descriptor through variables, members,
// smart pointers, helpers and wrappers of the unit, without regard to order: a
// limit that is set anywhere counts.

#ifndef P99_ANALYSIS_DEADLINES_H
#define P99_ANALYSIS_DEADLINES_H

#include "analysis/ApiModels.h"
#include "analysis/References.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace p99::analysis {

/// What the unit shows of one handle.
struct HandleFacts {
  /// The variables and members it lives in; the one named at the wait first.
  llvm::SmallVector<const clang::ValueDecl *, 4> Places;
  /// The calls and constructions it comes from.
  llvm::SmallVector<const clang::Expr *, 2> Origins;
  /// Those of them that no helper of the unit is behind.
  llvm::SmallVector<const clang::Expr *, 2> Makers;
  /// Knobs set on it, and whether something set them all.
  llvm::SmallSetVector<llvm::StringRef, 4> Set;
  bool AllSet = false;
  /// The first that is set by other code than what creates the handle: a
  /// datagram socket has no use for a connect timeout, nobody gave it one.
  llvm::StringRef SetLater;
  /// Where the first of them is set.
  const clang::Expr *SetAt = nullptr;
  /// Some origin is a modelled `creates`, a constructor, or a library call.
  bool Created = false;
  /// Made by a modelled `wakes`: the process signals it itself.
  bool Wakes = false;
  /// The use after which its limits can no longer be known, or nullptr: handed
  /// to code outside the unit, or coming from there.
  const clang::Stmt *Lost = nullptr;
  bool Foreign = false;
  /// Calls of modelled functions that take it.
  llvm::SmallVector<const clang::Expr *, 4> ModelledCalls;

  /// Everything that could set a limit has been seen.
  bool isKnown() const { return !Lost && !Foreign; }
  bool isSet(llvm::StringRef Knob) const {
    return AllSet || Set.contains(Knob);
  }
};

/// What carries a fact in a call: an argument or the object; nullptr for what
/// the call returns.
const clang::Expr *at(Place P, const clang::Expr *Call);

class Deadlines {
public:
  Deadlines(clang::ASTContext &Context, const ModelIndex &Models,
            const References &Refs);

  /// The facts of the handle that `E` denotes. `Wait` is the callee that it is
  /// waited on with: functions declared beside it belong to the same library
  /// and set no limit but what the models say.
  HandleFacts of(const clang::Expr *E, const clang::FunctionDecl *Wait);
  HandleFacts of(const clang::ValueDecl *Handle,
                 const clang::FunctionDecl *Wait);

  /// Adds the limits that the arguments of a call or construction carry:
  /// options objects, and objects whose type is modelled as a limit.
  void addCarried(const clang::Expr *Call, const clang::FunctionDecl *Wait,
                  HandleFacts &Facts);

  /// Whether a constant argument means "for ever". Follows a local variable
  /// that is set once. nullopt if it is not a constant.
  std::optional<bool> isUnlimited(const clang::Expr *E, Unlimited How) const;

  /// Whether all tests hold; `InDoubt` where an argument is not constant.
  bool hold(llvm::ArrayRef<ArgumentTest> Tests, const clang::Expr *Call,
            bool InDoubt) const;

private:
  friend class HandleWalk;
  /// `Depth`: how many variables may still be looked into, which may well be
  /// made of themselves.
  std::optional<bool> test(const ArgumentTest &Test,
                           const clang::Expr *Argument,
                           unsigned Depth = 3) const;

  clang::ASTContext &Context;
  const ModelIndex &Models;
  const References &Refs;
};

} // namespace p99::analysis

#endif
