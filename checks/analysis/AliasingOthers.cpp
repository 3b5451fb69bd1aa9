// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What an object can be changed through beside its owners: references, pointers
// and iterators that were there before, and lambdas.

#include "analysis/Aliasing.h"
#include "analysis/Effects.h"
#include "analysis/Expressions.h"
#include "analysis/Readers.h"
#include "analysis/Sinks.h"
#include "analysis/Unit.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace p99::analysis {

Fate::Kind fateBy(Reading Use) {
  switch (Use) {
  case Reading::Reads:
  case Reading::Copies:
    return Fate::Kind::Stays;
  case Reading::Unknown:
    return Fate::Kind::MayChange;
  case Reading::Writes:
    return Fate::Kind::Changes;
  }
  llvm_unreachable("every use is one of these");
}

/// `a.x` and `a.y` are two objects of one.
static bool areApart(const Way &A, const Way &B) {
  auto OnlyIn = [](const Way &One, const Way &Other, auto Found) {
    return llvm::any_of(One.Owners, [&](const ValueDecl *D) {
      const auto *Field = dyn_cast<FieldDecl>(D);
      return Field && !Other.Owners.contains(D) && Found(Field);
    });
  };
  return OnlyIn(A, B, [&](const FieldDecl *X) {
    return OnlyIn(B, A, [&](const FieldDecl *Y) {
      return X->getParent() == Y->getParent();
    });
  });
}

/// auto &name = order.name;
/// auto before = order;
/// name = "other";
void Aliasing::addOthers(Way &To, const VarDecl *Reader) const {
  const FunctionDecl *Body = nullptr;
  if (!In->hasBody(Body))
    return;
  for (const Decl *D : Body->decls()) {
    const auto *V = dyn_cast<VarDecl>(D);
    if (!V || V == Reader || V->isImplicit() || isa<ParmVarDecl>(V) ||
        !V->hasLocalStorage() || V->getType()->isDependentType())
      continue;
    QualType T = V->getType();
    QualType Pointee = T->getPointeeType();
    if (Pointee.isNull() ? !isPointerLike(T) || T.isDestructedType()
                         : Pointee.isConstQualified())
      continue;
    Way Its;
    leadVariable(V, Its, 0); // A part of the ways to it is enough.
    if (!areApart(Its, To) &&
        llvm::any_of(Its.Owners, [&](const ValueDecl *Owner) {
          return To.Owners.contains(Owner);
        }))
      To.Others.insert(canonical(V));
  }
}

/// What running the body of a lambda does to what it has by reference.
Fate::Kind Aliasing::changeByLambda(const CXXRecordDecl *Class,
                                    const Way &Source) const {
  const References &Refs = U.references();
  Fate::Kind Worst = Fate::Kind::Stays;
  auto Consider = [&](const ValueDecl *Owner) {
    for (const Expr *Use : Refs.usesOf(Owner)) {
      const auto *Around =
          dyn_cast_or_null<CXXMethodDecl>(Refs.functionAround(Use));
      if (Around &&
          Around->getParent()->getCanonicalDecl() == Class->getCanonicalDecl())
        Worst = std::max(Worst, fateBy(usedFor(Use, U)));
    }
  };
  for (const LambdaCapture &C : Class->captures())
    if (C.capturesVariable() && C.getCaptureKind() == LCK_ByRef) {
      const auto *V = cast<ValueDecl>(C.getCapturedVar()->getCanonicalDecl());
      if (Source.Owners.contains(V) || Source.Others.contains(V))
        Consider(V);
    } else if (C.capturesThis()) {
      llvm::for_each(Source.Owners, Consider);
    }
  return Worst;
}

bool mayBecomeMove(const Expr *E, const References &Refs) {
  if (!sinkOf(E, Refs))
    return false;
  while (const auto *Member = dyn_cast<MemberExpr>(E)) {
    if (Member->isArrow())
      return false;
    E = Member->getBase()->IgnoreParenImpCasts();
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && V->hasLocalStorage() && !V->getType()->isReferenceType();
}

} // namespace p99::analysis
