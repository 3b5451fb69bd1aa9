// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Visibility.h"
#include "analysis/Expressions.h"
#include "analysis/References.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace p99::analysis {

bool isLibrary(const FunctionDecl *F, const FunctionDecl *Beside,
               const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  SourceLocation L = F->getCanonicalDecl()->getLocation();
  if (L.isInvalid())
    return true; // A builtin.
  if (SM.isInSystemHeader(SM.getExpansionLoc(L)))
    return !isInStd(F);
  if (!Beside)
    return false;
  SourceLocation W = Beside->getCanonicalDecl()->getLocation();
  return W.isValid() &&
         SM.getFileID(SM.getExpansionLoc(W)) != SM.getMainFileID() &&
         SM.getFileID(SM.getExpansionLoc(W)) ==
             SM.getFileID(SM.getExpansionLoc(L));
}

bool isPrivateToUnit(const FieldDecl *Field, const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  const RecordDecl *Record = Field->getParent();
  const auto *Class = dyn_cast<CXXRecordDecl>(Record);
  bool Here = SM.isInMainFile(SM.getExpansionLoc(Record->getLocation()));
  if (!Here &&
      (!Class || Field->getAccess() == AS_public || Class->hasFriends()))
    return false;
  return !Class || llvm::all_of(Class->methods(), [](const auto *Method) {
    return Method->isImplicit() || Method->isDefaulted() ||
           Method->isDeleted() || Method->isPureVirtual() ||
           References::hasVisibleBody(Method);
  });
}

const ParmVarDecl *forwardedTo(const Expr *Call, unsigned N,
                               const ModelIndex &Models) {
  const Model *M = Models.find(calleeOf(Call));
  if (!M || !M->Spawns || !M->Spawns->Callable || N < M->Spawns->Callable)
    return nullptr;
  unsigned Index = N - M->Spawns->Callable;
  const Expr *Callable = strip(argument(Call, M->Spawns->Callable - 1));
  const FunctionDecl *F = nullptr;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Callable)) {
    F = dyn_cast<FunctionDecl>(Ref->getDecl());
    // std::thread(&Server::serve, this, fd)
    if (isa_and_nonnull<CXXMethodDecl>(F) &&
        cast<CXXMethodDecl>(F)->isInstance()) {
      if (Index == 0)
        return nullptr;
      --Index;
    }
  } else if (const auto *Lambda = dyn_cast<LambdaExpr>(Callable)) {
    F = Lambda->getCallOperator();
  }
  const FunctionDecl *Definition = nullptr;
  if (!F || !F->hasBody(Definition) || Index >= Definition->getNumParams())
    return nullptr;
  return Definition->getParamDecl(Index);
}

} // namespace p99::analysis
