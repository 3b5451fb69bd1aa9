// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/FreedElements.h"
#include "analysis/Effects.h"
#include "analysis/Expressions.h"
#include "analysis/References.h"
#include "analysis/Unit.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace p99::analysis {

static bool sameText(const Expr *A, const Expr *B, const ASTContext &Context) {
  auto Text = [&](const Expr *E) {
    return Lexer::getSourceText(
        CharSourceRange::getTokenRange(E->getSourceRange()),
        Context.getSourceManager(), Context.getLangOpts());
  };
  return !Text(A).empty() && Text(A) == Text(B);
}

/// The pairs of calls that answer with an element and free that one.
static bool freesWhat(llvm::StringRef Get, llvm::StringRef Pop) {
  return (Get == "front" && (Pop == "pop" || Pop == "pop_front")) ||
         (Get == "back" && Pop == "pop_back") || (Get == "top" && Pop == "pop");
}

/// What stands behind the declaration of a variable in its block.
static const Expr *nextTo(const VarDecl *V, const References &Refs) {
  const Stmt *Statement = V->getInit();
  while (Statement && !isa<DeclStmt>(Statement))
    Statement = Refs.parent(Statement);
  // auto a = q.front(), b = q.front();
  if (!Statement || !cast<DeclStmt>(Statement)->isSingleDecl())
    return nullptr;
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Refs.parent(Statement));
  if (!Block)
    return nullptr;
  const auto *It = llvm::find(Block->body(), Statement);
  if (It == Block->body_end() || ++It == Block->body_end())
    return nullptr;
  const auto *Next = dyn_cast<Expr>(*It);
  return Next ? Next->IgnoreImplicit() : nullptr;
}

/// `c.erase(x)`, also in `it = c.erase(x)`.
static const CXXMemberCallExpr *freeingCall(const Expr *Statement) {
  if (const auto *Assign = dyn_cast<CXXOperatorCallExpr>(Statement);
      Assign && Assign->getOperator() == OO_Equal)
    Statement = Assign->getArg(1)->IgnoreImplicit();
  else if (const auto *Plain = dyn_cast<BinaryOperator>(Statement);
           Plain && Plain->getOpcode() == BO_Assign)
    Statement = Plain->getRHS()->IgnoreImplicit();
  const auto *Call = dyn_cast<CXXMemberCallExpr>(Statement);
  return Call && Call->getMethodDecl() && Call->getMethodDecl()->getIdentifier()
             ? Call
             : nullptr;
}

/// The iterator of `*it`, `it->second`, `(*it).second`; the key of `m[key]`
/// and `m.at(key)`, with the container.
static const Expr *whereOf(const Expr *Element, const Expr *&Container) {
  Element = Element->IgnoreParenImpCasts();
  if (const auto *Member = dyn_cast<MemberExpr>(Element))
    Element = Member->getBase()->IgnoreParenImpCasts();
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Element)) {
    switch (Operator->getOperator()) {
    case OO_Star:
    case OO_Arrow:
      return Operator->getArg(0);
    case OO_Subscript:
      Container = Operator->getArg(0);
      return Operator->getArg(1);
    default:
      return nullptr;
    }
  }
  const auto *At = dyn_cast<CXXMemberCallExpr>(Element);
  if (!At || At->getNumArgs() != 1 || !At->getMethodDecl() ||
      !At->getMethodDecl()->getIdentifier() ||
      At->getMethodDecl()->getName() != "at")
    return nullptr;
  Container = At->getImplicitObjectArgument();
  return At->getArg(0);
}

/// An associative container, which keys are erased from.
static bool hasKeys(QualType T) {
  const CXXRecordDecl *Class = T.getNonReferenceType()->getAsCXXRecordDecl();
  return Class && isInStd(Class) && Class->getIdentifier() &&
         Class->getName().ends_with("map");
}

/// A key that does not change when the value is moved: it is no part of it.
static bool isApart(const Expr *Key, QualType Value) {
  const auto *Ref = dyn_cast<DeclRefExpr>(Key->IgnoreParenImpCasts());
  return Ref && (!Ref->getDecl()->getType()->isReferenceType() ||
                 isPointerLike(Value));
}

/// auto x = q.front();        auto x = it->second;
/// q.pop();                   m.erase(it);
const CXXMemberCallExpr *freedBehind(const VarDecl *V, const Expr *Source,
                                     Unit &U) {
  if (Source->getType().isConstQualified())
    return nullptr;
  const Expr *Next = nextTo(V, U.references());
  const CXXMemberCallExpr *Pop = Next ? freeingCall(Next) : nullptr;
  if (!Pop)
    return nullptr;
  llvm::StringRef Name = Pop->getMethodDecl()->getName();
  const Expr *Object = Pop->getImplicitObjectArgument();
  if (Name == "erase" && Pop->getNumArgs() == 1 &&
      isInStd(Pop->getMethodDecl())) {
    const Expr *Container = nullptr;
    const Expr *Where = whereOf(Source, Container);
    if (!Where || !sameText(Where, Pop->getArg(0), U.ast()))
      return nullptr;
    // The one iterator leads to one element.
    if (!Container)
      return isa<DeclRefExpr>(Where->IgnoreParenImpCasts()) ? Pop : nullptr;
    return hasKeys(Object->getType()) && sameText(Container, Object, U.ast()) &&
                   isApart(Where, Source->getType())
               ? Pop
               : nullptr;
  }
  // Somebody's own `pop` may look at the element first.
  const auto *Get = dyn_cast<CXXMemberCallExpr>(Source);
  return isInStd(Pop->getMethodDecl()) && Get && Get->getMethodDecl() &&
                 Get->getMethodDecl()->getIdentifier() &&
                 Pop->getNumArgs() == 0 &&
                 sameText(Object, Get->getImplicitObjectArgument(), U.ast()) &&
                 freesWhat(Get->getMethodDecl()->getName(), Name)
             ? Pop
             : nullptr;
}

} // namespace p99::analysis
