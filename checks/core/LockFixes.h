// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The edits that make a section share its mutex, do without one, or hold it for
// less code. Each function fills in a FixBuilder, which refuses if the code is
// written in a way that no edit fits.

#ifndef P99_CORE_LOCKFIXES_H
#define P99_CORE_LOCKFIXES_H

#include "analysis/LockRemedies.h"
#include "core/FixBuilder.h"

namespace p99 {

class LockFixes {
public:
  LockFixes(analysis::Unit &U, FixBuilder &Fix) : U(U), Fix(Fix) {}

  void apply(const analysis::LockRemedy &Remedy);

private:
  void shareSection(const analysis::Section &S, llvm::StringRef NewMutex);
  void keepExclusive(const analysis::Section &S, llvm::StringRef NewMutex);
  void shareMutex(const analysis::LockRemedy &Remedy);
  void makeAtomic(const analysis::LockRemedy &Remedy);
  void narrow(const analysis::LockRemedy &Remedy);

  void writeGuardType(const analysis::Section &S, llvm::StringRef Template,
                      llvm::StringRef NewMutex);
  void renameCallee(const clang::Expr *Call, llvm::StringRef Name);
  std::string sharedGuardFor(const analysis::Section &S) const;
  std::string sharedCallFor(const clang::Expr *Call) const;

  analysis::Unit &U;
  FixBuilder &Fix;
};

/// The declaration's type as it is written, `const` and `mutable` excluded;
/// invalid if it is made up of more than what stands before the name, or if
/// other declarations use the same text.
clang::SourceRange writtenType(const clang::ValueDecl *D);

/// What a mutex of that type is replaced with so that it can be shared, and the
/// header that has it; "" if that takes more than another name.
struct SharedMutexName {
  llvm::StringRef Type;
  llvm::StringRef Header;
};
SharedMutexName sharedMutexFor(clang::QualType Mutex,
                               const clang::LangOptions &Language);

} // namespace p99

#endif
