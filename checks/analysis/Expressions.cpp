// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Expressions.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace p99::analysis {

const FunctionDecl *calleeOf(const Expr *Call) {
  if (const auto *C = dyn_cast<CallExpr>(Call))
    return C->getDirectCallee();
  if (const auto *C = dyn_cast<CXXConstructExpr>(Call))
    return C->getConstructor();
  return nullptr;
}

llvm::StringRef nameOf(const NamedDecl *D) {
  return D && D->getIdentifier() ? D->getName() : "";
}

const ValueDecl *canonical(const ValueDecl *D) {
  return cast<ValueDecl>(D->getCanonicalDecl());
}

llvm::ArrayRef<const Expr *> argumentsOf(const Expr *Call) {
  if (const auto *C = dyn_cast<CXXOperatorCallExpr>(Call)) {
    llvm::ArrayRef<const Expr *> All(C->getArgs(), C->getNumArgs());
    return isa_and_nonnull<CXXMethodDecl>(C->getDirectCallee())
               ? All.drop_front()
               : All;
  }
  if (const auto *C = dyn_cast<CallExpr>(Call))
    return {C->getArgs(), C->getNumArgs()};
  if (const auto *C = dyn_cast<CXXConstructExpr>(Call))
    return {C->getArgs(), C->getNumArgs()};
  return {};
}

const Expr *argument(const Expr *Call, unsigned N) {
  auto Arguments = argumentsOf(Call);
  return N < Arguments.size() ? Arguments[N] : nullptr;
}

std::optional<int64_t> constantOf(const Expr *E, const ASTContext &Context) {
  Expr::EvalResult Value;
  if (!E || E->isInstantiationDependent() ||
      !E->getType()->isIntegralOrEnumerationType() ||
      !E->EvaluateAsInt(Value, Context))
    return std::nullopt;
  return Value.Val.getInt().tryExtValue();
}

llvm::StringRef spelled(const Expr *E, const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  return Lexer::getSourceText(SM.getExpansionRange(E->getSourceRange()), SM,
                              Context.getLangOpts());
}

bool isInStd(const Decl *D) {
  const DeclContext *DC = D->getDeclContext()->getEnclosingNamespaceContext();
  while (DC && DC->isInlineNamespace())
    DC = DC->getParent()->getEnclosingNamespaceContext();
  return DC && DC->isStdNamespace();
}

const Expr *seenThrough(const Expr *E) {
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E))
    switch (Operator->getOperator()) {
    case OO_Arrow:
    case OO_Star:
    case OO_Subscript:
      return Operator->getArg(0);
    default:
      return nullptr;
    }
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E)) {
    const CXXMethodDecl *Method = Member->getMethodDecl();
    // A conversion answers with the object too.
    if (isa_and_nonnull<CXXConversionDecl>(Method))
      return Member->getImplicitObjectArgument();
    if (!Method)
      return nullptr;
    static const llvm::StringRef Getters[] = {
        "get",           "value", "lock", "release",
        "native_handle", "front", "back", "at"};
    return isInStd(Method) && llvm::is_contained(Getters, nameOf(Method))
               ? Member->getImplicitObjectArgument()
               : nullptr;
  }
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *F = Call->getDirectCallee();
    static const llvm::StringRef Same[] = {"move",      "forward", "ref",
                                           "addressof", "cref",    "as_const"};
    return F && isInStd(F) && Call->getNumArgs() == 1 &&
                   llvm::is_contained(Same, nameOf(F))
               ? Call->getArg(0)
               : nullptr;
  }
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    const CXXConstructorDecl *C = Construct->getConstructor();
    if (Construct->getNumArgs() == 0)
      return nullptr;
    if (C->isCopyOrMoveConstructor())
      return Construct->getArg(0);
    // unique_ptr<CURL, D>(curl_easy_init(), ...) is the handle it owns.
    const CXXRecordDecl *Type = C->getParent();
    static const llvm::StringRef Owners[] = {"unique_ptr", "shared_ptr",
                                             "optional", "reference_wrapper"};
    if (isInStd(Type) && llvm::is_contained(Owners, nameOf(Type)))
      return Construct->getArg(0);
    return nullptr;
  }
  return nullptr;
}

const Expr *strip(const Expr *E) {
  for (;;) {
    E = E->IgnoreParenCasts();
    if (const auto *Unary = dyn_cast<UnaryOperator>(E);
        Unary &&
        (Unary->getOpcode() == UO_AddrOf || Unary->getOpcode() == UO_Deref))
      E = Unary->getSubExpr();
    else if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
      E = M->getSubExpr();
    else if (const auto *F = dyn_cast<FullExpr>(E))
      E = F->getSubExpr();
    else if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
      E = B->getSubExpr();
    else if (const auto *A = dyn_cast<ArraySubscriptExpr>(E))
      E = A->getBase();
    else if (const auto *D = dyn_cast<CXXDefaultArgExpr>(E))
      E = D->getExpr();
    else if (const auto *D = dyn_cast<CXXDefaultInitExpr>(E))
      E = D->getExpr();
    else if (const Expr *Inner = seenThrough(E))
      E = Inner;
    else
      return E;
  }
}

const ValueDecl *placeOf(const Expr *E) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (isa<VarDecl, BindingDecl>(Ref->getDecl()))
      return cast<ValueDecl>(Ref->getDecl()->getCanonicalDecl());
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    if (isa<FieldDecl, VarDecl>(Member->getMemberDecl()))
      return cast<ValueDecl>(Member->getMemberDecl()->getCanonicalDecl());
  return nullptr;
}

const CXXConstructorDecl *constructorMade(const Expr *Call) {
  const FunctionDecl *F = calleeOf(Call);
  if (!F || !isInStd(F) || !nameOf(F).starts_with("make_") ||
      !F->getTemplateSpecializationArgs())
    return nullptr;
  const TemplateArgument &Type = F->getTemplateSpecializationArgs()->get(0);
  const CXXRecordDecl *Record = Type.getKind() == TemplateArgument::Type
                                    ? Type.getAsType()->getAsCXXRecordDecl()
                                    : nullptr;
  if (!Record || !Record->hasDefinition())
    return nullptr;
  unsigned Given = argumentsOf(Call).size();
  for (const CXXConstructorDecl *C : Record->ctors())
    if (!C->isCopyOrMoveConstructor() && Given <= C->getNumParams() &&
        Given >= C->getMinRequiredArguments())
      return C;
  return nullptr;
}

const Expr *objectOf(const Expr *Call) {
  if (const auto *Method = dyn_cast<CXXMemberCallExpr>(Call))
    return Method->getImplicitObjectArgument();
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
      Operator && isa_and_nonnull<CXXMethodDecl>(Operator->getDirectCallee()))
    return Operator->getArg(0);
  return nullptr;
}

} // namespace p99::analysis
