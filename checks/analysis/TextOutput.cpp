// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/TextOutput.h"
#include "analysis/Expressions.h"
#include "analysis/Loops.h"
#include "analysis/RunOnce.h"
#include "analysis/StdTypes.h"
#include "analysis/Unit.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace p99::analysis {

static const CXXRecordDecl *classOf(QualType T) {
  const CXXRecordDecl *Class = T.getNonReferenceType()->getAsCXXRecordDecl();
  return Class && Class->hasDefinition() ? Class : nullptr;
}

static bool isStd(const CXXRecordDecl *Class, llvm::StringRef Name) {
  return Class && Class->getIdentifier() && Class->getName() == Name &&
         isInStd(Class);
}

bool isOutputStream(QualType T) {
  const CXXRecordDecl *Class = classOf(T);
  if (!Class)
    return false;
  return isStd(Class, "basic_ostream") ||
         llvm::any_of(Class->bases(), [](const CXXBaseSpecifier &Base) {
           return isOutputStream(Base.getType());
         });
}

/// The leftmost stream of a chain of insertions.
static const Expr *sinkOf(const Expr *E) {
  for (;;) {
    E = E->IgnoreParenImpCasts();
    const auto *Insertion = dyn_cast<CXXOperatorCallExpr>(E);
    if (!Insertion || Insertion->getOperator() != OO_LessLess)
      return E;
    E = Insertion->getArg(0);
  }
}

namespace {

class Search {
public:
  Search(Unit &U, bool Everywhere)
      : U(U), Refs(U.references()), Everywhere(Everywhere) {}

  std::vector<BuiltText> run();

private:
  void considerCopy(const CXXMemberCallExpr *Call);
  void considerInsertion(const CXXOperatorCallExpr *Call);
  const Stmt *around(const Stmt *S) const;
  bool isTwice(const CXXMemberCallExpr *Call) const;
  void add(BuiltText Text, bool Anywhere);

  Unit &U;
  const References &Refs;
  const bool Everywhere;
  std::vector<BuiltText> Found;
  llvm::DenseSet<SourceLocation> Seen;
};

/// Past what only names or moves the temporary.
const Stmt *Search::around(const Stmt *S) const {
  do
    S = Refs.parent(S);
  while (isa_and_nonnull<ImplicitCastExpr, MaterializeTemporaryExpr,
                         CXXBindTemporaryExpr, ExprWithCleanups, ParenExpr>(S));
  return S;
}

void Search::add(BuiltText Text, bool Anywhere) {
  const Expr *At = Text.At;
  const FunctionDecl *In = Refs.functionAround(At);
  if (!In || U.hotPath().isColdCode(At) || U.hotPath().isCold(In))
    return;
  HotAnswer Hot = U.hotPath().why(At);
  Text.Hot = Hot.Reasons;
  if (!Hot.isHot()) {
    if (runsSeldom(In, Refs))
      return;
    if (!Anywhere && !U.loops().around(At))
      return;
  }
  if (Text.Sink) {
    // std::cout and its kin.
    if (const auto *V = dyn_cast_or_null<VarDecl>(placeOf(Text.Sink));
        V && V->hasGlobalStorage() && isInStd(V))
      return;
  }
  // Once for all instantiations of a template.
  if (Seen.insert(At->getBeginLoc()).second)
    Found.push_back(std::move(Text));
}

static bool hasMethod(const CXXRecordDecl *Class, llvm::StringRef Name,
                      RefQualifierKind Kind) {
  return llvm::any_of(Class->methods(), [&](const CXXMethodDecl *Method) {
    return Method->getIdentifier() && Method->getName() == Name &&
           Method->getNumParams() == 0 && Method->getRefQualifier() == Kind;
  });
}

/// The same call of the same stream stands in another argument.
bool Search::isTwice(const CXXMemberCallExpr *Call) const {
  const ValueDecl *Stream =
      placeOf(Call->getImplicitObjectArgument()->IgnoreParenImpCasts());
  const Stmt *Outer = Call, *Argument = Call;
  while (Outer && !(isa<CallExpr>(Outer) && Outer != Call &&
                    cast<CallExpr>(Outer)->getNumArgs() > 1)) {
    Argument = Outer;
    Outer = Refs.parent(Outer);
    if (!isa_and_nonnull<Expr>(Outer))
      return false;
  }
  if (!Stream || !Outer || isa<CXXOperatorCallExpr>(Outer))
    return false;
  bool Behind = false;
  for (const Expr *Other : cast<CallExpr>(Outer)->arguments()) {
    if (Other == Argument) {
      Behind = true;
      continue;
    }
    const auto *Size = dyn_cast<CXXMemberCallExpr>(Other->IgnoreImplicit());
    const auto *Copy =
        Size ? dyn_cast<CXXMemberCallExpr>(
                   Size->getImplicitObjectArgument()->IgnoreImplicit())
             : nullptr;
    if (Behind && Copy && Copy->getMethodDecl() == Call->getMethodDecl() &&
        placeOf(Copy->getImplicitObjectArgument()->IgnoreParenImpCasts()) ==
            Stream)
      return true;
  }
  return false;
}

void Search::considerCopy(const CXXMemberCallExpr *Call) {
  const CXXMethodDecl *Method = Call->getMethodDecl();
  if (!Method || !Method->getIdentifier() || Method->getName() != "str" ||
      Call->getNumArgs() != 0)
    return;
  const CXXRecordDecl *Class = Method->getParent();
  if (!isStd(Class, "basic_ostringstream") &&
      !isStd(Class, "basic_stringstream"))
    return;
  const Expr *Source = Call->getImplicitObjectArgument()->IgnoreParenImpCasts();
  if (!Source->isLValue())
    return;
  BuiltText Text{BuiltText::Kind::Written, Call};
  Text.Source = Source;
  Text.HasView = hasMethod(Class, "view", RQ_None);
  const auto *Local = isa<DeclRefExpr>(Source)
                          ? dyn_cast_or_null<VarDecl>(placeOf(Source))
                          : nullptr;
  Text.IsOwn = Local && Local->hasLocalStorage() &&
               !Local->getType()->isReferenceType() && !Local->isInitCapture();
  if (isTwice(Call)) {
    Text.How = BuiltText::Kind::Twice;
    return add(std::move(Text), /*Anywhere=*/true);
  }
  const Stmt *P = around(Call);
  if (isa_and_nonnull<CXXConstructExpr>(P) &&
      cast<CXXConstructExpr>(P)->getConstructor()->isMoveConstructor())
    P = around(P);
  if (isa_and_nonnull<ReturnStmt>(P)) {
    const FunctionDecl *In = Refs.functionAround(Call);
    if (!Text.IsOwn || !In || !isStdString(In->getReturnType()) ||
        In->getReturnType()->isReferenceType())
      return;
    // Captured by a lambda it is another's.
    const auto *Owner = dyn_cast<FunctionDecl>(Local->getDeclContext());
    if (!Owner || Owner->getCanonicalDecl() != In->getCanonicalDecl())
      return;
    Text.How = BuiltText::Kind::Returned;
    Text.HasView = hasMethod(Class, "str", RQ_RValue);
    if (Text.HasView)
      add(std::move(Text), Everywhere);
    return;
  }
  if (const auto *Insertion = dyn_cast_or_null<CXXOperatorCallExpr>(P)) {
    if (Insertion->getOperator() != OO_LessLess ||
        !isOutputStream(Insertion->getArg(0)->getType()))
      return;
    Text.Sink = sinkOf(Insertion->getArg(0));
    const ValueDecl *Sink = placeOf(Text.Sink);
    // out << out.str()
    if (Sink && Sink == placeOf(Source))
      return;
    if (const auto *V = dyn_cast_or_null<VarDecl>(Sink);
        V && !isa<ParmVarDecl>(V) && V->getType()->isReferenceType())
      Text.IsOwn = false;
    // Before C++20 this is how a width is made to hold for the whole.
    bool Anywhere = Everywhere && Text.HasView;
    return add(std::move(Text), Anywhere);
  }
  // The conversion to a view that a parameter asks for.
  const auto *Conversion =
      isa_and_nonnull<MemberExpr>(P)
          ? dyn_cast_or_null<CXXMemberCallExpr>(Refs.parent(P))
          : nullptr;
  if (!Conversion || !Text.HasView ||
      !isa_and_nonnull<CXXConversionDecl>(Conversion->getMethodDecl()))
    return;
  const Stmt *User = around(Conversion);
  while (isa_and_nonnull<CXXConstructExpr>(User) &&
         isStd(cast<CXXConstructExpr>(User)->getConstructor()->getParent(),
               "basic_string_view"))
    User = around(User);
  if (isa_and_nonnull<CallExpr>(User)) {
    Text.How = BuiltText::Kind::Viewed;
    add(std::move(Text), Everywhere);
  }
}

void Search::considerInsertion(const CXXOperatorCallExpr *Call) {
  if (Call->getOperator() != OO_LessLess || Call->getNumArgs() != 2 ||
      !isOutputStream(Call->getArg(0)->getType()) ||
      !isStdString(Call->getArg(1)->getType()))
    return;
  const Expr *Written = Call->getArg(1)->IgnoreImplicit()->IgnoreParens();
  Written = Written->IgnoreImplicit();
  BuiltText Text{BuiltText::Kind::Joined, Written};
  Text.Sink = sinkOf(Call->getArg(0));
  // Handed to a macro that has a stream of its own: it asks first whether the
  // line is wanted, and there is no place to write the parts.
  const SourceManager &SM = U.ast().getSourceManager();
  if (SM.isMacroArgExpansion(Written->getBeginLoc()) &&
      SM.isMacroBodyExpansion(Text.Sink->getBeginLoc()))
    return;
  if (const auto *Plus = dyn_cast<CXXOperatorCallExpr>(Written)) {
    if (Plus->getOperator() != OO_Plus || !isInStd(Plus->getDirectCallee()))
      return;
    // A width would hold for the first part alone.
    const Expr *Before = Call->getArg(0)->IgnoreParenImpCasts();
    if (const auto *Insertion = dyn_cast<CXXOperatorCallExpr>(Before);
        Insertion && Insertion->getOperator() == OO_LessLess &&
        !isStdString(Insertion->getArg(1)->getType()) &&
        Insertion->getArg(1)->getType().getNonReferenceType()->isRecordType())
      return;
    return add(std::move(Text), /*Anywhere=*/false);
  }
  if (!isa<CallExpr>(Written))
    return;
  const FunctionDecl *F = calleeOf(Written);
  const Model *M = F ? U.models().find(F) : nullptr;
  if (!M || !M->Materializes)
    return;
  Text.How = BuiltText::Kind::Modelled;
  Text.Model = &*M->Materializes;
  // A whole document at any time; a line of text where it is repeated.
  add(std::move(Text), /*Anywhere=*/!M->Formats);
}

std::vector<BuiltText> Search::run() {
  for (const Expr *Call : Refs.calls()) {
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
      considerCopy(Member);
    else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call))
      considerInsertion(Operator);
  }
  const SourceManager &SM = U.ast().getSourceManager();
  llvm::sort(Found, [&](const BuiltText &A, const BuiltText &B) {
    return SM.isBeforeInTranslationUnit(A.At->getBeginLoc(),
                                        B.At->getBeginLoc());
  });
  return std::move(Found);
}

} // namespace

std::vector<BuiltText> builtTexts(Unit &U, bool Everywhere) {
  if (!U.ast().getLangOpts().CPlusPlus)
    return {};
  return Search(U, Everywhere).run();
}

} // namespace p99::analysis
