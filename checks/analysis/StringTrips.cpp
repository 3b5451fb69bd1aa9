// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/StringTrips.h"
#include "analysis/Expressions.h"
#include "analysis/RunOnce.h"
#include "analysis/StdTypes.h"
#include "analysis/Unit.h"
#include "analysis/Within.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace p99::analysis {

namespace {

/// Of plain characters.
bool isPlain(QualType T) {
  const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T.getNonReferenceType()->getAsCXXRecordDecl());
  return Class &&
         Class->getTemplateArgs()[0].getKind() == TemplateArgument::Type &&
         Class->getTemplateArgs()[0].getAsType()->isCharType();
}

bool isCharPointer(QualType T) {
  return T->isPointerType() && T->getPointeeType()->isAnyCharacterType();
}

class Search {
public:
  explicit Search(Unit &U) : U(U), Refs(U.references()) {}

  std::vector<StringTrip> run();

private:
  struct Taken {
    const Expr *User = nullptr;
    const Expr *Argument = nullptr; ///< of the user
    bool AsView = false;
  };

  Taken takenBy(const Expr *Made) const;
  void considerMade(const CXXConstructExpr *Made);
  void considerSubstring(const CXXMemberCallExpr *Call);
  void considerCStr(const CXXMemberCallExpr *Call);
  bool leavesTextAlone(const Taken &T, const Expr *Text) const;
  void add(StringTrip Trip);

  Unit &U;
  const References &Refs;
  std::vector<StringTrip> Found;
  llvm::DenseSet<SourceLocation> Seen;
};

/// The call, or operator, that the temporary is an argument of; through the
/// conversion to a view if it takes one.
Search::Taken Search::takenBy(const Expr *Made) const {
  Taken T;
  const Stmt *Child = Made, *P = Refs.parent(Made);
  for (; P; Child = P, P = Refs.parent(P)) {
    if (isa<ImplicitCastExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr,
            ParenExpr, CXXFunctionalCastExpr>(P))
      continue;
    // operator basic_string_view()
    if (const auto *Member = dyn_cast<MemberExpr>(P);
        Member && isa<CXXConversionDecl>(Member->getMemberDecl()) &&
        isStdStringView(cast<CXXConversionDecl>(Member->getMemberDecl())
                            ->getConversionType())) {
      T.AsView = true;
      continue;
    }
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(P);
        Call && isa_and_nonnull<CXXConversionDecl>(Call->getMethodDecl()))
      continue;
    if (const auto *Copy = dyn_cast<CXXConstructExpr>(P);
        Copy && Copy->getConstructor()->isCopyOrMoveConstructor() &&
        isStdStringView(Copy->getType()))
      continue;
    break;
  }
  const auto *User = dyn_cast_or_null<Expr>(P);
  if (!User || !isa<CallExpr, CXXConstructExpr>(User))
    return T;
  T.User = User;
  T.Argument = cast<Expr>(Child);
  return T;
}

bool isComparison(const Expr *User) {
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(User);
  return Operator && Operator->isComparisonOp() &&
         isa_and_nonnull<FunctionDecl>(Operator->getDirectCallee()) &&
         isInStd(Operator->getDirectCallee());
}

/// The parameter that an argument arrives in, or nullptr.
const ParmVarDecl *parameterOf(const Expr *User, const Expr *Argument) {
  const FunctionDecl *F = calleeOf(User);
  llvm::ArrayRef<const Expr *> Arguments = argumentsOf(User);
  for (unsigned I = 0; F && I < Arguments.size() && I < F->getNumParams(); ++I)
    if (Arguments[I] == Argument)
      return F->getParamDecl(I);
  return nullptr;
}

/// The variable, or `this`, that leads to an object.
const void *rootOf(const Expr *E) {
  for (;;) {
    E = E->IgnoreParenImpCasts();
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      return Ref->getDecl()->getCanonicalDecl();
    if (const auto *This = dyn_cast<CXXThisExpr>(E))
      return This->getType().getTypePtr();
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      E = Member->getBase();
    else if (const auto *Unary = dyn_cast<UnaryOperator>(E))
      E = Unary->getSubExpr();
    else if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
      E = Element->getBase();
    else if (const Expr *Object = objectOf(E))
      E = Object;
    else
      return nullptr;
  }
}

bool isVariableOfAll(const Expr *Text) {
  const auto *Ref = dyn_cast<DeclRefExpr>(Text->IgnoreParenImpCasts());
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && V->hasGlobalStorage() && !V->getType().isConstQualified();
}

/// A method that changes its object may free the text that it is passed, as
/// `cache.remove(entry.name)` does; a function what it is given to change, as
/// `cut(text, text.substr(4))` does.
bool Search::leavesTextAlone(const Taken &T, const Expr *Text) const {
  const FunctionDecl *F = calleeOf(T.User);
  if (!F || isInStd(F))
    return true;
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if ((Method && !Method->isConst() && !Method->isStatic()) ||
      isVariableOfAll(Text))
    return false;
  llvm::ArrayRef<const Expr *> Arguments = argumentsOf(T.User);
  for (unsigned I = 0; I < Arguments.size() && I < F->getNumParams(); ++I) {
    QualType To = F->getParamDecl(I)->getType()->getPointeeType();
    if (Arguments[I] == T.Argument || To.isNull() || To.isConstQualified())
      continue;
    const void *Root = rootOf(Arguments[I]);
    // A view of any string may be one of this string.
    if ((Root && Root == rootOf(Text)) ||
        (isStdString(To) && !isStdString(Text->getType())))
      return false;
  }
  return true;
}

void Search::add(StringTrip Trip) {
  const Expr *At = Trip.Made;
  const FunctionDecl *In = Refs.functionAround(At);
  if (!In || U.hotPath().isColdCode(At) || U.hotPath().isCold(In))
    return;
  HotAnswer Hot = U.hotPath().why(At);
  Trip.Hot = Hot.Reasons;
  if (!Hot.isHot() && runsSeldom(In, Refs))
    return;
  if (Seen.insert(At->getBeginLoc()).second)
    Found.push_back(std::move(Trip));
}

/// std::string(sv), std::string(p), std::string("...").
void Search::considerMade(const CXXConstructExpr *Made) {
  if (!isStdString(Made->getType()) || Made->getNumArgs() == 0 ||
      !llvm::all_of(llvm::drop_begin(Made->arguments()),
                    [](const Expr *A) { return isa<CXXDefaultArgExpr>(A); }))
    return;
  const Expr *Text = Made->getArg(0)->IgnoreParenImpCasts();
  if (const auto *Conversion = dyn_cast<CXXMemberCallExpr>(Text);
      Conversion &&
      isa_and_nonnull<CXXConversionDecl>(Conversion->getMethodDecl()))
    return;
  const auto *Literal = dyn_cast<clang::StringLiteral>(Text);
  if (!Literal && !isStdStringView(Text->getType()) &&
      !isCharPointer(Made->getArg(0)->getType()))
    return;
  // Written: std::string(...), not by a conversion.
  const Stmt *Written = Made;
  while (isa_and_nonnull<CXXBindTemporaryExpr, ImplicitCastExpr>(
             Refs.parent(Written)) &&
         !isa<CXXFunctionalCastExpr>(Refs.parent(Written)))
    Written = Refs.parent(Written);
  const auto *Cast =
      dyn_cast_or_null<CXXFunctionalCastExpr>(Refs.parent(Written));
  const Expr *Whole = Cast ? static_cast<const Expr *>(Cast)
                           : dyn_cast<CXXTemporaryObjectExpr>(Made);
  if (!Whole)
    return;
  Taken T = takenBy(Whole);
  if (!T.User || (Literal && Literal->getLength() <= SmallString))
    return;
  StringTrip Trip{StringTrip::Kind::View, Whole, Text, T.User};
  if (isComparison(T.User)) {
    // "..." == std::string("...") needs one of them.
    const Expr *Other = nullptr;
    for (const Expr *A : argumentsOf(T.User))
      if (A != T.Argument)
        Other = A;
    if (!Other ||
        !(isStdString(Other->getType()) || isStdStringView(Other->getType())))
      return;
    Trip.How = StringTrip::Kind::Literal;
    Trip.Safe = true;
    return add(std::move(Trip));
  }
  if (!T.AsView)
    return;
  const ParmVarDecl *Parameter = parameterOf(T.User, T.Argument);
  if (!Parameter || !isStdStringView(Parameter->getType()))
    return;
  Trip.Safe = leavesTextAlone(T, Text);
  // An overload for characters would be another function.
  const FunctionDecl *F = calleeOf(T.User);
  if (!isStdStringView(Text->getType()) &&
      !F->getDeclContext()->lookup(F->getDeclName()).isSingleResult())
    return;
  add(std::move(Trip));
}

void Search::considerSubstring(const CXXMemberCallExpr *Call) {
  const CXXMethodDecl *Method = Call->getMethodDecl();
  if (!U.ast().getLangOpts().CPlusPlus17 || !Method->getIdentifier() ||
      Method->getName() != "substr" || !isStdString(Call->getType()) ||
      !isPlain(Call->getType()) || !isInStd(Method))
    return;
  // A few characters need no allocation.
  Expr::EvalResult Length;
  if (Call->getNumArgs() > 1 && !Call->getArg(1)->isValueDependent() &&
      !isa<CXXDefaultArgExpr>(Call->getArg(1)) &&
      Call->getArg(1)->EvaluateAsInt(Length, U.ast()) &&
      Length.Val.getInt().getLimitedValue() <= SmallString)
    return;
  Taken T = takenBy(Call);
  if (!T.User)
    return;
  const Expr *Text = Call->getImplicitObjectArgument();
  StringTrip Trip{StringTrip::Kind::Substring, Call, Text, T.User};
  if (isComparison(T.User)) {
    // What is compared with a short literal is mostly short.
    for (const Expr *A : argumentsOf(T.User))
      if (const auto *Literal =
              dyn_cast<clang::StringLiteral>(A->IgnoreParenImpCasts());
          Literal && Literal->getLength() <= SmallString &&
          Call->getNumArgs() > 1 && !isa<CXXDefaultArgExpr>(Call->getArg(1)))
        return;
    Trip.Safe = true;
    return add(std::move(Trip));
  }
  const ParmVarDecl *Parameter = parameterOf(T.User, T.Argument);
  if (!T.AsView || !Parameter || !isStdStringView(Parameter->getType()))
    return;
  Trip.Safe = leavesTextAlone(T, Text);
  add(std::move(Trip));
}

/// f(s.c_str()): a string is made that s already is.
void Search::considerCStr(const CXXMemberCallExpr *Call) {
  const CXXMethodDecl *Method = Call->getMethodDecl();
  if (!Method->getIdentifier() ||
      (Method->getName() != "c_str" && Method->getName() != "data") ||
      Call->getNumArgs() != 0 || !isCharPointer(Call->getType()))
    return;
  const Expr *Text = Call->getImplicitObjectArgument();
  QualType Object = Text->getType();
  if (Object->isPointerType())
    Object = Object->getPointeeType();
  if (!isStdString(Object))
    return;
  const Stmt *P = parentPastCasts(Call, Refs);
  const auto *Made = dyn_cast_or_null<CXXConstructExpr>(P);
  if (!Made || !isStdString(Made->getType()) ||
      isa<CXXTemporaryObjectExpr>(Made) ||
      !llvm::all_of(llvm::drop_begin(Made->arguments()),
                    [](const Expr *A) { return isa<CXXDefaultArgExpr>(A); }))
    return;
  // std::string(s.c_str()): asked for.
  const Stmt *Written = Refs.parent(Made);
  while (isa_and_nonnull<CXXBindTemporaryExpr>(Written))
    Written = Refs.parent(Written);
  if (isa_and_nonnull<ExplicitCastExpr>(Written))
    return;
  Taken T = takenBy(Made);
  const ParmVarDecl *Parameter =
      T.User ? parameterOf(T.User, T.Argument) : nullptr;
  if (!Parameter || !Parameter->getType()->isLValueReferenceType() ||
      !isStdString(Parameter->getType()) ||
      !U.ast().hasSameUnqualifiedType(
          Parameter->getType().getNonReferenceType(), Object))
    return;
  add({StringTrip::Kind::CStr, Call, Text, T.User});
}

std::vector<StringTrip> Search::run() {
  for (const Expr *Call : Refs.calls()) {
    if (const auto *Made = dyn_cast<CXXConstructExpr>(Call)) {
      considerMade(Made);
    } else if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
               Member && Member->getMethodDecl()) {
      considerSubstring(Member);
      considerCStr(Member);
    }
  }
  const SourceManager &SM = U.ast().getSourceManager();
  llvm::sort(Found, [&](const StringTrip &A, const StringTrip &B) {
    return SM.isBeforeInTranslationUnit(A.Made->getBeginLoc(),
                                        B.Made->getBeginLoc());
  });
  return std::move(Found);
}

} // namespace

std::vector<StringTrip> stringTrips(Unit &U) {
  if (!U.ast().getLangOpts().CPlusPlus)
    return {};
  return Search(U).run();
}

} // namespace p99::analysis
