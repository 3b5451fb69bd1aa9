// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a declaration alone says about locks: attributes, and the shape of
// lock() and unlock(). Private to the files of Mutexes.

#ifndef P99_ANALYSIS_LOCKFACTS_H
#define P99_ANALYSIS_LOCKFACTS_H

#include "analysis/Mutexes.h"

namespace p99::analysis {

/// What a function without a visible body does, told by its name and its pair:
/// `lock` and `unlock`, `ReadLock` and `ReadUnlock`, `pool_mutex_lock` and
/// `pool_mutex_unlock`.
struct LockShape {
  LockStep::What Kind = LockStep::What::Acquire;
  LockMode Mode = LockMode::Exclusive;
  unsigned Argument = 0; ///< the mutex, from 1; 0: the object
};

struct Mutexes::Callee {
  const Model *Entry = nullptr;
  bool Attributes = false;
  bool ReturnsGuard = false;
  std::optional<LockShape> Shape;
  const LockEffects *Effects = nullptr;
  /// emplace() or reset() of a std::optional or smart pointer of a guard.
  const clang::CXXRecordDecl *Holder = nullptr;

  bool any() const {
    return Entry || Attributes || ReturnsGuard || Shape || Effects || Holder;
  }
};

struct Mutexes::GuardClass {
  bool IsGuard = false;
  bool Modelled = false;
  bool Reverse = false; ///< unlocks while it lives; then it is no guard
  LockMode Mode = LockMode::Exclusive;
};

bool hasLockAttribute(const clang::FunctionDecl *F);
/// A public method whose name has "lock" in it, "acquire" or "enter"; cheap.
bool mayBeNamedLock(const clang::CXXMethodDecl *Method);
std::optional<LockShape> shapeOf(const clang::CXXMethodDecl *Method);
/// The same of a function of C.
std::optional<LockShape> shapeOf(const clang::FunctionDecl *F);
/// A condition variable's class, by its name and its methods.
bool isNamedLikeCondition(const clang::CXXMethodDecl *Method);
bool mayBeNamedNotify(const clang::CXXMethodDecl *Method);
/// emplace() and reset() of std::optional and std's smart pointers.
bool isHolderMethod(const clang::CXXMethodDecl *Method);
/// What the value of such a call says.
LockStep::Success successOf(const clang::FunctionDecl *F, LockStep::What Kind);
/// The path starts at parameter `I` of the function.
bool isRootedIn(const MutexRef &Ref, const clang::FunctionDecl *F, unsigned I);

} // namespace p99::analysis

#endif
