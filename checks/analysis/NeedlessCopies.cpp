// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/NeedlessCopies.h"
#include "analysis/Borrows.h"
#include "analysis/CriticalSections.h"
#include "analysis/Definitions.h"
#include "analysis/Expressions.h"
#include "analysis/HiddenUses.h"
#include "analysis/HotPath.h"
#include "analysis/Readers.h"
#include "analysis/Sinks.h"
#include "analysis/TypeCost.h"
#include "analysis/Unit.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace p99::analysis {

namespace {

class Finder {
public:
  Finder(Unit &U, const FunctionDecl *F)
      : U(U), Refs(U.references()), F(F), Alias(U, F) {}

  void add(const VarDecl *V, std::vector<NeedlessCopy> &Into);

private:
  bool collectUses(const VarDecl *V, llvm::SmallVectorImpl<const Stmt *> &Uses);
  bool outlivesLock(const Expr *Copy, llvm::ArrayRef<const Stmt *> Uses);
  const Expr *freedBehind(const VarDecl *V, const Expr *Source) const;
  bool sameText(const Expr *A, const Expr *B) const;

  Unit &U;
  const References &Refs;
  const FunctionDecl *F;
  Aliasing Alias;
};

} // namespace

static const CXXConstructExpr *madeBy(const VarDecl *V) {
  const Expr *Init = V->getInit();
  if (const auto *Full = dyn_cast_or_null<FullExpr>(Init))
    Init = Full->getSubExpr();
  return dyn_cast_or_null<CXXConstructExpr>(Init);
}

/// The object that a variable's initialiser copies, or nullptr.
static const Expr *copiedBy(const CXXConstructExpr *Copy, const VarDecl *V) {
  if (!Copy || Copy->getNumArgs() == 0 ||
      !Copy->getConstructor()->isCopyConstructor() ||
      isa<CXXTemporaryObjectExpr>(Copy))
    return nullptr;
  const Expr *Source = Copy->getArg(0);
  // A base of it would be another object.
  const Expr *Bare = Source->IgnoreParenImpCasts();
  return Bare->isLValue() && V->getASTContext().hasSameUnqualifiedType(
                                 Bare->getType(), V->getType())
             ? Bare
             : nullptr;
}

/// True if all of them only read.
bool Finder::collectUses(const VarDecl *V,
                         llvm::SmallVectorImpl<const Stmt *> &Uses) {
  auto Reads = [&](const ValueDecl *D) {
    return llvm::all_of(Refs.usesOf(D), [&](const Expr *Use) {
      const FunctionDecl *In = Refs.functionAround(Use);
      const auto *Name = dyn_cast<DeclRefExpr>(Use);
      Uses.push_back(Use);
      // What copies it as a whole can have this copy.
      return In && In->getCanonicalDecl() == F->getCanonicalDecl() && Name &&
             usedFor(Use, Refs) == Reading::Reads && !sinkOf(Name, Refs);
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

bool Finder::sameText(const Expr *A, const Expr *B) const {
  auto Text = [&](const Expr *E) {
    return Lexer::getSourceText(
        CharSourceRange::getTokenRange(E->getSourceRange()),
        U.ast().getSourceManager(), U.ast().getLangOpts());
  };
  return !Text(A).empty() && Text(A) == Text(B);
}

/// auto x = q.front();
/// q.pop();
const Expr *Finder::freedBehind(const VarDecl *V, const Expr *Source) const {
  if (Source->getType().isConstQualified())
    return nullptr;
  const auto *Get = dyn_cast<CXXMemberCallExpr>(Source);
  if (!Get || !Get->getMethodDecl() || !Get->getMethodDecl()->getIdentifier())
    return nullptr;
  llvm::StringRef End = Get->getMethodDecl()->getName();
  const Stmt *Statement = V->getInit();
  while (Statement && !isa<DeclStmt>(Statement))
    Statement = Refs.parent(Statement);
  const auto *Block = dyn_cast_or_null<CompoundStmt>(
      Statement ? Refs.parent(Statement) : nullptr);
  if (!Block)
    return nullptr;
  const auto *It = llvm::find(Block->body(), Statement);
  if (It == Block->body_end() || ++It == Block->body_end())
    return nullptr;
  const auto *Next = dyn_cast<Expr>(*It);
  const auto *Pop =
      Next ? dyn_cast<CXXMemberCallExpr>(Next->IgnoreImplicit()) : nullptr;
  if (!Pop || !Pop->getMethodDecl() || !Pop->getMethodDecl()->getIdentifier() ||
      Pop->getNumArgs() != 0 ||
      !sameText(Pop->getImplicitObjectArgument(),
                Get->getImplicitObjectArgument()))
    return nullptr;
  llvm::StringRef Name = Pop->getMethodDecl()->getName();
  bool Pair = (End == "front" && (Name == "pop" || Name == "pop_front")) ||
              (End == "back" && Name == "pop_back") ||
              (End == "top" && Name == "pop");
  return Pair ? Pop : nullptr;
}

void Finder::add(const VarDecl *V, std::vector<NeedlessCopy> &Into) {
  TypeCost Cost = costOf(V->getType(), U.ast());
  if (!Cost.CanCopy || Cost.Copy < Cost::Atomic)
    return;
  const CXXConstructExpr *Made = madeBy(V);
  const Expr *Source = copiedBy(Made, V);
  if (!Source || V->getBeginLoc().isMacroID())
    return;
  NeedlessCopy Found;
  Found.Variable = V;
  Found.Source = Source;
  if (Cost.moveIsCheaper() && !V->isCXXForRangeDecl())
    if (const Expr *Freed = freedBehind(V, Source)) {
      Found.Is = NeedlessCopy::Kind::Popped;
      Found.Freed = Freed;
      Into.push_back(Found);
      return;
    }
  // A second owner is what a shared pointer is copied for.
  if (!Cost.copyAllocates())
    return;
  if (V->isCXXForRangeDecl()) {
    auto Ranges = Refs.valuesOf(V);
    if (Ranges.empty())
      return;
    Found.Is = NeedlessCopy::Kind::Element;
    Found.Source = Ranges.front();
  }
  llvm::SmallVector<const Stmt *, 8> Uses;
  if (!collectUses(V, Uses) || Uses.empty() || hasHiddenUse(V, F, Refs) ||
      !Alias.order())
    return;
  Way To = Alias.wayTo(Found.Source);
  // `for (auto x : make())` lives as long as the loop.
  if (Found.Is == NeedlessCopy::Kind::Element &&
      !Found.Source->IgnoreParenImpCasts()->isLValue())
    To.From = Way::Root::Local;
  if (To.From == Way::Root::Unknown)
    return;
  Found.Meanwhile = Alias.fateOf(To, V, Made, Uses);
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
