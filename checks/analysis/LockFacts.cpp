// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/LockFacts.h"
#include "analysis/Expressions.h"

using namespace clang;

namespace p99::analysis {

bool hasLockAttribute(const FunctionDecl *F) {
  // Attributes are handed down to later declarations.
  F = F->getMostRecentDecl();
  return F->hasAttr<AcquireCapabilityAttr>() ||
         F->hasAttr<ReleaseCapabilityAttr>() ||
         F->hasAttr<TryAcquireCapabilityAttr>() ||
         F->hasAttr<AssertCapabilityAttr>();
}

bool mayBeNamedLock(const CXXMethodDecl *Method) {
  if (!Method->getIdentifier())
    return false;
  llvm::StringRef Name = Method->getName();
  return Name.contains_insensitive("lock") ||
         Name.contains_insensitive("acquire") ||
         Name.contains_insensitive("release") ||
         Name.contains_insensitive("enter") ||
         Name.contains_insensitive("leave");
}

/// A word of which names of locks are made, but not those of locked files.
static bool isNamedLikeMutex(const NamedDecl *Type) {
  if (!Type->getIdentifier())
    return false;
  llvm::StringRef Name = Type->getName();
  if (Name.contains_insensitive("file"))
    return false;
  for (llvm::StringRef Word : {"mutex", "lock", "latch", "criticalsection"})
    if (Name.contains_insensitive(Word))
      return true;
  return false;
}

std::optional<LockShape> shapeOf(const CXXMethodDecl *Method) {
  if (!Method->getIdentifier() || Method->isStatic() ||
      Method->getMinRequiredArguments() > 0 ||
      !isNamedLikeMutex(Method->getParent()))
    return std::nullopt;
  std::string Name = Method->getName().lower();
  llvm::StringRef Left = Name;
  size_t At = Left.find("lock");
  if (At == llvm::StringRef::npos)
    return std::nullopt;
  LockShape Shape;
  if (Left.contains("shared") || Left.contains("read") ||
      Left.starts_with("rd"))
    Shape.Mode = LockMode::Shared;
  // Only a pair makes a lock: `lock` beside `unlock`.
  std::string Pair;
  if (size_t Un = Name.find("unlock"); Un != std::string::npos) {
    Shape.Kind = LockStep::What::Release;
    Pair = std::move(Name);
    Pair.erase(Un, 2);
  } else {
    Pair = Name;
    if (Left.starts_with("try")) {
      Shape.Kind = LockStep::What::Try;
      Pair = Left.drop_front(3).ltrim('_').str();
    }
    if (size_t Lock = Pair.find("lock"); Lock != std::string::npos)
      Pair.insert(Lock, "un");
  }
  const bool Quiet = Method->getReturnType()->isVoidType();
  if (Shape.Kind == LockStep::What::Try
          ? !Method->getReturnType()->isBooleanType()
          : !Quiet)
    return std::nullopt;
  for (const CXXMethodDecl *Other : Method->getParent()->methods())
    if (nameOf(Other).lower() == Pair)
      return Shape;
  return std::nullopt;
}

/// The parameter that is a pointer to a mutex, from 1; 0 if none or several.
static unsigned mutexParameterOf(const FunctionDecl *F) {
  unsigned Found = 0;
  for (unsigned I = 0; I < F->getNumParams(); ++I) {
    QualType T = F->getParamDecl(I)->getType();
    if (!T->isPointerType())
      continue;
    T = T->getPointeeType();
    const auto *Alias = T->getAs<TypedefType>();
    const RecordDecl *Record = T->getAsRecordDecl();
    if (!Record || !((Alias && isNamedLikeMutex(Alias->getDecl())) ||
                     isNamedLikeMutex(Record)))
      continue;
    if (Found)
      return 0;
    Found = I + 1;
  }
  return Found;
}

/// switch_mutex_lock(switch_mutex_t *) beside switch_mutex_unlock(), and
/// rwlock_rdlock() beside rwlock_rdunlock() or rwlock_unlock();
/// mutex_read_lock() beside mutex_read_unlock().
std::optional<LockShape> shapeOf(const FunctionDecl *F) {
  constexpr llvm::StringLiteral Ending = "lock";
  if (!nameOf(F).ends_with(Ending))
    return std::nullopt;
  LockShape Shape;
  Shape.Argument = mutexParameterOf(F);
  if (!Shape.Argument)
    return std::nullopt;
  llvm::StringRef Stem = F->getName().drop_back(Ending.size());
  llvm::SmallVector<std::string, 2> Pairs;
  if (Stem.consume_back("un")) {
    Shape.Kind = LockStep::What::Release;
    Pairs = {(Stem + "lock").str(), (Stem + "wrlock").str()};
  } else {
    if (Stem.consume_back("try") || Stem.consume_back("try_"))
      Shape.Kind = LockStep::What::Try;
    llvm::StringRef Whole = Stem;
    if (Whole.consume_back("rd") || Whole.ends_with("read_") ||
        Whole.ends_with("shared_"))
      Shape.Mode = LockMode::Shared;
    else
      Whole.consume_back("wr");
    Pairs = {(Stem + "unlock").str(), (Whole + "unlock").str()};
  }
  ASTContext &Context = F->getASTContext();
  for (const std::string &Pair : Pairs)
    for (const NamedDecl *Other :
         Context.getTranslationUnitDecl()->lookup(&Context.Idents.get(Pair)))
      if (const auto *G = dyn_cast<FunctionDecl>(Other);
          G && mutexParameterOf(G))
        return Shape;
  return std::nullopt;
}

bool isNamedLikeCondition(const CXXMethodDecl *Method) {
  const CXXRecordDecl *Class = Method->getParent();
  if (!Method->getIdentifier() || !Class->getIdentifier() ||
      !Class->getName().contains_insensitive("cond"))
    return false;
  return llvm::any_of(Class->methods(), [](const CXXMethodDecl *Other) {
    return nameOf(Other).contains_insensitive("wait");
  });
}

bool mayBeNamedNotify(const CXXMethodDecl *Method) {
  llvm::StringRef Name = Method->getName();
  return Name.contains_insensitive("notify") ||
         Name.contains_insensitive("signal") ||
         Name.contains_insensitive("broadcast") ||
         Name.contains_insensitive("wake");
}

bool isHolderMethod(const CXXMethodDecl *Method) {
  if (!isInStd(Method) || !Method->getIdentifier())
    return false;
  return Method->getName() == "emplace" || Method->getName() == "reset";
}

LockStep::Success successOf(const FunctionDecl *F, LockStep::What Kind) {
  using Success = LockStep::Success;
  QualType T = F->getReturnType();
  if (T->isBooleanType())
    return Kind == LockStep::What::Acquire ? Success::Any : Success::NonZero;
  if (!T->isIntegerType())
    return Success::Any;
  // C's error codes; gboolean and BOOL have names.
  if (isa<BuiltinType>(T.getTypePtr()))
    return isInStd(F) ? Success::MinusOne : Success::Zero;
  return Kind == LockStep::What::Acquire ? Success::Any : Success::NonZero;
}

bool isRootedIn(const MutexRef &Ref, const FunctionDecl *F, unsigned I) {
  for (const FunctionDecl *Redecl : F->redecls())
    if (I < Redecl->getNumParams() && Redecl->getParamDecl(I) == Ref.Path[0])
      return true;
  return false;
}

} // namespace p99::analysis
