// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/SetUps.h"
#include "analysis/Callables.h"
#include "analysis/Deadlines.h"
#include "analysis/Effects.h"
#include "analysis/Expressions.h"
#include "analysis/Origins.h"
#include "analysis/References.h"
#include "analysis/Unit.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/SmallSet.h"

using namespace clang;

namespace p99::analysis {

namespace {

/// What becomes of a new object or handle.
struct Fate {
  enum Kind {
    Local,     ///< a variable of the function
    Temporary, ///< gone at the end of the full expression
    Returned,
    Member, ///< of the object that the constructor around it makes
    Kept,   ///< by somebody else, or unknown
  } How = Kept;
  const VarDecl *Variable = nullptr;
};

class Search {
public:
  explicit Search(Unit &U) : U(U), Refs(U.references()) {}

  std::vector<SetUp> run() {
    seed();
    return std::move(Found);
  }

private:
  void seed();
  void follow(SetUp S, unsigned Depth);
  void forward(const SetUp &S, const FunctionDecl *In, unsigned Depth);
  const ExpensiveSetup *costOf(const Expr *Call) const;
  Fate fateOf(const SetUp &S) const;
  Fate fateOfArgument(const Expr *Call, const Expr *Argument) const;
  Fate fateOfValue(const Expr *E, bool IsHandle) const;
  bool isReleasedByItself(const SetUp &S) const;
  bool leavesTheScope(const VarDecl *V, bool IsHandle) const;

  Unit &U;
  const References &Refs;
  std::vector<SetUp> Found;
  llvm::SmallSet<std::pair<const Expr *, const ExpensiveSetup *>, 16> Seen;
  llvm::DenseMap<const FunctionDecl *, llvm::SmallVector<const Expr *, 2>>
      MadeByStd;
};

const ExpensiveSetup *Search::costOf(const Expr *Call) const {
  const FunctionDecl *F = constructorMade(Call);
  if (!F)
    F = calleeOf(Call);
  if (!F)
    return nullptr;
  if (const auto *C = dyn_cast<CXXConstructorDecl>(F);
      C && C->isCopyOrMoveConstructor())
    return nullptr;
  const Model *M = U.models().find(F);
  const ExpensiveSetup *Cost =
      M && M->ExpensiveSetup ? &*M->ExpensiveSetup : nullptr;
  if (!Cost || !U.deadlines().hold(Cost->OnlyIf, Call, /*InDoubt=*/false) ||
      llvm::any_of(Cost->Unless, [&](const ArgumentTest &Test) {
        return U.deadlines().hold(Test, Call, /*InDoubt=*/true);
      }))
    return nullptr;
  return Cost;
}

void Search::seed() {
  for (const Expr *Call : Refs.calls())
    if (const CXXConstructorDecl *C = constructorMade(Call))
      MadeByStd[C->getCanonicalDecl()].push_back(Call);
  for (const Expr *Call : Refs.calls()) {
    const ExpensiveSetup *Cost = costOf(Call);
    if (!Cost)
      continue;
    SetUp S;
    S.Made = Call;
    S.Chain = {Call};
    S.Cost = Cost;
    const Model *M = U.models().find(calleeOf(Call));
    S.CanFail = Cost->Cost == SetUpCost::Peer || (M && M->Blocks);
    llvm::ArrayRef<const Expr *> Arguments = argumentsOf(Call);
    for (unsigned I = 0; I < Arguments.size(); ++I)
      if (Cost->DependsOn ? llvm::is_contained(*Cost->DependsOn, I + 1)
                          : static_cast<int>(I + 1) != Cost->Handle.Index)
        S.Inputs.push_back(Arguments[I]);
    follow(std::move(S), 0);
  }
}

//===-- Fate --------------------------------------------------------------===//

/// Of a parameter or a static variable others know, too.
static Fate heldBy(const VarDecl *V) {
  return V->hasLocalStorage() && !isa<ParmVarDecl>(V) ? Fate{Fate::Local, V}
                                                      : Fate{};
}

static bool isSmartPointer(const CXXRecordDecl *Class) {
  return Class && Class->getIdentifier() && isInStd(Class) &&
         (Class->getName() == "unique_ptr" ||
          Class->getName() == "shared_ptr" || Class->getName() == "optional");
}

/// An argument that dies after the call, unless the call keeps it.
Fate Search::fateOfArgument(const Expr *Call, const Expr *Argument) const {
  if (const auto *Made = dyn_cast<CXXConstructExpr>(Call)) {
    if (Made->getConstructor()->isCopyOrMoveConstructor() ||
        isSmartPointer(Made->getConstructor()->getParent()))
      return fateOfValue(Call, false);
    return {};
  }
  const FunctionDecl *F = calleeOf(Call);
  if (!F)
    return {};
  if (objectOf(Call) == Argument)
    return {Fate::Temporary};
  if (F->getIdentifier() && isInStd(F) && F->getName().starts_with("make_"))
    return {};
  if (const auto *Method = dyn_cast<CXXMethodDecl>(F);
      Method && (isInStd(Method) || Method->getOverloadedOperator()))
    return {}; // push_back, emplace
  llvm::ArrayRef<const Expr *> Arguments = argumentsOf(Call);
  for (unsigned I = 0; I < Arguments.size() && I < F->getNumParams(); ++I) {
    if (Arguments[I] != Argument)
      continue;
    QualType T = F->getParamDecl(I)->getType();
    // What takes a const reference looks at it, with some trust.
    if (T->isLValueReferenceType() && T->getPointeeType().isConstQualified())
      return {Fate::Temporary};
  }
  return {};
}

Fate Search::fateOfValue(const Expr *E, bool IsHandle) const {
  const Stmt *Child = E;
  for (;;) {
    if (const ValueDecl *D = Refs.initializedBy(Child)) {
      if (const auto *V = dyn_cast<VarDecl>(D))
        return heldBy(V);
      return {Fate::Member};
    }
    const Stmt *P = Refs.parent(Child);
    if (!P)
      return {};
    if (isa<ImplicitCastExpr, ParenExpr, FullExpr, MaterializeTemporaryExpr,
            CXXBindTemporaryExpr, ExplicitCastExpr, CXXNewExpr>(P)) {
      Child = P;
      continue;
    }
    if (isa<ReturnStmt>(P))
      return {Fate::Returned};
    if (const auto *Assign = dyn_cast<BinaryOperator>(P)) {
      if (Assign->getOpcode() != BO_Assign || Assign->getRHS() != Child)
        return {};
      const ValueDecl *D = placeOf(Assign->getLHS()->IgnoreParenImpCasts());
      if (const auto *V = dyn_cast_or_null<VarDecl>(D))
        return heldBy(V);
      const auto *Member =
          dyn_cast<MemberExpr>(Assign->getLHS()->IgnoreParenImpCasts());
      return D && Member &&
                     isa<CXXThisExpr>(Member->getBase()->IgnoreImplicit())
                 ? Fate{Fate::Member}
                 : Fate{};
    }
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(P);
        Operator && Operator->getOperator() == OO_Equal &&
        Operator->getNumArgs() == 2 && Operator->getArg(1) == Child) {
      const ValueDecl *D = placeOf(Operator->getArg(0)->IgnoreParenImpCasts());
      return isa_and_nonnull<FieldDecl>(D) ? Fate{Fate::Member} : Fate{};
    }
    if (isa<CallExpr, CXXConstructExpr>(P)) {
      if (IsHandle && !isa<CXXConstructExpr>(P))
        return {};
      return fateOfArgument(cast<Expr>(P), cast<Expr>(Child));
    }
    // make().match(text), or nobody looks at it.
    return isa<MemberExpr, CompoundStmt>(P) && !IsHandle ? Fate{Fate::Temporary}
                                                         : Fate{};
  }
}

/// A pointer or number that somebody has to release, or an object.
static bool isHandle(const Expr *Made) {
  return isa<CallExpr>(Made) && !Made->getType()->isRecordType();
}

Fate Search::fateOf(const SetUp &S) const {
  if (S.Cost->Transient)
    return {Fate::Temporary};
  // sqlite3_open(path, &db), file.open(name)
  if (S.Made == S.origin() && isa<CallExpr>(S.Made) &&
      S.Cost->Handle.Index != Place::Result && !constructorMade(S.Made)) {
    const Expr *Handle = S.Cost->Handle.Index == Place::This
                             ? objectOf(S.Made)
                             : argument(S.Made, S.Cost->Handle.Index - 1);
    const ValueDecl *D = Handle ? placeOf(strip(Handle)) : nullptr;
    if (const auto *V = dyn_cast_or_null<VarDecl>(D))
      return heldBy(V);
    return D ? Fate{Fate::Member} : Fate{};
  }
  return fateOfValue(S.Made, isHandle(S.Made));
}

/// Moved, returned, copied, or given to somebody who may keep it.
bool Search::leavesTheScope(const VarDecl *V, bool IsHandle) const {
  return llvm::any_of(Refs.usesOf(V), [&](const Expr *Use) {
    const Stmt *Child = Use, *P = Refs.parent(Use);
    for (; isa_and_nonnull<ImplicitCastExpr, ParenExpr, FullExpr,
                           MaterializeTemporaryExpr, ExplicitCastExpr>(P);
         P = Refs.parent(P))
      Child = P;
    if (!P || isa<ReturnStmt>(P))
      return true;
    if (Refs.initializedBy(Child) && IsHandle)
      return true;
    if (const auto *Assign = dyn_cast<BinaryOperator>(P))
      return IsHandle && Assign->getOpcode() == BO_Assign &&
             Assign->getRHS() == Child;
    // pointer.release(), which a smart pointer gives to another.
    if (const auto *Method = dyn_cast<MemberExpr>(P))
      return nameOf(Method->getMemberDecl()) == "release" &&
             isPointerLike(V->getType());
    if (const auto *Made = dyn_cast<CXXConstructExpr>(P))
      return IsHandle || Made->getConstructor()->isCopyOrMoveConstructor();
    if (const auto *Call = dyn_cast<CallExpr>(P)) {
      const FunctionDecl *F = Call->getDirectCallee();
      return F && F->getIdentifier() && isInStd(F) && Call->getNumArgs() == 1 &&
             (F->getName() == "move" || F->getName() == "forward");
    }
    return isa<InitListExpr, CXXThrowExpr, CoreturnStmt>(P);
  });
}

/// Objects of classes are, but for those of C, whose functions do it.
bool Search::isReleasedByItself(const SetUp &S) const {
  const CXXRecordDecl *Class = S.Object->getType()->getAsCXXRecordDecl();
  return Class && (S.Made != S.origin() || S.Cost->Ends.empty() ||
                   isSmartPointer(Class));
}

//===-- Who stands for it -------------------------------------------------===//

/// The same in the callers of a function that answers with what it makes.
void Search::forward(const SetUp &S, const FunctionDecl *In, unsigned Depth) {
  Origin From = Origins(Refs).of(S.Inputs);
  if (From.Varies || Depth >= 4)
    return;
  llvm::SmallVector<const Expr *, 4> Calls(Refs.callsOf(In));
  if (auto It = MadeByStd.find(In->getCanonicalDecl()); It != MadeByStd.end())
    Calls.append(It->second);
  for (const Expr *Call : Calls) {
    if (const FunctionDecl *Around = Refs.functionAround(Call);
        !Around || Around->getCanonicalDecl() == In->getCanonicalDecl())
      continue;
    SetUp Outer;
    Outer.Made = Call;
    Outer.Chain.push_back(Call);
    Outer.Chain.append(S.Chain);
    Outer.Cost = S.Cost;
    Outer.CanFail = S.CanFail;
    bool Known = true;
    for (const ParmVarDecl *P : From.Parameters)
      if (const Expr *Argument = argument(Call, P->getFunctionScopeIndex());
          Argument && P->getDeclContext() == In)
        Outer.Inputs.push_back(Argument);
      else
        Known = false;
    // What it reads from its object is that object's.
    if (From.Members && !isa<CXXConstructorDecl>(In))
      if (const Expr *Object = objectOf(Call))
        Outer.Inputs.push_back(Object);
    Outer.IsPart = llvm::any_of(argumentsOf(Call), [&](const Expr *A) {
      return !isa<CXXDefaultArgExpr>(A) && !llvm::is_contained(Outer.Inputs, A);
    });
    if (Known)
      follow(std::move(Outer), Depth + 1);
  }
}

void Search::follow(SetUp S, unsigned Depth) {
  if (!Seen.insert({S.Made, S.Cost}).second)
    return;
  const FunctionDecl *In = Refs.functionAround(S.Made);
  Fate F = fateOf(S);
  if (F.How == Fate::Kept)
    return;
  if (!In) {
    // A member's initialiser has no function around it.
    const auto *Field = dyn_cast_or_null<FieldDecl>(Refs.initializedBy(S.Made));
    const auto *Class =
        Field ? dyn_cast<CXXRecordDecl>(Field->getParent()) : nullptr;
    if (F.How == Fate::Member && Class)
      for (const CXXConstructorDecl *C : Class->ctors())
        if (!C->isCopyOrMoveConstructor())
          forward(S, C, Depth);
    return;
  }
  if (F.How == Fate::Member) {
    if (isa<CXXConstructorDecl>(In))
      forward(S, In, Depth);
    return;
  }
  if (F.How == Fate::Returned) {
    forward(S, In, Depth);
    return;
  }
  S.Object = F.Variable;
  if (S.Object) {
    // CURL *make() { CURL *c = curl_easy_init(); ...; return c; }
    for (const Expr *Returned : Refs.returnsOf(In))
      if (placeOf(strip(Returned)) == S.Object->getCanonicalDecl()) {
        forward(S, In, Depth);
        return;
      }
    if (leavesTheScope(S.Object, S.Object->getType()->isPointerType()))
      return;
    if (!isReleasedByItself(S)) {
      S.Releases = releasesOf(S, Refs);
      if (S.Releases.empty())
        return;
    }
  }
  Found.push_back(std::move(S));
}

} // namespace

std::vector<SetUp> setUpsOf(Unit &U) { return Search(U).run(); }

} // namespace p99::analysis
