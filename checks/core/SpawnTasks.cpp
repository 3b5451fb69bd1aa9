// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The work of a thread as text: as a call, and as a task for a pool.

#include "analysis/Expressions.h"
#include "analysis/Unit.h"
#include "core/SpawnFixes.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringExtras.h"
#include <utility>

using namespace clang;
using namespace p99::analysis;

namespace p99 {

static bool isLocal(const ValueDecl *D) {
  const auto *V = dyn_cast_or_null<VarDecl>(D);
  return V && V->hasLocalStorage();
}

static bool isCopyable(QualType T) {
  const CXXRecordDecl *Class = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition())
    return true;
  if (Class->needsImplicitCopyConstructor())
    return !Class->defaultedCopyConstructorIsDeleted();
  return llvm::any_of(Class->ctors(), [](const CXXConstructorDecl *C) {
    return C->isCopyConstructor() && !C->isDeleted();
  });
}

/// Nothing in it refers to a variable of the function that it is written in.
static bool outlivesItsFunction(const LambdaExpr *Lambda, bool Copies) {
  return llvm::all_of(Lambda->captures(), [&](const LambdaCapture &C) {
    if (!C.capturesVariable())
      return !C.capturesVLAType();
    const ValueDecl *V = C.getCapturedVar();
    return C.getCaptureKind() != LCK_ByRef &&
           !V->getType()->isReferenceType() &&
           (!Copies || isCopyable(V->getType()));
  });
}

/// `f` for f and &f, `p->m` or `m` for &C::m and its object, which is the first
/// argument; "" for everything else.
std::string SpawnFixes::calleeText(const Spawn &S, std::string &Object,
                                   const FunctionDecl *&F) const {
  const Expr *Bare = strip(S.Callable);
  const auto *Ref = dyn_cast<DeclRefExpr>(Bare);
  F = Ref ? dyn_cast<FunctionDecl>(Ref->getDecl()) : nullptr;
  if (!F)
    return "";
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (!Method || Method->isStatic())
    return Fix.textOf(Ref);
  llvm::ArrayRef<const Expr *> Arguments = S.arguments();
  if (Arguments.empty() || !Arguments[0]->getType()->isPointerType())
    return "";
  const Expr *On = Arguments[0]->IgnoreParenImpCasts();
  if (const auto *Made = dyn_cast<CXXConstructExpr>(On);
      Made && Made->getNumArgs())
    On = Made->getArg(0)->IgnoreParenImpCasts();
  if (isa<CXXThisExpr>(On)) {
    Object = "this";
    return Method->getNameAsString();
  }
  const auto *Pointer = dyn_cast<DeclRefExpr>(On);
  if (!Pointer || !isa<VarDecl>(Pointer->getDecl()))
    return "";
  Object = Pointer->getDecl()->getNameAsString();
  return Object + "->" + Method->getNameAsString();
}

/// Under what is made to hand an argument over.
static const Expr *written(const Expr *E) {
  for (;;) {
    E = E->IgnoreImplicit()->IgnoreParenImpCasts();
    const auto *Copy = dyn_cast<CXXConstructExpr>(E);
    if (!Copy || Copy->getNumArgs() != 1 ||
        !Copy->getConstructor()->isCopyOrMoveConstructor())
      return E;
    E = Copy->getArg(0);
  }
}

static const CallExpr *callOfStd(const Expr *E, llvm::StringRef Name) {
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  return F && F->getIdentifier() && isInStd(F) && F->getName() == Name &&
                 Call->getNumArgs() == 1
             ? Call
             : nullptr;
}

/// What a pool is given: the callable itself, or a lambda that copies the
/// arguments now, as a thread would, and calls it later.
std::string SpawnFixes::taskOf(const Spawn &S, bool Copies) const {
  const Expr *Bare = S.Callable ? strip(S.Callable) : nullptr;
  if (!Bare)
    return "";
  if (const auto *Lambda = dyn_cast<LambdaExpr>(Bare))
    return S.arguments().empty() && outlivesItsFunction(Lambda, Copies)
               ? Fix.textOf(Lambda)
               : "";
  std::string Object;
  const FunctionDecl *F = nullptr;
  std::string Callee = calleeText(S, Object, F);
  if (Callee.empty()) {
    // std::bind(f, x), a functor: as it is, unless it refers to something here.
    const Expr *Given = written(S.Callable);
    if (!S.arguments().empty() || !isCopyable(S.Callable->getType()))
      return "";
    if (const auto *Call = dyn_cast<CallExpr>(Given))
      for (const Expr *A : Call->arguments()) {
        const Expr *W = written(A);
        if (callOfStd(W, "ref") || callOfStd(W, "cref") ||
            (Copies && !isCopyable(A->getType())))
          return "";
        if (const auto *Address = dyn_cast<UnaryOperator>(W);
            Address && Address->getOpcode() == UO_AddrOf &&
            isLocal(placeOf(strip(Address))))
          return "";
      }
    return Fix.textOf(Given);
  }
  if (S.arguments().empty())
    return Callee;
  bool Cpp14 = U.ast().getLangOpts().CPlusPlus14, Moves = false;
  std::vector<std::string> Captures, Passed;
  if (!Object.empty())
    Captures.push_back(Object);
  for (unsigned I = Object.empty() ? 0 : 1, N = 0; I < S.arguments().size();
       ++I, ++N) {
    const Expr *A = S.arguments()[I];
    const Expr *W = written(A);
    if (isa<CXXDefaultArgExpr>(A))
      break;
    if (const auto *Address = dyn_cast<UnaryOperator>(W);
        Address && Address->getOpcode() == UO_AddrOf &&
        isLocal(placeOf(strip(Address))))
      return "";
    if (callOfStd(W, "ref") || callOfStd(W, "cref") ||
        W->getType()->isArrayType() || (Copies && !isCopyable(A->getType())))
      return "";
    std::string Text = Fix.textOf(W);
    if (Text.empty())
      return "";
    if (isa<IntegerLiteral, CXXBoolLiteralExpr, CXXNullPtrLiteralExpr>(W)) {
      Passed.push_back(std::move(Text));
      continue;
    }
    const auto *Ref = dyn_cast<DeclRefExpr>(W);
    std::string Name;
    if (Ref && isLocal(Ref->getDecl()) &&
        !Ref->getDecl()->getType()->isReferenceType()) {
      Name = std::move(Text);
      Captures.push_back(Name);
    } else {
      const CallExpr *Move = callOfStd(W, "move");
      const auto *Moved =
          Move ? dyn_cast<DeclRefExpr>(written(Move->getArg(0))) : nullptr;
      if (Moved)
        Name = Moved->getDecl()->getNameAsString();
      else if (N < F->getNumParams() && F->getParamDecl(N)->getIdentifier())
        Name = F->getParamDecl(N)->getNameAsString();
      else
        Name = "argument" + std::to_string(N + 1);
      if (!Cpp14)
        return "";
      Captures.push_back(Name + " = " + Text);
    }
    bool IsClass = A->getType().getNonReferenceType()->isRecordType();
    Moves |= IsClass;
    Passed.push_back(IsClass ? "std::move(" + Name + ")" : Name);
  }
  return "[" + llvm::join(Captures, ", ") + "]" + (Moves ? "() mutable" : "") +
         " { " + Callee + "(" + llvm::join(Passed, ", ") + "); }";
}

/// The call that the thread makes, made here.
std::string SpawnFixes::callOf(const Spawn &S) const {
  const Expr *Bare = S.Callable ? strip(S.Callable) : nullptr;
  if (!Bare)
    return "";
  if (const auto *Lambda = dyn_cast<LambdaExpr>(Bare)) {
    std::string Text = Fix.textOf(Lambda);
    if (Text.empty() || !S.arguments().empty() ||
        Lambda->getCallOperator()->getNumParams())
      return "";
    return Text + "()";
  }
  std::string Object;
  const FunctionDecl *F = nullptr;
  std::string Callee = calleeText(S, Object, F);
  unsigned First = Object.empty() ? 0 : 1;
  if (Callee.empty() || F->getNumParams() != S.arguments().size() - First)
    return "";
  std::vector<std::string> Passed;
  for (const Expr *A : S.arguments().drop_front(First)) {
    const Expr *W = written(A);
    if (const CallExpr *Ref = callOfStd(W, "ref"))
      W = Ref->getArg(0);
    else if (const CallExpr *Ref = callOfStd(W, "cref"))
      W = Ref->getArg(0);
    Passed.push_back(Fix.textOf(W));
    if (Passed.back().empty())
      return "";
  }
  return Callee + "(" + llvm::join(Passed, ", ") + ")";
}

} // namespace p99
