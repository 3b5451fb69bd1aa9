// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/CacheLines.h"
#include "analysis/Expressions.h"
#include "analysis/HotPath.h"
#include "analysis/Loops.h"
#include "analysis/Mutexes.h"
#include "analysis/References.h"
#include "analysis/Spawns.h"
#include "analysis/Unit.h"
#include "analysis/Words.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecordLayout.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace p99::analysis {

/// Who writes a field and who reads it.
struct CacheLines::FieldUse {
  llvm::SmallVector<const Expr *, 4> Writes;
  llvm::SmallPtrSet<const FunctionDecl *, 4> Writers;
  llvm::SmallPtrSet<const FunctionDecl *, 4> Readers;
};

bool CacheLines::isAtomic(QualType T) const {
  if (T->isAtomicType())
    return !T->castAs<AtomicType>()->getValueType()->isBooleanType();
  const Model *M = U.models().find(T);
  if (!M || !M->Atomic)
    return false;
  // A flag is raised once.
  const auto *Special = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  return !Special || Special->getTemplateArgs().size() == 0 ||
         Special->getTemplateArgs()[0].getKind() != TemplateArgument::Type ||
         !Special->getTemplateArgs()[0].getAsType()->isBooleanType();
}

enum class Access { None, Read, Write };

/// What an expression does to the atomic that `Use` names.
static Access accessOf(const Expr *Use, const References &Refs) {
  const Stmt *Child = Use;
  const Stmt *Around = Refs.parent(Child);
  while (Around && isa<ParenExpr, ImplicitCastExpr>(Around)) {
    if (const auto *Cast = dyn_cast<ImplicitCastExpr>(Around))
      if (Cast->getCastKind() == CK_LValueToRValue ||
          Cast->getCastKind() == CK_AtomicToNonAtomic)
        return Access::Read;
    Child = Around;
    Around = Refs.parent(Child);
  }
  auto OfMethod = [](const FunctionDecl *F) {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(F);
    if (!Method || Method->isStatic())
      return Access::None;
    return Method->isConst() ? Access::Read : Access::Write;
  };
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(Around))
    return OfMethod(dyn_cast<FunctionDecl>(Member->getMemberDecl()));
  if (const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(Around))
    return Operator->getArg(0) == Child ? OfMethod(Operator->getDirectCallee())
                                        : Access::None;
  if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(Around)) {
    if (Unary->isIncrementDecrementOp())
      return Access::Write;
    if (Unary->getOpcode() != UO_AddrOf)
      return Access::None;
    // atomic_fetch_add(&field, 1)
    const Stmt *Op = Refs.parent(Unary);
    while (isa_and_nonnull<ParenExpr, CastExpr>(Op))
      Op = Refs.parent(Op);
    if (const auto *Atomic = dyn_cast_or_null<AtomicExpr>(Op)) {
      if (Atomic->getPtr()->IgnoreParenCasts() != Unary)
        return Access::None;
      llvm::StringRef Name = Atomic->getOpAsString();
      return Name.contains("load") ? Access::Read : Access::Write;
    }
    return Access::None;
  }
  if (const auto *Binary = dyn_cast_or_null<BinaryOperator>(Around))
    return Binary->isAssignmentOp() && Binary->getLHS() == Child ? Access::Write
                                                                 : Access::None;
  return Access::None;
}

/// set_total, reset: said once for many of what the others do.
static bool isSetter(const FunctionDecl *F) {
  llvm::SmallVector<std::string, 4> Words = wordsOf(F);
  return !Words.empty() && (Words.front() == "set" || Words.front() == "reset");
}

CacheLines::FieldUse CacheLines::usesOf(const FieldDecl *Field) {
  const References &Refs = U.references();
  FieldUse Found;
  for (const Expr *Use : Refs.usesOf(Field)) {
    const FunctionDecl *In = Refs.functionAround(Use);
    if (!In || isa<CXXConstructorDecl, CXXDestructorDecl>(In) || isSetter(In) ||
        U.hotPath().isCold(In))
      continue;
    Access What = accessOf(Use, Refs);
    if (What == Access::Write) {
      Found.Writes.push_back(Use);
      Found.Writers.insert(In);
    } else if (What == Access::Read) {
      Found.Readers.insert(In);
    }
  }
  return Found;
}

/// The functions and all that call them in the unit.
static llvm::SmallPtrSet<const FunctionDecl *, 8>
withCallers(const llvm::SmallPtrSetImpl<const FunctionDecl *> &Functions,
            const References &Refs) {
  llvm::SmallPtrSet<const FunctionDecl *, 8> All;
  llvm::SmallVector<const FunctionDecl *, 8> Work(Functions.begin(),
                                                  Functions.end());
  while (!Work.empty()) {
    const FunctionDecl *F = Work.pop_back_val()->getCanonicalDecl();
    if (!All.insert(F).second)
      continue;
    for (const Expr *Call : Refs.callsOf(F))
      if (const FunctionDecl *Caller = Refs.functionAround(Call))
        Work.push_back(Caller);
  }
  return All;
}

/// Containers that are not atomic and that the functions make longer or
/// shorter.
static llvm::SmallPtrSet<const ValueDecl *, 4>
grownBy(const llvm::SmallPtrSetImpl<const FunctionDecl *> &Functions,
        const References &Refs) {
  llvm::SmallPtrSet<const ValueDecl *, 4> All;
  for (const FunctionDecl *F : Functions)
    for (const Expr *Call : Refs.callsIn(F)) {
      const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
      const CXXMethodDecl *Method = Member ? Member->getMethodDecl() : nullptr;
      if (!Method || !isInStd(Method))
        continue;
      llvm::StringRef Name = nameOf(Method);
      if (Name.starts_with("push") || Name.starts_with("pop") ||
          Name.starts_with("emplace") || Name == "insert" || Name == "erase" ||
          Name == "clear")
        if (const ValueDecl *Place = placeOf(strip(objectOf(Call))))
          All.insert(Place);
    }
  return All;
}

/// Both sides change one container without a lock, so they are one thread: the
/// atomics only tell others of its length.
static bool growTheSame(const llvm::SmallPtrSetImpl<const FunctionDecl *> &A,
                        const llvm::SmallPtrSetImpl<const FunctionDecl *> &B,
                        const References &Refs) {
  auto ByA = grownBy(A, Refs);
  return llvm::any_of(grownBy(B, Refs),
                      [&](const ValueDecl *V) { return ByA.contains(V); });
}

bool CacheLines::independent(const FieldUse &A, const FieldUse &B) {
  if (A.Writes.empty() || B.Writes.empty())
    return false;
  for (const FunctionDecl *F : A.Writers)
    if (B.Writers.contains(F))
      return false;
  auto ReadByWriters = [](const FieldUse &Read, const FieldUse &Written) {
    return llvm::any_of(Written.Writers, [&](const FunctionDecl *F) {
      return Read.Readers.contains(F);
    });
  };
  // A side that locks, waits or notifies has more to pay than a cache line.
  auto Synchronizes = [&](const FunctionDecl *F) {
    return U.mutexes().concerns(F) ||
           llvm::any_of(U.references().callsIn(F), [&](const Expr *Call) {
             return U.mutexes().notifies(Call) || U.mutexes().waitedWith(Call);
           });
  };
  if (llvm::any_of(A.Writers, Synchronizes) ||
      llvm::any_of(B.Writers, Synchronizes))
    return false;
  if (growTheSame(A.Writers, B.Writers, U.references()))
    return false;
  // push() looks at the head that pop() moves, and pop() at the tail.
  if (ReadByWriters(A, B) && ReadByWriters(B, A))
    return true;
  // What one request writes one after the other is taken from it by the other
  // requests all the same, on one line or on several.
  auto CallersOfA = withCallers(A.Writers, U.references());
  for (const FunctionDecl *F : withCallers(B.Writers, U.references()))
    if (CallersOfA.contains(F))
      return false;
  auto IsHot = [&](const FieldUse &Use) {
    return llvm::any_of(Use.Writers, [&](const FunctionDecl *F) {
      return U.hotPath().why(F).isHot();
    });
  };
  return IsHot(A) && IsHot(B);
}

bool CacheLines::mayShareLine(const FieldDecl *A, const FieldDecl *B) const {
  ASTContext &Context = U.ast();
  const ASTRecordLayout &Layout = Context.getASTRecordLayout(A->getParent());
  auto Offset = [&](const FieldDecl *F) {
    return Layout.getFieldOffset(F->getFieldIndex()) / 8;
  };
  uint64_t From = Offset(A), To = Offset(B);
  // Where the line begins is only known of what is aligned to it; else two
  // that are at most half a line apart nearly always share one.
  if (uint64_t(Layout.getAlignment().getQuantity()) >= LineSize)
    return From / LineSize == To / LineSize;
  return To - From <= LineSize / 2;
}

std::optional<CrowdedFields> CacheLines::fieldsOf(const RecordDecl *Record) {
  if (!Record->isCompleteDefinition() || Record->isDependentContext() ||
      Record->isInvalidDecl() || Record->isUnion())
    return std::nullopt;
  llvm::SmallVector<const FieldDecl *, 4> Atomics;
  for (const FieldDecl *Field : Record->fields())
    if (!Field->isInvalidDecl() && !Field->isBitField() &&
        isAtomic(Field->getType()))
      Atomics.push_back(Field);
  if (Atomics.size() < 2)
    return std::nullopt;
  llvm::SmallVector<FieldUse, 4> Uses;
  for (const FieldDecl *Field : Atomics)
    Uses.push_back(usesOf(Field));

  CrowdedFields Found;
  for (size_t I = 0; I < Atomics.size(); ++I)
    for (size_t J = 0; J < Atomics.size(); ++J)
      if (I != J && independent(Uses[I], Uses[J]) &&
          mayShareLine(Atomics[std::min(I, J)], Atomics[std::max(I, J)])) {
        Found.Writers.push_back({Atomics[I], Uses[I].Writes.front()});
        break;
      }
  if (Found.Writers.size() < 2)
    return std::nullopt;
  return Found;
}

//===-- Elements of arrays ------------------------------------------------===//

/// The variable that an index is: the thread's own number is handed to it, by
/// a capture or as a parameter.
static bool isHandedOver(const Expr *Index, const FunctionDecl *In) {
  const auto *Ref = dyn_cast<DeclRefExpr>(Index->IgnoreParenImpCasts());
  const auto *Variable = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!Variable || !Variable->getType()->isIntegerType())
    return false;
  if (const auto *Parameter = dyn_cast<ParmVarDecl>(Variable))
    if (Parameter->getDeclContext() == In)
      return true;
  const auto *Method = dyn_cast<CXXMethodDecl>(In);
  if (!Method || !Method->getParent()->isLambda())
    return false;
  for (const LambdaCapture &Capture : Method->getParent()->captures())
    if (Capture.capturesVariable() && Capture.getCapturedVar() == Variable)
      return Capture.getCaptureKind() == LCK_ByCopy;
  return false;
}

std::optional<CrowdedElements> CacheLines::elementOf(const Expr *Subscript) {
  const References &Refs = U.references();
  const Expr *Base = nullptr;
  const Expr *Index = nullptr;
  if (const auto *Plain = dyn_cast<ArraySubscriptExpr>(Subscript)) {
    Base = Plain->getBase();
    Index = Plain->getIdx();
  } else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(Subscript);
             Call && Call->getOperator() == OO_Subscript &&
             Call->getNumArgs() == 2) {
    Base = Call->getArg(0);
    Index = Call->getArg(1);
  }
  if (!Base || Subscript->getType()->isDependentType() ||
      Subscript->getType()->isIncompleteType())
    return std::nullopt;
  // `++counts[i]`, `counts[i] += n`, `counts[i].hits++`.
  const Stmt *Child = Subscript;
  const Stmt *Around = Refs.parent(Child);
  while (isa_and_nonnull<ParenExpr, MemberExpr>(Around)) {
    Child = Around;
    Around = Refs.parent(Child);
  }
  const auto *Unary = dyn_cast_or_null<UnaryOperator>(Around);
  const auto *Binary = dyn_cast_or_null<BinaryOperator>(Around);
  bool Writes =
      (Unary && Unary->isIncrementDecrementOp()) ||
      (Binary && Binary->isAssignmentOp() && Binary->getLHS() == Child) ||
      accessOf(Subscript, Refs) == Access::Write;
  if (!Writes)
    return std::nullopt;
  const FunctionDecl *In = Refs.functionAround(Subscript);
  if (!In || !U.loops().around(Subscript) || !isHandedOver(Index, In))
    return std::nullopt;
  QualType Element = Subscript->getType().getNonReferenceType();
  if (uint64_t(U.ast().getTypeSizeInChars(Element).getQuantity()) >= LineSize)
    return std::nullopt;
  const ValueDecl *Array = placeOf(strip(Base));
  const Expr *Spawn = Array ? threadStartOf(In, Refs, U.models()) : nullptr;
  // One thread is alone on its line.
  if (!Spawn || !U.loops().around(Spawn))
    return std::nullopt;
  return CrowdedElements{Array, Element, Subscript, Spawn};
}

} // namespace p99::analysis
