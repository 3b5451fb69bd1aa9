// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "core/Views.h"
#include "core/FixBuilder.h"

using namespace clang;

namespace p99 {

void viewFirst(const CXXMemberCallExpr *Substring, FixBuilder &Fix) {
  const auto *Callee =
      dyn_cast<MemberExpr>(Substring->getCallee()->IgnoreParens());
  if (!Callee || Callee->isImplicitAccess()) {
    Fix.refuse();
    return;
  }
  const Expr *Object = Callee->getBase()->IgnoreImplicit();
  if (const auto *Arrow = dyn_cast<CXXOperatorCallExpr>(Object);
      Arrow && Arrow->getOperator() == OO_Arrow)
    Object = Arrow->getArg(0);
  std::string Text = Fix.textOf(Object);
  if (Text.empty())
    Fix.refuse();
  Fix.replace(SourceRange(Substring->getBeginLoc(), Callee->getOperatorLoc()),
              "std::string_view(" + std::string(Callee->isArrow() ? "*" : "") +
                  Text + ").");
  Fix.include(Substring->getBeginLoc(), "<string_view>");
}

} // namespace p99
