// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/KeyComparison.h"
#include "analysis/Expressions.h"
#include "analysis/StdTypes.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace p99::analysis {

namespace {

const CXXRecordDecl *classOf(QualType T) {
  const CXXRecordDecl *Class = T.getNonReferenceType()->getAsCXXRecordDecl();
  return Class && Class->hasDefinition() ? Class->getDefinition() : nullptr;
}

bool isOfChars(QualType T, llvm::StringRef Name) {
  if (!isStdClass(T, Name))
    return false;
  const auto *Class =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(classOf(T));
  return Class &&
         Class->getTemplateArgs()[0].getKind() == TemplateArgument::Type &&
         Class->getTemplateArgs()[0].getAsType()->isCharType();
}
/// A type that a class or its base declares: `key_type`, `is_transparent`.
QualType typeIn(const CXXRecordDecl *Class, llvm::StringRef Name) {
  for (const Decl *D : Class->decls())
    if (const auto *Type = dyn_cast<TypedefNameDecl>(D);
        Type && Type->getName() == Name)
      return Type->getUnderlyingType();
  for (const CXXBaseSpecifier &Base : Class->bases())
    if (const CXXRecordDecl *B = classOf(Base.getType()))
      if (QualType T = typeIn(B, Name); !T.isNull())
        return T;
  return QualType();
}
const CXXRecordDecl *classIn(const CXXRecordDecl *Class, llvm::StringRef Name) {
  QualType T = typeIn(Class, Name);
  return T.isNull() ? nullptr : classOf(T);
}
bool isTransparent(const CXXRecordDecl *Class) {
  return !typeIn(Class, "is_transparent").isNull();
}

bool hasTemplate(const CXXRecordDecl *Class, DeclarationName Name) {
  return llvm::any_of(Class->lookup(Name),
                      [](const NamedDecl *D) {
                        return isa<FunctionTemplateDecl>(
                            D->getUnderlyingDecl());
                      }) ||
         llvm::any_of(Class->bases(), [&](const CXXBaseSpecifier &Base) {
           const CXXRecordDecl *B = classOf(Base.getType());
           return B && hasTemplate(B, Name);
         });
}

/// A comparator or hash that can be called with the text itself.
bool takes(const CXXRecordDecl *Class, bool View) {
  if (isInStd(Class))
    return true;
  bool Takes = false, Others = false;
  for (const Decl *D : Class->decls()) {
    if (isa<FunctionTemplateDecl>(D))
      return false;
    const auto *Method = dyn_cast<CXXMethodDecl>(D);
    if (!Method || Method->getOverloadedOperator() != OO_Call)
      continue;
    bool Views = llvm::all_of(Method->parameters(), [](const ParmVarDecl *P) {
      return isStringView(P->getType());
    });
    (Views ? Takes : Others) = true;
  }
  // For a pointer two of them would do equally well.
  return Takes && (View || !Others);
}

bool isUsers(const CXXRecordDecl *Class, const SourceManager &SM) {
  return !SM.isInSystemHeader(SM.getExpansionLoc(Class->getLocation()));
}

/// The argument of a template that is the class.
unsigned argumentOf(const CXXRecordDecl *Container,
                    const CXXRecordDecl *Class) {
  auto Arguments = cast<ClassTemplateSpecializationDecl>(Container)
                       ->getTemplateArgs()
                       .asArray();
  return llvm::find_if(Arguments,
                       [&](const TemplateArgument &A) {
                         return A.getKind() == TemplateArgument::Type &&
                                classOf(A.getAsType()) == Class;
                       }) -
         Arguments.begin();
}

} // namespace

bool isString(QualType T) { return isOfChars(T, "basic_string"); }
bool isStringView(QualType T) { return isOfChars(T, "basic_string_view"); }

std::optional<KeyComparison> keyComparisonOf(QualType Container,
                                             const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  const CXXRecordDecl *Class = classOf(Container);
  if (!Class || !isa<ClassTemplateSpecializationDecl>(Class))
    return std::nullopt;
  QualType Key = typeIn(Class, "key_type");
  if (Key.isNull() || !isString(Key))
    return std::nullopt;
  using Kind = KeyComparison::Kind;
  if (const CXXRecordDecl *Order = classIn(Class, "key_compare")) {
    KeyComparison Keys{Kind::Ordered, Order, argumentOf(Class, Order)};
    if (isTransparent(Order))
      Keys.How = Kind::Transparent;
    else if (!isInStd(Class))
      return std::nullopt;
    // Where there are views to be compared.
    else if (isUsers(Order, SM) && Context.getLangOpts().CPlusPlus17)
      Keys.How = Kind::Compared;
    else if (!isInStd(Order))
      return std::nullopt;
    return Keys;
  }
  const CXXRecordDecl *Hash = classIn(Class, "hasher");
  const CXXRecordDecl *Equal = classIn(Class, "key_equal");
  if (!Hash || !Equal)
    return std::nullopt;
  KeyComparison Keys{Kind::Hashed, Hash, argumentOf(Class, Hash), Equal};
  if (isTransparent(Hash) && isTransparent(Equal))
    Keys.How = Kind::Transparent;
  else if (!isInStd(Class) || !(isInStd(Hash) || isUsers(Hash, SM)) ||
           !(isInStd(Equal) || isUsers(Equal, SM)))
    return std::nullopt;
  return Keys;
}

bool hasForAnyKey(QualType Container, DeclarationName Method) {
  const CXXRecordDecl *Class = classOf(Container);
  return Class && hasTemplate(Class, Method);
}

bool takesText(const KeyComparison &Keys, bool AsView) {
  return takes(Keys.By, AsView) && (!Keys.Equal || takes(Keys.Equal, AsView));
}

} // namespace p99::analysis
