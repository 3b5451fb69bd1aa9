// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/CopiedCaptures.h"
#include "analysis/HotPath.h"
#include "analysis/NeedlessCopies.h"
#include "analysis/ValueSignatures.h"
#include "clang-tidy/utils/DeclRefExprUtils.h"
#include "core/Check.h"
#include "core/FixBuilder.h"
#include "core/Register.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99;
using namespace p99::analysis;

namespace {

class NeedlessCopyCheck final : public Check {
public:
  static constexpr CheckInfo Info{
      .Name = "p99-needless-copy",
      .Summary = "a copy of what exists anyway, and is only read or freed",
      .Family = Family::Copies,
      .Fix = FixKind::Safe,
      .Since = "0.1.0",
      .Doc = R"md(
## What it flags

- A local variable that copies an object which exists anyway, and is only read:
  out of a container, a member, behind a pointer or an iterator, or what a
  function answers with by reference; the variable of a range-for; a structured
  binding.
- An element that is copied out of a container just before it is popped or
  erased: that one can be moved.
- What a lambda captures by copy although it is called where it stands, or only
  by an algorithm of `std`.
- A `const` parameter that is taken by value and only read.
- A method that does nothing but return a copy of a member, if all calls in the
  file only read it, and one of them is in a loop or on a request path.

Types count whose copy allocates; of elements also shared pointers, if they are
only looked through and nobody else has the container. Silent are copies that are
needed: the object is written to, moved, erased or freed while the copy is used;
it is taken out under a lock and used behind it; the copy is itself copied, moved
or handed out; the code is a coroutine; the class of a getter has a mutex.

## Why it costs

The copy of a string or a vector allocates, copies the content and frees it at the
end of the scope. In a loop that is two calls of the allocator for each element.
It does not matter for strings of a few characters, which fit into the object.
[Measured](../evidence-copies.md).

## Flagged

```cpp
#include <map>
#include <string>
#include <vector>

std::size_t total(const std::map<int, std::vector<std::string>> &Groups) {
  std::size_t Sum = 0;
  auto It = Groups.find(1);
  if (It != Groups.end()) {
    auto Names = It->second;
    for (const std::string &Name : Names)
      Sum += Name.size();
  }
  return Sum;
}
```

## Preferred

```cpp
#include <map>
#include <string>
#include <vector>

std::size_t total(const std::map<int, std::vector<std::string>> &Groups) {
  std::size_t Sum = 0;
  auto It = Groups.find(1);
  if (It != Groups.end()) {
    const auto &Names = It->second;
    for (const std::string &Name : Names)
      Sum += Name.size();
  }
  return Sum;
}
```

## Fix safety

Safe for variables, elements and captures: there is a fix only if the object
provably stays alive and as it is until the last use. Where code that is not in
sight might reach it, the warning has no fix and a note names that code. A
declaration that a macro or more than one variable shares is left to you.

Suggested for parameters and getters, because callers elsewhere may depend on the
copy. The fix edits all declarations that the file sees; functions whose address
is taken and virtual ones are left alone.

## Limits

Callers in other files are not seen, nor are other threads that write to the
object without a lock. Generic lambdas and templates are left out. Silence a finding with
`// NOLINT(p99-needless-copy)`. Where clang-tidy's
`performance-for-range-copy`, `performance-unnecessary-copy-initialization` or
`performance-unnecessary-value-param` is enabled and says the same, this check
leaves it the word.
)md"};

  explicit NeedlessCopyCheck(const CheckContext &Context)
      : Check(Context),
        RangeCopies(isCheckEnabled("performance-for-range-copy")),
        Initialisations(
            isCheckEnabled("performance-unnecessary-copy-initialization")),
        ValueParameters(isCheckEnabled("performance-unnecessary-value-param")) {
  }

  bool isLanguageVersionSupported(const LangOptions &Language) const override {
    return Language.CPlusPlus11;
  }

  void registerMatchers(MatchFinder *Finder) override {
    Finder->addMatcher(translationUnitDecl().bind("unit"), this);
  }

  void check(const MatchFinder::MatchResult &Result) override {
    Unit &U = unit(Result);
    for (const NeedlessCopy &Copy : needlessCopies(U))
      if (!isSaidElsewhere(U, Copy))
        report(U, Copy);
    for (const CopiedCapture &Copy : copiedCaptures(U))
      report(U, Copy);
    if (!ValueParameters)
      for (const CopiedParameter &Copy : copiedParameters(U))
        report(U, Copy);
    for (const CopyingGetter &Copy : copyingGetters(U))
      report(U, Copy);
  }

private:
  bool isSaidElsewhere(Unit &U, const NeedlessCopy &Copy) const;
  void report(Unit &U, const NeedlessCopy &Copy);
  void report(Unit &U, const CopiedCapture &Copy);
  void report(Unit &U, const CopiedParameter &Copy);
  void report(Unit &U, const CopyingGetter &Copy);
  void explainHeat(Unit &U, const Stmt *S);

  bool RangeCopies, Initialisations, ValueParameters;
};

/// `for (const T x : range)`, or one that is only used where const is taken.
bool NeedlessCopyCheck::isSaidElsewhere(Unit &U,
                                        const NeedlessCopy &Copy) const {
  const VarDecl *V = Copy.Variable;
  if (Copy.Freed)
    return false;
  bool Element = Copy.Is == NeedlessCopy::Kind::Element;
  if (!(Element ? RangeCopies : Initialisations))
    return false;
  const Stmt *Body = cast<FunctionDecl>(V->getDeclContext())->getBody();
  if (const auto *Loop = dyn_cast_or_null<CXXForRangeStmt>(
          Element ? U.references().parent(Copy.Source) : nullptr))
    Body = Loop->getBody();
  bool Const = V->getType().isConstQualified() ||
               clang::tidy::utils::decl_ref_expr::isOnlyUsedAsConst(*V, *Body,
                                                                    U.ast(), 0);
  if (Element || !Const)
    return Const;
  // It knows copies of other variables, and what answers with a const reference
  // that is none of the arguments.
  const Expr *Source = Copy.Source;
  if (isa<DeclRefExpr>(Source))
    return true;
  const auto *Call = dyn_cast<CallExpr>(Source);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  return F && Call->getType().isConstQualified() &&
         llvm::none_of(F->parameters(), [](const ParmVarDecl *P) {
           return P->getType()->isReferenceType();
         });
}

/// `auto x`, `const auto x`, `T x` and `T const x` become `const T &x`;
/// `T C::f()` becomes `const T &C::f()`.
static void refer(const DeclaratorDecl *D, SourceRange Type, bool IsConst,
                  FixBuilder &Fix) {
  const SourceManager &SM = D->getASTContext().getSourceManager();
  SourceLocation Name = D->getLocation();
  if (Type.isInvalid() || Type.getBegin().isMacroID() ||
      !SM.isBeforeInTranslationUnit(Type.getEnd(), Name)) {
    Fix.refuse();
    return;
  }
  if (!IsConst)
    Fix.insert(Type.getBegin(), "const ");
  NestedNameSpecifierLoc Scope = D->getQualifierLoc();
  Fix.insert(Scope ? Scope.getBeginLoc() : Name, "&");
}

static void refer(const VarDecl *V, FixBuilder &Fix) {
  TypeLoc Written = V->getTypeSourceInfo()->getTypeLoc();
  refer(V, Written.getUnqualifiedLoc().getSourceRange(),
        V->getType().isConstQualified(), Fix);
}

void NeedlessCopyCheck::report(Unit &U, const NeedlessCopy &Copy) {
  const VarDecl *V = Copy.Variable;
  FixBuilder Fix(U.ast());
  std::string Name = isa<DecompositionDecl>(V)
                         ? "the binding"
                         : "'" + V->getNameAsString() + "'";
  if (Copy.Freed) {
    std::string Text = Fix.textOf(Copy.Source);
    if (Text.empty())
      Fix.refuse();
    Fix.replace(Copy.Source->getSourceRange(), "std::move(" + Text + ")");
    Fix.include(V->getLocation(), "<utility>");
    diag(V->getLocation(),
         "%0 is copied from an element that is %select{popped|erased}1 right "
         "away; move it")
        << Name << (Copy.Is == NeedlessCopy::Kind::Erased) << Fix.take();
    diag(Copy.Freed->getBeginLoc(), "the element is destroyed here",
         DiagnosticIDs::Note);
  } else {
    bool Element = Copy.Is == NeedlessCopy::Kind::Element;
    bool Proved = Copy.Meanwhile.Is == Fate::Kind::Stays;
    const auto *Declaration =
        dyn_cast_or_null<DeclStmt>(U.references().parent(V->getInit()));
    if (!Proved || (!Element && (!Declaration || !Declaration->isSingleDecl())))
      Fix.refuse();
    refer(V, Fix);
    diag(V->getLocation(),
         Element ? "%0 is a copy of each element and only read; make it a "
                   "const reference"
                 : "%0 is a copy that is only read; make it a const reference")
        << Name << Fix.take();
    diag(Copy.Source->getBeginLoc(),
         Element ? "the elements are copied from here" : "the original is here",
         DiagnosticIDs::Note);
    if (!Proved)
      diag(Copy.Meanwhile.By->getBeginLoc(),
           "make sure that this does not change the original",
           DiagnosticIDs::Note);
  }
  explainHeat(U, V->getInit());
}

/// `[x]` becomes `[&x]`, and `[=]` becomes `[=, &x]`.
void NeedlessCopyCheck::report(Unit &U, const CopiedCapture &Copy) {
  llvm::StringRef Name = Copy.Capture->getCapturedVar()->getName();
  FixBuilder Fix(U.ast());
  if (!Copy.MeansTheSame)
    Fix.refuse();
  if (Copy.Capture->isExplicit())
    Fix.insert(Copy.Capture->getLocation(), "&");
  else
    Fix.insertAfter(Copy.Lambda->getCaptureDefaultLoc(), (", &" + Name).str());
  SourceLocation Where = Copy.Capture->isExplicit()
                             ? Copy.Capture->getLocation()
                             : Copy.Lambda->getCaptureDefaultLoc();
  diag(Where, "'%0' is copied into a lambda that only runs here; capture it by "
              "reference")
      << Name << Fix.take();
  if (Copy.Runs)
    diag(Copy.Runs->getBeginLoc(), "the lambda is gone when this call returns",
         DiagnosticIDs::Note);
  else
    diag(Copy.Closure->getLocation(),
         "the lambda is gone with '%0', which is only called",
         DiagnosticIDs::Note)
        << Copy.Closure->getName();
  explainHeat(U, Copy.Lambda);
}

void NeedlessCopyCheck::report(Unit &U, const CopiedParameter &Copy) {
  const ParmVarDecl *P = Copy.parameter();
  FixBuilder Fix(U.ast());
  for (const FunctionDecl *F : Copy.Function->redecls())
    refer(F->getParamDecl(Copy.Index), Fix);
  diag(P->getLocation(),
       "%0 is a copy of the argument that is only read; take it by reference")
      << P;
  suggest(P->getLocation(),
          "make sure that no caller passes what this function changes", Fix);
  explainHeat(U, Copy.Function->getBody());
}

void NeedlessCopyCheck::report(Unit &U, const CopyingGetter &Copy) {
  FixBuilder Fix(U.ast());
  for (const FunctionDecl *F : Copy.Getter->redecls())
    refer(F, F->getReturnTypeSourceRange(),
          F->getReturnType().isConstQualified(), Fix);
  SourceLocation Where = Copy.Getter->getLocation();
  diag(Where, "%0 returns a copy of %1, and callers only read it, also in %2; "
              "return a const reference")
      << Copy.Getter << Copy.Member
      << (Copy.Hot.empty() ? "a loop" : "hot code");
  diag(Copy.Call->getBeginLoc(),
       Copy.Hot.empty() ? "copied here in each round" : "copied here",
       DiagnosticIDs::Note);
  for (const HotReason &Reason : Copy.Hot)
    diag(Reason.Where, "%0", DiagnosticIDs::Note) << Reason.Text;
  suggest(Where,
          "make sure that no caller keeps the result while the object changes "
          "or ends",
          Fix);
}

void NeedlessCopyCheck::explainHeat(Unit &U, const Stmt *S) {
  if (HotAnswer Hot = U.hotPath().why(S); Hot.isHot())
    for (const HotReason &Reason : Hot.Reasons)
      diag(Reason.Where, "%0", DiagnosticIDs::Note) << Reason.Text;
}

} // namespace

static const Register<NeedlessCopyCheck> Registered;
