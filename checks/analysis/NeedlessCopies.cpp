// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/NeedlessCopies.h"
#include "analysis/Borrows.h"
#include "analysis/Copies.h"
#include "analysis/CriticalSections.h"
#include "analysis/Definitions.h"
#include "analysis/Expressions.h"
#include "analysis/FreedElements.h"
#include "analysis/HiddenUses.h"
#include "analysis/HotPath.h"
#include "analysis/Readers.h"
#include "analysis/Sinks.h"
#include "analysis/TypeCost.h"
#include "analysis/Unit.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace p99::analysis {

namespace {

class Finder {
public:
  Finder(Unit &U, const FunctionDecl *F)
      : U(U), Refs(U.references()), F(F), Alias(U, F) {}

  void add(const VarDecl *V, std::vector<NeedlessCopy> &Into);

private:
  bool collectUses(const VarDecl *V, llvm::SmallVectorImpl<const Stmt *> &Uses,
                   bool Counted);
  bool outlivesLock(const Expr *Copy, llvm::ArrayRef<const Stmt *> Uses);

  Unit &U;
  const References &Refs;
  const FunctionDecl *F;
  Aliasing Alias;
};

} // namespace

/// A look through a pointer that counts its owners, as a const one allows it.
static bool looksThrough(const Expr *Use, const References &Refs) {
  const Stmt *Up = Refs.parent(Use);
  while (isa_and_nonnull<ParenExpr, ImplicitCastExpr>(Up))
    Up = Refs.parent(Up);
  const Expr *Call = dyn_cast_or_null<CXXOperatorCallExpr>(Up);
  if (isa_and_nonnull<MemberExpr>(Up))
    Call = dyn_cast_or_null<CXXMemberCallExpr>(Refs.parent(Up));
  const auto *Method =
      dyn_cast_or_null<CXXMethodDecl>(Call ? calleeOf(Call) : nullptr);
  const Expr *Object = Call ? objectOf(Call) : nullptr;
  return Method && Method->isConst() && Object &&
         Object->IgnoreParenImpCasts() == Use->IgnoreParenImpCasts();
}

/// True if all of them only read.
bool Finder::collectUses(const VarDecl *V,
                         llvm::SmallVectorImpl<const Stmt *> &Uses,
                         bool Counted) {
  auto Reads = [&](const ValueDecl *D) {
    return llvm::all_of(Refs.usesOf(D), [&](const Expr *Use) {
      const FunctionDecl *In = Refs.functionAround(Use);
      const auto *Name = dyn_cast<DeclRefExpr>(Use);
      Uses.push_back(Use);
      // What copies it as a whole can have this copy.
      return In && In->getCanonicalDecl() == F->getCanonicalDecl() && Name &&
             (Counted
                  ? looksThrough(Use, Refs)
                  : usedFor(Use, U) == Reading::Reads && !sinkOf(Name, Refs));
    });
  };
  if (const auto *Pieces = dyn_cast<DecompositionDecl>(V))
    return llvm::all_of(Pieces->bindings(), Reads);
  if (!Reads(V))
    return false;
  Borrows All = borrowsOf(V, F, Refs);
  if (All.Leak)
    return false;
  Uses.assign(All.Uses.begin(), All.Uses.end());
  return true;
}

/// Taken out under a lock, to be used when others may hold it.
bool Finder::outlivesLock(const Expr *Copy, llvm::ArrayRef<const Stmt *> Uses) {
  for (const Section &S : U.criticalSections().of(F))
    if (S.holds(Copy) &&
        !llvm::all_of(Uses, [&](const Stmt *Use) { return S.holds(Use); }))
      return true;
  return false;
}

void Finder::add(const VarDecl *V, std::vector<NeedlessCopy> &Into) {
  TypeCost Cost = costOf(V->getType(), U.ast());
  if (!Cost.CanCopy || Cost.Copy < Cost::Atomic)
    return;
  auto [Made, Source] = copyBy(V->getInit());
  if (!Made || V->getBeginLoc().isMacroID())
    return;
  NeedlessCopy Found;
  Found.Variable = V;
  Found.Source = Source;
  if (Cost.moveIsCheaper() && !V->isCXXForRangeDecl())
    if (const CXXMemberCallExpr *Freed = freedBehind(V, Source, U)) {
      Found.Is = Freed->getNumArgs() ? NeedlessCopy::Kind::Erased
                                     : NeedlessCopy::Kind::Popped;
      Found.Freed = Freed;
      Into.push_back(Found);
      return;
    }
  // A second owner is what a shared pointer is copied for.
  bool Counted = !Cost.copyAllocates();
  if (Counted && !isCountedPointer(V->getType()->getAsCXXRecordDecl()))
    return;
  if (V->isCXXForRangeDecl()) {
    auto Ranges = Refs.valuesOf(V);
    if (Ranges.empty())
      return;
    Found.Is = NeedlessCopy::Kind::Element;
    Found.Source = Ranges.front();
  }
  llvm::SmallVector<const Stmt *, 8> Uses;
  if (!collectUses(V, Uses, Counted) || Uses.empty() ||
      hasHiddenUse(V, F, Refs) || !Alias.order())
    return;
  Way To = Alias.wayTo(Found.Source);
  // `for (auto x : make())` lives as long as the loop.
  if (Found.Is == NeedlessCopy::Kind::Element &&
      !Found.Source->IgnoreParenImpCasts()->isLValue())
    To.From = Way::Root::Local;
  if (To.From == Way::Root::Unknown)
    return;
  if (Counted && To.From != Way::Root::Local)
    return;
  Found.Meanwhile = Alias.fateOf(To, V, Made, Uses);
  if (Counted && Found.Meanwhile.Is != Fate::Kind::Stays)
    return;
  if (Found.Meanwhile.Is == Fate::Kind::Changes || outlivesLock(Made, Uses) ||
      U.hotPath().isColdCode(Made))
    return;
  Into.push_back(Found);
}

std::vector<NeedlessCopy> needlessCopies(Unit &U) {
  std::vector<NeedlessCopy> Found;
  for (const FunctionDecl *F : U.references().functions()) {
    const FunctionDecl *Definition = soleDefinition(F);
    if (!Definition)
      continue;
    Finder Search(U, Definition);
    bool Asked = false, Cold = false;
    for (const Decl *D : Definition->decls()) {
      const auto *V = dyn_cast<VarDecl>(D);
      if (!V || !V->isLocalVarDecl() || V->isStaticLocal() ||
          !V->getType()->isRecordType() || V->getType().isVolatileQualified() ||
          V->isInvalidDecl() || V->isImplicit())
        continue;
      if (!std::exchange(Asked, true))
        Cold = U.hotPath().isCold(Definition);
      if (!Cold)
        Search.add(V, Found);
    }
  }
  return Found;
}

} // namespace p99::analysis
