// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Changes.h"
#include "analysis/Expressions.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace p99::analysis {

Change changeBy(const Expr *Use, const References &Refs) {
  const Stmt *Child = Use, *P = Refs.parent(Use);
  bool Address = false;
  for (; isa_and_nonnull<CastExpr, ParenExpr, MemberExpr, UnaryOperator,
                         ArraySubscriptExpr>(P);
       Child = P, P = Refs.parent(P)) {
    if (const auto *Unary = dyn_cast<UnaryOperator>(P)) {
      if (Unary->isIncrementDecrementOp())
        return Change::Counted;
      Address |= Unary->getOpcode() == UO_AddrOf;
    }
    // As an index it only says which.
    if (const auto *Element = dyn_cast<ArraySubscriptExpr>(P);
        Element && Element->getBase() != Child)
      return Change::None;
    // Another member of the same object.
    if (isa<MemberExpr>(P) &&
        isa<FieldDecl>(cast<MemberExpr>(P)->getMemberDecl()))
      return Change::None;
  }
  if (const auto *Assign = dyn_cast_or_null<BinaryOperator>(P))
    return !Assign->isAssignmentOp() || Assign->getLHS() != Child ? Change::None
           : Assign->getOpcode() == BO_AddAssign ||
                   Assign->getOpcode() == BO_SubAssign
               ? Change::Counted
               : Change::Assigned;
  const auto *Call = dyn_cast_or_null<CallExpr>(P);
  if (!Call)
    return Change::None;
  llvm::StringRef Name = nameOf(Call->getDirectCallee());
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call)) {
    if (Operator->getArg(0) != Child)
      return Change::None;
    switch (Operator->getOperator()) {
    case OO_PlusPlus:
    case OO_MinusMinus:
    case OO_PlusEqual:
    case OO_MinusEqual:
      return Change::Counted;
    case OO_Equal:
    case OO_Subscript:
      return Change::Assigned;
    default:
      return Change::None;
    }
  }
  if (Name.contains("fetch_add") || Name.contains("fetch_sub") ||
      Name.contains("fetch_and_add") || Name.contains("fetch_and_sub") ||
      Name.contains("add_and_fetch") || Name.contains("sub_and_fetch") ||
      Name.starts_with("fetchAndAdd") || Name == "ref" || Name == "deref")
    return Change::Counted;
  if (const auto *Method = dyn_cast<CXXMemberCallExpr>(Call))
    return isa<MemberExpr>(Child) && Method->getMethodDecl() &&
                   !Method->getMethodDecl()->isConst()
               ? Change::Assigned
               : Change::None;
  return Address ? Change::Assigned : Change::None;
}

} // namespace p99::analysis
