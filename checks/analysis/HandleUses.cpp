// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The walk downwards: what each reference to a handle hands it to.

#include "analysis/Expressions.h"
#include "analysis/HandleWalk.h"
#include "analysis/Visibility.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace p99::analysis {

void HandleWalk::usesOf(const ValueDecl *D) {
  D = cast<ValueDecl>(D->getCanonicalDecl());
  if (Used.insert(D).second)
    for (const Expr *Ref : Refs.usesOf(D))
      use(Ref);
}

/// FD_SET(fd, &set) and the like, which leave no call behind.
bool HandleWalk::usedByMacro(const Expr *Ref) {
  SourceLocation L = Ref->getBeginLoc();
  if (!L.isMacroID())
    return false;
  llvm::StringRef Macro = Lexer::getImmediateMacroName(
      L, Context.getSourceManager(), Context.getLangOpts());
  const Model *M = Models.findMacro(Macro);
  if (!M)
    return false;
  // C's curl.h wraps functions in macros of their own names.
  for (const Stmt *Around = Ref; Around; Around = Refs.parent(Around))
    if (const auto *Call = dyn_cast<CallExpr>(Around))
      if (const FunctionDecl *F = Call->getDirectCallee(); nameOf(F) == Macro)
        return false;
  for (const SetsDeadline &S : M->SetsDeadline)
    set(S, Ref);
  return true;
}

/// A variable that holds it from now on, or a modelled field: pollfd::fd.
void HandleWalk::assignedTo(const ValueDecl *Target, const Expr *At) {
  const Model *M = Models.find(Target);
  if (!M || M->SetsDeadline.empty())
    return place(Target);
  for (const SetsDeadline &S : M->SetsDeadline)
    set(S, At);
}

/// options.timeout = 5
void HandleWalk::fieldOf(const MemberExpr *Member) {
  const Model *M = Models.find(Member->getMemberDecl());
  const Stmt *Assignment = Refs.parent(Member);
  if (!M || !Assignment)
    return;
  for (const Expr *Value : Refs.valuesOf(Member->getMemberDecl()))
    if (Refs.parent(Value) == Assignment)
      for (const SetsDeadline &S : M->SetsDeadline)
        if (!Owner.isUnlimited(Value, S.Infinite).value_or(false))
          set(S, Value);
}

/// Climbs from a reference to the expression that does something with the
/// handle.
void HandleWalk::use(const Expr *Ref) {
  if (usedByMacro(Ref))
    return;
  const Expr *Child = Ref;
  for (;;) {
    if (const ValueDecl *Target = Refs.initializedBy(Child))
      return assignedTo(Target, Child);
    const Stmt *Around = Refs.parent(Child);
    if (!Around)
      return;
    if (const auto *Loop = dyn_cast<CXXForRangeStmt>(Around);
        Loop && Loop->getRangeInit() == Child)
      return usesOf(Loop->getLoopVariable()); // An element of the container.
    if (isa<CoreturnStmt>(Around))
      return lose(Around);
    const auto *Outer = dyn_cast<Expr>(Around);
    if (!Outer)
      return; // A condition, a return, an expression statement.

    const auto *Method = dyn_cast<CXXMemberCallExpr>(Outer);
    bool IsObject = Method && Method->getCallee() == Child;
    if (const Expr *Inner = seenThrough(Outer);
        Inner &&
        (IsObject || Inner == Child || Inner->IgnoreParenImpCasts() == Child)) {
      Child = Outer;
      continue;
    }
    if (IsObject) {
      const CXXMethodDecl *F = Method->getMethodDecl();
      const Model *M = F ? Models.find(F) : nullptr;
      if (M) {
        apply(*M, Place{Place::This}, Method);
        Facts.ModelledCalls.push_back(Method);
      }
      carried(Method); // session.SetOption(cpr::Timeout{2000})
      // A setter that answers with the object: a.SetX().SetY().
      if (F && Method->isLValue() &&
          Method->getType()->getAsCXXRecordDecl() == F->getParent()) {
        Child = Outer;
        continue;
      }
      return;
    }
    if (const auto *Member = dyn_cast<MemberExpr>(Outer)) {
      if (!isa<CXXMethodDecl>(Member->getMemberDecl()))
        return fieldOf(Member);
      Child = Outer; // The callee of a method call.
      continue;
    }
    if (const auto *Index = dyn_cast<ArraySubscriptExpr>(Outer);
        Index && Index->getIdx() == Child)
      return;
    if (const auto *Unary = dyn_cast<UnaryOperator>(Outer);
        Unary && Unary->getOpcode() != UO_AddrOf &&
        Unary->getOpcode() != UO_Deref)
      return;
    if (isa<CastExpr, ParenExpr, MaterializeTemporaryExpr, FullExpr,
            CXXBindTemporaryExpr, ArraySubscriptExpr, UnaryOperator,
            AbstractConditionalOperator>(Outer)) {
      Child = Outer;
      continue;
    }
    if (const auto *Binary = dyn_cast<BinaryOperator>(Outer)) {
      const ValueDecl *Target = placeOf(strip(Binary->getLHS()));
      if (Binary->getOpcode() == BO_Assign && Binary->getRHS() == Child &&
          Target)
        assignedTo(Target, Outer);
      return;
    }
    if (isa<CallExpr, CXXConstructExpr>(Outer)) {
      auto Arguments = argumentsOf(Outer);
      for (unsigned I = 0; I < Arguments.size(); ++I)
        if (Arguments[I] == Child)
          return passedTo(Outer, I);
      return;
    }
    // In a list: an element of an array, the members were told above.
    if (isa<CXXThrowExpr, CoyieldExpr, CXXNewExpr, InitListExpr>(Outer))
      lose(Outer);
    return; // Captured by a lambda, deleted, measured.
  }
}

void HandleWalk::passedTo(const Expr *Call, unsigned N) {
  const FunctionDecl *F = calleeOf(Call);
  if (!F)
    return lose(Call);
  if (const ParmVarDecl *Parameter = forwardedTo(Call, N, Models))
    return usesOf(Parameter);
  if (const Model *M = Models.find(F); M && !M->Spawns) {
    apply(*M, Place{int(N) + 1}, Call);
    Facts.ModelledCalls.push_back(Call);
    Facts.Wakes |= M->Wakes; // pipe(ends)
    // ldap_initialize(&handle, url)
    const auto *Address =
        dyn_cast<UnaryOperator>(argument(Call, N)->IgnoreParenImpCasts());
    if (M->Creates && Address && Address->getOpcode() == UO_AddrOf) {
      Facts.Created = true;
      Facts.Origins.push_back(Call);
      Facts.Makers.push_back(Call);
    }
    return;
  }
  if (hasOwnBody(F)) {
    if (N < F->getNumParams())
      usesOf(F->getParamDecl(N));
    return;
  }
  // `init(&handle)`: a library call that fills it in.
  if (isLibrary(F, Wait, Context))
    return;
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
      Operator && Operator->getOperator() != OO_Call) {
    // map[key] = handle; anything else only looks at it.
    if (Operator->getOperator() == OO_Equal)
      if (const ValueDecl *Target = placeOf(strip(Operator->getArg(0))))
        assignedTo(Target, Call);
    return;
  }
  // connections.push_back(handle): it lives on as an element.
  static const llvm::StringRef Inserters[] = {
      "push_back", "emplace_back", "push", "insert", "emplace", "push_front"};
  if (const Expr *Object = objectOf(Call);
      Object && isInStd(F) && llvm::is_contained(Inserters, nameOf(F)))
    if (const ValueDecl *Container = placeOf(strip(Object));
        Container && !isa<ParmVarDecl>(Container)) {
      const auto *Field = dyn_cast<FieldDecl>(Container);
      if (Field && !isPrivateToUnit(Field, Context))
        lose(Call);
      return usesOf(Container);
    }
  lose(Call); // Handed on inside std: a thread, a bind.
}

} // namespace p99::analysis
