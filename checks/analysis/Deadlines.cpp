// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Deadlines.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace p99::analysis {

//===-- Expressions -------------------------------------------------------===//

const FunctionDecl *Deadlines::calleeOf(const Expr *Call) {
  if (const auto *C = dyn_cast<CallExpr>(Call))
    return C->getDirectCallee();
  if (const auto *C = dyn_cast<CXXConstructExpr>(Call))
    return C->getConstructor();
  return nullptr;
}

static llvm::ArrayRef<const Expr *> argumentsOf(const Expr *Call) {
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

const Expr *Deadlines::argument(const Expr *Call, unsigned N) {
  auto Arguments = argumentsOf(Call);
  return N < Arguments.size() ? Arguments[N] : nullptr;
}

static bool isInStd(const Decl *D) { return D->isInStdNamespace(); }

/// Calls that answer with what they are given: std::move, get(), operator->.
static const Expr *seenThrough(const Expr *E) {
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
    if (!Method || !Method->getIdentifier())
      return nullptr;
    static const llvm::StringRef Getters[] = {
        "get", "value", "lock", "release", "native_handle", "front", "back",
        "at"};
    return isInStd(Method) && llvm::is_contained(Getters, Method->getName())
               ? Member->getImplicitObjectArgument()
               : nullptr;
  }
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *F = Call->getDirectCallee();
    static const llvm::StringRef Same[] = {"move",      "forward", "ref",
                                           "addressof", "cref",    "as_const"};
    return F && F->getIdentifier() && isInStd(F) && Call->getNumArgs() == 1 &&
                   llvm::is_contained(Same, F->getName())
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
    if (isInStd(Type) && Type->getIdentifier() &&
        (Type->getName() == "unique_ptr" || Type->getName() == "shared_ptr" ||
         Type->getName() == "optional" ||
         Type->getName() == "reference_wrapper"))
      return Construct->getArg(0);
    return nullptr;
  }
  return nullptr;
}

const Expr *Deadlines::strip(const Expr *E) {
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

const ValueDecl *Deadlines::placeOf(const Expr *E) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (isa<VarDecl, BindingDecl>(Ref->getDecl()))
      return cast<ValueDecl>(Ref->getDecl()->getCanonicalDecl());
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    if (isa<FieldDecl, VarDecl>(Member->getMemberDecl()))
      return cast<ValueDecl>(Member->getMemberDecl()->getCanonicalDecl());
  return nullptr;
}

//===-- Constants ---------------------------------------------------------===//

static std::optional<int64_t> constant(const Expr *E, ASTContext &Context) {
  Expr::EvalResult Result;
  if (E->isValueDependent() || E->isTypeDependent() ||
      !E->getType()->isIntegralOrEnumerationType() ||
      !E->EvaluateAsInt(Result, Context) || !Result.Val.isInt())
    return std::nullopt;
  return Result.Val.getInt().getExtValue();
}

std::optional<bool> Deadlines::isUnlimited(const Expr *E,
                                           Unlimited How) const {
  if (How == Unlimited::Never)
    return false;
  if (!E || isa<CXXDefaultArgExpr>(E)) {
    if (How == Unlimited::Omitted || !E)
      return true;
    E = cast<CXXDefaultArgExpr>(E)->getExpr();
  } else if (How == Unlimited::Omitted) {
    return false;
  }
  if (E->isValueDependent() || E->isTypeDependent())
    return std::nullopt;
  bool Null = E->isNullPointerConstant(Context,
                                       Expr::NPC_ValueDependentIsNotNull) !=
              Expr::NPCK_NotNull;
  if (How == Unlimited::Null)
    return E->getType()->isPointerType() || E->getType()->isNullPtrType() ||
                   Null
               ? std::optional<bool>(Null)
               : std::nullopt;

  // std::chrono::seconds(0), {0}: the number inside.
  const Expr *Number = strip(E);
  while (true) {
    const Expr *Only = nullptr;
    if (const auto *C = dyn_cast<CXXConstructExpr>(Number);
        C && C->getNumArgs() == 1)
      Only = C->getArg(0);
    else if (const auto *L = dyn_cast<InitListExpr>(Number);
             L && L->getNumInits() == 1)
      Only = L->getInit(0);
    if (!Only)
      break;
    Number = strip(Only);
  }
  std::optional<int64_t> Value = constant(Number, Context);
  if (!Value)
    if (const auto *V = dyn_cast_or_null<VarDecl>(placeOf(Number));
        V && V->hasLocalStorage() && !isa<ParmVarDecl>(V)) {
      // A local that is set once and not handed out by address.
      auto Values = Refs.valuesOf(V);
      bool Plain = llvm::all_of(Refs.usesOf(V), [&](const Expr *Use) {
        const Stmt *Around = Refs.parent(Use);
        return Around && isa<ImplicitCastExpr>(Around);
      });
      if (Values.size() == 1 && Plain)
        Value = constant(Values[0], Context);
    }
  if (!Value)
    return Null ? std::optional<bool>(true) : std::nullopt;
  switch (How) {
  case Unlimited::Zero:
    return *Value == 0;
  case Unlimited::Negative:
    return *Value < 0;
  case Unlimited::ZeroOrNegative:
    return *Value <= 0;
  default:
    return false;
  }
}

/// nullopt if the argument's value cannot be seen.
std::optional<bool> Deadlines::test(const ArgumentTest &Test,
                                    const Expr *E) const {
  if (E->isTypeDependent() || E->isValueDependent())
    return std::nullopt;
  const Expr *Bare = E->IgnoreParenImpCasts();
  std::optional<int64_t> Value = constant(E, Context);
  if (!Value && E->isNullPointerConstant(
                    Context, Expr::NPC_ValueDependentIsNotNull))
    Value = 0;
  const auto *Literal = dyn_cast<clang::StringLiteral>(Bare);
  const auto *Ref = dyn_cast<DeclRefExpr>(Bare);
  bool Named = Ref && (Value || !Ref->getDecl()->getType()->isIntegerType());
  auto Is = [&](int64_t Given, int64_t Wanted) {
    return Test.Bits ? (Given & Wanted) == Wanted : Given == Wanted;
  };
  for (llvm::StringRef Wanted : Test.Values) {
    int64_t Number;
    bool IsNumber = !Wanted.getAsInteger(0, Number);
    if ((Ref && Ref->getDecl()->getIdentifier() &&
         Ref->getDecl()->getName() == Wanted) ||
        (Literal && Literal->isOrdinary() && Literal->getString() == Wanted) ||
        (Value && IsNumber && Is(*Value, Number)))
      return true;
  }
  if (Value || Literal || (Named && !Test.Bits))
    return false;
  if (!Test.Bits)
    return std::nullopt;
  // `flags | O_NONBLOCK` is no constant, but the bit is there to be seen; so is
  // it in what the variable was given before.
  if (const auto *Or = dyn_cast<BinaryOperator>(Bare);
      Or && Or->getOpcode() == BO_Or)
    if (test(Test, Or->getLHS()).value_or(false) ||
        test(Test, Or->getRHS()).value_or(false))
      return true;
  if (const ValueDecl *D = placeOf(Bare))
    for (const Expr *Given : Refs.valuesOf(D))
      if (Given != E && !isa<DeclRefExpr>(Given->IgnoreParenImpCasts()) &&
          test(Test, Given).value_or(false))
        return true;
  return std::nullopt;
}

bool Deadlines::hold(llvm::ArrayRef<ArgumentTest> Tests, const Expr *Call,
                     bool InDoubt) const {
  return llvm::all_of(Tests, [&](const ArgumentTest &Test) {
    const Expr *E = argument(Call, Test.Argument - 1);
    return E && this->test(Test, E).value_or(InDoubt);
  });
}

//===-- The walk ----------------------------------------------------------===//

class Deadlines::Walk {
public:
  Walk(Deadlines &Owner, const FunctionDecl *Wait, HandleFacts &Facts)
      : Owner(Owner), Context(Owner.Context), Models(Owner.Models),
        Refs(Owner.Refs), Wait(Wait), Facts(Facts) {}

  /// The handle is the value of `E`: where does that come from?
  void from(const Expr *E);
  void carried(const Expr *Call);
  void place(const ValueDecl *D);

private:
  void usesOf(const ValueDecl *D);
  void use(const Expr *Ref, const ValueDecl *D);
  void passedTo(const Expr *Call, unsigned N, const Expr *At);
  void origin(const Expr *Call);
  void apply(const Model &M, Place Handle, const Expr *Call);
  void set(const analysis::SetsDeadline &S, const Expr *At);
  void lose(const Stmt *At) {
    if (!Facts.Lost)
      Facts.Lost = At;
  }
  bool isLibrary(const FunctionDecl *F) const;
  bool allMethodsVisible(const FieldDecl *Field) const;
  const Model *carrier(QualType T) const;

  Deadlines &Owner;
  ASTContext &Context;
  const ModelIndex &Models;
  const References &Refs;
  const FunctionDecl *Wait;
  HandleFacts &Facts;
  llvm::SmallPtrSet<const ValueDecl *, 8> Placed;
  llvm::SmallPtrSet<const ValueDecl *, 8> Used;
  llvm::SmallPtrSet<const Expr *, 8> Seen;
};

/// Functions whose bodies are not ours to see and which are known to set no
/// limit but what the models say: those of a system header outside std, and
/// those declared beside the wait.
bool Deadlines::Walk::isLibrary(const FunctionDecl *F) const {
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

void Deadlines::Walk::set(const analysis::SetsDeadline &S, const Expr *At) {
  if (S.Knobs.empty())
    Facts.AllSet = true;
  for (llvm::StringRef Knob : S.Knobs)
    Facts.Set.insert(Knob);
  if (!Facts.SetAt)
    Facts.SetAt = At;
}

void Deadlines::Walk::apply(const Model &M, Place Handle, const Expr *Call) {
  for (const analysis::SetsDeadline &S : M.SetsDeadline) {
    // In doubt it does.
    if (S.Handle != Handle || !Owner.hold(S.When, Call, /*InDoubt=*/true))
      continue;
    if (S.From) {
      const Expr *Source = nullptr;
      if (S.From->Index > 0)
        Source = argument(Call, S.From->Index - 1);
      else if (const auto *Method = dyn_cast<CXXMemberCallExpr>(Call))
        Source = Method->getImplicitObjectArgument();
      if (Source)
        from(Source);
      continue;
    }
    if (S.Argument &&
        Owner.isUnlimited(argument(Call, S.Argument - 1), S.Infinite)
            .value_or(false))
      continue;
    set(S, Call);
  }
}

void Deadlines::Walk::from(const Expr *E) {
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
    if (List->getNumInits() == 1)
      return from(List->getInit(0));
    if (const CXXRecordDecl *Record = List->getType()->getAsCXXRecordDecl();
        Record && !Models.find(Record))
      Facts.Created = true; // An aggregate written out here.
    return;
  }
  if (isa<IntegerLiteral, CXXNullPtrLiteralExpr, GNUNullExpr,
          ImplicitValueInitExpr, CXXScalarValueInitExpr>(E) ||
      (!E->isValueDependent() &&
       E->isIntegerConstantExpr(Context)))
    return; // No handle yet.
  lose(E);
}

void Deadlines::Walk::carried(const Expr *Call) {
  for (const Expr *Argument : argumentsOf(Call)) {
    QualType T = Argument->getType();
    if (const Model *M = Models.find(T))
      for (const analysis::SetsDeadline &S : M->SetsDeadline)
        if (S.When.empty() && !S.Argument)
          set(S, Argument);
    if (!carrier(T))
      continue;
    // An options object: its limits are the handle's, its place is not.
    HandleFacts Inner;
    Walk(Owner, Wait, Inner).from(Argument);
    for (llvm::StringRef Knob : Inner.Set)
      Facts.Set.insert(Knob);
    Facts.AllSet |= Inner.AllSet;
    if (!Facts.SetAt)
      Facts.SetAt = Inner.SetAt;
    if (!Inner.isKnown())
      lose(Argument);
  }
}

/// A record with a modelled field or method that sets a limit on it, or one
/// derived from such a record.
const Model *Deadlines::Walk::carrier(QualType T) const {
  T = T.getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  const auto *Record = T->getAsRecordDecl();
  if (!Record || !(Record = Record->getDefinition()))
    return nullptr;
  auto Sets = [](const Model *M) {
    return M && llvm::any_of(M->SetsDeadline,
                             [](const analysis::SetsDeadline &S) {
                               return S.Handle.Index == Place::This;
                             });
  };
  for (const Decl *D : Record->decls()) {
    const auto *Named = dyn_cast<NamedDecl>(D);
    if (const auto *Template = dyn_cast_or_null<FunctionTemplateDecl>(Named))
      Named = Template->getTemplatedDecl();
    if (isa_and_nonnull<FieldDecl, CXXMethodDecl>(Named))
      if (const Model *M = Models.find(Named); Sets(M))
        return M;
  }
  if (const auto *Class = dyn_cast<CXXRecordDecl>(Record))
    for (const CXXBaseSpecifier &Base : Class->bases())
      if (const Model *M = carrier(Base.getType()))
        return M;
  return nullptr;
}

void Deadlines::Walk::origin(const Expr *Call) {
  if (!Seen.insert(Call).second)
    return;
  const FunctionDecl *F = calleeOf(Call);
  if (!F)
    return lose(Call);
  Facts.Origins.push_back(Call);
  if (const Model *M = Models.find(F)) {
    apply(*M, Place{Place::Result}, Call);
    if (isa<CXXConstructExpr>(Call))
      apply(*M, Place{Place::This}, Call);
    Facts.Created |= M->Creates;
    Facts.Wakes |= M->Wakes;
  }
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Call)) {
    Facts.Created = true;
    carried(Construct);
    return;
  }
  // make_unique<Client>(args) constructs one; its constructor is in std's text.
  if (isInStd(F) && F->getIdentifier() && F->getName().starts_with("make_")) {
    Facts.Created = true;
    return carried(Call);
  }
  if (References::hasVisibleBody(F) && !isLibrary(F) && !isInStd(F)) {
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

/// Methods without a visible body may set a limit on the members.
bool Deadlines::Walk::allMethodsVisible(const FieldDecl *Field) const {
  const SourceManager &SM = Context.getSourceManager();
  const RecordDecl *Record = Field->getParent();
  bool Here = SM.isInMainFile(SM.getExpansionLoc(Record->getLocation()));
  const auto *Class = dyn_cast<CXXRecordDecl>(Record);
  if (!Class || Class->isCLike())
    return Here;
  // Other files can reach a public member of a class in a header.
  if (!Here && Field->getAccess() == AS_public)
    return false;
  for (const CXXMethodDecl *Method : Class->methods())
    if (!Method->isImplicit() && !Method->isDefaulted() &&
        !Method->isDeleted() && !Method->isPureVirtual() &&
        !References::hasVisibleBody(Method))
      return false;
  for (const FriendDecl *Friend : Class->friends())
    if (!Here && Friend)
      return false;
  return true;
}

void Deadlines::Walk::place(const ValueDecl *D) {
  D = cast<ValueDecl>(D->getCanonicalDecl());
  if (!Placed.insert(D).second)
    return;
  Facts.Places.push_back(D);
  const SourceManager &SM = Context.getSourceManager();
  auto Values = Refs.valuesOf(D);

  if (const auto *Parameter = dyn_cast<ParmVarDecl>(D)) {
    const auto *F = dyn_cast<FunctionDecl>(Parameter->getDeclContext());
    auto Calls = F ? Refs.callsOf(F) : llvm::ArrayRef<const Expr *>();
    bool Virtual = F && isa<CXXMethodDecl>(F) &&
                   cast<CXXMethodDecl>(F)->isVirtual();
    if (Calls.empty() || Virtual || Refs.isAddressTaken(F))
      Facts.Foreign = true;
    for (const Expr *Call : Calls)
      if (const Expr *Given = argument(Call, Parameter->getFunctionScopeIndex()))
        from(Given);
  } else if (const auto *Field = dyn_cast<FieldDecl>(D)) {
    if (!allMethodsVisible(Field))
      Facts.Foreign = true;
    for (const Expr *Value : Values)
      from(Value);
    // A member object that no constructor mentions is made by its own default
    // constructor.
    if (Values.empty() && Field->getType()->isRecordType())
      Facts.Created = true;
  } else {
    const auto *Variable = dyn_cast<VarDecl>(D);
    if (!Variable) { // A structured binding.
      Facts.Foreign = true;
    } else if (Variable->hasGlobalStorage() && !Variable->isStaticLocal() &&
               Variable->hasExternalFormalLinkage() &&
               !SM.isInMainFile(SM.getExpansionLoc(D->getLocation()))) {
      Facts.Foreign = true;
    }
    for (const Expr *Value : Values)
      from(Value);
  }
  usesOf(D);
}

void Deadlines::Walk::usesOf(const ValueDecl *D) {
  D = cast<ValueDecl>(D->getCanonicalDecl());
  if (!Used.insert(D).second)
    return;
  for (const Expr *Ref : Refs.usesOf(D))
    use(Ref, D);
}

/// What happens to the handle at one reference to it. Climbs to the expression
/// that does something with it.
void Deadlines::Walk::use(const Expr *Ref, const ValueDecl *D) {
  const SourceManager &SM = Context.getSourceManager();
  if (SourceLocation L = Ref->getBeginLoc(); L.isMacroID()) {
    llvm::StringRef Macro =
        Lexer::getImmediateMacroName(L, SM, Context.getLangOpts());
    const Model *M = Models.findMacro(Macro);
    // C's curl.h wraps functions in macros of their own names.
    for (const Stmt *Around = Ref; M && Around; Around = Refs.parent(Around))
      if (const auto *Call = dyn_cast<CallExpr>(Around))
        if (const FunctionDecl *F = Call->getDirectCallee();
            F && F->getIdentifier() && F->getName() == Macro)
          M = nullptr;
    if (M) {
      for (const analysis::SetsDeadline &S : M->SetsDeadline)
        set(S, Ref);
      return;
    }
  }

  const Expr *Child = Ref;
  for (;;) {
    const Stmt *Around = Refs.parent(Child);
    if (!Around) {
      // An initialiser of a member or global stands alone.
      if (const ValueDecl *Target = Refs.initializedBy(Child))
        place(Target);
      return;
    }
    const auto *Outer = dyn_cast<Expr>(Around);
    if (const ValueDecl *Target = Refs.initializedBy(Child))
      return place(Target);
    if (!Outer) {
      if (isa<CoreturnStmt>(Around))
        lose(Around);
      return; // A statement: a condition, a return, an expression statement.
    }
    if (isa<CastExpr, ParenExpr, MaterializeTemporaryExpr, FullExpr,
            CXXBindTemporaryExpr, ArraySubscriptExpr>(Outer)) {
      if (const auto *Index = dyn_cast<ArraySubscriptExpr>(Outer);
          Index && Index->getIdx() == Child)
        return;
      Child = Outer;
      continue;
    }
    if (const auto *Unary = dyn_cast<UnaryOperator>(Outer)) {
      if (Unary->getOpcode() != UO_AddrOf && Unary->getOpcode() != UO_Deref)
        return;
      Child = Outer;
      continue;
    }
    if (const auto *Member = dyn_cast<MemberExpr>(Outer)) {
      if (isa<CXXMethodDecl>(Member->getMemberDecl())) {
        Child = Outer; // The callee of a method call.
        continue;
      }
      // options.timeout = 5: a modelled field of the handle.
      const Model *M = Models.find(Member->getMemberDecl());
      if (!M)
        return;
      for (const Expr *Value : Refs.valuesOf(Member->getMemberDecl())) {
        const Stmt *Assignment = Refs.parent(Value);
        if (Assignment != Refs.parent(Member) || !Assignment)
          continue;
        for (const analysis::SetsDeadline &S : M->SetsDeadline)
          if (!Owner.isUnlimited(Value, S.Infinite).value_or(false))
            set(S, Value);
      }
      // An aggregate member such as options.tls.timeout, or its address.
      return;
    }
    if (const Expr *Inner = seenThrough(Outer);
        Inner && (Inner == Child || Inner->IgnoreParenImpCasts() == Child)) {
      Child = Outer;
      continue;
    }
    if (const auto *Method = dyn_cast<CXXMemberCallExpr>(Outer);
        Method && Method->getCallee() == Child) {
      if (const CXXMethodDecl *F = Method->getMethodDecl()) {
        if (const Model *M = Models.find(F)) {
          apply(*M, Place{Place::This}, Method);
          Facts.ModelledCalls.push_back(Method);
        }
        // A setter that answers with the object: a.SetX().SetY().
        if (Method->getType()->getAsCXXRecordDecl() == F->getParent() &&
            Method->isLValue()) {
          Child = Outer;
          continue;
        }
      }
      return;
    }
    if (const auto *Binary = dyn_cast<BinaryOperator>(Outer)) {
      if (Binary->getOpcode() == BO_Assign && Binary->getRHS() == Child)
        if (const ValueDecl *Target = placeOf(strip(Binary->getLHS()))) {
          const Model *M = Models.find(Target);
          if (M && !M->SetsDeadline.empty()) // pollfd::fd = handle
            for (const analysis::SetsDeadline &S : M->SetsDeadline)
              set(S, Outer);
          else
            place(Target);
        }
      return;
    }
    if (isa<CallExpr, CXXConstructExpr>(Outer)) {
      auto Arguments = argumentsOf(Outer);
      for (unsigned I = 0; I < Arguments.size(); ++I)
        if (Arguments[I] == Child)
          return passedTo(Outer, I, Ref);
      if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Outer);
          Operator && Operator->getOperator() != OO_Call)
        return; // Compared, printed, assigned to.
      return;
    }
    if (const auto *List = dyn_cast<InitListExpr>(Outer)) {
      const RecordDecl *Record = List->getType()->getAsRecordDecl();
      if (!Record)
        return lose(Outer);
      for (const FieldDecl *Field : Record->fields()) {
        unsigned I = Field->getFieldIndex();
        if (I >= List->getNumInits() || List->getInit(I) != Child)
          continue;
        const Model *M = Models.find(Field);
        if (M && !M->SetsDeadline.empty())
          for (const analysis::SetsDeadline &S : M->SetsDeadline)
            set(S, Outer);
        else
          place(Field);
      }
      return;
    }
    if (isa<AbstractConditionalOperator>(Outer)) {
      Child = Outer;
      continue;
    }
    if (isa<CXXThrowExpr, CoyieldExpr, CXXNewExpr>(Outer))
      lose(Outer);
    return; // Captured by a lambda, compared, deleted, measured.
  }
}

void Deadlines::Walk::passedTo(const Expr *Call, unsigned N, const Expr *At) {
  const FunctionDecl *F = calleeOf(Call);
  if (!F)
    return lose(Call);
  if (const Model *M = Models.find(F)) {
    apply(*M, Place{int(N) + 1}, Call);
    Facts.ModelledCalls.push_back(Call);
    return;
  }
  if (References::hasVisibleBody(F) && !isInStd(F) && !isLibrary(F)) {
    if (N < F->getNumParams())
      usesOf(F->getParamDecl(N));
    return;
  }
  // `init(&handle)`: a library call that fills it in.
  if (isLibrary(F))
    return;
  // Handed on inside std: a container, a thread, a bind.
  lose(Call);
}

//===-- The interface -----------------------------------------------------===//

Deadlines::Deadlines(ASTContext &Context, const ModelIndex &Models,
                     const References &Refs)
    : Context(Context), Models(Models), Refs(Refs) {}

HandleFacts Deadlines::of(const Expr *E, const FunctionDecl *Wait) {
  HandleFacts Facts;
  Walk(*this, Wait, Facts).from(E);
  return Facts;
}

HandleFacts Deadlines::of(const ValueDecl *Handle, const FunctionDecl *Wait) {
  HandleFacts Facts;
  Walk(*this, Wait, Facts).place(Handle);
  return Facts;
}

void Deadlines::addCarried(const Expr *Call, const FunctionDecl *Wait,
                           HandleFacts &Facts) {
  Walk(*this, Wait, Facts).carried(Call);
}

} // namespace p99::analysis
