// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/LookupKeys.h"
#include "analysis/Expressions.h"
#include "analysis/Loops.h"
#include "analysis/RunOnce.h"
#include "analysis/StdTypes.h"
#include "analysis/TypeUses.h"
#include "analysis/Unit.h"
#include "analysis/Within.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/MapVector.h"

using namespace clang;

namespace p99::analysis {

namespace {

/// Fewer rounds are no reason to change a declaration.
constexpr uint64_t FewRounds = 8;

bool isCharPointer(QualType T) {
  return T->isPointerType() && T->getPointeeType()->isCharType();
}

bool isText(QualType T) {
  return isString(T) || isStringView(T) || isCharPointer(T) ||
         (T->isArrayType() && T->getArrayElementTypeNoTypeQual()->isCharType());
}

/// In a class template, or an instance of one.
bool isTemplated(const ValueDecl *D) {
  const auto *Class = dyn_cast<CXXRecordDecl>(D->getDeclContext());
  return D->isTemplated() ||
         (Class && isa<ClassTemplateSpecializationDecl>(Class));
}

class Search {
public:
  explicit Search(Unit &U)
      : U(U), Refs(U.references()), SM(U.ast().getSourceManager()) {}

  std::vector<KeyedContainer> run();

private:
  std::optional<LookupKey> keyOf(const CXXMemberCallExpr *Call) const;
  const ValueDecl *declarationOf(const Expr *Object) const;
  bool mayBeLong(const Expr *Text, unsigned Depth = 0) const;
  bool matters(LookupKey &Key, bool Needless) const;
  bool comparesAsIs(const ValueDecl *Container) const;
  bool precedes(const LookupKey &A, const LookupKey &B) const {
    return SM.isBeforeInTranslationUnit(A.Made->getBeginLoc(),
                                        B.Made->getBeginLoc());
  }

  Unit &U;
  const References &Refs;
  const SourceManager &SM;
};

/// Not a text that fits into the string object, as far as the code tells.
bool Search::mayBeLong(const Expr *Text, unsigned Depth) const {
  const Expr *E = Text->IgnoreParenImpCasts();
  if (const auto *Literal = dyn_cast<clang::StringLiteral>(E))
    return Literal->getLength() > SmallString;
  if (const auto *Own = dyn_cast<UserDefinedLiteral>(E))
    return Own->getNumArgs() == 0 || mayBeLong(Own->getArg(0), Depth);
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(E))
    return mayBeLong(Choice->getTrueExpr(), Depth) ||
           mayBeLong(Choice->getFalseExpr(), Depth);
  if (const auto *Made = dyn_cast<CXXConstructExpr>(E);
      Made && Made->getNumArgs() == 1)
    return mayBeLong(Made->getArg(0), Depth);
  if (const auto *Array = U.ast().getAsConstantArrayType(E->getType());
      Array && Array->getSize().ule(SmallString + 1))
    return false;
  if (const auto *V = dyn_cast_or_null<VarDecl>(placeOf(E)); V && Depth < 2) {
    const Expr *Init = V->getAnyInitializer();
    bool Constant = V->isConstexpr() || V->getType().isConstQualified();
    if (Init && Constant && !isa<ParmVarDecl>(V) && !V->isCXXForRangeDecl())
      return mayBeLong(Init, Depth + 1);
  }
  return true;
}

/// Past what nobody has written and casts to the string.
const Expr *madeBy(const Expr *Argument) {
  for (;;) {
    const Expr *Inner = Argument->IgnoreImplicit()->IgnoreParens();
    if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(Inner))
      Inner = Cast->getSubExpr();
    else if (const auto *Static = dyn_cast<CXXStaticCastExpr>(Inner))
      Inner = Static->getSubExpr();
    else if (const auto *Copy = dyn_cast<CXXConstructExpr>(Inner);
             Copy && Copy->getConstructor()->isCopyOrMoveConstructor() &&
             Copy->getNumArgs() == 1 && Copy->getArg(0)->isPRValue())
      Inner = Copy->getArg(0);
    if (Inner == Argument)
      return Inner;
    Argument = Inner;
  }
}

/// s.c_str() is in a string already, and what has an operator for pointers or
/// views compares with none.
bool isConverted(const Expr *Text) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(Text);
  if (!Call)
    return false;
  if (isa_and_nonnull<CXXConversionDecl>(Call->getMethodDecl()))
    return true;
  QualType Object = Call->getImplicitObjectArgument()->getType();
  return isString(Object->isPointerType() ? Object->getPointeeType() : Object);
}

/// Those that a transparent comparator helps; `at` and `erase` only in later
/// versions of the language.
bool isLookup(const CXXMemberCallExpr *Call) {
  static const llvm::StringRef Names[] = {
      "find", "count", "contains", "equal_range", "lower_bound", "upper_bound"};
  const CXXMethodDecl *Method = Call->getMethodDecl();
  return Method && Method->getIdentifier() && Call->getNumArgs() > 0 &&
         llvm::is_contained(Names, Method->getName());
}

std::optional<LookupKey> Search::keyOf(const CXXMemberCallExpr *Call) const {
  if (!isLookup(Call))
    return std::nullopt;
  LookupKey Key{LookupKey::Kind::Text, Call};
  Key.Made = Call->getArg(0)->IgnoreImplicit()->IgnoreParens();
  const Expr *Made = madeBy(Call->getArg(0));
  if (!isString(Made->getType()))
    return std::nullopt;
  if (const auto *Part = dyn_cast<CXXMemberCallExpr>(Made)) {
    const CXXMethodDecl *Substr = Part->getMethodDecl();
    if (!Substr || !Substr->getIdentifier() || Substr->getName() != "substr" ||
        !isInStd(Substr) || !U.ast().getLangOpts().CPlusPlus17)
      return std::nullopt;
    if (Part->getNumArgs() > 1)
      if (auto Length = constantOf(Part->getArg(1), U.ast());
          Length && uint64_t(*Length) <= SmallString)
        return std::nullopt;
    Key.How = LookupKey::Kind::Substring;
    Key.Made = Part;
    Key.Text = Part->getImplicitObjectArgument();
    return Key;
  }
  const auto *Built = dyn_cast<CXXConstructExpr>(Made);
  const bool Written =
      isa<CXXFunctionalCastExpr, CXXStaticCastExpr, CXXTemporaryObjectExpr>(
          Key.Made);
  // m.find({p, n})
  if (!Built || (Built->isListInitialization() && !Written))
    return std::nullopt;
  llvm::SmallVector<const Expr *, 4> Given;
  for (const Expr *A : Built->arguments())
    if (!isa<CXXDefaultArgExpr>(A))
      Given.push_back(A);
  if (Given.empty())
    return std::nullopt;
  QualType First = Given[0]->getType();
  Key.Text = Given[0]->IgnoreParenImpCasts();
  Key.Built = Built;
  if (Given.size() == 2) {
    if (!isCharPointer(First) || !Given[1]->getType()->isIntegerType() ||
        !U.ast().getLangOpts().CPlusPlus17)
      return std::nullopt;
    if (auto Length = constantOf(Given[1], U.ast());
        Length && uint64_t(*Length) <= SmallString)
      return std::nullopt;
    Key.How = LookupKey::Kind::Part;
    return Key;
  }
  if (Given.size() != 1 || !(isStringView(First) || isCharPointer(First)) ||
      isConverted(Key.Text) || !mayBeLong(Key.Text))
    return std::nullopt;
  if (!Written)
    Key.Made = Key.Text;
  return Key;
}

/// Where the object's type is written, or nullptr if that is not in sight, or
/// not this code's to change.
const ValueDecl *Search::declarationOf(const Expr *Object) const {
  if (!isa<DeclRefExpr, MemberExpr>(Object))
    return nullptr;
  const ValueDecl *D = placeOf(Object);
  // const auto &Names = Names_;
  if (const auto *V = dyn_cast_or_null<VarDecl>(D);
      V && V->getType()->isReferenceType()) {
    const Expr *Init = V->getInit();
    Init = Init ? Init->IgnoreParenImpCasts() : nullptr;
    D = isa_and_nonnull<DeclRefExpr, MemberExpr>(Init) ? placeOf(Init)
                                                       : nullptr;
  }
  if (!D || !isa<FieldDecl, VarDecl>(D) || isa<ParmVarDecl>(D) ||
      D->getType()->isReferenceType() || D->getType()->isPointerType() ||
      isTemplated(D) ||
      SM.isInSystemHeader(SM.getExpansionLoc(D->getLocation())))
    return nullptr;
  return D;
}

bool Search::matters(LookupKey &Key, bool Needless) const {
  const FunctionDecl *In = Refs.functionAround(Key.Lookup);
  if (U.hotPath().isColdCode(Key.Lookup) || U.hotPath().isCold(In))
    return false;
  HotAnswer Hot = U.hotPath().why(Key.Lookup);
  Key.Hot = Hot.Reasons;
  if (Hot.isHot())
    return true;
  if (runsSeldom(In, Refs))
    return false;
  if (Needless)
    return true;
  Loop L = U.loops().around(Key.Lookup);
  if (!L)
    return false;
  std::optional<uint64_t> Rounds = U.loops().tripCount(L);
  return !Rounds || *Rounds >= FewRounds;
}

/// Every key that is looked up in it compares with strings; what is only
/// converted to one may not.
bool Search::comparesAsIs(const ValueDecl *Container) const {
  return llvm::all_of(Refs.usesOf(Container), [&](const Expr *Use) {
    const Stmt *Member = parentPastCasts(Use, Refs);
    const auto *Call =
        isa_and_nonnull<MemberExpr>(Member)
            ? dyn_cast_or_null<CXXMemberCallExpr>(Refs.parent(Member))
            : nullptr;
    if (!Call || !isLookup(Call))
      return true;
    const Expr *Made = madeBy(Call->getArg(0));
    if (const auto *Converted = dyn_cast<CXXMemberCallExpr>(Made);
        Converted &&
        isa_and_nonnull<CXXConversionDecl>(Converted->getMethodDecl()))
      return false;
    const auto *Built = dyn_cast<CXXConstructExpr>(Made);
    return !Built || Built->getNumArgs() == 0 ||
           isText(Built->getArg(0)->getType());
  });
}

std::vector<KeyedContainer> Search::run() {
  llvm::MapVector<const void *, KeyedContainer> Found;
  for (const Expr *E : Refs.calls()) {
    const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
    std::optional<LookupKey> Key = Call ? keyOf(Call) : std::nullopt;
    const FunctionDecl *In = Key ? Refs.functionAround(Call) : nullptr;
    if (!In || In->isTemplateInstantiation())
      continue;
    const Expr *Object = objectOf(Call)->IgnoreParenImpCasts();
    auto Keys = keyComparisonOf(Object->getType(), U.ast());
    if (!Keys ||
        !hasForAnyKey(Object->getType(), Call->getMethodDecl()->getDeclName()))
      continue;
    KeyedContainer C{*Keys, declarationOf(Object)};
    const bool Needless = Keys->How == KeyComparison::Kind::Transparent;
    if (Needless ? !Key->isWritten() ||
                       !takesText(*Keys, Key->How != LookupKey::Kind::Text ||
                                             isStringView(Key->Text->getType()))
                 : !C.Declared)
      continue;
    Key->Matters = matters(*Key, Needless);
    // Once for all instantiations of a template.
    const void *Group =
        Needless ? Key->Made->getBeginLoc().getPtrEncoding() : C.Declared;
    Found.insert({Group, C}).first->second.Lookups.push_back(*Key);
  }
  std::vector<KeyedContainer> Sorted;
  for (auto &[Group, C] : Found) {
    if (llvm::none_of(C.Lookups,
                      [](const LookupKey &Key) { return Key.Matters; }))
      continue;
    C.CanBeChanged = C.Keys.How == KeyComparison::Kind::Ordered &&
                     isTypeItsOwn(C.Declared, Refs) && comparesAsIs(C.Declared);
    llvm::sort(C.Lookups, [&](const LookupKey &A, const LookupKey &B) {
      return A.Matters != B.Matters ? A.Matters : precedes(A, B);
    });
    Sorted.push_back(std::move(C));
  }
  llvm::sort(Sorted, [&](const KeyedContainer &A, const KeyedContainer &B) {
    return precedes(A.Lookups.front(), B.Lookups.front());
  });
  return Sorted;
}

} // namespace

std::vector<KeyedContainer> temporaryKeys(Unit &U) {
  if (!U.ast().getLangOpts().CPlusPlus14)
    return {};
  return Search(U).run();
}

} // namespace p99::analysis
