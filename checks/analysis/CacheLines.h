// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which data that different threads write lies on one cache line: fields of a
// record, and the elements that each thread has in one array.

#ifndef P99_ANALYSIS_CACHELINES_H
#define P99_ANALYSIS_CACHELINES_H

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>

namespace p99::analysis {

class Unit;

/// Atomic fields that are close enough to share a line, each written by code
/// that writes none of the others.
struct CrowdedFields {
  struct Writer {
    const clang::FieldDecl *Field;
    const clang::Expr *Write; ///< one of its writes
  };
  llvm::SmallVector<Writer, 2> Writers; ///< in the order of the layout
};

/// An array in which each thread writes an element of its own.
struct CrowdedElements {
  const clang::ValueDecl *Array;
  clang::QualType Element;
  const clang::Expr *Write;
  const clang::Expr *Spawn; ///< where the threads are started
};

class CacheLines {
public:
  /// `LineSize` in bytes.
  CacheLines(Unit &U, unsigned LineSize) : U(U), LineSize(LineSize) {}

  /// Independence has to be shown: the code that writes one field reads the
  /// other and the reverse, as producers and consumers do, or both are written
  /// on hot paths that have no caller in common. Writes in constructors and
  /// destructors, and flags, do not count.
  std::optional<CrowdedFields> fieldsOf(const clang::RecordDecl *Record);

  /// A write to an element, by a thread's own index, that a thread repeats in
  /// a loop.
  std::optional<CrowdedElements> elementOf(const clang::Expr *Subscript);

private:
  struct FieldUse;
  bool isAtomic(clang::QualType T) const;
  FieldUse usesOf(const clang::FieldDecl *Field);
  bool independent(const FieldUse &A, const FieldUse &B);
  bool mayShareLine(const clang::FieldDecl *A, const clang::FieldDecl *B) const;

  Unit &U;
  unsigned LineSize;
};

} // namespace p99::analysis

#endif
