// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/BatchesAround.h"
#include "analysis/Expressions.h"
#include "analysis/References.h"
#include "analysis/StatementTexts.h"
#include "analysis/Unit.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace p99::analysis {

static void lookAt(llvm::StringRef Name, Surroundings &Into) {
  Into.Transacts |= namesTransaction(Name);
  Into.Batches |= namesBatch(Name);
}

void BatchesAround::look(const Stmt *S, Surroundings &Into) const {
  if (!S)
    return;
  if (const auto *Text = dyn_cast<clang::StringLiteral>(S);
      Text && Text->isOrdinary()) {
    Into.Transacts |= opensTransaction(Text->getString());
    Into.Writes |= changesData(Text->getString());
  }
  if (isa<CallExpr, CXXConstructExpr>(S))
    if (const FunctionDecl *F = calleeOf(cast<Expr>(S)); F && !isInStd(F)) {
      if (const Model *M = U.models().find(F); M && M->Batches)
        Into.Batches = true;
      if (F->getIdentifier()) {
        lookAt(F->getName(), Into);
        // db.begin(), but not list.begin().
        Into.Transacts |= F->getName().equals_insensitive("begin") &&
                          (F->getReturnType()->isVoidType() ||
                           F->getReturnType()->isIntegerType());
      }
      if (const auto *Made = dyn_cast<CXXConstructorDecl>(F))
        lookAt(Made->getParent()->getName(), Into);
    }
  for (const Stmt *Child : S->children())
    look(Child, Into);
}

Surroundings BatchesAround::in(const Stmt *S) const {
  Surroundings Found;
  look(S, Found);
  return Found;
}

const Surroundings &BatchesAround::in(const FunctionDecl *F) {
  auto [It, New] = Known.try_emplace(F->getCanonicalDecl());
  if (!New)
    return It->second;
  Surroundings Found;
  const FunctionDecl *Body = nullptr;
  if (F->hasBody(Body)) {
    look(Body->getBody(), Found);
    for (const ParmVarDecl *P : Body->parameters()) {
      QualType T = P->getType().getNonReferenceType();
      const Type *Class = T->isPointerType() ? T->getPointeeType().getTypePtr()
                                             : T.getTypePtr();
      if (const TagDecl *Tag = Class->getAsTagDecl())
        lookAt(Tag->getName(), Found);
    }
  }
  return Known[F->getCanonicalDecl()] = Found;
}

Surroundings BatchesAround::of(const FunctionDecl *F) {
  Surroundings All = in(F);
  for (const Expr *Call : U.references().callsOf(F))
    if (const FunctionDecl *From = U.references().functionAround(Call)) {
      const Surroundings &Callers = in(From);
      All.Transacts |= Callers.Transacts;
      All.Batches |= Callers.Batches;
    }
  return All;
}

} // namespace p99::analysis
