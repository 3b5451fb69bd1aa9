// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/TypeCost.h"
#include "analysis/LlvmCompat.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace p99::analysis {

/// The class with its bases, the nearest first; bases that are not complete are
/// left out.
template <typename Predicate>
static bool anyOfClassAndBases(const CXXRecordDecl *Class, Predicate P) {
  if (!Class || !Class->hasDefinition())
    return false;
  Class = Class->getDefinition();
  if (P(Class))
    return true;
  return llvm::any_of(Class->bases(), [&](const CXXBaseSpecifier &Base) {
    return anyOfClassAndBases(Base.getType()->getAsCXXRecordDecl(), P);
  });
}

static bool hasMethod(const CXXRecordDecl *Class, llvm::StringRef Name) {
  return anyOfClassAndBases(Class, [&](const CXXRecordDecl *C) {
    return llvm::any_of(C->decls(), [&](const Decl *D) {
      if (const auto *Using = dyn_cast<UsingShadowDecl>(D))
        D = Using->getTargetDecl();
      if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
        D = Template->getTemplatedDecl();
      const auto *Method = dyn_cast<CXXMethodDecl>(D);
      return Method && Method->getIdentifier() && Method->getName() == Name;
    });
  });
}

static bool hasOperator(const CXXRecordDecl *Class,
                        OverloadedOperatorKind Kind) {
  return anyOfClassAndBases(Class, [&](const CXXRecordDecl *C) {
    return llvm::any_of(C->methods(), [&](const CXXMethodDecl *Method) {
      return Method->getOverloadedOperator() == Kind;
    });
  });
}

static bool isNamed(const CXXRecordDecl *Class, llvm::StringRef Name) {
  return Class->getIdentifier() && Class->getName() == Name;
}

/// Somebody wrote what copying does.
static bool copiesByHand(const CXXRecordDecl *Class) {
  return anyOfClassAndBases(Class, [](const CXXRecordDecl *C) {
    return llvm::any_of(C->ctors(), [](const CXXConstructorDecl *Constructor) {
      return Constructor->isCopyConstructor() && !Constructor->isDeleted() &&
             Constructor->isUserProvided();
    });
  });
}

static bool canCopy(const CXXRecordDecl *Class) {
  bool Declared = false;
  for (const CXXConstructorDecl *Constructor : Class->ctors())
    if (Constructor->isCopyConstructor()) {
      if (!Constructor->isDeleted())
        return true;
      Declared = true;
    }
  return !Declared && Class->needsImplicitCopyConstructor() &&
         !Class->defaultedCopyConstructorIsDeleted();
}

static const CXXConstructorDecl *moveConstructor(const CXXRecordDecl *Class) {
  for (const CXXConstructorDecl *Constructor : Class->ctors())
    if (Constructor->isMoveConstructor() && !Constructor->isDeleted())
      return Constructor;
  return nullptr;
}

bool isOwningContainer(const CXXRecordDecl *Class) {
  return Class && Class->hasDefinition() && !Class->hasTrivialDestructor() &&
         Class->hasNonTrivialCopyConstructor() && canCopy(Class) &&
         (copiesByHand(Class) || hasMethod(Class, "clear")) &&
         hasMethod(Class, "begin") && hasMethod(Class, "end") &&
         (hasMethod(Class, "size") || hasMethod(Class, "empty"));
}

/// Qt's classes and others share what they hold until somebody writes to it.
static bool sharesImplicitly(const CXXRecordDecl *Class) {
  return hasMethod(Class, "detach") &&
         (hasMethod(Class, "isDetached") || hasMethod(Class, "is_detached") ||
          hasMethod(Class, "isSharedWith"));
}

bool isCountedPointer(const CXXRecordDecl *Class) {
  if (!Class || !Class->hasDefinition() || Class->hasTrivialDestructor() ||
      !canCopy(Class))
    return false;
  if (hasMethod(Class, "use_count") || sharesImplicitly(Class))
    return true;
  // An iterator with an arrow is one, too, but moves on.
  return hasOperator(Class, OO_Arrow) && copiesByHand(Class) &&
         !hasOperator(Class, OO_PlusPlus) && !hasMethod(Class, "has_value") &&
         !hasMethod(Class, "begin");
}

/// What a container's elements are: its value_type, or its first argument.
static QualType elementOf(const CXXRecordDecl *Class) {
  QualType Element;
  anyOfClassAndBases(Class, [&](const CXXRecordDecl *C) {
    for (const Decl *D : C->decls())
      if (const auto *Alias = dyn_cast<TypedefNameDecl>(D);
          Alias && Alias->getName() == "value_type")
        Element = Alias->getUnderlyingType();
    return !Element.isNull();
  });
  if (const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Class);
      Element.isNull() && Special && Special->getTemplateArgs().size() &&
      Special->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
    return Special->getTemplateArgs()[0].getAsType();
  return Element;
}

namespace {

class Estimate {
public:
  explicit Estimate(const ASTContext &Context) : Context(Context) {}

  TypeCost of(QualType T);

private:
  TypeCost ofClass(const CXXRecordDecl *Class);
  TypeCost ofArguments(const CXXRecordDecl *Class, TypeCost Start);
  void addParts(const CXXRecordDecl *Class, TypeCost &Into);
  void add(QualType Part, TypeCost &Into);

  const ASTContext &Context;
  llvm::SmallPtrSet<const CXXRecordDecl *, 16> Around;
};

constexpr TypeCost TrivialCost{Cost::Trivial, Cost::Trivial, Cost::Trivial,
                               true, 0};

} // namespace

void Estimate::add(QualType Part, TypeCost &Into) {
  TypeCost Of = of(Part);
  Into.Copy = std::max(Into.Copy, Of.Copy);
  Into.Move = std::max(Into.Move, Of.Move);
  Into.Destroy = std::max(Into.Destroy, Of.Destroy);
  Into.CanCopy &= Of.CanCopy;
}

void Estimate::addParts(const CXXRecordDecl *Class, TypeCost &Into) {
  for (const CXXBaseSpecifier &Base : Class->bases())
    add(Base.getType(), Into);
  for (const FieldDecl *Field : Class->fields())
    if (!Field->getType()->isReferenceType())
      add(Field->getType(), Into);
}

/// Of std::optional and std::variant, whose storage is a union: they are as
/// dear as what they may hold.
TypeCost Estimate::ofArguments(const CXXRecordDecl *Class, TypeCost Cost) {
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Class);
  if (!Special)
    return Cost;
  for (const TemplateArgument &Argument :
       Special->getTemplateArgs().asArray()) {
    if (Argument.getKind() == TemplateArgument::Type)
      add(Argument.getAsType(), Cost);
    else if (Argument.getKind() == TemplateArgument::Pack)
      for (const TemplateArgument &Item : Argument.pack_elements())
        if (Item.getKind() == TemplateArgument::Type)
          add(Item.getAsType(), Cost);
  }
  return Cost;
}

TypeCost Estimate::ofClass(const CXXRecordDecl *Class) {
  bool Copies = canCopy(Class);
  // A message of protobuf copies all that is in it, by code in another file.
  if (anyOfClassAndBases(Class, [](const CXXRecordDecl *C) {
        return isNamed(C, "MessageLite");
      }))
    return {Cost::Unbounded, Cost::Cheap, Cost::Unbounded, Copies, 0};
  if (isCountedPointer(Class))
    return {Cost::Atomic, Cost::Cheap, Cost::Atomic, Copies, 0};
  if (isOwningContainer(Class)) {
    // A handle of something shared has the look of what it leads to.
    TypeCost Parts = TrivialCost;
    addParts(Class, Parts);
    if (Parts.Copy == Cost::Atomic)
      return {Cost::Atomic, Cost::Cheap, Cost::Atomic, Copies, 0};
    QualType Element = elementOf(Class);
    bool OneBlock = hasMethod(Class, "data") || hasMethod(Class, "capacity");
    TypeCost Each = Element.isNull() ? TypeCost() : of(Element);
    // It keeps a few elements in itself: a vector made to allocate seldom.
    if (OneBlock && Each.Copy < Cost::Atomic &&
        Context.getTypeSizeInChars(compat::canonicalTagType(Context, Class))
                .getQuantity() > 48)
      return {Cost::Cheap, Cost::Cheap, Cost::Cheap, Copies, 0};
    Cost Copy = OneBlock && Each.Copy < Cost::Allocates ? Cost::Allocates
                                                        : Cost::Unbounded;
    Cost Destroy = OneBlock && Each.Destroy < Cost::Allocates ? Cost::Allocates
                                                              : Cost::Unbounded;
    return {Copy, moveConstructor(Class) ? Cost::Cheap : Copy, Destroy, Copies,
            0};
  }
  if (hasMethod(Class, "has_value") ||
      hasMethod(Class, "valueless_by_exception"))
    if (isa<ClassTemplateSpecializationDecl>(Class)) {
      TypeCost Held = ofArguments(Class, TrivialCost);
      Held.CanCopy = Copies;
      return Held;
    }
  // std::function and std::any put what they are given on the heap.
  if (copiesByHand(Class) && hasOperator(Class, OO_Call) &&
      (isNamed(Class, "function") || isNamed(Class, "Function")))
    return {Cost::Allocates, Cost::Cheap, Cost::Allocates, Copies, 0};
  if (copiesByHand(Class) && isNamed(Class, "any"))
    return {Cost::Allocates, Cost::Cheap, Cost::Allocates, Copies, 0};

  TypeCost Parts = TrivialCost;
  addParts(Class, Parts);
  Parts.CanCopy = Copies;
  // Code of the user's own does at least what it says of the members.
  bool OwnDestructor =
      Class->getDestructor() && Class->getDestructor()->isUserProvided();
  if (llvm::any_of(Class->ctors(), [](const CXXConstructorDecl *C) {
        return C->isCopyConstructor() && C->isUserProvided();
      }))
    Parts.Copy = std::max(Parts.Copy, Cost::Unknown);
  if (const CXXConstructorDecl *Move = moveConstructor(Class)) {
    if (Move->isUserProvided())
      Parts.Move = Cost::Cheap;
  } else if (!Class->needsImplicitMoveConstructor()) {
    Parts.Move = Parts.Copy; // A copy is what a move gets.
  }
  if (OwnDestructor)
    Parts.Destroy = std::max(Parts.Destroy, Cost::Unknown);
  // What owns something alone frees it.
  if (OwnDestructor && !Copies && hasOperator(Class, OO_Arrow))
    Parts.Destroy = std::max(Parts.Destroy, Cost::Allocates);
  return Parts;
}

TypeCost Estimate::of(QualType T) {
  T = T.getNonReferenceType();
  if (const auto *Array = Context.getAsConstantArrayType(T)) {
    TypeCost Each = of(Array->getElementType());
    // Each element is moved for itself.
    if (Each.Move == Cost::Cheap)
      Each.Move = Cost::Unknown;
    return Each;
  }
  if (T->isDependentType() || T->isIncompleteType())
    return {};
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  if (!Class)
    return TrivialCost;
  Class = Class->getDefinition();
  if (!Class || Class->isInvalidDecl())
    return {};
  if (T.isTriviallyCopyableType(Context))
    return {Cost::Trivial, Cost::Trivial, Cost::Trivial, canCopy(Class), 0};
  // A class holds objects of itself only in a container: a tree.
  if (!Around.insert(Class).second)
    return {Cost::Unbounded, Cost::Cheap, Cost::Unbounded, true, 0};
  TypeCost Result = ofClass(Class);
  Around.erase(Class);
  return Result;
}

TypeCost costOf(QualType T, const ASTContext &Context) {
  T = T.getNonReferenceType();
  if (T.isNull())
    return {};
  TypeCost Result = Estimate(Context).of(T);
  if (!T->isDependentType() && !T->isIncompleteType() && !T->isFunctionType())
    Result.Bytes = Context.getTypeSizeInChars(T).getQuantity();
  return Result;
}

static bool refers(QualType T, llvm::SmallPtrSetImpl<const Type *> &Seen) {
  if (T->isReferenceType() || T->isPointerType() || T->isMemberPointerType())
    return true;
  if (const auto *Array = dyn_cast<ArrayType>(T.getCanonicalType()))
    return refers(Array->getElementType(), Seen);
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  if (!Class)
    return T->isDependentType();
  if (!Class->hasDefinition()) {
    // The elements of a map are a pair that nobody may have asked for yet.
    const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Class);
    return !Special ||
           llvm::any_of(Special->getTemplateArgs().asArray(),
                        [&](const TemplateArgument &Argument) {
                          return Argument.getKind() != TemplateArgument::Type ||
                                 refers(Argument.getAsType(), Seen);
                        });
  }
  if (!Seen.insert(T.getCanonicalType().getTypePtr()).second)
    return false;
  Class = Class->getDefinition();
  // What frees something has it for itself, but what is in it may refer.
  bool Owns = isOwningContainer(Class) || isCountedPointer(Class) ||
              (!Class->hasTrivialDestructor() && hasOperator(Class, OO_Arrow) &&
               !hasOperator(Class, OO_PlusPlus));
  if (Owns) {
    QualType Element = elementOf(Class);
    return !Element.isNull() && refers(Element, Seen);
  }
  if (Class->isLambda())
    return llvm::any_of(Class->fields(), [&](const FieldDecl *Field) {
      return refers(Field->getType(), Seen);
    });
  for (const CXXBaseSpecifier &Base : Class->bases())
    if (refers(Base.getType(), Seen))
      return true;
  return llvm::any_of(Class->fields(), [&](const FieldDecl *Field) {
    return refers(Field->getType(), Seen);
  });
}

bool refersToOthers(QualType T) {
  llvm::SmallPtrSet<const Type *, 8> Seen;
  return refers(T, Seen);
}

} // namespace p99::analysis
