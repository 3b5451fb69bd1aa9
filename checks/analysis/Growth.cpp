// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Growth.h"
#include "analysis/CallSummaries.h"
#include "analysis/ContainerUses.h"
#include "analysis/Expressions.h"
#include "analysis/RunOnce.h"
#include "analysis/Unit.h"
#include "analysis/Within.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace p99::analysis {

namespace {

/// A local variable, or a member of one.
struct Container {
  const VarDecl *Variable = nullptr;
  const FieldDecl *Member = nullptr;

  const ValueDecl *place() const {
    return Member ? static_cast<const ValueDecl *>(Member) : Variable;
  }
};

class Search {
public:
  Search(Unit &U, unsigned MinTripCount)
      : U(U), Refs(U.references()), SM(U.ast().getSourceManager()),
        MinTripCount(MinTripCount) {}

  std::vector<Growth> run();

private:
  using Group = llvm::SmallVector<const Expr *, 2>;

  std::optional<Container> containerOf(const Expr *Object) const;
  void consider(const Loop &L, const Container &C, const Group &Calls);
  bool isNew(const Container &C, const Loop &L, Growth &G) const;
  const Expr *usedAs(const Expr *Use, const Container &C) const;
  bool refilledAround(const Loop &L, const Container &C) const;
  bool isCheap(const Loop &L) const;
  bool precedes(const Stmt *A, const Stmt *B) const {
    return SM.isBeforeInTranslationUnit(SM.getExpansionLoc(A->getBeginLoc()),
                                        SM.getExpansionLoc(B->getBeginLoc()));
  }

  Unit &U;
  const References &Refs;
  const SourceManager &SM;
  unsigned MinTripCount;
  std::vector<Growth> Found;
};

std::optional<Container> Search::containerOf(const Expr *Object) const {
  Container C;
  Object = Object->IgnoreParenImpCasts();
  if (const auto *Member = dyn_cast<MemberExpr>(Object)) {
    C.Member = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (!C.Member || Member->isArrow())
      return std::nullopt;
    Object = Member->getBase()->IgnoreParenImpCasts();
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(Object);
  C.Variable = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!C.Variable || !C.Variable->hasLocalStorage() ||
      isa<ParmVarDecl>(C.Variable) || C.Variable->getType()->isReferenceType())
    return std::nullopt;
  return C;
}

/// The expression that names the container, if this use of its variable does;
/// nullptr for one of another member. A use of the whole object is returned as
/// it is.
const Expr *Search::usedAs(const Expr *Use, const Container &C) const {
  if (!C.Member)
    return Use;
  const Stmt *P = parentPastCasts(Use, Refs);
  const auto *Member = dyn_cast_or_null<MemberExpr>(P);
  const auto *Field =
      Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
  if (!Field)
    return Use;
  return Field->getCanonicalDecl() == C.Member->getCanonicalDecl() ? Member
                                                                   : nullptr;
}

/// A `vector<bool>`: eight elements in a byte, and so it hardly ever grows.
bool isBitSet(QualType T) {
  const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  return Class && isInStd(Class) && Class->getName() == "vector" &&
         Class->getTemplateArgs()[0].getAsType()->isBooleanType();
}

/// An initialiser that leaves the container without more room than it needs.
bool startsSmall(const Expr *Init, bool &Empty) {
  Empty = true;
  Init = Init ? Init->IgnoreImplicit() : nullptr;
  if (!Init)
    return true;
  const auto *Made = dyn_cast<CXXConstructExpr>(Init);
  if (!Made) {
    const auto *List = dyn_cast<InitListExpr>(Init);
    return List && List->getNumInits() == 0;
  }
  if (llvm::all_of(Made->arguments(),
                   [](const Expr *A) { return isa<CXXDefaultArgExpr>(A); }))
    return true;
  Empty = false;
  return Made->isListInitialization()
             ? Made->isStdInitListInitialization()
             : Made->getConstructor()->isCopyConstructor();
}

/// Declared in this function, outside of the loop, and given no room since.
bool Search::isNew(const Container &C, const Loop &L, Growth &G) const {
  const FunctionDecl *In = Refs.functionAround(L.Statement);
  const auto *Owner = dyn_cast<FunctionDecl>(C.Variable->getDeclContext());
  if (!In || !Owner || Owner->getCanonicalDecl() != In->getCanonicalDecl() ||
      U.loops().declares(L, C.Variable) ||
      !startsSmall(C.Variable->getInit(), G.Empty))
    return false;
  if (C.Member) {
    // A constructor of the user's may have made room.
    const CXXRecordDecl *Class = C.Variable->getType()->getAsCXXRecordDecl();
    if (!Class || !Class->hasDefinition() || !G.Empty ||
        Class->hasUserProvidedDefaultConstructor() ||
        C.Member->hasInClassInitializer())
      return false;
  }
  for (const Expr *Named : Refs.usesOf(C.Variable)) {
    const Expr *Whole = usedAs(Named, C);
    if (!Whole)
      continue;
    bool Within = U.loops().contains(L, Named);
    if (!Within && !precedes(Named, L.Statement))
      continue;
    switch (Whole == Named && C.Member ? ContainerUse::Other
                                       : useBy(Whole, Refs)) {
    case ContainerUse::Reads:
      break;
    case ContainerUse::AddsOne:
      // By a loop within it too: nobody knows how much a round adds.
      if (Within && U.loops().around(Named).Statement != L.Statement)
        return false;
      G.Empty &= Within;
      break;
    case ContainerUse::Adds:
      // How much each round adds is not known.
      if (Within)
        return false;
      G.Empty = false;
      break;
    case ContainerUse::Other:
      return false;
    }
  }
  return true;
}

/// for (...) for (...) c.push_back(x): the outer one refills it.
bool Search::refilledAround(const Loop &L, const Container &C) const {
  Loop Outer = U.loops().around(L.Statement);
  if (!Outer)
    return false;
  SourceLocation Where = SM.getExpansionLoc(C.Variable->getLocation());
  return SM.isBeforeInTranslationUnit(
             Where, SM.getExpansionLoc(Outer.Body->getBeginLoc())) ||
         SM.isBeforeInTranslationUnit(
             SM.getExpansionLoc(Outer.Body->getEndLoc()), Where);
}

//===-- How many elements a round adds ------------------------------------===//

struct Count {
  unsigned Min = 0;
  bool Skips = false; ///< what follows in the round may not run
  bool Stops = false; ///< nor may further rounds
  bool Returns = false;
  bool Suspends = false; ///< a coroutine waits for who knows how long

  void add(const Count &Other, bool Always) {
    if (Always && !Skips)
      Min += Other.Min;
    Skips |= Other.Skips;
    Stops |= Other.Stops;
    Returns |= Other.Returns;
    Suspends |= Other.Suspends;
  }
};

Count countIn(const Stmt *S, llvm::ArrayRef<const Expr *> Calls) {
  Count C;
  if (!S || isa<LambdaExpr>(S))
    return C;
  if (isa<ContinueStmt>(S)) {
    C.Skips = true;
    return C;
  }
  if (isa<BreakStmt>(S)) {
    C.Skips = C.Stops = true;
    return C;
  }
  C.Returns = isa<ReturnStmt, CoreturnStmt>(S);
  C.Suspends = isa<CoroutineSuspendExpr>(S);
  if (const auto *If = dyn_cast<IfStmt>(S)) {
    C.add(countIn(If->getCond(), Calls), true);
    Count Then = countIn(If->getThen(), Calls);
    Count Else = countIn(If->getElse(), Calls);
    unsigned Both = std::min(Then.Min, Else.Min);
    C.add(Then, false);
    C.add(Else, false);
    C.Min += Both;
    return C;
  }
  const bool Branches =
      isa<SwitchStmt, AbstractConditionalOperator, CXXCatchStmt>(S) ||
      (isa<BinaryOperator>(S) && cast<BinaryOperator>(S)->isLogicalOp());
  const bool Loops = isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S);
  for (const Stmt *Child : S->children()) {
    Count Part = countIn(Child, Calls);
    // Their own.
    if (Loops)
      Part.Skips = Part.Stops = false;
    if (isa<SwitchStmt>(S))
      Part.Stops = false;
    C.add(Part, !Branches && !Loops);
  }
  if (const auto *E = dyn_cast<Expr>(S); E && llvm::is_contained(Calls, E))
    ++C.Min;
  return C;
}

/// What a round does besides is not so slow that nobody would notice.
bool Search::isCheap(const Loop &L) const {
  const FunctionDecl *In =
      L.Callable ? L.Callable : Refs.functionAround(L.Statement);
  return llvm::none_of(Refs.callsIn(In), [&](const Expr *Call) {
    return U.loops().contains(L, Call) &&
           (U.callSummaries().blocks(Call) || U.mutexes().waitedWith(Call));
  });
}

void Search::consider(const Loop &L, const Container &C, const Group &Calls) {
  Growth G;
  G.First = Calls.front();
  G.Object = objectOf(G.First)->IgnoreParenImpCasts();
  G.Repeats = L;
  QualType Type = G.Object->getType();
  const Model *M = U.models().find(Type);
  if (!M || M->Reserves.empty() || isBitSet(Type) || L.Parallel ||
      refilledAround(L, C) || !isNew(C, L, G))
    return;
  std::optional<LoopLength> Length = lengthOf(L, U);
  if (!Length || (Length->How == LoopLength::Kind::Constant &&
                  Length->Rounds < MinTripCount))
    return;
  if (Length->Of && placeOf(strip(Length->Of)) == C.place()->getCanonicalDecl())
    return;
  Count PerRound = countIn(L.Body, Calls);
  G.AtLeast = PerRound.Min;
  // A number is mostly a limit that is seldom reached; to give up on one of the
  // elements is an error.
  G.MayStopEarly = PerRound.Stops ||
                   (PerRound.Returns && Length->How != LoopLength::Kind::Size);
  if (PerRound.Suspends ||
      (Length->How != LoopLength::Kind::Size && (G.MayStopEarly || !G.AtLeast)))
    return;
  G.Length = *Length;
  G.Reserve = M->Reserves;
  G.Ordered = !isAssociative(Type);
  const Stmt *Body = L.Body;
  if (const auto *Block = dyn_cast<CompoundStmt>(Body);
      Block && Block->size() == 1)
    Body = Block->body_front();
  const auto *Only = dyn_cast<Expr>(Body);
  G.OnlyStatement = Only && Only->IgnoreImplicit() == G.First;

  const FunctionDecl *In = Refs.functionAround(L.Statement);
  HotAnswer Hot = U.hotPath().why(G.First);
  if (Hot.isHot()) {
    // That it stands in this loop is known.
    for (const HotReason &Reason : Hot.Reasons)
      if (Reason.Where != L.Statement->getBeginLoc())
        G.Hot.push_back(Reason);
  } else if (runsSeldom(In, Refs)) {
    return;
  }
  if (U.hotPath().isColdCode(G.First) || U.hotPath().isCold(In) || !isCheap(L))
    return;
  Found.push_back(std::move(G));
}

std::vector<Growth> Search::run() {
  llvm::MapVector<std::pair<const VarDecl *, const Stmt *>,
                  std::tuple<Loop, Container, Group>>
      Groups;
  for (const Expr *Call : Refs.calls()) {
    const Expr *Object = objectOf(Call);
    if (!Object)
      continue;
    bool Subscript =
        isa<CXXOperatorCallExpr>(Call) &&
        cast<CXXOperatorCallExpr>(Call)->getOperator() == OO_Subscript;
    if (Subscript
            ? !isAssociative(Object->getType()) || !assignsElement(Call, Refs)
            : effectOf(Call) != ContainerUse::AddsOne)
      continue;
    std::optional<Container> C = containerOf(Object);
    Loop L = C ? U.loops().around(Call) : Loop();
    if (!L)
      continue;
    auto &[Around, Of, Calls] = Groups[{C->Variable, L.Statement}];
    // Two members of one object.
    if (!Calls.empty() && Of.Member != C->Member)
      continue;
    Around = L;
    Of = *C;
    Calls.push_back(Call);
  }
  llvm::SmallPtrSet<const ValueDecl *, 8> Seen;
  llvm::DenseSet<SourceLocation> Places;
  for (auto &[Key, Value] : Groups) {
    auto &[L, C, Calls] = Value;
    size_t Before = Found.size();
    if (!Seen.contains(C.Variable))
      consider(L, C, Calls);
    if (Found.size() == Before)
      continue;
    Seen.insert(C.Variable);
    // Once for all instantiations of a template.
    if (!Places.insert(Found.back().First->getBeginLoc()).second)
      Found.pop_back();
  }
  llvm::sort(Found, [&](const Growth &A, const Growth &B) {
    return precedes(A.First, B.First);
  });
  return std::move(Found);
}

} // namespace

std::vector<Growth> unreservedGrowth(Unit &U, unsigned MinTripCount) {
  if (!U.ast().getLangOpts().CPlusPlus)
    return {};
  return Search(U, MinTripCount).run();
}

} // namespace p99::analysis
