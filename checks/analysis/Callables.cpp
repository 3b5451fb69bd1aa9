// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Callables.h"
#include "analysis/Expressions.h"
#include "analysis/Visibility.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace p99::analysis {

/// How many variables, wrappers and returns may lie between an expression and
/// the function that it stands for.
static constexpr unsigned MaxDepth = 8;

static void add(Callables::Targets &Into, const FunctionDecl *F) {
  F = F->getCanonicalDecl();
  if (!llvm::is_contained(Into.Functions, F))
    Into.Functions.push_back(F);
}

bool Callables::isOwn(const FunctionDecl *F) {
  if (!F || !References::hasVisibleBody(F) || isInStd(F))
    return false;
  const SourceManager &SM = F->getASTContext().getSourceManager();
  return !SM.isInSystemHeader(SM.getExpansionLoc(F->getLocation()));
}

Callables::Targets Callables::named(const Expr *E) const {
  Search Into;
  if (E)
    collect(E, Into);
  if (Into.Found.Functions.empty())
    Into.Found.Unknown = true;
  return std::move(Into.Found);
}

static bool isLambda(QualType T) {
  const CXXRecordDecl *Class =
      T.isNull() ? nullptr : T.getNonReferenceType()->getAsCXXRecordDecl();
  return Class && Class->isLambda();
}

/// Has an operator() of its own or of a base, written or as a template.
static bool isCallObject(const CXXRecordDecl *Class) {
  if (!Class || !Class->hasDefinition())
    return false;
  DeclarationName Call =
      Class->getASTContext().DeclarationNames.getCXXOperatorName(OO_Call);
  if (!Class->lookup(Call).empty())
    return true;
  return llvm::any_of(Class->bases(), [&](const CXXBaseSpecifier &Base) {
    return isCallObject(Base.getType()->getAsCXXRecordDecl());
  });
}

bool Callables::isCallable(const Expr *E) const {
  if (!E || E->isTypeDependent())
    return false;
  E = strip(E);
  QualType T = E->getType();
  if (isa<LambdaExpr>(E) || isLambda(T) || T->isFunctionType() ||
      T->isFunctionPointerType() || T->isMemberFunctionPointerType())
    return true;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E);
      Ref && isa<FunctionDecl>(Ref->getDecl()))
    return true;
  if (isCallObject(T->getAsCXXRecordDecl()))
    return true;
  // boost::bind(f, x) has a type that tells nothing in a mere declaration.
  const auto *Call = dyn_cast<CallExpr>(E);
  return Call && !isOwn(Call->getDirectCallee()) &&
         !isa<CXXMemberCallExpr>(Call) && Call->getNumArgs() &&
         isCallable(Call->getArg(0));
}

//===-- What a value stands for -------------------------------------------===//

void Callables::collect(const Expr *E, Search &Into) const {
  if (E->isTypeDependent() || Into.Depth >= MaxDepth) {
    Into.Found.Unknown = true;
    return;
  }
  ++Into.Depth;
  const Expr *Bare = E;
  E = strip(E);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(E)) {
    collectOperator(Lambda->getLambdaClass(), Into);
  } else if (const auto *Ref = dyn_cast<DeclRefExpr>(E);
             Ref && isa<FunctionDecl>(Ref->getDecl())) {
    const auto *Method = dyn_cast<CXXMethodDecl>(Ref->getDecl());
    if (Method && Method->isVirtual())
      collectMethod(Method, nullptr, Into);
    else
      add(Into.Found, cast<FunctionDecl>(Ref->getDecl()));
  } else if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(E)) {
    collect(Choice->getTrueExpr(), Into);
    collect(Choice->getFalseExpr(), Into);
  } else if (isLambda(E->getType())) {
    collectOperator(E->getType()->getAsCXXRecordDecl(), Into);
  } else if (const CXXRecordDecl *Class = E->getType()->getAsCXXRecordDecl();
             Class && collectOperator(Class, Into)) {
  } else if (const ValueDecl *D = placeOf(E)) {
    collectPlace(D, Into);
  } else if (const auto *Call = dyn_cast<CallExpr>(E)) {
    collectCall(Call, Into);
  } else if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    // An empty std::function calls nothing.
    bool Empty = llvm::all_of(argumentsOf(Construct), [&](const Expr *A) {
      return A->isNullPointerConstant(Context,
                                      Expr::NPC_ValueDependentIsNotNull);
    });
    if (!Empty && !collectFirst(argumentsOf(Construct), Into))
      Into.Found.Unknown = true;
  } else if (const auto *List = dyn_cast<InitListExpr>(E)) {
    if (!collectFirst(List->inits(), Into) && List->getNumInits())
      Into.Found.Unknown = true;
  } else if (const auto *New = dyn_cast<CXXNewExpr>(E);
             New && New->getConstructExpr()) {
    collect(New->getConstructExpr(), Into);
  } else if (!Bare->isNullPointerConstant(Context,
                                          Expr::NPC_ValueDependentIsNotNull)) {
    Into.Found.Unknown = true;
  }
  --Into.Depth;
}

/// The call operator of a lambda or of the user's own functor.
bool Callables::collectOperator(const CXXRecordDecl *Class,
                                Search &Into) const {
  if (!Class || !Class->hasDefinition())
    return false;
  size_t Before = Into.Found.Functions.size();
  auto Take = [&](const FunctionDecl *F) {
    if (Class->isLambda() || isOwn(F))
      add(Into.Found, F);
  };
  DeclarationName Call = Context.DeclarationNames.getCXXOperatorName(OO_Call);
  for (const NamedDecl *D : Class->lookup(Call)) {
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D)) {
      for (const FunctionDecl *Instance : Template->specializations())
        Take(Instance);
      // Nobody is seen to call it: at least it is known which it is.
      if (Class->isLambda() && Before == Into.Found.Functions.size())
        add(Into.Found, Template->getTemplatedDecl());
    } else if (const auto *F = dyn_cast<FunctionDecl>(D)) {
      Take(F);
    }
  }
  if (Before == Into.Found.Functions.size())
    for (const CXXBaseSpecifier &Base : Class->bases())
      if (collectOperator(Base.getType()->getAsCXXRecordDecl(), Into))
        break;
  return Before != Into.Found.Functions.size();
}

/// The first argument that is something to call: f in bind(f, x) and in
/// bind_executor(strand, f). What comes after it is for `f`.
bool Callables::collectFirst(llvm::ArrayRef<const Expr *> Arguments,
                             Search &Into) const {
  for (const Expr *Argument : Arguments)
    if (isCallable(Argument)) {
      collect(Argument, Into);
      return true;
    }
  return false;
}

void Callables::collectCall(const CallExpr *Call, Search &Into) const {
  const FunctionDecl *F = Call->getDirectCallee();
  if (!isOwn(F)) {
    if (!collectFirst(argumentsOf(Call), Into))
      Into.Found.Unknown = true;
    return;
  }
  // co_spawn(executor, session(socket), detached) runs what it is given.
  const FunctionDecl *Definition = F->getDefinition();
  if (Definition && isa_and_nonnull<CoroutineBodyStmt>(Definition->getBody())) {
    add(Into.Found, F);
    return;
  }
  llvm::ArrayRef<const Expr *> Returned = Refs.returnsOf(F);
  if (Returned.empty())
    Into.Found.Unknown = true;
  for (const Expr *Value : Returned) {
    // It answers with what this call gives it.
    const auto *Parameter =
        dyn_cast_or_null<ParmVarDecl>(placeOf(strip(Value)));
    if (Parameter && Parameter->getDeclContext() == Definition)
      if (const Expr *Given =
              argument(Call, Parameter->getFunctionScopeIndex()))
        Value = Given;
    collect(Value, Into);
  }
}

/// Whether code outside of the unit can give the place other values.
static bool isOpen(const ValueDecl *D, const ASTContext &Context) {
  if (const auto *Field = dyn_cast<FieldDecl>(D))
    return !isPrivateToUnit(Field, Context);
  const auto *V = dyn_cast<VarDecl>(D);
  return !V || (!V->isLocalVarDeclOrParm() && V->isExternallyVisible());
}

void Callables::collectPlace(const ValueDecl *D, Search &Into) const {
  if (!Into.Seen.insert(D).second)
    return;
  llvm::SmallVector<const Expr *, 4> Values(Refs.valuesOf(D));
  bool Open = isOpen(D, Context);
  if (const auto *Parameter = dyn_cast<ParmVarDecl>(D)) {
    const auto *F = dyn_cast<FunctionDecl>(Parameter->getDeclContext());
    unsigned N = Parameter->getFunctionScopeIndex();
    if (F)
      for (const Expr *Call : Refs.callsOf(F))
        if (const Expr *Given = argument(Call, N))
          Values.push_back(Given);
    // Called by its name only, and from nowhere else.
    Open |= !F || F->isExternallyVisible() || !Refs.namesOf(F).empty();
  }
  if (Open || Values.empty())
    Into.Found.Unknown = true;
  for (const Expr *Value : Values)
    collect(Value, Into);
}

//===-- Virtual methods ---------------------------------------------------===//

llvm::ArrayRef<const CXXMethodDecl *>
Callables::overridesOf(const CXXMethodDecl *Method) const {
  if (!Overrides) {
    Overrides.emplace();
    for (const CXXMethodDecl *M : Refs.overriders()) {
      llvm::SmallVector<const CXXMethodDecl *, 4> Bases(
          M->overridden_methods());
      llvm::SmallPtrSet<const CXXMethodDecl *, 8> Seen;
      while (!Bases.empty()) {
        const CXXMethodDecl *Base = Bases.pop_back_val()->getCanonicalDecl();
        if (!Seen.insert(Base).second)
          continue;
        (*Overrides)[Base].push_back(M);
        llvm::append_range(Bases, Base->overridden_methods());
      }
    }
  }
  auto It = Overrides->find(Method->getCanonicalDecl());
  return It == Overrides->end() ? llvm::ArrayRef<const CXXMethodDecl *>()
                                : llvm::ArrayRef(It->second);
}

/// The class that the object has, not only one that it is derived from.
const CXXRecordDecl *Callables::exactClassOf(const Expr *Object) const {
  if (!Object)
    return nullptr;
  const ValueDecl *D = placeOf(strip(Object));
  if (!D)
    return nullptr;
  QualType T = D->getType();
  if (const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
      Class && !T->isReferenceType() && !isInStd(Class))
    return Class;
  if (T->isReferenceType() || isa<ParmVarDecl>(D) || isOpen(D, Context))
    return nullptr;
  // All that is ever stored in the pointer is made there and then.
  const CXXRecordDecl *Class = nullptr;
  for (const Expr *Value : Refs.valuesOf(D)) {
    Value = strip(Value);
    const CXXRecordDecl *Made = nullptr;
    if (const auto *New = dyn_cast<CXXNewExpr>(Value))
      Made = New->getAllocatedType()->getAsCXXRecordDecl();
    else if (const CXXConstructorDecl *C = constructorMade(Value))
      Made = C->getParent();
    else if (const auto *C = dyn_cast<CXXConstructExpr>(Value);
             C && C->getNumArgs() == 0)
      continue; // An empty smart pointer.
    if (!Made || (Class && Class != Made))
      return nullptr;
    Class = Made;
  }
  return Class;
}

void Callables::collectMethod(const CXXMethodDecl *Method, const Expr *Object,
                              Search &Into) const {
  if (const CXXRecordDecl *Class = exactClassOf(Object))
    if (const CXXMethodDecl *Final =
            const_cast<CXXMethodDecl *>(Method)->getCorrespondingMethodInClass(
                Class)) {
      add(Into.Found, Final);
      return;
    }
  const CXXRecordDecl *Base = Method->getParent();
  if (Method->hasAttr<FinalAttr>() || Base->isEffectivelyFinal()) {
    add(Into.Found, Method);
    return;
  }
  if (!Method->isPureVirtual())
    add(Into.Found, Method);
  for (const CXXMethodDecl *Override : overridesOf(Method))
    add(Into.Found, Override);
  // Nobody else can derive from a class that stands in the main file.
  const SourceManager &SM = Context.getSourceManager();
  if (!SM.isInMainFile(SM.getExpansionLoc(Base->getLocation())) ||
      Into.Found.Functions.empty())
    Into.Found.Unknown = true;
}

//===-- Calls -------------------------------------------------------------===//

Callables::Targets Callables::called(const Expr *Call) const {
  Search Into;
  const FunctionDecl *F = Call ? calleeOf(Call) : nullptr;
  const auto *Plain = dyn_cast_or_null<CallExpr>(Call);
  if (!F) {
    // (*callback)(x), (object->*method)(x)
    const Expr *Callee =
        Plain ? Plain->getCallee()->IgnoreParenImpCasts() : nullptr;
    if (const auto *Pointer = dyn_cast_or_null<BinaryOperator>(Callee);
        Pointer && Pointer->isPtrMemOp())
      Callee = Pointer->getRHS();
    return named(Callee);
  }
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
      Operator && Method && Operator->getOperator() == OO_Call &&
      !Method->getParent()->isLambda() && !isOwn(F))
    return named(Operator->getArg(0));
  if (const auto *Member =
          Plain
              ? dyn_cast<MemberExpr>(Plain->getCallee()->IgnoreParenImpCasts())
              : nullptr;
      Member && Method && Method->isVirtual() && !Member->hasQualifier()) {
    collectMethod(Method, Member->getBase(), Into);
    return std::move(Into.Found);
  }
  if (const CXXConstructorDecl *Made = constructorMade(Call);
      Made && isOwn(Made))
    F = Made;
  add(Into.Found, F);
  return std::move(Into.Found);
}

const LambdaExpr *Callables::lambdaOf(const FunctionDecl *F) const {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(F);
  if (!Method || !Method->getParent()->isLambda())
    return nullptr;
  const FunctionDecl *Written = Method->getTemplateInstantiationPattern();
  if (!Written)
    Written = Method;
  const Stmt *Body = Written->getBody();
  return Body ? dyn_cast_or_null<LambdaExpr>(Refs.parent(Body)) : nullptr;
}

} // namespace p99::analysis
