// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What copying, moving and destroying an object of a type costs, from what its
// class declares: bodies in system headers may be skipped, so none is needed.

#ifndef P99_ANALYSIS_TYPECOST_H
#define P99_ANALYSIS_TYPECOST_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Type.h"

namespace p99::analysis {

/// The later ones cost more; a class costs as much as its dearest part.
enum class Cost {
  Trivial,   ///< bytes, or nothing at all
  Cheap,     ///< a few instructions
  Unknown,   ///< user-written, and not in sight
  Atomic,    ///< a reference count that threads share
  Allocates, ///< one or a few blocks, whatever is in it: a string, a function
  Unbounded, ///< as many blocks as there are elements: a map, strings in a list
};

struct TypeCost {
  Cost Copy = Cost::Unknown;
  Cost Move = Cost::Unknown;
  Cost Destroy = Cost::Unknown;
  /// There is a copy constructor, accessible or not.
  bool CanCopy = false;
  /// The size of the object itself, without what it leads to.
  uint64_t Bytes = 0;

  bool copyAllocates() const { return CanCopy && Copy >= Cost::Allocates; }
  /// A move saves what a copy would have to make.
  bool moveIsCheaper() const { return CanCopy && Move < Copy; }
};

/// Of an object of that type; what a reference refers to. All Unknown for
/// dependent and incomplete types.
TypeCost costOf(clang::QualType T, const clang::ASTContext &Context);

/// Something that owns elements or characters: it has a begin, an end and a
/// size, copies its elements, and frees them at its end.
bool isOwningContainer(const clang::CXXRecordDecl *Class);

/// A copyable class that is a pointer to something else and counts its owners.
bool isCountedPointer(const clang::CXXRecordDecl *Class);

/// A class whose objects only lead to what others own: iterators, views, spans
/// and pointers, and classes with a reference, a pointer or a view in them.
/// True for reference and pointer types.
bool refersToOthers(clang::QualType T);

} // namespace p99::analysis

#endif
