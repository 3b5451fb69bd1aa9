// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/CriticalSections.h"
#include "analysis/Expressions.h"
#include "analysis/SectionFlow.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace p99::analysis {

SourceLocation Section::location() const {
  if (Acquisition)
    return Acquisition->getBeginLoc();
  if (From)
    return From->location();
  const FunctionDecl *Definition = Function->getDefinition();
  return (Definition ? Definition : Function)->getLocation();
}

/// The call that runs the lambda at once: `[&] { ... }()`, or the call that it
/// is an argument of. Nullptr if it is stored.
static const CallExpr *callAround(const FunctionDecl *F, const References &Refs,
                                  unsigned &Argument) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  const FunctionDecl *Definition = F->getDefinition();
  if (!Method || !Method->getParent()->isLambda() || !Definition)
    return nullptr;
  // A generic lambda stands in its pattern.
  const FunctionDecl *Pattern = Definition->getTemplateInstantiationPattern();
  const Stmt *S =
      Refs.parent(Pattern ? Pattern->getBody() : Definition->getBody());
  for (; S; S = Refs.parent(S)) {
    const Stmt *Parent = Refs.parent(S);
    const auto *Call = dyn_cast_or_null<CallExpr>(Parent);
    if (!Call) {
      if (!isa_and_nonnull<FullExpr, CastExpr, ParenExpr,
                           MaterializeTemporaryExpr, CXXBindTemporaryExpr,
                           CXXConstructExpr>(Parent))
        return nullptr;
      continue;
    }
    auto Arguments = argumentsOf(Call);
    for (unsigned I = 0; I < Arguments.size(); ++I)
      if (Arguments[I] == S) {
        Argument = I + 1;
        return Call;
      }
    if (objectOf(Call) == S) {
      Argument = 0;
      return Call;
    }
    return nullptr;
  }
  return nullptr;
}

/// Locks that are held while the lambda runs: it is called where it stands, or
/// handed to something that runs it there and then.
void CriticalSections::enterLambda(const FunctionDecl *F,
                                   std::vector<Section> &Entries) {
  unsigned Argument = 0;
  const CallExpr *Call = callAround(F, Refs, Argument);
  if (!Call)
    return;
  if (Argument)
    if (std::optional<LockStep> Step = Locks.stepOf(Call);
        Step && Step->Callable == Argument && !Step->Mutexes.empty()) {
      Section S;
      S.How = Section::Kind::Callable;
      S.Mode = Step->Mode;
      S.Mutexes = Step->Mutexes;
      S.Acquisition = Call;
      S.Tried = Step->Kind == LockStep::What::Try;
      S.Function = F->getCanonicalDecl();
      Entries.push_back(std::move(S));
    }
  const FunctionDecl *Outer = Refs.functionAround(Call);
  if (!Outer || (Argument && !runsAtOnce(Call, Argument)))
    return;
  for (const Section &Around : of(Outer))
    if (Around.holds(Call)) {
      Section S;
      S.How = Section::Kind::OnEntry;
      S.Mode = Around.Mode;
      S.Mutexes = Around.Mutexes;
      S.From = &Around;
      S.Function = F->getCanonicalDecl();
      Entries.push_back(std::move(S));
    }
}

/// A looping algorithm.
bool CriticalSections::runsAtOnce(const CallExpr *Call,
                                  unsigned Argument) const {
  const FunctionDecl *F = Call->getDirectCallee();
  const Model *Entry = F ? Models.find(F) : nullptr;
  if (!Entry || !Entry->Loops)
    return false;
  return Entry->Loops->Callable == Argument ||
         (Entry->Loops->Callable == Runs::Last &&
          Argument == argumentsOf(Call).size());
}

llvm::ArrayRef<Section> CriticalSections::of(const FunctionDecl *F) {
  F = F->getCanonicalDecl();
  std::unique_ptr<std::vector<Section>> &Slot = Known[F];
  if (Slot)
    return *Slot;
  Slot = std::make_unique<std::vector<Section>>();
  std::vector<Section> *Found = Slot.get();
  if (F->isDependentContext())
    return {};
  std::vector<Section> Entries;
  enterLambda(F, Entries);
  for (const LockStep &Step : Locks.heldOnEntry(F)) {
    Section S;
    S.How = Section::Kind::OnEntry;
    S.Mode = Step.Mode;
    S.Mutexes = Step.Mutexes;
    S.Guard = Step.Guard;
    S.Function = F;
    Entries.push_back(std::move(S));
  }
  if (Entries.empty() && !Locks.concerns(F))
    return {};
  SectionFlow Flow(Context, Locks, Refs, F);
  for (Section &S : Entries)
    Flow.enter(std::move(S));
  if (Flow.run())
    *Found = Flow.take();
  return *Found;
}

const std::vector<const Section *> &CriticalSections::all() {
  if (All)
    return *All;
  All.emplace();
  for (const FunctionDecl *F : Refs.functions())
    for (const Section &S : of(F))
      All->push_back(&S);
  const SourceManager &SM = Context.getSourceManager();
  llvm::stable_sort(*All, [&](const Section *A, const Section *B) {
    return SM.isBeforeInTranslationUnit(SM.getExpansionLoc(A->location()),
                                        SM.getExpansionLoc(B->location()));
  });
  return *All;
}

const Section *CriticalSections::around(const Stmt *S) {
  const FunctionDecl *F = Refs.functionAround(S);
  if (!F)
    return nullptr;
  const Section *Found = nullptr;
  // The innermost is the one that was taken last.
  for (const Section &Candidate : of(F))
    if (Candidate.holds(S))
      Found = &Candidate;
  return Found;
}

} // namespace p99::analysis
