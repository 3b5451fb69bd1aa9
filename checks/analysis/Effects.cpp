// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Effects.h"
#include "analysis/Expressions.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/Builtins.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace p99::analysis {

/// What a pointer, smart pointer or iterator leads to cannot be changed
/// through it.
static bool leadsToConst(QualType T) {
  T = T.getNonReferenceType();
  if (QualType To = T->getPointeeType(); !To.isNull())
    return To.isConstQualified() || To->isFunctionType();
  const CXXMethodDecl *Star = operatorOf(T, OO_Star);
  if (!Star)
    Star = operatorOf(T, OO_Arrow);
  if (!Star)
    return false;
  QualType To = Star->getReturnType();
  if (To->isPointerType() || To->isReferenceType())
    return To->getPointeeType().isConstQualified();
  return true; // By value: there is nothing to change.
}

static Home worst(Home A, Home B) { return std::max(A, B); }

/// A method that others may call on a const object too, and that answers with
/// a part of the object either way: `begin`, `find`, `at`, a vector's `[]`. Not
/// a map's `[]`, which inserts. Containers that copy on write take their copy
/// in it: they are known by their `detach`.
static bool isAccessor(const CXXMethodDecl *Method) {
  const CXXRecordDecl *Class = Method->getParent();
  bool HasTwin = false;
  for (const CXXMethodDecl *Other : Class->methods()) {
    if (const IdentifierInfo *Name = Other->getIdentifier();
        Name && Name->isStr("detach"))
      return false;
    if (Other == Method || !Other->isConst() ||
        Other->getDeclName() != Method->getDeclName() ||
        Other->getNumParams() != Method->getNumParams())
      continue;
    bool Refers = Method->getReturnType()->isReferenceType();
    HasTwin |= Refers == Other->getReturnType()->isReferenceType() &&
               !Method->getReturnType()->isVoidType();
  }
  return HasTwin;
}

/// `T &&` where `T` is the function's own: an lvalue is taken as it is.
static bool forwards(const FunctionDecl *F, unsigned N) {
  const FunctionDecl *Pattern = F->getTemplateInstantiationPattern();
  if (!Pattern) // No body is instantiated where bodies are skipped.
    if (const FunctionTemplateDecl *Template = F->getPrimaryTemplate())
      Pattern = Template->getTemplatedDecl();
  if (!Pattern || Pattern->getNumParams() == 0)
    return false;
  // All parameters of a pack stand for the last one written.
  const ParmVarDecl *P =
      Pattern->getParamDecl(std::min(N, Pattern->getNumParams() - 1));
  QualType T = P->getType();
  if (const auto *Expansion = T->getAs<PackExpansionType>())
    T = Expansion->getPattern();
  return T->isRValueReferenceType() &&
         T->getPointeeType()->isTemplateTypeParmType();
}

/// Algorithms that only look at what their iterators lead to.
static bool onlyReads(const FunctionDecl *F) {
  static const llvm::StringRef Names[] = {
      "all_of",      "any_of",        "none_of",         "find",
      "find_if",     "find_if_not",   "find_first_of",   "count",
      "count_if",    "accumulate",    "reduce",          "inner_product",
      "max_element", "min_element",   "equal",           "minmax_element",
      "mismatch",    "binary_search", "lower_bound",     "upper_bound",
      "equal_range", "search",        "includes",        "distance",
      "next",        "prev",          "for_each",        "is_sorted",
      "begin",       "end",           "transform_reduce"};
  return F->getIdentifier() && llvm::is_contained(Names, F->getName());
}

Home Effects::changedByArguments(const Expr *Call,
                                 const FunctionDecl *In) const {
  const FunctionDecl *F = calleeOf(Call);
  bool Std = F && isInStd(F);
  const FunctionProtoType *Prototype =
      F ? F->getType()->getAs<FunctionProtoType>() : nullptr;
  Home Worst = Home::Local;
  unsigned N = 0;
  for (const Expr *Argument : argumentsOf(Call)) {
    unsigned I = N++;
    QualType Type = Prototype && I < Prototype->getNumParams()
                        ? Prototype->getParamType(I)
                        : Argument->getType();
    bool Reference = Type->isReferenceType();
    QualType Object = Type.getNonReferenceType();
    if (isAtomic(Object) || Locks.isMutex(Object) || Locks.isGuard(Object))
      continue;
    if (Reference) {
      if (Object.isConstQualified() ||
          (Type->isLValueReferenceType() && Std && forwards(F, I)))
        continue;
      Worst = worst(Worst, homeOf(Argument, In));
    } else if (Type->isPointerType()
                   ? !leadsToConst(Type)
                   : isPointerLike(Type) && !leadsToConst(Type) &&
                         (!Std || (!isa<CXXMethodDecl>(F) && !onlyReads(F)))) {
      Worst = worst(Worst, homeOf(Argument, In, /*Pointee=*/true));
    }
  }
  return Worst;
}

/// The body is in sight, and not the text of a library, which may be skipped.
static bool hasOwnBody(const FunctionDecl *F) {
  const SourceManager &SM = F->getASTContext().getSourceManager();
  return References::hasVisibleBody(F) && F->getLocation().isValid() &&
         !SM.isInSystemHeader(SM.getExpansionLoc(F->getLocation()));
}

/// Nothing is known of the function but its declaration, and that does not rule
/// out that it writes somewhere: to a file, a socket, a table of its own.
static bool mayDoAnything(const FunctionDecl *F) {
  if (hasOwnBody(F) || isInStd(F) || F->isConstexpr() || F->isTrivial() ||
      F->isDefaulted() || F->isOverloadedOperator() ||
      isa<CXXConversionDecl>(F) || F->hasAttr<PureAttr>() ||
      F->hasAttr<ConstAttr>())
    return false;
  if (unsigned Builtin = F->getBuiltinID())
    return !F->getASTContext().BuiltinInfo.isNoThrow(Builtin);
  QualType Result = F->getReturnType();
  if (const auto *Method = dyn_cast<CXXMethodDecl>(F);
      Method && Method->isInstance())
    return Method->isConst() && Result->isVoidType();
  // It fills in what it is given, or makes something.
  if (llvm::any_of(F->parameters(), [](const ParmVarDecl *P) {
        QualType To = P->getType()->getPointeeType();
        return !To.isNull() && !To.isConstQualified();
      }))
    return false;
  return !Result->isRecordType() || F->param_empty();
}

Home Effects::changedByCall(const Expr *Call, const FunctionDecl *In) const {
  if (Locks.stepOf(Call) || Locks.notifies(Call))
    return Home::Local;
  const FunctionDecl *F = calleeOf(Call);
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(F);
  // A function pointer, or a std::function: whatever it does.
  if (!F)
    return Home::Shared;
  if (Method && isInStd(Method) && Method->getOverloadedOperator() == OO_Call &&
      Method->getParent()->getIdentifier() &&
      Method->getParent()->getName().contains("function"))
    return Home::Shared;

  if (mayDoAnything(F))
    return Home::Shared;
  Home Worst = changedByArguments(Call, In);
  Home Body = changedBy(F);
  if (Body == Home::Shared)
    return Home::Shared;
  const Expr *Object = objectOf(Call);
  if (!Object || !Method || Method->isStatic())
    return Worst;
  QualType Type = Object->getType();
  bool Arrow = Type->isPointerType();
  if (Arrow)
    Type = Type->getPointeeType();
  if (isAtomic(Type) || Locks.isMutex(Type) || Locks.isGuard(Type))
    return Worst;
  // Without the body, or with others that override it, the signature counts.
  bool Changes = Body == Home::This;
  if (!hasOwnBody(Method) || Method->isVirtual())
    Changes |= !Method->isConst() && !isAccessor(Method);
  return Changes ? worst(Worst, homeOf(Object, In, Arrow)) : Worst;
}

Home Effects::changes(const Expr *E, const FunctionDecl *In) const {
  if (E->isTypeDependent() || E->isValueDependent())
    return Home::Local;
  auto Written = [&](const Expr *Target, bool Pointee = false) {
    return isAtomic(Target->getType()) ? Home::Local
                                       : homeOf(Target, In, Pointee);
  };
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return Binary->isAssignmentOp() ? Written(Binary->getLHS()) : Home::Local;
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return Unary->isIncrementDecrementOp() ? Written(Unary->getSubExpr())
                                           : Home::Local;
  if (const auto *Delete = dyn_cast<CXXDeleteExpr>(E))
    return Written(Delete->getArgument(), /*Pointee=*/true);
  if (isa<CallExpr>(E))
    return changedByCall(E, In);
  if (isa<CXXConstructExpr>(E))
    return Locks.stepOf(E) ? Home::Local : changedByArguments(E, In);
  return Home::Local;
}

const Expr *Effects::changeIn(const Stmt *S, const FunctionDecl *In) const {
  if (!S)
    return nullptr;
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
    return changeIn(Lambda->getBody(), In);
  if (const auto *E = dyn_cast<Expr>(S); E && changes(E, In) > Home::Parameter)
    return E;
  for (const Stmt *Child : S->children())
    if (const Expr *Found = changeIn(Child, In))
      return Found;
  return nullptr;
}

Home Effects::changedBy(const FunctionDecl *F) const {
  const FunctionDecl *Definition = nullptr;
  if (!hasOwnBody(F) || !F->hasBody(Definition) ||
      Definition->isDependentContext())
    return Home::Local;
  // While it is being looked at it does no more than the rest of it does.
  auto [It, New] = Known.try_emplace(F->getCanonicalDecl(), Home::Local);
  if (!New)
    return It->second;
  Home Worst = Home::Local;
  auto Walk = [&](auto &&Self, const Stmt *S) -> void {
    if (!S)
      return;
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
      return Self(Self, Lambda->getBody());
    if (const auto *E = dyn_cast<Expr>(S))
      if (Home H = changes(E, Definition); H > Home::Parameter)
        Worst = worst(Worst, H);
    for (const Stmt *Child : S->children())
      Self(Self, Child);
  };
  Walk(Walk, Definition->getBody());
  Known[F->getCanonicalDecl()] = Worst;
  return Worst;
}

bool Effects::reachesShared(const Expr *E, const FunctionDecl *In) const {
  if (isa<CXXThisExpr>(E))
    return true;
  QualType Type;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (!isa<VarDecl, BindingDecl>(Ref->getDecl()))
      return false;
    Type = Ref->getDecl()->getType();
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
        V && V->hasGlobalStorage() && Type.isConstQualified())
      return false;
  } else if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    if (!isa<FieldDecl, VarDecl>(Member->getMemberDecl()))
      return false;
    Type = Member->getMemberDecl()->getType();
  } else {
    return false;
  }
  if (homeOf(E, In) > Home::Parameter)
    return true;
  return (Type->isPointerType() || isPointerLike(Type)) &&
         homeOf(E, In, /*Pointee=*/true) > Home::Parameter;
}

} // namespace p99::analysis
