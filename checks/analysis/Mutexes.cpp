// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Mutexes.h"

using namespace clang;

namespace p99::analysis {

struct Mutexes::GuardClass {};

bool MutexRef::isShared() const { return false; }
bool Mutexes::isMutex(QualType) const { return false; }
bool Mutexes::isSharedMutex(QualType) const { return false; }
bool Mutexes::isGuard(QualType) const { return false; }
LockMode Mutexes::modeOf(QualType) const { return LockMode::Exclusive; }
std::optional<LockStep> Mutexes::stepOf(const Expr *) const { return {}; }
MutexRef Mutexes::mutexOf(const Expr *) const { return {}; }
llvm::SmallVector<LockStep, 1>
Mutexes::heldOnEntry(const FunctionDecl *) const {
  return {};
}
bool Mutexes::concerns(const FunctionDecl *) const { return false; }
const Expr *Mutexes::waitedWith(const Expr *) const { return nullptr; }
bool Mutexes::notifies(const Expr *) const { return false; }

} // namespace p99::analysis
