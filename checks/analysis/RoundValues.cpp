// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/RoundValues.h"
#include "analysis/Expressions.h"
#include "analysis/Within.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace p99::analysis {

static void declaredIn(const Stmt *S,
                       llvm::SmallPtrSetImpl<const ValueDecl *> &Into) {
  if (!S)
    return;
  if (const auto *Statement = dyn_cast<DeclStmt>(S))
    for (const Decl *D : Statement->decls()) {
      if (const auto *V = dyn_cast<VarDecl>(D))
        Into.insert(canonical(V));
      if (const auto *Parts = dyn_cast<DecompositionDecl>(D))
        for (const BindingDecl *Part : Parts->bindings())
          Into.insert(Part);
    }
  for (const Stmt *Child : S->children())
    declaredIn(Child, Into);
}

/// The variable that `++i` or `i += 2` counts up.
static const ValueDecl *countedBy(const Expr *Increment) {
  Increment = Increment ? Increment->IgnoreParenImpCasts() : nullptr;
  const Expr *Counter = nullptr;
  if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(Increment))
    Counter = Unary->isIncrementDecrementOp() ? Unary->getSubExpr() : nullptr;
  else if (const auto *Binary = dyn_cast_or_null<BinaryOperator>(Increment))
    Counter = Binary->isAssignmentOp() ? Binary->getLHS() : nullptr;
  else if (const auto *Call = dyn_cast_or_null<CXXOperatorCallExpr>(Increment))
    Counter = Call->getNumArgs() ? Call->getArg(0) : nullptr;
  return Counter ? placeOf(Counter->IgnoreParenImpCasts()) : nullptr;
}

/// The variable that a row is read into, and those that it is read from:
///   row = mysql_fetch_row(result), query.next()
void RoundValues::readFrom(const Expr *Fetch) {
  auto Take = [&](const Expr *E) {
    const ValueDecl *D = E ? placeOf(strip(E)) : nullptr;
    if (!D || !isa<VarDecl, FieldDecl>(D))
      return;
    Of.insert(canonical(D));
    if (!Element)
      Element = canonical(D);
  };
  const Stmt *Row = Fetch;
  while (Row && isa<Expr>(Row) && !Refs.initializedBy(Row)) {
    const auto *Assignment = dyn_cast<BinaryOperator>(Row);
    if (Assignment && Assignment->isAssignmentOp()) {
      Take(Assignment->getLHS());
      break;
    }
    Row = Refs.parent(Row);
  }
  if (const ValueDecl *D = Row ? Refs.initializedBy(Row) : nullptr) {
    Of.insert(canonical(D));
    Element = canonical(D);
  }
  Take(objectOf(Fetch));
  for (const Expr *Argument : argumentsOf(Fetch))
    Take(Argument);
}

RoundValues::RoundValues(const Loop &L, const References &Refs,
                         const Expr *Fetch)
    : Refs(Refs), Statement(L.Statement) {
  declaredIn(Statement, Declared);
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(Statement)) {
    Element = canonical(Range->getLoopVariable());
    if (const auto *Parts =
            dyn_cast<DecompositionDecl>(Range->getLoopVariable()))
      for (const BindingDecl *Part : Parts->bindings())
        Of.insert(Part);
  } else if (const auto *For = dyn_cast<ForStmt>(Statement)) {
    Element = countedBy(For->getInc());
  }
  if (Fetch) {
    readFrom(Fetch);
  } else if (Element) {
    Of.insert(Element);
    Declared.insert(Element);
  }
  if (!Element)
    return;
  // What is made of what is made of it.
  for (unsigned Pass = 0; Pass < 4 && follow(L.Body); ++Pass)
    ;
}

bool RoundValues::names(
    const Stmt *S, const llvm::SmallPtrSetImpl<const ValueDecl *> &Set) const {
  if (!S)
    return false;
  if (const auto *E = dyn_cast<Expr>(S))
    if (const ValueDecl *D = placeOf(E); D && Set.contains(canonical(D)))
      return true;
  return llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return names(Child, Set); });
}

/// The variable that an expression is, or is a part of: of
/// `request.mutable_key()->name` that is `request`.
bool RoundValues::add(const Expr *E) {
  E = strip(E);
  const Expr *Whole = E;
  while (const Expr *Object = isa<CallExpr>(Whole) ? objectOf(Whole) : nullptr)
    Whole = strip(Object);
  // A member stands for the same of all objects, and what is global for more
  // than the element.
  const auto *V = dyn_cast_or_null<VarDecl>(placeOf(Whole));
  if (!V || (Whole != E && !V->hasLocalStorage()) ||
      !Of.insert(canonical(V)).second)
    return false;
  // Key *K = request.mutable_key(); K->set_name(element);
  if (V->getType()->isPointerType() || V->getType()->isReferenceType())
    if (const Expr *Init = V->getInit(); Init && objectOf(strip(Init)))
      add(Init);
  return true;
}

/// Adds what the statement makes of the element; true if that was news.
bool RoundValues::follow(const Stmt *S) {
  if (!S)
    return false;
  bool New = false;
  auto Add = [&](const Expr *E) { New |= add(E); };
  if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declaration->decls())
      if (const auto *V = dyn_cast<VarDecl>(D))
        if (names(V->getInit(), Of))
          New |= Of.insert(canonical(V)).second;
  } else if (const auto *Binary = dyn_cast<BinaryOperator>(S)) {
    if (Binary->isAssignmentOp() && names(Binary->getRHS(), Of))
      Add(Binary->getLHS());
  } else if (const auto *Call = dyn_cast<CallExpr>(S)) {
    // snprintf(Command, Size, "... %s", Name); Sql += Name; bind(Statement, Id)
    auto Arguments = llvm::ArrayRef(Call->getArgs(), Call->getNumArgs());
    const Expr *Into = objectOf(Call);
    if (!Into && !Arguments.empty())
      Into = Arguments.front();
    if (Into && llvm::any_of(Arguments, [&](const Expr *A) {
          return A != Into && names(A, Of);
        }))
      Add(Into);
    // SQLGetData(Rows, 1, SQL_C_SLONG, &Id, ...)
    for (const Expr *Argument : Arguments)
      if (const auto *Address =
              dyn_cast<UnaryOperator>(Argument->IgnoreParenCasts());
          Address && Address->getOpcode() == UO_AddrOf && names(Call, Of))
        Add(Address->getSubExpr());
  }
  for (const Stmt *Child : S->children())
    New |= follow(Child);
  return New;
}

bool RoundValues::dependsOnElement(const Expr *E) const { return names(E, Of); }

bool RoundValues::isSame(const Expr *E) const {
  if (names(E, Declared))
    return false;
  const ValueDecl *D = placeOf(strip(E));
  return !D || llvm::none_of(Refs.valuesOf(D), [&](const Expr *Value) {
    return isWithin(Value, Statement, Refs);
  });
}

bool RoundValues::dependsOnAnswer(const Expr *E, const Expr *Answer) const {
  if (const ValueDecl *D = placeOf(E); D && !Declared.contains(canonical(D)))
    for (const Expr *Value : Refs.valuesOf(D))
      if (isWithin(Value, Statement, Refs) &&
          !(Value->getBeginLoc() < Answer->getBeginLoc()))
        return true;
  for (const Stmt *Child : E->children())
    if (const auto *Part = dyn_cast_or_null<Expr>(Child))
      if (dependsOnAnswer(Part, Answer))
        return true;
  return false;
}

} // namespace p99::analysis
