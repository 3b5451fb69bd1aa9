// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/ThreadCaptures.h"
#include "analysis/DetachedStarts.h"
#include "analysis/Effects.h"
#include "analysis/Expressions.h"
#include "analysis/References.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace p99::analysis {

namespace {

using Kind = ThreadCapture::Kind;

class Walk {
public:
  Walk(const FunctionDecl *In, const References &Refs) : In(In), Refs(Refs) {}

  void callable(const Expr *E, unsigned Depth = 0);
  void value(const Expr *E, unsigned Depth = 0);
  ThreadCaptures take() { return std::move(Into); }

private:
  void lambda(const LambdaExpr *Lambda, unsigned Depth);
  void object(const Expr *E, SourceLocation At, unsigned Depth);
  void pointer(const Expr *E, unsigned Depth);
  bool isOfFunction(const VarDecl *V) const;
  void add(Kind What, const ValueDecl *V, SourceLocation At) {
    Into.All.push_back({What, V, At});
  }

  const FunctionDecl *In;
  const References &Refs;
  ThreadCaptures Into;
};

/// Of the function that starts the thread, not of one around it.
bool Walk::isOfFunction(const VarDecl *V) const {
  const auto *F = dyn_cast_or_null<FunctionDecl>(V->getDeclContext());
  return F && F->getCanonicalDecl() == In->getCanonicalDecl();
}

/// The thread has a reference to the object that `E` denotes.
void Walk::object(const Expr *E, SourceLocation At, unsigned Depth) {
  E = E->IgnoreParenCasts();
  if (Depth > 4)
    return;
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
    return object(M->getSubExpr(), At, Depth + 1);
  if (const auto *Index = dyn_cast<ArraySubscriptExpr>(E))
    return Index->getBase()->IgnoreImpCasts()->getType()->isArrayType()
               ? object(Index->getBase(), At, Depth + 1)
               : void();
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    const Expr *Base = Member->getBase()->IgnoreParenImpCasts();
    if (isa<CXXThisExpr>(Base))
      return add(Kind::This, nullptr, At);
    return Member->isArrow() ? void() : object(Base, At, Depth + 1);
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(E);
      Unary && Unary->getOpcode() == UO_Deref &&
      isa<CXXThisExpr>(Unary->getSubExpr()->IgnoreParenImpCasts()))
    return add(Kind::This, nullptr, At);
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!V || V->hasGlobalStorage() || !isOfFunction(V))
    return;
  if (!V->getType()->isReferenceType())
    return add(Kind::Local, V, At);
  if (isa<ParmVarDecl>(V))
    return add(Kind::Parameter, V, At);
  if (const Expr *Init = V->getInit())
    object(Init, At, Depth + 1);
}

/// The thread has a copy of the pointer.
void Walk::pointer(const Expr *E, unsigned Depth) {
  if (Depth > 4)
    return;
  SourceLocation At = E->getBeginLoc();
  E = E->IgnoreParenCasts();
  if (isa<CXXThisExpr>(E))
    return add(Kind::This, nullptr, At);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E);
      Unary && Unary->getOpcode() == UO_AddrOf)
    return object(Unary->getSubExpr(), At, Depth + 1);
  // name.c_str(), buffer.data(), unique.get()
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
    static const llvm::StringRef Getters[] = {"c_str", "data", "get"};
    const CXXMethodDecl *F = Call->getMethodDecl();
    const CXXRecordDecl *Class = F ? F->getParent() : nullptr;
    if (F && F->getIdentifier() && isInStd(F) && Class->getIdentifier() &&
        !Class->getName().contains("shared_ptr") &&
        !Class->getName().contains("view") &&
        llvm::is_contained(Getters, F->getName()))
      object(Call->getImplicitObjectArgument(), At, Depth + 1);
    return;
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!V || V->hasGlobalStorage())
    return;
  if (V->getType()->isArrayType())
    return object(E, At, Depth + 1);
  if (!isOfFunction(V))
    return;
  if (isa<ParmVarDecl>(V))
    return add(Kind::Pointer, V, At);
  auto Values = Refs.valuesOf(V);
  if (Values.size() == 1)
    pointer(Values.front(), Depth + 1);
}

/// What is handed over by value.
void Walk::value(const Expr *E, unsigned Depth) {
  if (Depth > 4)
    return;
  SourceLocation At = E->getBeginLoc();
  const Expr *Bare = E->IgnoreParenCasts();
  while (const auto *M = dyn_cast<MaterializeTemporaryExpr>(Bare))
    Bare = M->getSubExpr()->IgnoreParenCasts();
  // std::ref(x)
  if (const auto *Call = dyn_cast<CallExpr>(Bare);
      Call && Call->getNumArgs() == 1 && Call->getDirectCallee() &&
      Call->getDirectCallee()->getIdentifier()) {
    llvm::StringRef Name = Call->getDirectCallee()->getName();
    if (Name == "ref" || Name == "cref")
      return object(Call->getArg(0), At, Depth + 1);
  }
  if (const auto *V = dyn_cast_or_null<VarDecl>(placeOf(strip(E)));
      V && V->hasLocalStorage() && isOfFunction(V))
    Into.Individual = true;
  QualType T = Bare->getType().getNonReferenceType();
  // Also one that a C cast hides: (void *)&x, (long)p
  if (T->isPointerType() || T->isArrayType())
    return pointer(Bare, Depth);
  const auto *Class =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(T->getAsRecordDecl());
  // A weak_ptr has no arrow, but whoever has one asks it first.
  if (Class && Class->getTemplateArgs().size() &&
      Class->getTemplateArgs()[0].getKind() == TemplateArgument::Type &&
      (isPointerLike(T) || Class->getName().contains("ptr")))
    if (const CXXRecordDecl *Pointee =
            Class->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl())
      return Into.Owned.push_back(Pointee);
  if (T->isRecordType())
    callable(E, Depth + 1);
}

void Walk::lambda(const LambdaExpr *Lambda, unsigned Depth) {
  auto Init = Lambda->capture_init_begin();
  for (const LambdaCapture &C : Lambda->captures()) {
    const Expr *From = *Init++;
    SourceLocation At =
        C.isImplicit() ? Lambda->getCaptureDefaultLoc() : C.getLocation();
    if (C.capturesThis()) {
      if (C.getCaptureKind() == LCK_This)
        add(Kind::This, nullptr, At);
      continue;
    }
    if (!C.capturesVariable() || !From)
      continue;
    const auto *V = dyn_cast<VarDecl>(C.getCapturedVar());
    if (C.getCaptureKind() == LCK_ByRef) {
      Into.Individual = true;
      size_t Before = Into.All.size();
      object(V && V->isInitCapture() && V->getInit() ? V->getInit() : From, At,
             Depth + 1);
      // `[&f]`, where f is a lambda that holds more.
      if (Into.All.size() == Before && V)
        continue;
    } else {
      value(V && V->isInitCapture() && V->getInit() ? V->getInit() : From,
            Depth + 1);
    }
  }
}

void Walk::callable(const Expr *E, unsigned Depth) {
  if (Depth > 4)
    return;
  E = strip(E);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(E))
    return lambda(Lambda, Depth);
  if (const auto *V = dyn_cast_or_null<VarDecl>(placeOf(E))) {
    // auto work = [&] { ... }; std::thread(work)
    auto Values = Refs.valuesOf(V);
    const Expr *Made = Values.size() == 1 ? strip(Values.front()) : nullptr;
    if (V->hasLocalStorage() && isOfFunction(V) && !isa<ParmVarDecl>(V) &&
        Made && !isa<DeclRefExpr>(Made))
      callable(Made, Depth + 1);
    return;
  }
  // std::bind(&C::run, this, x), std::packaged_task<void()>(f)
  bool Binds = isa<CXXConstructExpr>(E);
  if (const auto *Call = dyn_cast<CallExpr>(E); Call && Call->getDirectCallee())
    Binds = Call->getDirectCallee()->getIdentifier() &&
            Call->getDirectCallee()->getName().contains("bind");
  if (Binds)
    for (const Expr *Argument : argumentsOf(E))
      value(Argument, Depth + 1);
}

} // namespace

const ThreadCapture *ThreadCaptures::find(Kind What) const {
  const auto *It = llvm::find_if(
      All, [&](const ThreadCapture &C) { return C.What == What; });
  return It == All.end() ? nullptr : It;
}

ThreadCaptures capturesOf(const DetachedStart &Start, const References &Refs) {
  Walk Held(Start.In, Refs);
  Held.callable(Start.Callable);
  for (const Expr *Argument : Start.Arguments)
    Held.value(Argument);
  return Held.take();
}

} // namespace p99::analysis
