// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "core/ShorterSection.h"
#include "analysis/CallSummaries.h"
#include "analysis/Expressions.h"
#include "analysis/GuardedData.h"
#include "analysis/Unit.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace p99::analysis;

namespace p99 {

ShorterSection::ShorterSection(Unit &U, const Section &S) : U(U), S(S) {
  bool Guarded = S.How == Section::Kind::Guard && S.Guard && S.Releases.empty();
  bool Manual = S.How == Section::Kind::Manual && S.Releases.size() == 1;
  if ((!Guarded && !Manual) || S.Mutexes.size() != 1 || !S.Acquisition)
    return;
  const References &Refs = U.references();
  Start = S.Acquisition;
  while (Start && !isa_and_nonnull<CompoundStmt>(Refs.parent(Start)))
    Start = Refs.parent(Start);
  if (!Start)
    return;
  Block = cast<CompoundStmt>(Refs.parent(Start));
  const auto *Declared = dyn_cast<DeclStmt>(Start);
  // if (pthread_mutex_lock(&m)) return; is no statement of its own.
  bool Plain = Guarded
                   ? Declared && Declared->isSingleDecl()
                   : isa<Expr>(Start) && cast<Expr>(Start)->IgnoreImplicit() ==
                                             S.Acquisition->IgnoreImplicit();
  if (Manual) {
    End = inBlock(S.Releases.front());
    Plain &= End && isa<Expr>(End);
  }
  if (!Plain)
    Block = nullptr;
}

const Stmt *ShorterSection::inBlock(const Stmt *Inner) const {
  const Stmt *Around = nullptr;
  while (Inner && (Around = U.references().parent(Inner)) != Block)
    Inner = Around;
  return Inner;
}

llvm::StringRef ShorterSection::textOf(const Stmt *Statement) const {
  SourceRange Range = Statement->getSourceRange();
  if (Range.getBegin().isMacroID() || Range.getEnd().isMacroID())
    return "";
  return Lexer::getSourceText(CharSourceRange::getTokenRange(Range),
                              U.ast().getSourceManager(),
                              U.ast().getLangOpts());
}

/// What may not run without the lock: it reaches something that others can see,
/// unless that is seen to be used without the lock elsewhere.
bool ShorterSection::needsLock(const Stmt *Statement) const {
  if (!Statement)
    return false;
  if (isa<LabelStmt, SwitchCase, GotoStmt, IndirectGotoStmt, CoroutineBodyStmt,
          CoreturnStmt, CoroutineSuspendExpr, AsmStmt, CXXTryStmt, CXXThisExpr,
          LambdaExpr>(Statement)) {
    // fsync(fd_): only the member itself is of interest.
    return !isa<CXXThisExpr>(Statement) ||
           !isa_and_nonnull<MemberExpr>(U.references().parent(Statement));
  }
  if (const auto *Declared = dyn_cast<DeclStmt>(Statement))
    for (const Decl *D : Declared->decls()) {
      const auto *V = dyn_cast<VarDecl>(D);
      if (!V || V->isStaticLocal() || U.mutexes().isGuard(V->getType()))
        return true;
    }
  GuardedData &Guarded = U.guardedData();
  const Effects &Changes = Guarded.effects();
  if (const auto *E = dyn_cast<Expr>(Statement)) {
    // What waits is known by its model: it changes its handle, if anything.
    Blockings Waits = U.callSummaries().waitsOf(E);
    bool Modelled = !Waits.empty() && Waits.front().Chain.size() == 1;
    if (U.mutexes().stepOf(E) || U.mutexes().notifies(E) ||
        (!Modelled && Changes.changes(E, S.Function) > Home::Local))
      return true;
    const auto *Member = dyn_cast<MemberExpr>(E);
    if (Member && isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts()) &&
        isa<FieldDecl>(Member->getMemberDecl()))
      return !Member->getType().isConstQualified() &&
             (!Member->getType()->isScalarType() ||
              Guarded.guards(S.mutex().Decl, Member->getMemberDecl()));
    if (isa<DeclRefExpr, MemberExpr>(E) && Changes.reachesShared(E, S.Function))
      return true;
  }
  return llvm::any_of(Statement->children(),
                      [&](const Stmt *Child) { return needsLock(Child); });
}

/// A variable that the section declares before the call is named by what is
/// taken out of it.
bool ShorterSection::needsScope() const {
  const SourceManager &SM = U.ast().getSourceManager();
  auto IsBehind = [&](const Expr *Use) {
    return !SM.isBeforeInTranslationUnit(Use->getBeginLoc(), At->getBeginLoc());
  };
  for (auto It = std::next(llvm::find(Block->body(), Start)); *It != At; ++It)
    if (const auto *Declared = dyn_cast<DeclStmt>(*It))
      for (const Decl *D : Declared->decls()) {
        const auto *V = dyn_cast<VarDecl>(D);
        if (!V || isa<DecompositionDecl>(V) ||
            llvm::any_of(U.references().usesOf(V), IsBehind))
          return true;
      }
  return false;
}

bool ShorterSection::unlocks() const {
  const CXXRecordDecl *Class = S.Guard->getType()->getAsCXXRecordDecl();
  return Class && Class->hasDefinition() &&
         !S.Guard->getType().isConstQualified() &&
         llvm::any_of(Class->methods(), [](const CXXMethodDecl *M) {
           return M->getIdentifier() && M->getName() == "unlock" &&
                  M->getNumParams() == 0 && M->getAccess() == AS_public;
         });
}

/// At the statement At.
bool ShorterSection::endEarly(FixBuilder &Fix) const {
  auto From = llvm::find(Block->body(), At);
  if (*std::prev(From) == Start)
    return false; // Nothing would be left of it.
  if (End) {
    llvm::StringRef Text = textOf(End);
    if (Text.empty())
      return false;
    Fix.removeStatement(End);
    Fix.insertStatement(At, Block, (Text + ";").str());
  } else if (unlocks()) {
    Fix.insertStatement(At, Block, S.Guard->getNameAsString() + ".unlock();");
  } else if (needsScope()) {
    return false;
  } else {
    Fix.enclose(Start, *std::prev(From), Block);
  }
  return true;
}

bool ShorterSection::endBefore(const Stmt *Statement, FixBuilder &Fix) const {
  if (!Block || inBlock(Statement) != Statement)
    return false;
  At = Statement;
  return At != Start && endEarly(Fix);
}

bool ShorterSection::startBehind(FixBuilder &Fix) const {
  auto First = std::next(llvm::find(Block->body(), Start));
  auto Behind = std::next(llvm::find(Block->body(), At));
  llvm::StringRef Text = textOf(Start);
  if (Text.empty() || Behind == Block->body_end() || *Behind == End ||
      std::any_of(First, Behind,
                  [&](const Stmt *Each) { return needsLock(Each); }))
    return false;
  // What goes before the lock may leave, and then nothing is locked at all;
  // with a release that is in sight this is fine as well only for guards.
  Fix.removeStatement(Start);
  Fix.insertStatementAfter(
      At, Block, isa<DeclStmt>(Start) ? Text.str() : (Text + ";").str());
  return true;
}

/// cache_.clear() becomes a swap with a local that dies after the guard.
bool ShorterSection::freeBehind(const Stmt *Call, FixBuilder &Fix) const {
  const auto *Method = dyn_cast<CXXMemberCallExpr>(Call);
  const CXXMethodDecl *F = Method ? Method->getMethodDecl() : nullptr;
  if (!F || !F->getIdentifier() || F->getName() != "clear" || !isInStd(F) ||
      !isa<DeclStmt>(Start) || End || At != Call)
    return false;
  const Expr *Object =
      Method->getImplicitObjectArgument()->IgnoreParenImpCasts();
  std::string Text = Fix.textOf(Object);
  if (Text.empty() || Object->getType()->isPointerType() ||
      !isa_and_nonnull<FieldDecl>(placeOf(Object)))
    return false;
  Fix.insertStatement(Start, Block, "decltype(" + Text + ") freed;");
  Fix.replace(Call->getSourceRange(), "freed.swap(" + Text + ")");
  return true;
}

bool ShorterSection::without(const Stmt *Call, FixBuilder &Fix) const {
  if (!Block)
    return false;
  // Another lock is held all the same.
  for (const Section &Other : U.criticalSections().of(S.Function))
    if (&Other != &S && Other.holds(Call))
      return false;
  At = inBlock(Call);
  if (!At || At == Start || isa<CaseStmt, DefaultStmt>(At))
    return false;
  if (freeBehind(Call, Fix))
    return true;
  auto From = llvm::find(Block->body(), At);
  auto To = End ? llvm::find(Block->body(), End) : Block->body_end();
  auto NeedsLock = [&](const Stmt *Each) { return needsLock(Each); };
  return (std::none_of(From, To, NeedsLock) && endEarly(Fix)) ||
         startBehind(Fix);
}

} // namespace p99
