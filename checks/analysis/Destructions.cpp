// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the end of an object waits for.

#include "analysis/CallSummaries.h"
#include "analysis/Expressions.h"
#include "analysis/Unit.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include <utility>

using namespace clang;

namespace p99::analysis {

/// The types that a class of std owns: all that its template is given, but for
/// those that share, observe or only describe.
static bool ownsItsArguments(const CXXRecordDecl *Class) {
  static const llvm::StringRef Owners[] = {
      "vector", "deque",  "list",     "forward_list",  "array",
      "map",    "set",    "multimap", "unordered_map", "unordered_set",
      "pair",   "tuple",  "optional", "unique_ptr",    "queue",
      "stack",  "variant"};
  return Class->getIdentifier() && isInStd(Class) &&
         llvm::is_contained(Owners, Class->getName());
}

bool isMovedOut(const CXXBindTemporaryExpr *Temporary, const References &Refs) {
  const Stmt *S = Temporary;
  do
    S = Refs.parent(S);
  while (isa_and_nonnull<ImplicitCastExpr, MaterializeTemporaryExpr>(S));
  const auto *Call = dyn_cast_or_null<Expr>(S);
  if (!isa_and_nonnull<CallExpr, CXXConstructExpr>(Call))
    return false;
  const FunctionDecl *F = calleeOf(Call);
  if (!F || !isInStd(F))
    return false;
  auto Arguments = argumentsOf(Call);
  for (unsigned I = 0;
       I < std::min<size_t>(Arguments.size(), F->getNumParams()); ++I)
    if (F->getParamDecl(I)->getType()->isRValueReferenceType() &&
        Arguments[I]->IgnoreImplicit() ==
            Temporary->getSubExpr()->IgnoreImplicit())
      return true;
  return false;
}

std::optional<Blocking> CallSummaries::destructionBlocks(QualType T,
                                                         const Stmt *At) {
  const auto *Class = T->isReferenceType() || T->isPointerType()
                          ? nullptr
                          : U.ast().getBaseElementType(T)->getAsCXXRecordDecl();
  if (!Class || Class->isDependentContext())
    return std::nullopt;
  // What is only the argument of another template may not be instantiated.
  if (!ownsItsArguments(Class) &&
      (!(Class = Class->getDefinition()) || Class->hasTrivialDestructor()))
    return std::nullopt;
  auto [It, New] = Ends.try_emplace(Class);
  if (New) {
    std::optional<Blocking> End = endOf(Class);
    Ends[Class] = std::move(End);
    It = Ends.find(Class);
  }
  if (!It->second)
    return std::nullopt;
  Blocking Found = *It->second;
  Found.Chain.insert(Found.Chain.begin(), At);
  Found.Handle = nullptr;
  return Found;
}

/// The chain of the answer has no first link yet.
std::optional<Blocking> CallSummaries::endOf(const CXXRecordDecl *Class) {
  const CXXDestructorDecl *Destructor =
      Class->hasDefinition() ? Class->getDestructor() : nullptr;
  if (const Model *M = Destructor ? U.models().find(Destructor) : nullptr;
      M && M->Blocks)
    return Blocking{*M->Blocks, {},      "~" + Class->getNameAsString(),
                    M,          nullptr, {}};
  std::optional<Blocking> Worst;
  auto Consider = [&](std::optional<Blocking> B) {
    if (B && (!Worst || worse(B->Kind, Worst->Kind)))
      Worst = std::move(B);
  };
  // A part has no place of its own in the chain.
  auto Part = [&](QualType T) {
    std::optional<Blocking> B = destructionBlocks(T, nullptr);
    if (B)
      B->Chain.erase(B->Chain.begin());
    Consider(std::move(B));
  };
  if (const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Class);
      Special && ownsItsArguments(Class)) {
    for (const TemplateArgument &Argument :
         Special->getTemplateArgs().asArray())
      if (Argument.getKind() == TemplateArgument::Type)
        Part(Argument.getAsType());
      else if (Argument.getKind() == TemplateArgument::Pack)
        for (const TemplateArgument &Element : Argument.pack_elements())
          if (Element.getKind() == TemplateArgument::Type)
            Part(Element.getAsType());
    return Worst;
  }
  if (isInStd(Class))
    return std::nullopt;
  if (Destructor && !Destructor->isDefaulted()) {
    for (const Blocking &B : of(Destructor).Waits)
      Consider(B);
    if (!References::hasVisibleBody(Destructor))
      return Worst;
  }
  for (const CXXBaseSpecifier &Base : Class->bases())
    Part(Base.getType());
  for (const FieldDecl *Field : Class->fields())
    Part(Field->getType());
  return Worst;
}

} // namespace p99::analysis
