// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/LastUses.h"
#include "analysis/Borrows.h"
#include "analysis/CodeOrder.h"
#include "analysis/Copies.h"
#include "analysis/Definitions.h"
#include "analysis/Expressions.h"
#include "analysis/HiddenUses.h"
#include "analysis/HotPath.h"
#include "analysis/Readers.h"
#include "analysis/Sinks.h"
#include "analysis/TypeCost.h"
#include "analysis/Unit.h"
#include "analysis/Within.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace p99::analysis {

namespace {

class Finder {
public:
  Finder(Unit &U, const FunctionDecl *F) : U(U), Refs(U.references()), F(F) {}

  void add(const VarDecl *V, std::vector<LastCopy> &Into);

private:
  bool isLast(const LastCopy &Copy, const Borrows &All) const;
  bool isOnlyRead(const Sink &To) const;
  bool isNothingBeside(const Expr *Use) const;
  bool isReset(const Stmt *S, const VarDecl *V) const;
  const Expr *partAt(const DeclRefExpr *Name) const;
  bool isElsewhere(const Stmt *Use, const LastCopy &Copy) const;

  Unit &U;
  const References &Refs;
  const FunctionDecl *F;
  std::unique_ptr<CodeOrder> Order;
};

} // namespace

/// `v = make();` gives the variable another value. An assignment of what is
/// kept elsewhere would have used its memory.
bool Finder::isReset(const Stmt *S, const VarDecl *V) const {
  const auto *Assign = dyn_cast<CXXOperatorCallExpr>(S);
  if (!Assign || Assign->getOperator() != OO_Equal || Assign->getNumArgs() != 2)
    return false;
  const auto *Target =
      dyn_cast<DeclRefExpr>(Assign->getArg(0)->IgnoreParenImpCasts());
  const auto *Method =
      dyn_cast_or_null<CXXMethodDecl>(Assign->getDirectCallee());
  return Target && Target->getDecl() == V && Method &&
         Method->isMoveAssignmentOperator();
}

static bool declares(const Stmt *S, const VarDecl *V) {
  const auto *Declaration = dyn_cast<DeclStmt>(S);
  return Declaration && llvm::is_contained(Declaration->decls(), V);
}

/// `v.name`, whose move nothing notices when `v` dies.
const Expr *Finder::partAt(const DeclRefExpr *Name) const {
  const auto *Member =
      dyn_cast_or_null<MemberExpr>(parentPastCasts(Name, Refs));
  const auto *Field =
      Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
  if (!Field || Member->isArrow() || Member->getType().isConstQualified() ||
      Field->getType()->isReferenceType() ||
      Name->getDecl()->getType()->isReferenceType())
    return nullptr;
  const CXXRecordDecl *Class = Name->getType()->getAsCXXRecordDecl();
  return Class && !Class->hasUserDeclaredDestructor() ? Member : nullptr;
}

/// Names another member than the one that is copied.
bool Finder::isElsewhere(const Stmt *Use, const LastCopy &Copy) const {
  const auto *Mine = dyn_cast<MemberExpr>(Copy.Use);
  const auto *Name = dyn_cast<DeclRefExpr>(Use);
  const auto *Other =
      Name ? dyn_cast_or_null<MemberExpr>(parentPastCasts(Name, Refs))
           : nullptr;
  return Mine && Other && Name->getDecl() == Copy.Variable &&
         isa<FieldDecl>(Other->getMemberDecl()) &&
         Other->getMemberDecl() != Mine->getMemberDecl();
}

bool Finder::isLast(const LastCopy &Copy, const Borrows &All) const {
  const Expr *Whole = fullExpressionOf(Copy.Use, Refs);
  // No order is certain within one expression.
  for (const Stmt *Use : All.Uses)
    if (const auto *E = dyn_cast<Expr>(Use);
        E && E != Copy.Use && !llvm::is_contained(Copy.Use->children(), E) &&
        !isElsewhere(E, Copy) && fullExpressionOf(E, Refs) == Whole)
      return false;
  if (!Order->knows(Copy.Use))
    return false;
  llvm::SmallPtrSet<const Stmt *, 16> Later(All.Uses.begin(), All.Uses.end());
  return !Order->after(Copy.Use, [&](const Stmt *S) {
    if (declares(S, Copy.Variable) || isReset(S, Copy.Variable))
      return CodeOrder::Step::Leave;
    // `v` in `v = make();` reads nothing.
    if (Later.contains(S) && !isElsewhere(S, Copy)) {
      const Stmt *Up = parentPastCasts(S, Refs);
      const auto *Named = dyn_cast<DeclRefExpr>(S);
      if (Up && Named && Named->getDecl() == Copy.Variable &&
          isReset(Up, Copy.Variable) &&
          cast<CXXOperatorCallExpr>(Up)->getArg(0)->IgnoreParenImpCasts() == S)
        return CodeOrder::Step::On;
      return CodeOrder::Step::Found;
    }
    return CodeOrder::Step::On;
  });
}

/// A copy that is only read needs no move either: it can be a reference.
bool Finder::isOnlyRead(const Sink &To) const {
  const auto *Made = dyn_cast_or_null<VarDecl>(Refs.initializedBy(To.By));
  return Made && llvm::all_of(Refs.usesOf(Made), [&](const Expr *Use) {
           return usedFor(Use, U) == Reading::Reads;
         });
}

static bool isInFileSystem(const FunctionDecl *F) {
  const DeclContext *Scope = F ? F->getDeclContext() : nullptr;
  for (; Scope; Scope = Scope->getParent())
    if (const auto *Namespace = dyn_cast<NamespaceDecl>(Scope);
        Namespace && Namespace->getName() == "filesystem")
      return true;
  return false;
}

/// `template <typename... T> void log(const char *Format, T... Values)`:
/// whoever cares makes it take references.
static bool isInPack(const CallExpr *Call, const Stmt *Argument) {
  const FunctionDecl *F = Call->getDirectCallee();
  const FunctionTemplateDecl *Template = F ? F->getPrimaryTemplate() : nullptr;
  if (!Template || Template->getTemplatedDecl()->getNumParams() == 0)
    return false;
  const FunctionDecl *Written = Template->getTemplatedDecl();
  unsigned Last = Written->getNumParams() - 1;
  const auto *Pack =
      Written->getParamDecl(Last)->getType()->getAs<PackExpansionType>();
  if (!Pack || Pack->getPattern()->isReferenceType())
    return false;
  for (unsigned I = Last; I < Call->getNumArgs(); ++I)
    if (Call->getArg(I) == Argument)
      return true;
  return false;
}

/// `create_directory(text)`: a temporary path has the copy for as long as the
/// call, and who waits for a disk does not notice it.
/// `for (const auto &x : {a, b})`: the list would better refer to them.
bool Finder::isNothingBeside(const Expr *Use) const {
  bool Temporary = false;
  const Stmt *S = Use, *Child = nullptr;
  do {
    Temporary |= isa<MaterializeTemporaryExpr>(S);
    Child = S;
    S = Refs.parent(S);
  } while (isa_and_nonnull<CastExpr, CXXConstructExpr, ParenExpr, FullExpr,
                           CXXBindTemporaryExpr, MaterializeTemporaryExpr>(S));
  if (isa_and_nonnull<InitListExpr>(S)) {
    while (isa_and_nonnull<InitListExpr, CXXStdInitializerListExpr, CastExpr,
                           CXXBindTemporaryExpr, MaterializeTemporaryExpr,
                           FullExpr>(S))
      S = Refs.parent(S);
    const auto *Range = dyn_cast_or_null<DeclStmt>(S);
    return isa_and_nonnull<CXXForRangeStmt>(S) ||
           (Range && Range->isSingleDecl() &&
            Range->getSingleDecl()->isImplicit());
  }
  const auto *Call = dyn_cast_or_null<CallExpr>(S);
  return Call && ((Temporary && isInFileSystem(Call->getDirectCallee())) ||
                  isInPack(Call, Child));
}

/// `std::string none;` whose one use copies nothing.
static bool isEmpty(const LastCopy &Copy) {
  const auto *Made =
      dyn_cast_or_null<CXXConstructExpr>(Copy.Variable->getInit());
  return Copy.Only && Made && Made->getConstructor()->isDefaultConstructor();
}

void Finder::add(const VarDecl *V, std::vector<LastCopy> &Into) {
  llvm::SmallVector<LastCopy, 2> Copies;
  for (const Expr *Use : Refs.usesOf(V)) {
    const auto *Name = dyn_cast<DeclRefExpr>(Use);
    if (!Name || Name->getBeginLoc().isMacroID() ||
        Name->refersToEnclosingVariableOrCapture())
      continue;
    const Expr *Part = partAt(Name);
    const Expr *Copied = Part ? Part : Name;
    std::optional<Sink> To = sinkOf(Copied, Refs);
    if (!To || isOnlyRead(*To) || isNothingBeside(Copied))
      continue;
    TypeCost Cost = costOf(Copied->getType(), U.ast());
    if (Cost.copyAllocates() && Cost.moveIsCheaper())
      Copies.push_back({V, Copied, To->By, To->Capture,
                        Refs.usesOf(V).size() == 1, To->IsMemberInitializer,
                        bool(copyBy(V->getInit()))});
  }
  if (Copies.empty())
    return;
  if (!Order && !(Order = CodeOrder::of(F, U.ast())))
    return;
  Borrows All = borrowsOf(V, F, Refs);
  if (All.Leak || hasHiddenUse(V, F, Refs))
    return;
  for (const LastCopy &Copy : Copies)
    if (!isEmpty(Copy) && isLast(Copy, All) &&
        !U.hotPath().isColdCode(Copy.Use))
      Into.push_back(Copy);
}

/// A variable whose value nobody outside can name.
static bool isOwn(const VarDecl *V, const FunctionDecl *F) {
  QualType T = V->getType();
  if (const auto *Reference = T->getAs<RValueReferenceType>())
    T = isa<ParmVarDecl>(V) ? Reference->getPointeeType() : QualType();
  return !T.isNull() && V->hasLocalStorage() && !T.isConstQualified() &&
         !T.isVolatileQualified() && T->isRecordType() && V->getDeclName() &&
         !V->isImplicit() && !V->isInvalidDecl() &&
         !isa<DecompositionDecl>(V) &&
         cast<Decl>(V->getDeclContext())->getCanonicalDecl() ==
             F->getCanonicalDecl();
}

std::vector<LastCopy> lastCopies(Unit &U) {
  std::vector<LastCopy> Found;
  for (const FunctionDecl *F : U.references().functions()) {
    const FunctionDecl *Definition = soleDefinition(F);
    if (!Definition)
      continue;
    Finder Search(U, Definition);
    bool Asked = false, Cold = false;
    for (const Decl *D : Definition->decls())
      if (const auto *V = dyn_cast<VarDecl>(D); V && isOwn(V, Definition)) {
        if (!std::exchange(Asked, true))
          Cold = U.hotPath().isCold(Definition);
        if (!Cold)
          Search.add(V, Found);
      }
  }
  return Found;
}

} // namespace p99::analysis
