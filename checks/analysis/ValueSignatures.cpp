// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/ValueSignatures.h"
#include "analysis/Borrows.h"
#include "analysis/Copies.h"
#include "analysis/Definitions.h"
#include "analysis/Expressions.h"
#include "analysis/HiddenUses.h"
#include "analysis/Loops.h"
#include "analysis/Mutexes.h"
#include "analysis/Readers.h"
#include "analysis/Sinks.h"
#include "analysis/TypeCost.h"
#include "analysis/Unit.h"
#include "clang/AST/StmtCXX.h"
#include <utility>

using namespace clang;

namespace p99::analysis {

/// Nobody but its callers depends on what it takes and returns.
static bool isFree(const FunctionDecl *F, const References &Refs) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  return (!Method ||
          (!Method->isVirtual() && !Method->getParent()->isLambda())) &&
         !F->isMain() && !F->isExternC() && !F->isDefaulted() &&
         !F->isOverloadedOperator() && !F->getLocation().isMacroID() &&
         Refs.namesOf(F).empty();
}

//===-- Parameters --------------------------------------------------------===//

static bool isOnlyRead(const ParmVarDecl *P, const FunctionDecl *F, Unit &U) {
  const References &Refs = U.references();
  auto Uses = Refs.usesOf(P);
  return !Uses.empty() && llvm::all_of(Uses, [&](const Expr *Use) {
    const FunctionDecl *Around = Refs.functionAround(Use);
    const auto *Name = dyn_cast<DeclRefExpr>(Use);
    return Around && Around->getCanonicalDecl() == F->getCanonicalDecl() &&
           Name && usedFor(Use, U) == Reading::Reads && !sinkOf(Name, Refs);
  });
}

std::vector<CopiedParameter> copiedParameters(Unit &U) {
  const References &Refs = U.references();
  std::vector<CopiedParameter> Found;
  for (const FunctionDecl *F : Refs.functions()) {
    const FunctionDecl *Definition = soleDefinition(F);
    if (!Definition || !isFree(F, Refs))
      continue;
    for (const ParmVarDecl *P : Definition->parameters()) {
      QualType T = P->getType();
      if (!T.isConstQualified() || !T->isRecordType() ||
          !costOf(T, U.ast()).copyAllocates() || P->getBeginLoc().isMacroID() ||
          !isOnlyRead(P, Definition, U) ||
          borrowsOf(P, Definition, Refs).Leak ||
          hasHiddenUse(P, Definition, Refs) || U.hotPath().isCold(Definition) ||
          // It keeps its parameters.
          isa<CoroutineBodyStmt>(Definition->getBody()))
        continue;
      Found.push_back({Definition, P->getFunctionScopeIndex()});
    }
  }
  return Found;
}

//===-- Results -----------------------------------------------------------===//

/// The member that a method returns a copy of, and nothing else.
static const FieldDecl *memberReturned(const CXXMethodDecl *Method) {
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Method->getBody());
  const auto *Return = Body && Body->size() == 1
                           ? dyn_cast<ReturnStmt>(Body->body_front())
                           : nullptr;
  ObjectCopy Copy = copyBy(Return ? Return->getRetValue() : nullptr);
  const auto *Named = dyn_cast_or_null<MemberExpr>(Copy.Original);
  const auto *Member =
      Named ? dyn_cast<FieldDecl>(Named->getMemberDecl()) : nullptr;
  return Member && isa<CXXThisExpr>(Named->getBase()->IgnoreParenImpCasts()) &&
                 Method->getASTContext().hasSameUnqualifiedType(
                     Member->getType(), Method->getReturnType())
             ? Member
             : nullptr;
}

/// What the call answers with is looked at, on an object that is there longer.
static bool isReadAtOnce(const Expr *Call, Unit &U) {
  const References &Refs = U.references();
  const Expr *Object = objectOf(Call);
  if (!Object || !Refs.functionAround(Call) ||
      (!Object->isLValue() && !Object->getType()->isPointerType()))
    return false;
  const Stmt *Up = Refs.parent(Call);
  for (; isa_and_nonnull<ImplicitCastExpr, MaterializeTemporaryExpr,
                         CXXBindTemporaryExpr, ParenExpr>(Up);
       Up = Refs.parent(Up))
    ;
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(Up))
    return isa<CXXMethodDecl>(Member->getMemberDecl()) &&
           cast<CXXMethodDecl>(Member->getMemberDecl())->isConst() &&
           usedFor(Call, U) == Reading::Reads;
  // A method that writes to its object may write to the member.
  const auto *Outer = dyn_cast_or_null<CallExpr>(Up);
  const auto *Method =
      dyn_cast_or_null<CXXMethodDecl>(Outer ? calleeOf(Outer) : nullptr);
  return Outer && !Outer->isGLValue() && !refersToOthers(Outer->getType()) &&
         (!Method || Method->isStatic() || Method->isConst()) &&
         usedFor(Call, U) == Reading::Reads;
}

static bool hasMutex(const CXXRecordDecl *Class, const Mutexes &Locks) {
  return llvm::any_of(Class->fields(), [&](const FieldDecl *Field) {
    return Locks.isMutex(Field->getType());
  });
}

std::vector<CopyingGetter> copyingGetters(Unit &U) {
  const References &Refs = U.references();
  std::vector<CopyingGetter> Found;
  for (const FunctionDecl *F : Refs.functions()) {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(soleDefinition(F));
    if (!Method || !Method->isConst() || Method->getNumParams() != 0 ||
        !isFree(F, Refs) || Method->getReturnType()->getContainedAutoType())
      continue;
    const FieldDecl *Member = memberReturned(Method);
    if (!Member || !costOf(Member->getType(), U.ast()).copyAllocates() ||
        hasMutex(Method->getParent(), U.mutexes()))
      continue;
    CopyingGetter Getter{Method, Member, nullptr, {}};
    bool Forgotten = true;
    for (const Expr *Call : Refs.callsOf(F)) {
      Forgotten = isReadAtOnce(Call, U);
      if (!Forgotten)
        break;
      if (Getter.Call || U.hotPath().isColdCode(Call))
        continue;
      if (HotAnswer Hot = U.hotPath().why(Call); Hot.isHot()) {
        Getter.Call = Call;
        Getter.Hot = std::move(Hot.Reasons);
      } else if (Loop L = U.loops().around(Call);
                 L && U.loops().contains(L, Call)) {
        Getter.Call = Call;
      }
    }
    if (Forgotten && Getter.Call)
      Found.push_back(std::move(Getter));
  }
  return Found;
}

} // namespace p99::analysis
