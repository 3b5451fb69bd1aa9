// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/ServedInterfaces.h"
#include "clang/AST/ASTContext.h"

using namespace clang;

namespace p99::analysis {

/// The class `OrdersProcessor` beside `OrdersIf`.
static const CXXRecordDecl *dispatcherOf(const CXXRecordDecl *Interface) {
  if (!Interface->getIdentifier())
    return nullptr;
  llvm::StringRef Service = Interface->getName();
  if (!Service.consume_back("If") || Service.empty())
    return nullptr;
  ASTContext &Context = Interface->getASTContext();
  DeclarationName Name = &Context.Idents.get((Service + "Processor").str());
  for (const NamedDecl *D : Interface->getDeclContext()->lookup(Name)) {
    const CXXRecordDecl *Class = dyn_cast<CXXRecordDecl>(D);
    if (const auto *Alias = dyn_cast<TypedefNameDecl>(D))
      Class = Alias->getUnderlyingType()->getAsCXXRecordDecl();
    if (Class && Class->hasDefinition())
      return Class->getDefinition();
  }
  return nullptr;
}

static const Model *modelOfBase(const CXXRecordDecl *Class,
                                const ModelIndex &Models) {
  const Model *Found = nullptr;
  Class->forallBases([&](const CXXRecordDecl *Base) {
    if (const Model *M = Models.find(Base); M && M->EntryPoint)
      Found = M;
    return !Found;
  });
  return Found;
}

const Model *modelOfServed(const CXXMethodDecl *Method,
                           const ModelIndex &Models) {
  for (const CXXMethodDecl *Base : Method->overridden_methods()) {
    if (const Model *M = modelOfServed(Base, Models))
      return M;
    if (Base->isPureVirtual())
      if (const CXXRecordDecl *Dispatcher = dispatcherOf(Base->getParent()))
        if (const Model *M = modelOfBase(Dispatcher, Models))
          return M;
  }
  return nullptr;
}

} // namespace p99::analysis
