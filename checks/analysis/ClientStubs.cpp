// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/ClientStubs.h"
#include "analysis/Expressions.h"
#include "analysis/References.h"
#include "analysis/Unit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace p99::analysis {

/// A method whose body is somewhere else, or differs by object.
static const CXXMethodDecl *stubMethod(const Expr *Call) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(calleeOf(Call));
  return Method && (Method->isVirtual() || !References::hasVisibleBody(Method))
             ? Method
             : nullptr;
}

const Model *modelOfStub(const Expr *Call, Unit &U,
                         llvm::function_ref<bool(const Model &)> How) {
  const CXXMethodDecl *Method = stubMethod(Call);
  if (!Method)
    return nullptr;
  for (const Expr *Argument : argumentsOf(Call)) {
    // brpc's stubs take it as a pointer to its base.
    QualType T = Argument->IgnoreParenImpCasts()->getType();
    const Model *M = T->isPointerType() ? U.models().find(T) : nullptr;
    if (!M || !How(*M))
      continue;
    // It waits if it answers with a status, or is given no callback; what
    // answers with a stream or nothing comes back at once.
    const auto *Answer = Method->getReturnType()->getAsCXXRecordDecl();
    const Expr *Last = argumentsOf(Call).back();
    bool Plain = Answer && !isa<ClassTemplateSpecializationDecl>(Answer);
    bool NoCallback =
        !Last->isValueDependent() &&
        Last->isNullPointerConstant(U.ast(), Expr::NPC_ValueDependentIsNotNull);
    return Plain || NoCallback ? M : nullptr;
  }
  return nullptr;
}

/// The model of what a constructor takes, also through a smart pointer.
static const Model *modelOfParameter(const ParmVarDecl *P, Unit &U) {
  QualType T = P->getType().getNonReferenceType();
  if (const auto *Pointer = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
          T->getAsCXXRecordDecl())) {
    const TemplateArgumentList &Of = Pointer->getTemplateArgs();
    if (!Of.size() || Of[0].getKind() != TemplateArgument::Type)
      return nullptr;
    T = Of[0].getAsType();
  }
  return U.models().find(T);
}

const Model *modelOfClient(const Expr *Call, Unit &U) {
  const CXXMethodDecl *Method = stubMethod(Call);
  if (!Method || !Method->getIdentifier())
    return nullptr;
  // Through the interface that it shares with the server, it may be either.
  const CXXRecordDecl *Class = Method->getParent();
  for (const CXXConstructorDecl *Made : Class->ctors())
    for (const ParmVarDecl *P : Made->parameters()) {
      const Model *M = modelOfParameter(P, U);
      if (!M || !M->RoundTrip || M->RoundTrip->Answer.empty())
        continue;
      std::string Name = M->RoundTrip->Answer + Method->getName().str();
      return llvm::any_of(Class->methods(),
                          [&](const CXXMethodDecl *Other) {
                            return Other->getIdentifier() &&
                                   Other->getName() == Name;
                          })
                 ? M
                 : nullptr;
    }
  return nullptr;
}

} // namespace p99::analysis
