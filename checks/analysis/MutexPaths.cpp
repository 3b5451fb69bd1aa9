// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which mutex an expression means: through references, pointers, getters,
// smart pointers and containers, down to a variable or `this`.

#include "analysis/Expressions.h"
#include "analysis/Mutexes.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/FoldingSet.h"

using namespace clang;

namespace p99::analysis {

/// Getters of getters, references to references: more is no mutex's name.
static constexpr unsigned MaxDepth = 12;

const void *MutexRef::thisRoot() {
  static const char Root = 0;
  return &Root;
}

/// What stands for an index or argument: equal if it is spelled alike.
static const void *hashOf(const Expr *E, const ASTContext &Context) {
  llvm::FoldingSetNodeID Id;
  E->IgnoreParenImpCasts()->Profile(Id, Context, /*Canonical=*/true);
  // Odd, as no address of a declaration is.
  return reinterpret_cast<const void *>(
      static_cast<uintptr_t>(Id.ComputeHash()) * 2 + 1);
}

static bool isHandle(QualType T) {
  return T->isPointerType() || T->isReferenceType();
}

std::string Mutexes::textOf(const Expr *E) const {
  std::string Text = spelled(E, Context).str();
  if (Text.empty())
    return "a mutex";
  if (size_t Line = Text.find('\n'); Line != std::string::npos)
    Text.resize(Line);
  if (Text.size() > 40)
    Text = Text.substr(0, 37) + "...";
  return Text;
}

MutexRef Mutexes::mutexOf(const Expr *E) const {
  MutexRef Ref;
  if (!E || E->isInstantiationDependent() || !follow(E, Ref, 0)) {
    Ref = {};
    Ref.Path = {E};
    Ref.Name = E ? textOf(E) : "a mutex";
    return Ref;
  }
  return Ref;
}

static const VarDecl *variableOf(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

/// The one thing that a reference or pointer variable ever stands for.
static const Expr *standsFor(const VarDecl *V, const References &Refs) {
  if (isa<ParmVarDecl>(V) || !isHandle(V->getType()) || V->isCXXForRangeDecl())
    return nullptr;
  if (V->getType()->isReferenceType())
    return V->getInit();
  auto Values = Refs.valuesOf(V);
  return V->hasLocalStorage() && Values.size() == 1 ? Values[0] : nullptr;
}

bool Mutexes::follow(const Expr *E, MutexRef &Into, unsigned Depth) const {
  if (Depth > MaxDepth)
    return false;
  E = E->IgnoreParenCasts();
  if (const auto *F = dyn_cast<FullExpr>(E))
    return follow(F->getSubExpr(), Into, Depth + 1);
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
    return follow(M->getSubExpr(), Into, Depth + 1);
  if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
    return follow(B->getSubExpr(), Into, Depth + 1);
  if (const auto *D = dyn_cast<CXXDefaultArgExpr>(E))
    return follow(D->getExpr(), Into, Depth + 1);
  if (const auto *D = dyn_cast<CXXDefaultInitExpr>(E))
    return follow(D->getExpr(), Into, Depth + 1);
  if (isa<CXXThisExpr>(E)) {
    Into.Path = {MutexRef::thisRoot()};
    Into.Name = "this";
    return true;
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
    if (Unary->getOpcode() != UO_AddrOf && Unary->getOpcode() != UO_Deref)
      return false;
    if (!follow(Unary->getSubExpr(), Into, Depth + 1))
      return false;
    if (Unary->getOpcode() == UO_Deref && !variableOf(Unary->getSubExpr()))
      Into.Local = false;
    return true;
  }
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E)) {
    if (!follow(Element->getBase(), Into, Depth + 1))
      return false;
    Into.Path.push_back(hashOf(Element->getIdx(), Context));
    return true;
  }

  // locks + i is &locks[i].
  if (const auto *Sum = dyn_cast<BinaryOperator>(E);
      Sum && Sum->getOpcode() == BO_Add &&
      Sum->getLHS()->getType()->isPointerType()) {
    if (!follow(Sum->getLHS(), Into, Depth + 1))
      return false;
    Into.Path.push_back(hashOf(Sum->getRHS(), Context));
    return true;
  }

  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *Binding = dyn_cast<BindingDecl>(Ref->getDecl()))
      if (const Expr *Bound = Binding->getBinding())
        if (!variableOf(Bound->IgnoreParenImpCasts()) &&
            follow(Bound, Into, Depth + 1))
          return true;
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    if (V)
      if (const Expr *Value = standsFor(V, Refs)) {
        MutexRef Other;
        if (follow(Value, Other, Depth + 1)) {
          Into = std::move(Other);
          return true;
        }
      }
    if (!V && !isa<BindingDecl>(Ref->getDecl()))
      return false;
    Into.Decl = cast<ValueDecl>(Ref->getDecl()->getCanonicalDecl());
    Into.Path = {Into.Decl};
    Into.Name = Into.Decl->getNameAsString();
    Into.Local = V && V->hasLocalStorage() && !isHandle(V->getType()) &&
                 !Ref->refersToEnclosingVariableOrCapture();
    return true;
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    if (const auto *V = dyn_cast<VarDecl>(Member->getMemberDecl())) {
      Into.Decl = V->getCanonicalDecl();
      Into.Path = {Into.Decl};
      Into.Name = V->getNameAsString();
      Into.Local = false;
      return true;
    }
    const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (!Field || !follow(Member->getBase(), Into, Depth + 1))
      return false;
    if (Field->isAnonymousStructOrUnion())
      return true;
    Into.Decl = Field->getCanonicalDecl();
    Into.Path.push_back(Into.Decl);
    Into.Name = Field->getNameAsString();
    if (Member->isArrow() || isHandle(Field->getType()))
      Into.Local = false;
    return true;
  }

  // v[i] and v.at(i): like an array's element.
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
      Operator && Operator->getOperator() == OO_Subscript &&
      Operator->getNumArgs() == 2) {
    if (!follow(Operator->getArg(0), Into, Depth + 1))
      return false;
    Into.Path.push_back(hashOf(Operator->getArg(1), Context));
    return true;
  }
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
      Call && Call->getNumArgs() == 1 && Call->getMethodDecl() &&
      nameOf(Call->getMethodDecl()) == "at" && isInStd(Call->getMethodDecl())) {
    if (!follow(Call->getImplicitObjectArgument(), Into, Depth + 1))
      return false;
    Into.Path.push_back(hashOf(Call->getArg(0), Context));
    return true;
  }
  if (const Expr *Operand = seenThrough(E)) {
    if (!follow(Operand, Into, Depth + 1))
      return false;
    // A smart pointer's object is elsewhere.
    if (isa<CXXOperatorCallExpr, CXXMemberCallExpr>(E))
      Into.Local = false;
    return true;
  }

  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee)
    return false;
  // A getter: what it returns, in terms of this call.
  if (auto Returned = Refs.returnsOf(Callee); Returned.size() == 1) {
    MutexRef Inner;
    if (isHandle(Callee->getReturnType()) &&
        follow(Returned[0], Inner, Depth + 1))
      if (auto Here = rebase(Inner, Callee, objectOf(Call), argumentsOf(Call),
                             Depth + 1)) {
        Into = std::move(*Here);
        return true;
      }
  }
  // shard(key).mutex: the same if called with the same.
  MutexRef Object;
  if (const Expr *On = objectOf(Call); On && !follow(On, Object, Depth + 1))
    return false;
  Into.Path = std::move(Object.Path);
  Into.Decl = Callee->getCanonicalDecl();
  Into.Path.push_back(Into.Decl);
  for (const Expr *Argument : argumentsOf(Call))
    Into.Path.push_back(hashOf(Argument, Context));
  Into.Name = textOf(E);
  Into.Local = false;
  return true;
}

std::optional<MutexRef> Mutexes::rebase(const MutexRef &Ref,
                                        const FunctionDecl *Callee,
                                        const Expr *Object,
                                        llvm::ArrayRef<const Expr *> Args,
                                        unsigned Depth) const {
  if (!Ref)
    return std::nullopt;
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  const bool IsLambda = Method && Method->getParent()->isLambda();
  const Expr *Base = nullptr;
  if (Ref.Path[0] == MutexRef::thisRoot()) {
    if (IsLambda)
      return Ref; // The `this` of the function around it.
    Base = Object;
  } else if (reinterpret_cast<uintptr_t>(Ref.Path[0]) % 2 == 0) {
    const auto *Root = static_cast<const Decl *>(Ref.Path[0]);
    bool IsParameter = false;
    for (const FunctionDecl *F : Callee->redecls())
      for (const ParmVarDecl *P : F->parameters())
        if (P == Root) {
          IsParameter = true;
          unsigned I = P->getFunctionScopeIndex();
          if (I < Args.size())
            Base = Args[I];
        }
    const auto *V = dyn_cast<VarDecl>(Root);
    if (!IsParameter &&
        ((V && V->hasGlobalStorage()) || isa<FunctionDecl>(Root)))
      return Ref;
    if (!IsParameter && IsLambda)
      return Ref; // Captured.
  }
  MutexRef Out;
  if (!Base || !follow(Base, Out, Depth + 1))
    return std::nullopt;
  const bool IsRootItself = Ref.Path.size() == 1;
  Out.Local = Out.Local && (IsRootItself || Ref.Local ||
                            Ref.Path[0] == MutexRef::thisRoot());
  // To the outside a wrapper that locks a member of its own is the mutex: its
  // other methods may be declared only. Its own methods know the member.
  if (IsRootItself ||
      (Ref.Path[0] == MutexRef::thisRoot() &&
       Out.Path.back() != MutexRef::thisRoot() && isMutex(Base->getType())))
    return Out;
  Out.Decl = Ref.Decl;
  Out.Name = Ref.Name;
  Out.Path.append(Ref.Path.begin() + 1, Ref.Path.end());
  return Out;
}

} // namespace p99::analysis
