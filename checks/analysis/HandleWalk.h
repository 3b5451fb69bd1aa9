// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The walk behind Deadlines: follows one handle up to where it comes from and
// down to whatever it is handed to. Only Deadlines uses it.

#ifndef P99_ANALYSIS_HANDLEWALK_H
#define P99_ANALYSIS_HANDLEWALK_H

#include "analysis/Deadlines.h"

namespace p99::analysis {

class HandleWalk {
public:
  HandleWalk(Deadlines &Owner, const clang::FunctionDecl *Wait,
             HandleFacts &Facts, const HandleWalk *Around = nullptr)
      : Owner(Owner), Context(Owner.Context), Models(Owner.Models),
        Refs(Owner.Refs), Wait(Wait), Facts(Facts), Around(Around) {}

  /// The handle is the value of `E`: where does that come from?
  void from(const clang::Expr *E);
  /// The handle lives in `D`.
  void place(const clang::ValueDecl *D);
  /// The arguments of the call are limits, or objects that carry some.
  void carried(const clang::Expr *Call);

private:
  void origin(const clang::Expr *Call);
  void parameter(const clang::ParmVarDecl *P);

  void usesOf(const clang::ValueDecl *D);
  void use(const clang::Expr *Ref);
  bool usedByMacro(const clang::Expr *Ref);
  void assignedTo(const clang::ValueDecl *Target, const clang::Expr *At);
  void fieldOf(const clang::MemberExpr *Member);
  void passedTo(const clang::Expr *Call, unsigned N);

  void apply(const Model &M, Place Handle, const clang::Expr *Call);
  void set(const SetsDeadline &S, const clang::Expr *At);
  void lose(const clang::Stmt *At) {
    if (!Facts.Lost)
      Facts.Lost = At;
  }
  bool hasOwnBody(const clang::FunctionDecl *F) const;
  bool isCarrier(clang::QualType T) const;

  Deadlines &Owner;
  clang::ASTContext &Context;
  const ModelIndex &Models;
  const References &Refs;
  const clang::FunctionDecl *Wait;
  HandleFacts &Facts;
  /// The walk of the handle that this one's limits are for. A place that it is
  /// at already is not entered again: a request knows its manager, which knows
  /// the request.
  const HandleWalk *Around;
  bool InOrigin = false; ///< what is set now comes with the handle's creation
  llvm::SmallPtrSet<const clang::ValueDecl *, 8> Placed;
  llvm::SmallPtrSet<const clang::ValueDecl *, 8> Used;
  llvm::SmallPtrSet<const clang::Expr *, 8> Seen;
};

} // namespace p99::analysis

#endif
