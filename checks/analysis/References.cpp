// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/References.h"
#include "analysis/Expressions.h"
#include "analysis/UserCode.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace p99::analysis {

class References::Builder : public RecursiveASTVisitor<Builder> {
public:
  explicit Builder(References &Into) : Into(Into) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldTraversePostOrder() const { return false; }

  bool dataTraverseStmtPre(Stmt *S) {
    if (!Stack.empty())
      Into.Parents.try_emplace(S, Stack.back());
    else if (!Functions.empty() &&
             Into.Bodies.try_emplace(S, Functions.back()).second &&
             isa<CompoundStmt, CXXTryStmt, CoroutineBodyStmt>(S))
      Into.AllFunctions.push_back(Functions.back());
    Stack.push_back(S);
    return true;
  }
  bool dataTraverseStmtPost(Stmt *) {
    Stack.pop_back();
    return true;
  }

  bool TraverseDecl(Decl *D) {
    auto *Function = dyn_cast_or_null<FunctionDecl>(D);
    // What a declaration holds has no parent statement; a lambda's or a local
    // class's members neither.
    auto Outer = std::exchange(Stack, {});
    // A variable's initialiser stands in its declaration statement.
    if (D && isa<VarDecl>(D) && !Outer.empty())
      Stack = Outer;
    if (Function)
      Functions.push_back(Function->getCanonicalDecl());
    bool Go = RecursiveASTVisitor::TraverseDecl(D);
    if (Function)
      Functions.pop_back();
    Stack = std::move(Outer);
    return Go;
  }

  // What is never evaluated does nothing.
  bool TraverseDecltypeTypeLoc(DecltypeTypeLoc, bool = true) { return true; }
  bool TraverseTypeOfExprTypeLoc(TypeOfExprTypeLoc, bool = true) {
    return true;
  }
  bool TraverseUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *,
                                        DataRecursionQueue * = nullptr) {
    return true;
  }
  bool TraverseCXXNoexceptExpr(CXXNoexceptExpr *,
                               DataRecursionQueue * = nullptr) {
    return true;
  }

  bool TraverseLambdaExpr(LambdaExpr *L, DataRecursionQueue * = nullptr) {
    for (unsigned I = 0; I < L->capture_size(); ++I) {
      const LambdaCapture *C = L->capture_begin() + I;
      if (!TraverseLambdaCapture(L, C, L->capture_init_begin()[I]))
        return false;
    }
    Functions.push_back(L->getCallOperator()->getCanonicalDecl());
    auto Outer = std::exchange(Stack, {});
    bool Go = TraverseStmt(L->getBody());
    Stack = std::move(Outer);
    Functions.pop_back();
    Into.Parents.try_emplace(L->getBody(), L);
    // What a generic lambda was called with is known in its instances only.
    if (FunctionTemplateDecl *T =
            L->getCallOperator()->getDescribedFunctionTemplate())
      for (FunctionDecl *Instance : T->specializations())
        if (Instance->hasBody())
          TraverseDecl(Instance);
    return Go;
  }

  bool TraverseConstructorInitializer(CXXCtorInitializer *Init) {
    if (const FieldDecl *Field = Init->getAnyMember())
      initialize(Field, Init->getInit());
    return RecursiveASTVisitor::TraverseConstructorInitializer(Init);
  }

  bool VisitVarDecl(VarDecl *V) {
    // A default argument is a matter of the call; what a range-for's variable
    // is made of (`*__begin`) says less than the range.
    if (!isa<ParmVarDecl>(V) && !V->isCXXForRangeDecl())
      if (const Expr *Init = V->getInit())
        initialize(V, Init);
    return true;
  }
  bool VisitInitListExpr(InitListExpr *List) {
    // Only what was written is walked; the meaning is in the other form.
    if (InitListExpr *Semantic = List->getSemanticForm())
      List = Semantic;
    const RecordDecl *Record = List->getType()->getAsRecordDecl();
    // In code that does not compile there are lists with holes.
    if (!Record || Record->isUnion() || !Record->isCompleteDefinition())
      return true;
    // Bases come first in an aggregate with bases.
    unsigned Bases = isa<CXXRecordDecl>(Record)
                         ? cast<CXXRecordDecl>(Record)->getNumBases()
                         : 0;
    for (const FieldDecl *Field : Record->fields())
      if (unsigned I = Bases + Field->getFieldIndex(); I < List->getNumInits())
        if (const Expr *Value = List->getInit(I);
            Value && !isa<ImplicitValueInitExpr, CXXDefaultInitExpr>(Value))
          initialize(Field, Value);
    return true;
  }
  bool VisitCXXForRangeStmt(CXXForRangeStmt *Loop) {
    add(Loop->getLoopVariable(), Loop->getRangeInit());
    return true;
  }
  bool VisitFieldDecl(FieldDecl *F) {
    if (const Expr *Init = F->getInClassInitializer())
      initialize(F, Init);
    return true;
  }

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (const auto *V = dyn_cast<VarDecl>(E->getDecl()))
      Into.Uses[canonical(V)].push_back(E);
    else if (isa<BindingDecl>(E->getDecl()))
      Into.Uses[E->getDecl()].push_back(E);
    else if (const auto *F = dyn_cast<FunctionDecl>(E->getDecl()))
      if (!isCallee(E))
        Into.Names[F->getCanonicalDecl()].push_back(E);
    return true;
  }
  bool VisitMemberExpr(MemberExpr *E) {
    if (const auto *F = dyn_cast<FieldDecl>(E->getMemberDecl()))
      Into.Uses[canonical(F)].push_back(E);
    return true;
  }

  bool VisitBinaryOperator(BinaryOperator *B) {
    if (B->isAssignmentOp())
      assign(B->getLHS(), B->getRHS());
    return true;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *C) {
    if (C->getOperator() == OO_Equal && C->getNumArgs() == 2)
      assign(C->getArg(0), C->getArg(1));
    return true;
  }

  bool VisitCallExpr(CallExpr *C) {
    if (const FunctionDecl *F = C->getDirectCallee())
      Into.Calls[F->getCanonicalDecl()].push_back(C);
    if (!Functions.empty())
      Into.Inside[Functions.back()].push_back(C);
    Into.AllCalls.push_back(C);
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *C) {
    Into.Calls[C->getConstructor()->getCanonicalDecl()].push_back(C);
    Into.AllCalls.push_back(C);
    return true;
  }
  bool VisitCXXMethodDecl(CXXMethodDecl *M) {
    if (M->isCanonicalDecl() && M->size_overridden_methods())
      Into.Overriders.push_back(M);
    return true;
  }
  bool VisitReturnStmt(ReturnStmt *R) {
    if (R->getRetValue() && !Functions.empty())
      Into.Returns[Functions.back()].push_back(R->getRetValue());
    return true;
  }

private:
  /// Whether the innermost expression around `E`, but for decay and
  /// parentheses, is a call of it. `E` is on top of the stack.
  bool isCallee(const DeclRefExpr *E) const {
    const Stmt *Child = E;
    for (const Stmt *Around : llvm::drop_begin(llvm::reverse(Stack))) {
      if (!isa<ImplicitCastExpr, ParenExpr>(Around)) {
        const auto *Call = dyn_cast<CallExpr>(Around);
        return Call && Call->getCallee() == Child;
      }
      Child = Around;
    }
    return false;
  }

  void add(const ValueDecl *D, const Expr *Value) {
    auto &Values = Into.Values[canonical(D)];
    if (Values.empty())
      Into.Valued.push_back(canonical(D));
    Values.push_back(Value);
  }

  void initialize(const ValueDecl *D, const Expr *Value) {
    add(D, Value);
    Into.Initializes[Value] = canonical(D);
    Into.Initializes[Value->IgnoreImplicit()] = canonical(D);
  }

  void assign(const Expr *Target, const Expr *Value) {
    Target = Target->IgnoreParenImpCasts();
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Target))
      add(Ref->getDecl(), Value);
    else if (const auto *Member = dyn_cast<MemberExpr>(Target))
      add(Member->getMemberDecl(), Value);
  }

  References &Into;
  llvm::SmallVector<const Stmt *, 64> Stack;
  llvm::SmallVector<const FunctionDecl *, 8> Functions;
};

References::References(ASTContext &Context) {
  Builder Walk(*this);
  for (Decl *D : userDecls(Context))
    Walk.TraverseDecl(D);
}

template <typename Map, typename Key>
static llvm::ArrayRef<const Expr *> listed(const Map &Lists, const Key *D) {
  auto It = Lists.find(D);
  return It == Lists.end() ? llvm::ArrayRef<const Expr *>()
                           : llvm::ArrayRef<const Expr *>(It->second);
}

llvm::ArrayRef<const Expr *> References::usesOf(const ValueDecl *D) const {
  return listed(Uses, cast<ValueDecl>(D->getCanonicalDecl()));
}
llvm::ArrayRef<const Expr *> References::valuesOf(const ValueDecl *D) const {
  return listed(Values, cast<ValueDecl>(D->getCanonicalDecl()));
}
llvm::ArrayRef<const Expr *> References::callsOf(const FunctionDecl *F) const {
  return listed(Calls, F->getCanonicalDecl());
}
llvm::ArrayRef<const Expr *> References::callsIn(const FunctionDecl *F) const {
  return listed(Inside, F->getCanonicalDecl());
}
llvm::ArrayRef<const Expr *>
References::returnsOf(const FunctionDecl *F) const {
  return listed(Returns, F->getCanonicalDecl());
}
llvm::ArrayRef<const Expr *> References::namesOf(const FunctionDecl *F) const {
  return listed(Names, F->getCanonicalDecl());
}
const Stmt *References::parent(const Stmt *S) const {
  return Parents.lookup(S);
}
const ValueDecl *References::initializedBy(const Stmt *S) const {
  return Initializes.lookup(S);
}

const FunctionDecl *References::functionAround(const Stmt *S) const {
  for (; S; S = parent(S)) {
    if (const FunctionDecl *F = Bodies.lookup(S))
      return F;
  }
  return nullptr;
}

const Stmt *References::loopAround(const Stmt *S) const {
  while ((S = parent(S))) {
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S))
      return S;
    if (isa<LambdaExpr>(S))
      return nullptr;
  }
  return nullptr;
}

bool References::hasVisibleBody(const FunctionDecl *F) {
  const FunctionDecl *Definition = nullptr;
  return F->hasBody(Definition) && Definition && !Definition->hasSkippedBody();
}

} // namespace p99::analysis
