// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Spawns.h"
#include "analysis/Expressions.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace p99::analysis {

/// The T of std::vector<T>::emplace_back(...).
static const CXXRecordDecl *elementMade(const FunctionDecl *F) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(F);
  if (!Method || !Method->getIdentifier() || !isInStd(Method) ||
      !Method->getName().starts_with("emplace"))
    return nullptr;
  const auto *Container =
      dyn_cast<ClassTemplateSpecializationDecl>(Method->getParent());
  if (!Container || Container->getTemplateArgs().size() == 0)
    return nullptr;
  const TemplateArgument &Element = Container->getTemplateArgs()[0];
  return Element.getKind() == TemplateArgument::Type
             ? Element.getAsType()->getAsCXXRecordDecl()
             : nullptr;
}

bool startsThread(const Expr *Call, const ModelIndex &Models) {
  const FunctionDecl *F = calleeOf(Call);
  if (!F)
    return false;
  if (const Model *M = Models.find(F); M && M->Spawns)
    return argumentsOf(Call).size() >= M->Spawns->Callable;
  const CXXRecordDecl *Made = elementMade(F);
  if (!Made || !Made->hasDefinition() || argumentsOf(Call).empty())
    return false;
  return llvm::any_of(Made->ctors(), [&](const CXXConstructorDecl *C) {
    const Model *M = Models.find(C);
    return M && M->Spawns;
  });
}

const Expr *threadStartOf(const FunctionDecl *Callable, const References &Refs,
                          const ModelIndex &Models) {
  auto StartAround = [&](const Stmt *S) -> const Expr * {
    for (; S; S = Refs.parent(S))
      if (const auto *E = dyn_cast<Expr>(S)) {
        if (startsThread(E, Models))
          return E;
      } else if (isa<CompoundStmt>(S)) {
        return nullptr;
      }
    return nullptr;
  };
  for (const Expr *Name : Refs.namesOf(Callable))
    if (const Expr *Start = StartAround(Name))
      return Start;
  const auto *Method = dyn_cast<CXXMethodDecl>(Callable);
  if (!Method || !Method->getParent()->isLambda() || !Method->getBody())
    return nullptr;
  return StartAround(Refs.parent(Method->getBody()));
}

} // namespace p99::analysis
