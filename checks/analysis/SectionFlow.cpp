// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The iteration: states of blocks, joins, and what is written down at the end.

#include "analysis/SectionFlow.h"
#include "analysis/Expressions.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/Analyses/PostOrderCFGView.h"
#include "clang/Analysis/FlowSensitive/DataflowWorklist.h"

using namespace clang;

namespace p99::analysis {

SectionFlow::SectionFlow(ASTContext &Context, const Mutexes &Locks,
                         const References &Refs, const FunctionDecl *F)
    : Context(Context), Locks(Locks), Refs(Refs), F(F) {}
SectionFlow::~SectionFlow() = default;

void SectionFlow::number(const Stmt *S) {
  if (!S || Order.count(S))
    return;
  unsigned Begin = Order.size();
  Order[S] = {Begin, Begin};
  HasTry |= isa<CXXTryStmt>(S);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    for (const Expr *Init : Lambda->capture_inits())
      number(Init);
  } else {
    for (const Stmt *Child : S->children())
      number(Child);
  }
  Order[S].second = Order.size();
}

void SectionFlow::enter(Section S) {
  Site New;
  New.S = std::move(S);
  New.FromEntry = true;
  if (New.S.Guard)
    New.Key = New.S.Guard->getCanonicalDecl();
  Sites.push_back(std::move(New));
}

/// In code that does not compile a member's class may have no definition, and
/// then no destructor, which Clang's graph of the outer one takes for granted.
static bool hasIncompletePart(const FunctionDecl *F) {
  const auto *Destructor = dyn_cast<CXXDestructorDecl>(F);
  return Destructor && llvm::any_of(Destructor->getParent()->fields(),
                                    [](const FieldDecl *Field) {
                                      const CXXRecordDecl *Class =
                                          Field->getType()
                                              ->getBaseElementTypeUnsafe()
                                              ->getAsCXXRecordDecl();
                                      return Class && !Class->hasDefinition();
                                    });
}

bool SectionFlow::run() {
  const FunctionDecl *Definition = nullptr;
  Stmt *Body = F->getBody(Definition);
  if (!Body || Definition->isDependentContext() ||
      Definition->isInvalidDecl() || hasIncompletePart(Definition))
    return false;
  F = Definition;
  if (const auto *C = dyn_cast<CXXConstructorDecl>(F))
    for (const CXXCtorInitializer *Init : C->inits())
      number(Init->getInit());
  number(Body);

  CFG::BuildOptions Options;
  Options.AddImplicitDtors = true;
  Options.AddTemporaryDtors = true;
  Options.AddInitializers = true;
  Options.AddEHEdges = HasTry;
  Options.setAllAlwaysAdd();
  Graph = CFG::buildCFG(F, Body, &Context, Options);
  if (!Graph)
    return false;

  // Each restart merges two sites or finds an entry; there are few of either.
  for (unsigned Round = 0; Round < 8; ++Round) {
    Restart = false;
    if (!iterate())
      return false;
    if (Restart)
      continue;
    if (!deduceEntries())
      return true;
  }
  return false;
}

bool SectionFlow::join(State &Into, const State &From) {
  State Old = Into;
  auto Intersect = [](Set &A, const Set &B) {
    llvm::erase_if(A, [&](unsigned I) { return !llvm::is_contained(B, I); });
  };
  // if (fast) m.lock(); else m.lock(); is one section.
  for (unsigned A : Old.Held)
    for (unsigned B : From.Held)
      if (A != B && !llvm::is_contained(From.Held, A) &&
          !llvm::is_contained(Old.Held, B) &&
          Sites[A].S.How == Section::Kind::Manual &&
          Sites[B].S.How == Section::Kind::Manual &&
          Sites[A].S.Mutexes == Sites[B].S.Mutexes) {
        Merged[std::max(A, B)] = std::min(A, B);
        Restart = true;
      }
  // `if (locked) m.unlock();` says nothing of what is held on entry.
  for (unsigned I = 0; I < Sites.size(); ++I)
    if (Sites[I].Deduced && !Sites[I].Dropped &&
        llvm::is_contained(Old.Held, I) != llvm::is_contained(From.Held, I)) {
      Sites[I].Dropped = true;
      Restart = true;
    }
  Intersect(Into.Held, From.Held);
  Intersect(Into.Pending, From.Pending);
  Intersect(Into.Taken, From.Taken);
  Intersect(Into.Failed, From.Failed);
  for (unsigned I : From.Maybe)
    include(Into.Maybe, I);
  llvm::erase_if(Into.Owners, [&](const auto &Owner) {
    return !llvm::is_contained(From.Owners, Owner);
  });
  llvm::erase_if(Into.Suspended, [&](const auto &Reverse) {
    return !llvm::is_contained(From.Suspended, Reverse);
  });
  return !(Into == Old);
}

/// It ends in abort() or a throw: what is held there says nothing of what a
/// caller sees.
static bool neverComesBack(const CFGBlock &B) {
  return B.hasNoReturnElement() || llvm::any_of(B, [](const CFGElement &E) {
           auto S = E.getAs<CFGStmt>();
           return S && isa<CXXThrowExpr>(S->getStmt());
         });
}

bool SectionFlow::iterate() {
  for (Site &S : Sites)
    S.Calls.clear();
  std::vector<std::optional<State>> In(Graph->getNumBlockIDs());
  State Start;
  for (unsigned I = 0; I < Sites.size(); ++I)
    if ((Sites[I].FromEntry || Sites[I].Deduced) && !Sites[I].Dropped) {
      hold(Start, I, nullptr);
      if (Sites[I].Key)
        own(Start, Sites[I].Key, I);
    }
  In[Graph->getEntry().getBlockID()] = Start;

  PostOrderCFGView View(Graph.get());
  ForwardDataflowWorklist Work(*Graph, &View);
  Work.enqueueBlock(&Graph->getEntry());
  unsigned Steps = 0;
  const unsigned Limit = 64 * Graph->getNumBlockIDs() + 64;

  auto Through = [&](const CFGBlock &B, auto Arrive) {
    State S = *In[B.getBlockID()];
    for (const CFGElement &E : B)
      element(S, E);
    // Conditions are judged in the block that tests them.
    const auto *Tested =
        B.succ_size() == 2 ? dyn_cast_or_null<Expr>(B.getTerminatorCondition())
                           : nullptr;
    while (const auto *Logical =
               Tested ? dyn_cast<BinaryOperator>(Tested->IgnoreParens())
                      : nullptr) {
      if (!Logical->isLogicalOp())
        break;
      Tested = Logical->getRHS();
    }
    const auto *Try = dyn_cast_or_null<CXXTryStmt>(B.getTerminatorStmt());
    unsigned Nth = 0;
    for (const CFGBlock *To : B.succs()) {
      bool First = Nth++ == 0;
      if (!To)
        continue;
      State Out = S;
      if (Tested && !isa<SwitchStmt>(B.getTerminatorStmt()))
        branch(Out, Tested, First);
      if (Try)
        llvm::erase_if(Out.Held,
                       [&](unsigned I) { return endsInTry(Sites[I], Try); });
      Arrive(*To, Out);
    }
    return S;
  };

  while (const CFGBlock *B = Work.dequeue()) {
    if (++Steps > Limit)
      return false;
    Through(*B, [&](const CFGBlock &To, const State &Out) {
      if (&To == &Graph->getExit() && neverComesBack(*B))
        return;
      std::optional<State> &Known = In[To.getBlockID()];
      if (!Known)
        Known = Out;
      else if (!join(*Known, Out))
        return;
      Work.enqueueBlock(&To);
    });
    if (Restart)
      return true;
  }

  for (Site &S : Sites) {
    S.S.Held.clear();
    S.S.HeldSet.clear();
    S.S.HeldOnSomePaths.clear();
    S.S.Destroyed.clear();
    S.S.Releases.clear();
    S.Ever = S.Released = false;
  }
  Loose.clear();
  Waits.clear();
  AtExit.clear();
  Noting = true;
  for (const CFGBlock *B : View) {
    if (!In[B->getBlockID()])
      continue;
    Last = nullptr;
    Through(*B, [&](const CFGBlock &To, const State &Out) {
      if (&To == &Graph->getExit() && !neverComesBack(*B))
        AtExit.push_back(Out);
    });
  }
  Noting = false;
  return true;
}

//===-- Written down ------------------------------------------------------===//

void SectionFlow::note(const State &S, const Stmt *At) {
  Last = At;
  for (unsigned I : S.Held) {
    Sites[I].Ever = true;
    if (const auto *Call = dyn_cast<Expr>(At); Call && givesBack(S, Call, I))
      continue;
    if (Sites[I].S.HeldSet.insert(At).second)
      Sites[I].S.Held.push_back(At);
  }
  for (unsigned I : S.Taken)
    if (llvm::is_contained(S.Maybe, I) && !llvm::is_contained(S.Held, I))
      Sites[I].S.HeldOnSomePaths.push_back(At);
}

void SectionFlow::destroyed(const State &S, QualType T, const VarDecl *V,
                            const Stmt *After) {
  for (unsigned I : S.Held)
    Sites[I].S.Destroyed.push_back({T, V, After});
}

std::vector<Section> SectionFlow::take() {
  auto Begin = [&](const Stmt *S) { return Order.lookup(S).first; };
  std::vector<Section> Found;
  for (Site &S : Sites) {
    if (!S.Ever || S.Dropped)
      continue;
    Section &Made = S.S;
    // lock() and unlock() themselves are no sections.
    if (Made.Held.empty() && Made.Destroyed.empty() &&
        (Made.How == Section::Kind::OnEntry || S.OnMember ||
         (Made.How == Section::Kind::Manual && Made.Releases.empty())))
      continue;
    llvm::sort(S.Calls, [&](auto *A, auto *B) { return Begin(A) < Begin(B); });
    if (!Made.Acquisition && !S.FromEntry && !S.Deduced && !S.Calls.empty() &&
        Made.How != Section::Kind::OnEntry)
      Made.Acquisition = S.Calls.front();
    // The parts of the calls that lock and unlock are no work under the lock.
    llvm::SmallVector<std::pair<unsigned, unsigned>, 4> Skipped;
    for (const Expr *E : Made.Releases)
      Skipped.push_back(Order.lookup(E));
    for (const Expr *E : S.Calls)
      Skipped.push_back(Order.lookup(E));
    llvm::DenseSet<const Stmt *> Wrappers;
    for (const Stmt *W = Made.Acquisition; W; W = Refs.parent(W)) {
      if (W != Made.Acquisition &&
          !isa<FullExpr, ImplicitCastExpr, ParenExpr, MaterializeTemporaryExpr,
               CXXBindTemporaryExpr, CXXFunctionalCastExpr, DeclStmt>(W))
        break;
      Wrappers.insert(W);
    }
    auto IsSkipped = [&](const Stmt *Held) {
      if (Wrappers.contains(Held))
        return true;
      auto It = Order.find(Held);
      if (It == Order.end())
        return false;
      return llvm::any_of(Skipped, [&](const auto &Range) {
        return It->second.first >= Range.first &&
               It->second.first < Range.second;
      });
    };
    llvm::erase_if(Made.Held, [&](const Stmt *Held) {
      if (!IsSkipped(Held))
        return false;
      Made.HeldSet.erase(Held);
      return true;
    });
    llvm::stable_sort(Made.Held, [&](const Stmt *A, const Stmt *B) {
      return Begin(A) < Begin(B);
    });
    llvm::stable_sort(Made.HeldOnSomePaths, [&](const Stmt *A, const Stmt *B) {
      return Begin(A) < Begin(B);
    });
    llvm::sort(Made.Releases,
               [&](auto *A, auto *B) { return Begin(A) < Begin(B); });
    Found.push_back(std::move(Made));
  }
  llvm::stable_sort(Found, [&](const Section &A, const Section &B) {
    auto At = [&](const Section &S) {
      return S.Acquisition ? 1 + Begin(S.Acquisition) : 0;
    };
    return At(A) < At(B);
  });
  return Found;
}

LockEffects SectionFlow::effects() const {
  LockEffects Found;
  // With edges for exceptions every call seems to return.
  if (HasTry || AtExit.empty())
    return Found;
  for (unsigned I = 0; I < Sites.size(); ++I) {
    const Site &S = Sites[I];
    if (S.S.Mutexes.empty())
      continue;
    auto IsHeld = [&](const State &Out) {
      return llvm::is_contained(Out.Held, I);
    };
    // if ((error = lock(&m)) != 0) { log(error); return error; }
    auto HasFailed = [&](const State &Out) {
      return llvm::is_contained(Out.Failed, I);
    };
    const bool Everywhere = llvm::any_of(AtExit, IsHeld) &&
                            llvm::all_of(AtExit, [&](const State &Out) {
                              return IsHeld(Out) || HasFailed(Out);
                            });
    LockStep Step;
    Step.Result = F->getReturnType()->isIntegerType() &&
                          !F->getReturnType()->isBooleanType() &&
                          llvm::any_of(AtExit, HasFailed)
                      ? LockStep::Success::Zero
                      : LockStep::Success::Any;
    Step.Mode = S.S.Mode;
    Step.Mutexes = S.S.Mutexes;
    if (S.FromEntry || S.Deduced) {
      if (!S.Released)
        continue;
      Found.GivesBack.append(S.S.Mutexes);
      Step.Kind = LockStep::What::Release;
      if (!S.Dropped && !Everywhere)
        Found.Steps.push_back(std::move(Step));
      continue;
    }
    if (!Everywhere || S.Dropped)
      continue;
    const bool Returned = llvm::all_of(
        AtExit, [&](const State &Out) { return ownerOf(Out, F) == I; });
    if (Returned)
      Found.Returned = Step;
    else if (S.S.How == Section::Kind::Manual || S.OnMember)
      Found.Steps.push_back(std::move(Step));
  }
  for (const Unmatched &U : Loose)
    Found.GivesBack.push_back(U.Mutex);
  Found.GivesBack.append(Waits.begin(), Waits.end());
  return Found;
}

} // namespace p99::analysis
