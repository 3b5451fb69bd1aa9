// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Effects.h"
#include "analysis/Expressions.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace p99::analysis {

static const CXXRecordDecl *recordOf(QualType T) {
  if (T.isNull())
    return nullptr;
  const CXXRecordDecl *Record = T.getNonReferenceType()->getAsCXXRecordDecl();
  return Record ? Record->getDefinition() : nullptr;
}

/// The operator `Op` of the class or its bases.
static const CXXMethodDecl *findOperator(const CXXRecordDecl *Record,
                                         OverloadedOperatorKind Op,
                                         unsigned Depth = 0) {
  for (const CXXMethodDecl *Method : Record->methods())
    if (Method->getOverloadedOperator() == Op)
      return Method;
  if (Depth < 4)
    for (const CXXBaseSpecifier &Base : Record->bases())
      if (const CXXRecordDecl *Class = recordOf(Base.getType()))
        if (const CXXMethodDecl *Found = findOperator(Class, Op, Depth + 1))
          return Found;
  return nullptr;
}

const CXXMethodDecl *operatorOf(QualType T, OverloadedOperatorKind Op) {
  const CXXRecordDecl *Record = recordOf(T);
  return Record ? findOperator(Record, Op) : nullptr;
}

bool isPointerLike(QualType T) { return operatorOf(T, OO_Arrow); }

bool isAtomic(QualType T) {
  T = T.getNonReferenceType();
  if (T->isAtomicType())
    return true;
  const CXXRecordDecl *Record = recordOf(T);
  if (!Record || !Record->getIdentifier() || !isInStd(Record))
    return false;
  llvm::StringRef Name = Record->getName();
  return Name.starts_with("atomic") || Name.starts_with("__atomic");
}

static Home worst(Home A, Home B) { return std::max(A, B); }

/// The lambda has a copy of the variable.
static bool isCopiedInto(const FunctionDecl *Lambda, const VarDecl *V) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Lambda);
  if (!Method || !Method->getParent()->isLambda())
    return false;
  return llvm::any_of(Method->getParent()->captures(),
                      [&](const LambdaCapture &Capture) {
                        return Capture.capturesVariable() &&
                               Capture.getCapturedVar()->getCanonicalDecl() ==
                                   V->getCanonicalDecl() &&
                               Capture.getCaptureKind() == LCK_ByCopy;
                      });
}

/// The pointer is given away or copied, and not only looked through, compared
/// or returned.
static bool isHandedOn(const VarDecl *V, const References &Refs) {
  return llvm::any_of(Refs.usesOf(V), [&](const Expr *Use) {
    const Stmt *Child = Use;
    const Stmt *Up = Refs.parent(Use);
    while (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(Up)) {
      Child = Up;
      Up = Refs.parent(Up);
    }
    if (const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(Up))
      return Operator->getOperator() == OO_Call ||
             (Operator->getOperator() == OO_Equal &&
              Operator->getArg(0) != Child);
    if (const auto *Assign = dyn_cast_or_null<BinaryOperator>(Up))
      return Assign->isAssignmentOp() && Assign->getRHS() == Child;
    if (isa_and_nonnull<CXXConstructExpr>(Up)) // `return pointer;` copies.
      Up = Refs.parent(Up);
    return isa_and_nonnull<CallExpr, CXXConstructExpr, DeclStmt, InitListExpr,
                           LambdaExpr, ExprWithCleanups,
                           MaterializeTemporaryExpr>(Up);
  });
}

Home Effects::homeOfVariable(const VarDecl *V, const FunctionDecl *In,
                             bool Pointee) const {
  if (V->hasGlobalStorage())
    return V->getTLSKind() != VarDecl::TLS_None && !Pointee ? Home::Local
                                                            : Home::Shared;
  // A variable of a function around this lambda.
  const DeclContext *Owner = V->getDeclContext();
  if (In && Owner->isFunctionOrMethod()) {
    const auto *Function = dyn_cast<FunctionDecl>(Owner);
    bool Inside =
        Function && Function->getCanonicalDecl() == In->getCanonicalDecl();
    for (const DeclContext *Up = Owner; Up && !Inside; Up = Up->getParent())
      if (const auto *F = dyn_cast<FunctionDecl>(Up))
        Inside = F->getCanonicalDecl() == In->getCanonicalDecl();
    if (!Inside)
      return isCopiedInto(In, V) && !Pointee ? Home::Local : Home::Shared;
  }
  bool Reference = V->getType()->isReferenceType();
  if (isa<ParmVarDecl>(V))
    return Reference || Pointee ? Home::Parameter : Home::Local;
  if (!Reference && !Pointee)
    return Home::Local;
  if (Pointee && isHandedOn(V, Refs))
    return Home::Shared; // Others may have it by now.
  if (!Visiting.insert(V).second)
    return Home::Local; // The other values decide.
  Home Worst = Home::Local;
  llvm::SmallVector<const Expr *, 2> Values(Refs.valuesOf(V));
  // The variables that a range-for makes up stand in no text.
  if (Values.empty() && V->getInit())
    Values.push_back(V->getInit());
  for (const Expr *Value : Values)
    Worst = worst(Worst, homeOf(Value, In, Pointee));
  if (Values.empty() && !V->getType()->isRecordType())
    Worst = Home::Shared; // Someone else fills it in.
  Visiting.erase(V);
  return Worst;
}

Home Effects::homeOfCall(const CallExpr *Call, const FunctionDecl *In,
                         bool Pointee) const {
  QualType Type = Call->getCallReturnType(Context);
  if (!Type->isReferenceType() && !Pointee)
    return Home::Local; // A value of its own.
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call)) {
    const Expr *Object = Operator->getNumArgs() ? Operator->getArg(0) : nullptr;
    if (!Object)
      return Home::Shared;
    switch (Operator->getOperator()) {
    case OO_Star:
    case OO_Arrow:
      return Pointee && Operator->getOperator() == OO_Star
                 ? worst(homeOf(Object, In, true), Home::Shared)
                 : homeOf(Object, In, /*Pointee=*/true);
    case OO_Subscript:
    case OO_Call:
      return Pointee ? Home::Shared
                     : homeOf(Object, In, isPointerLike(Object->getType()));
    default: // `<<`, `+=` and `++` answer with their left side.
      return homeOf(Object, In, Pointee);
    }
  }
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
    const Expr *Object = Member->getImplicitObjectArgument();
    const CXXMethodDecl *Method = Member->getMethodDecl();
    if (!Object || !Method)
      return Home::Shared;
    bool Arrow =
        Object->getType()->isPointerType() || isPointerLike(Object->getType());
    if (!Pointee)
      return homeOf(Object, In, Arrow);
    // `map.find(k)->second` and `text.data()[0]` are the container's own, and
    // `smart.get()->x` is what `smart->x` is; `vector.front()->x`,
    // `weak.lock()->x` and what other getters lead to can be anyone's.
    bool Own = operatorOf(Type, OO_PlusPlus) ||
               (Type->isPointerType() && isInStd(Method));
    return Own ? homeOf(Object, In, Arrow) : Home::Shared;
  }
  const FunctionDecl *F = Call->getDirectCallee();
  if (F && isInStd(F) && F->getIdentifier()) {
    if (F->getName().starts_with("make_"))
      return Home::Local;
    if (Call->getNumArgs() == 0)
      return Home::Shared;
    const Expr *First = Call->getArg(0);
    // std::begin(c), std::next(it), std::move(x), std::get<0>(x)
    return homeOf(First, In,
                  Pointee && (First->getType()->isPointerType() ||
                              isPointerLike(First->getType())));
  }
  return Home::Shared;
}

Home Effects::homeOf(const Expr *E, const FunctionDecl *In,
                     bool Pointee) const {
  if (!E)
    return Home::Shared;
  E = E->IgnoreParenCasts();
  if (const auto *Full = dyn_cast<FullExpr>(E))
    return homeOf(Full->getSubExpr(), In, Pointee);
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
    return homeOf(Temporary->getSubExpr(), In, Pointee);
  if (const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(E))
    return homeOf(Bound->getSubExpr(), In, Pointee);
  if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(E))
    return homeOf(Default->getExpr(), In, Pointee);

  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *Binding = dyn_cast<BindingDecl>(Ref->getDecl())) {
      const auto *Whole =
          dyn_cast_or_null<VarDecl>(Binding->getDecomposedDecl());
      return Whole ? homeOfVariable(Whole, In, false) : Home::Shared;
    }
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    return V ? homeOfVariable(V, In, Pointee) : Home::Local;
  }
  if (isa<CXXThisExpr>(E))
    return Pointee ? Home::This : Home::Local;
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    const ValueDecl *D = Member->getMemberDecl();
    if (const auto *V = dyn_cast<VarDecl>(D))
      return homeOfVariable(V, In, Pointee);
    Home Base = homeOf(Member->getBase(), In, Member->isArrow());
    return Pointee || D->getType()->isReferenceType()
               ? worst(Base, Home::Shared)
               : Base;
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
    if (Unary->getOpcode() == UO_Deref)
      return Pointee ? Home::Shared : homeOf(Unary->getSubExpr(), In, true);
    if (Unary->getOpcode() == UO_AddrOf)
      return Pointee ? homeOf(Unary->getSubExpr(), In, false) : Home::Local;
    return homeOf(Unary->getSubExpr(), In, Pointee);
  }
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E)) {
    const Expr *Base = Element->getBase()->IgnoreParenImpCasts();
    return Pointee ? Home::Shared
                   : homeOf(Base, In, !Base->getType()->isArrayType());
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->isAssignmentOp())
      return homeOf(Binary->getLHS(), In, Pointee);
    if (Binary->getOpcode() == BO_Comma ||
        !Binary->getLHS()->getType()->isAnyPointerType())
      return homeOf(Binary->getRHS(), In, Pointee);
    return homeOf(Binary->getLHS(), In, Pointee);
  }
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(E))
    return worst(homeOf(Choice->getTrueExpr(), In, Pointee),
                 homeOf(Choice->getFalseExpr(), In, Pointee));
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    if (!Pointee)
      return Home::Local;
    Home Worst = Home::Local;
    for (const Expr *Argument : Construct->arguments())
      if (Argument->getType()->isPointerType() ||
          isPointerLike(Argument->getType()))
        Worst = worst(Worst, homeOf(Argument, In, true));
    return Worst;
  }
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return homeOfCall(Call, In, Pointee);
  if (isa<CXXNewExpr, LambdaExpr, InitListExpr, CXXNullPtrLiteralExpr,
          StringLiteral, IntegerLiteral, CXXBoolLiteralExpr>(E))
    return Home::Local;
  return Pointee || E->isGLValue() ? Home::Shared : Home::Local;
}

} // namespace p99::analysis
