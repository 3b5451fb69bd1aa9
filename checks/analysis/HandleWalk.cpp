// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/HandleWalk.h"
#include "analysis/Expressions.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace p99::analysis {

//===-- What the models and the unit say ----------------------------------===//

/// Functions whose bodies are not ours to see and which are known to set no
/// limit but what the models say: those of a system header outside std, and
/// those declared beside the wait.
bool HandleWalk::isLibrary(const FunctionDecl *F) const {
  const SourceManager &SM = Context.getSourceManager();
  SourceLocation L = F->getCanonicalDecl()->getLocation();
  if (L.isInvalid())
    return true; // A builtin.
  if (SM.isInSystemHeader(SM.getExpansionLoc(L)))
    return !isInStd(F);
  if (!Wait)
    return false;
  SourceLocation W = Wait->getCanonicalDecl()->getLocation();
  return W.isValid() && SM.getFileID(SM.getExpansionLoc(W)) !=
                            SM.getMainFileID() &&
         SM.getFileID(SM.getExpansionLoc(W)) ==
             SM.getFileID(SM.getExpansionLoc(L));
}

bool HandleWalk::hasOwnBody(const FunctionDecl *F) const {
  return References::hasVisibleBody(F) && !isLibrary(F) && !isInStd(F);
}

void HandleWalk::set(const SetsDeadline &S, const Expr *At) {
  if (S.Knobs.empty())
    Facts.AllSet = true;
  for (llvm::StringRef Knob : S.Knobs)
    Facts.Set.insert(Knob);
  if (!Facts.SetAt)
    Facts.SetAt = At;
  if (!S.Knobs.empty() && Facts.SetLater.empty() && !InOrigin)
    Facts.SetLater = S.Knobs.front();
}

void HandleWalk::apply(const Model &M, Place Handle, const Expr *Call) {
  for (const SetsDeadline &S : M.SetsDeadline) {
    // In doubt it does.
    if (S.Handle != Handle || !Owner.hold(S.When, Call, /*InDoubt=*/true))
      continue;
    if (S.From) {
      const Expr *Source = nullptr;
      if (S.From->Index > 0)
        Source = argument(Call, S.From->Index - 1);
      else
        Source = objectOf(Call);
      if (!Source)
        continue;
      if (S.Knobs.empty()) {
        from(Source);
        continue;
      }
      HandleFacts Inner;
      HandleWalk(Owner, Wait, Inner, this).from(Source);
      for (llvm::StringRef Knob : S.Knobs)
        if (Inner.Set.contains(Knob))
          Facts.Set.insert(Knob);
      continue;
    }
    if (S.Argument &&
        Owner.isUnlimited(argument(Call, S.Argument - 1), S.Infinite)
            .value_or(false))
      continue;
    set(S, Call);
  }
}

/// A record with a modelled field or method that sets a limit on it, or one
/// derived from such a record.
bool HandleWalk::isCarrier(QualType T) const {
  T = T.getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  const auto *Record = T->getAsRecordDecl();
  if (!Record || !(Record = Record->getDefinition()))
    return false;
  for (const Decl *D : Record->decls()) {
    const auto *Named = dyn_cast<NamedDecl>(D);
    if (const auto *Template = dyn_cast_or_null<FunctionTemplateDecl>(Named))
      Named = Template->getTemplatedDecl();
    if (!isa_and_nonnull<FieldDecl, CXXMethodDecl>(Named))
      continue;
    if (const Model *M = Models.find(Named))
      for (const SetsDeadline &S : M->SetsDeadline)
        if (S.Handle.Index == Place::This)
          return true;
  }
  const auto *Class = dyn_cast<CXXRecordDecl>(Record);
  return Class && llvm::any_of(Class->bases(), [&](const auto &Base) {
           return isCarrier(Base.getType());
         });
}

/// Whether only code in sight can reach the member: a limit may be set by any
/// method without a body here, by a friend, or by whoever includes the header
/// that makes it public.
bool HandleWalk::isPrivateToUnit(const FieldDecl *Field) const {
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

const ParmVarDecl *HandleWalk::forwarded(const Expr *Call, unsigned N) const {
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

//===-- Up: where it comes from -------------------------------------------===//

void HandleWalk::from(const Expr *E) {
  E = strip(E);
  if (const ValueDecl *D = placeOf(E))
    return place(D);
  if (const auto *Either = dyn_cast<AbstractConditionalOperator>(E)) {
    from(Either->getTrueExpr());
    return from(Either->getFalseExpr());
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E);
      Binary && (Binary->isAssignmentOp() || Binary->isCommaOp())) {
    if (Binary->isAssignmentOp())
      if (const ValueDecl *D = placeOf(strip(Binary->getLHS())))
        place(D);
    return from(Binary->getRHS());
  }
  if (const auto *New = dyn_cast<CXXNewExpr>(E)) {
    if (const CXXConstructExpr *Made = New->getConstructExpr())
      return origin(Made);
    return lose(E);
  }
  if (isa<CallExpr, CXXConstructExpr>(E))
    return origin(E);
  if (const auto *List = dyn_cast<InitListExpr>(E)) {
    if (List->getType()->isRecordType())
      Facts.Created = true; // An aggregate written out here.
    else if (List->getNumInits() == 1)
      from(List->getInit(0));
    return;
  }
  if (isa<IntegerLiteral, CXXNullPtrLiteralExpr, GNUNullExpr,
          ImplicitValueInitExpr, CXXScalarValueInitExpr>(E) ||
      (!E->isValueDependent() &&
       E->isIntegerConstantExpr(Context)))
    return; // No handle yet.
  lose(E);
}

void HandleWalk::origin(const Expr *Call) {
  if (!Seen.insert(Call).second)
    return;
  const FunctionDecl *F = calleeOf(Call);
  if (!F)
    return lose(Call);
  Facts.Origins.push_back(Call);
  if (const Model *M = Models.find(F)) {
    InOrigin = true;
    apply(*M, Place{Place::Result}, Call);
    if (isa<CXXConstructExpr>(Call))
      apply(*M, Place{Place::This}, Call);
    InOrigin = false;
    Facts.Created |= M->Creates;
    Facts.Wakes |= M->Wakes;
  }
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Call)) {
    Facts.Created = true;
    carried(Construct);
    return;
  }
  // make_unique<Client>(args) constructs one; its constructor is in std's text.
  if (const CXXConstructorDecl *Made = constructorMade(Call)) {
    Facts.Created = true;
    if (const Model *M = Models.find(Made))
      apply(*M, Place{Place::This}, Call);
    return carried(Call);
  }
  if (hasOwnBody(F)) {
    auto Returned = Refs.returnsOf(F);
    for (const Expr *Value : Returned)
      from(Value);
    if (Returned.empty())
      lose(Call);
    return;
  }
  if (isLibrary(F)) {
    Facts.Created = true;
    return carried(Call);
  }
  lose(Call);
}

void HandleWalk::carried(const Expr *Call) {
  for (const Expr *Argument : argumentsOf(Call)) {
    QualType T = Argument->getType();
    if (const Model *M = Models.find(T))
      for (const SetsDeadline &S : M->SetsDeadline)
        if (S.When.empty() && !S.Argument)
          set(S, Argument);
    if (!isCarrier(T))
      continue;
    // An options object: its limits are the handle's, its place is not.
    HandleFacts Inner;
    HandleWalk(Owner, Wait, Inner, this).from(Argument);
    for (llvm::StringRef Knob : Inner.Set)
      Facts.Set.insert(Knob);
    Facts.AllSet |= Inner.AllSet;
    if (!Facts.SetAt)
      Facts.SetAt = Inner.SetAt;
    if (Facts.SetLater.empty())
      Facts.SetLater = Inner.SetLater;
    if (!Inner.isKnown())
      lose(Argument);
  }
}

/// The handle is what the callers pass.
void HandleWalk::parameter(const ParmVarDecl *P) {
  const auto *F = dyn_cast<FunctionDecl>(P->getDeclContext());
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(F);
  if (!F || (Method && Method->isVirtual())) {
    Facts.Foreign = true;
    return;
  }
  bool Reached = false;
  for (const Expr *Call : Refs.callsOf(F))
    if (const Expr *Given = argument(Call, P->getFunctionScopeIndex())) {
      Reached = true;
      from(Given);
    }
  // Named without a call: as a thread's function, or somewhere unknown.
  for (const Expr *Name : Refs.namesOf(F)) {
    const Stmt *Around = Name;
    while ((Around = Refs.parent(Around)) && isa<Expr>(Around) &&
           !calleeOf(cast<Expr>(Around)))
      ;
    const auto *Call = dyn_cast_or_null<Expr>(Around);
    bool Forwards = false;
    if (Call)
      for (unsigned N = 0; const Expr *Given = argument(Call, N); ++N)
        if (const ParmVarDecl *To = forwarded(Call, N);
            To && To->getFunctionScopeIndex() == P->getFunctionScopeIndex()) {
          Forwards = true;
          from(Given);
        }
    Reached |= Forwards;
    Facts.Foreign |= !Forwards;
  }
  Facts.Foreign |= !Reached;
}

void HandleWalk::place(const ValueDecl *D) {
  D = cast<ValueDecl>(D->getCanonicalDecl());
  for (const HandleWalk *Outer = Around; Outer; Outer = Outer->Around)
    if (Outer->Placed.contains(D))
      return;
  if (!Placed.insert(D).second)
    return;
  Facts.Places.push_back(D);
  const SourceManager &SM = Context.getSourceManager();
  if (const auto *P = dyn_cast<ParmVarDecl>(D)) {
    parameter(P);
  } else if (const auto *Field = dyn_cast<FieldDecl>(D)) {
    Facts.Foreign |= !isPrivateToUnit(Field);
    // A member object that no constructor mentions is made by its own default
    // constructor.
    if (Refs.valuesOf(D).empty() && Field->getType()->isRecordType())
      Facts.Created = true;
  } else if (const auto *Variable = dyn_cast<VarDecl>(D)) {
    Facts.Foreign |= Variable->hasExternalFormalLinkage() &&
                     !Variable->isStaticLocal() &&
                     !SM.isInMainFile(SM.getExpansionLoc(D->getLocation()));
    // MYSQL mysql; mysql_init(&mysql);
    Facts.Created |= D->getType()->isRecordType() && Refs.valuesOf(D).empty();
  } else {
    Facts.Foreign = true; // A structured binding.
  }
  if (!isa<ParmVarDecl>(D))
    for (const Expr *Value : Refs.valuesOf(D))
      from(Value);
  usesOf(D);
}

//===-- Down: what it is handed to ----------------------------------------===//

void HandleWalk::usesOf(const ValueDecl *D) {
  D = cast<ValueDecl>(D->getCanonicalDecl());
  if (Used.insert(D).second)
    for (const Expr *Ref : Refs.usesOf(D))
      use(Ref);
}

/// FD_SET(fd, &set) and the like, which leave no call behind.
bool HandleWalk::usedByMacro(const Expr *Ref) {
  SourceLocation L = Ref->getBeginLoc();
  if (!L.isMacroID())
    return false;
  llvm::StringRef Macro = Lexer::getImmediateMacroName(
      L, Context.getSourceManager(), Context.getLangOpts());
  const Model *M = Models.findMacro(Macro);
  if (!M)
    return false;
  // C's curl.h wraps functions in macros of their own names.
  for (const Stmt *Around = Ref; Around; Around = Refs.parent(Around))
    if (const auto *Call = dyn_cast<CallExpr>(Around))
      if (const FunctionDecl *F = Call->getDirectCallee();
          F && F->getIdentifier() && F->getName() == Macro)
        return false;
  for (const SetsDeadline &S : M->SetsDeadline)
    set(S, Ref);
  return true;
}

/// A variable that holds it from now on, or a modelled field: pollfd::fd.
void HandleWalk::assignedTo(const ValueDecl *Target, const Expr *At) {
  const Model *M = Models.find(Target);
  if (!M || M->SetsDeadline.empty())
    return place(Target);
  for (const SetsDeadline &S : M->SetsDeadline)
    set(S, At);
}

/// options.timeout = 5
void HandleWalk::fieldOf(const MemberExpr *Member) {
  const Model *M = Models.find(Member->getMemberDecl());
  const Stmt *Assignment = Refs.parent(Member);
  if (!M || !Assignment)
    return;
  for (const Expr *Value : Refs.valuesOf(Member->getMemberDecl()))
    if (Refs.parent(Value) == Assignment)
      for (const SetsDeadline &S : M->SetsDeadline)
        if (!Owner.isUnlimited(Value, S.Infinite).value_or(false))
          set(S, Value);
}

/// Climbs from a reference to the expression that does something with the
/// handle.
void HandleWalk::use(const Expr *Ref) {
  if (usedByMacro(Ref))
    return;
  const Expr *Child = Ref;
  for (;;) {
    if (const ValueDecl *Target = Refs.initializedBy(Child))
      return assignedTo(Target, Child);
    const Stmt *Around = Refs.parent(Child);
    if (!Around)
      return;
    if (const auto *Loop = dyn_cast<CXXForRangeStmt>(Around);
        Loop && Loop->getRangeInit() == Child)
      return usesOf(Loop->getLoopVariable()); // An element of the container.
    if (isa<CoreturnStmt>(Around))
      return lose(Around);
    const auto *Outer = dyn_cast<Expr>(Around);
    if (!Outer)
      return; // A condition, a return, an expression statement.

    const auto *Method = dyn_cast<CXXMemberCallExpr>(Outer);
    bool IsObject = Method && Method->getCallee() == Child;
    if (const Expr *Inner = seenThrough(Outer);
        Inner && (IsObject || Inner == Child ||
                  Inner->IgnoreParenImpCasts() == Child)) {
      Child = Outer;
      continue;
    }
    if (IsObject) {
      const CXXMethodDecl *F = Method->getMethodDecl();
      const Model *M = F ? Models.find(F) : nullptr;
      if (M) {
        apply(*M, Place{Place::This}, Method);
        Facts.ModelledCalls.push_back(Method);
      }
      carried(Method); // session.SetOption(cpr::Timeout{2000})
      // A setter that answers with the object: a.SetX().SetY().
      if (F && Method->isLValue() &&
          Method->getType()->getAsCXXRecordDecl() == F->getParent()) {
        Child = Outer;
        continue;
      }
      return;
    }
    if (const auto *Member = dyn_cast<MemberExpr>(Outer)) {
      if (!isa<CXXMethodDecl>(Member->getMemberDecl()))
        return fieldOf(Member);
      Child = Outer; // The callee of a method call.
      continue;
    }
    if (const auto *Index = dyn_cast<ArraySubscriptExpr>(Outer);
        Index && Index->getIdx() == Child)
      return;
    if (const auto *Unary = dyn_cast<UnaryOperator>(Outer);
        Unary && Unary->getOpcode() != UO_AddrOf &&
        Unary->getOpcode() != UO_Deref)
      return;
    if (isa<CastExpr, ParenExpr, MaterializeTemporaryExpr, FullExpr,
            CXXBindTemporaryExpr, ArraySubscriptExpr, UnaryOperator,
            AbstractConditionalOperator>(Outer)) {
      Child = Outer;
      continue;
    }
    if (const auto *Binary = dyn_cast<BinaryOperator>(Outer)) {
      const ValueDecl *Target = placeOf(strip(Binary->getLHS()));
      if (Binary->getOpcode() == BO_Assign && Binary->getRHS() == Child &&
          Target)
        assignedTo(Target, Outer);
      return;
    }
    if (isa<CallExpr, CXXConstructExpr>(Outer)) {
      auto Arguments = argumentsOf(Outer);
      for (unsigned I = 0; I < Arguments.size(); ++I)
        if (Arguments[I] == Child)
          return passedTo(Outer, I);
      return;
    }
    // In a list: an element of an array, the members were told above.
    if (isa<CXXThrowExpr, CoyieldExpr, CXXNewExpr, InitListExpr>(Outer))
      lose(Outer);
    return; // Captured by a lambda, deleted, measured.
  }
}

void HandleWalk::passedTo(const Expr *Call, unsigned N) {
  const FunctionDecl *F = calleeOf(Call);
  if (!F)
    return lose(Call);
  if (const ParmVarDecl *Parameter = forwarded(Call, N))
    return usesOf(Parameter);
  if (const Model *M = Models.find(F); M && !M->Spawns) {
    apply(*M, Place{int(N) + 1}, Call);
    Facts.ModelledCalls.push_back(Call);
    // ldap_initialize(&handle, url)
    const auto *Address =
        dyn_cast<UnaryOperator>(argument(Call, N)->IgnoreParenImpCasts());
    if (M->Creates && Address && Address->getOpcode() == UO_AddrOf) {
      Facts.Created = true;
      Facts.Origins.push_back(Call);
    }
    return;
  }
  if (hasOwnBody(F)) {
    if (N < F->getNumParams())
      usesOf(F->getParamDecl(N));
    return;
  }
  // `init(&handle)`: a library call that fills it in.
  if (isLibrary(F))
    return;
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call)) {
    // map[key] = handle; anything else only looks at it.
    if (Operator->getOperator() == OO_Equal)
      if (const ValueDecl *Target = placeOf(strip(Operator->getArg(0))))
        assignedTo(Target, Call);
    return;
  }
  // connections.push_back(handle): it lives on as an element.
  static const llvm::StringRef Inserters[] = {"push_back", "emplace_back",
                                              "push",      "insert",
                                              "emplace",   "push_front"};
  if (const Expr *Object = objectOf(Call);
      Object && isInStd(F) && F->getIdentifier() &&
      llvm::is_contained(Inserters, F->getName()))
    if (const ValueDecl *Container = placeOf(strip(Object));
        Container && !isa<ParmVarDecl>(Container)) {
      const auto *Field = dyn_cast<FieldDecl>(Container);
      if (Field && !isPrivateToUnit(Field))
        lose(Call);
      return usesOf(Container);
    }
  lose(Call); // Handed on inside std: a thread, a bind.
}

} // namespace p99::analysis
