// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which types are mutexes, and what a wrapper of the user's locks.

#include "analysis/LlvmCompat.h"
#include "analysis/LockFacts.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace p99::analysis {

static QualType pointee(QualType T) {
  T = T.getNonReferenceType();
  while (T->isPointerType())
    T = T->getPointeeType();
  return T;
}

/// The class, also of an element of an array.
static const CXXRecordDecl *classOf(QualType T) {
  const CXXRecordDecl *Class =
      pointee(T)->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  return Class && Class->getDefinition() ? Class->getDefinition() : Class;
}

/// The model of a type, also by the names of its typedefs: pthread_spinlock_t
/// is a number.
static const Model *modelOf(QualType T, const ModelIndex &Models) {
  T = pointee(T);
  while (const auto *Alias = T->getAs<TypedefType>()) {
    if (const Model *Entry = Models.find(Alias->getDecl()))
      return Entry;
    T = pointee(Alias->desugar());
  }
  return Models.find(T);
}

bool Mutexes::isMutex(QualType T) const {
  if (T.isNull() || T->isDependentType())
    return false;
  if (const Model *Entry = modelOf(T, Models); Entry && Entry->Mutex)
    return true;
  const CXXRecordDecl *Class = classOf(T);
  if (!Class || !Class->hasDefinition() || Class->isLambda())
    return false;
  auto [It, New] = Lockable.try_emplace(Class, false);
  if (!New)
    return It->second;
  const bool Is = isMutexClass(Class);
  return Lockable[Class] = Is;
}

bool Mutexes::isMutexClass(const CXXRecordDecl *Class) const {
  const QualType T = compat::canonicalTagType(Context, Class);
  if (Class->hasAttr<CapabilityAttr>())
    return true;
  if (isGuard(T))
    return false;
  if (const auto *Instance = dyn_cast<ClassTemplateSpecializationDecl>(Class))
    if (Instance->getSpecializedTemplate()
            ->getTemplatedDecl()
            ->hasAttr<CapabilityAttr>())
      return true;
  bool Locks = false, Unlocks = false;
  for (const CXXMethodDecl *Method : Class->methods()) {
    if (!mayBeNamedLock(Method))
      continue;
    const Callee &Facts = calleeFacts(Method);
    if (Facts.Shape)
      (Facts.Shape->Kind == LockStep::What::Release ? Unlocks : Locks) = true;
    for (const auto *A : Method->attrs()) {
      Locks |= isa<AcquireCapabilityAttr>(A);
      Unlocks |= isa<ReleaseCapabilityAttr>(A);
    }
    if (Facts.Entry) {
      Locks |= Facts.Entry->Acquires.has_value();
      Unlocks |= Facts.Entry->Releases.has_value();
    }
    if (Facts.Effects)
      for (const LockStep &Step : Facts.Effects->Steps)
        if (!Step.Mutexes.empty() &&
            Step.Mutexes[0].Path[0] == MutexRef::thisRoot())
          (Step.Kind == LockStep::What::Release ? Unlocks : Locks) = true;
  }
  if (Locks && Unlocks)
    return true;
  for (const CXXBaseSpecifier &Base : Class->bases())
    if (isMutex(Base.getType()))
      return true;
  return false;
}

bool Mutexes::isSharedMutex(QualType T) const {
  if (T.isNull() || !isMutex(T))
    return false;
  const CXXRecordDecl *Class = classOf(T);
  if (const Model *Entry = modelOf(T, Models); Entry && !Class)
    return Entry->Acquires && Entry->Acquires->Shared;
  for (; Class && Class->hasDefinition();) {
    for (const CXXMethodDecl *Method : Class->methods()) {
      for (const auto *A : Method->attrs())
        if (const auto *Acquire = dyn_cast<AcquireCapabilityAttr>(A);
            Acquire && Acquire->isShared())
          return true;
      if (!mayBeNamedLock(Method))
        continue;
      const Callee &Facts = calleeFacts(Method);
      if (Facts.Entry && Facts.Entry->Acquires && Facts.Entry->Acquires->Shared)
        return true;
      if (Facts.Shape && Facts.Shape->Mode == LockMode::Shared)
        return true;
      if (Facts.Effects)
        for (const LockStep &Step : Facts.Effects->Steps)
          if (Step.Mode == LockMode::Shared)
            return true;
    }
    Class = Class->getNumBases() ? classOf(Class->bases_begin()->getType())
                                 : nullptr;
  }
  return false;
}

} // namespace p99::analysis
