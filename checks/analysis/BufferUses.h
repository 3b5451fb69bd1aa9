// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Strings, vectors and string streams, and what code does with one where it
// names it.

#ifndef P99_ANALYSIS_BUFFERUSES_H
#define P99_ANALYSIS_BUFFERUSES_H

#include "analysis/References.h"

namespace p99::analysis {

enum class BufferType {
  None,
  Text,   ///< std::basic_string
  Vector, ///< std::vector
  Output, ///< a string stream that is written to, or both
  Input,  ///< std::basic_istringstream
};

/// None as well where emptying one is more than giving back memory: for
/// elements whose destructor does anything else, and for allocators of the
/// user's.
BufferType bufferType(clang::QualType T);

/// Destroying a `T` gives back memory at the most.
bool ownsMemoryOnly(clang::QualType T);

enum class BufferUse {
  Reads,   ///< or changes, without growing it
  Formats, ///< may change the format of a stream for what is written later
  Grows,   ///< appends
  Fills,   ///< appends what may have any size
  Sizes,   ///< makes it as large as an argument says
  Hands,   ///< to a function that may change it
  Leaves,  ///< moved, copied, swapped, captured, returned, or not understood
};

struct UseOfBuffer {
  BufferUse What;
  /// Sizes: the argument. Grows: what is appended. Hands: the call.
  const clang::Expr *Of = nullptr;
  /// Hands: of the function that is called.
  const clang::ParmVarDecl *Parameter = nullptr;
};

/// What the expression around the name of a buffer does with it.
UseOfBuffer useOfBuffer(const clang::Expr *Use, const References &Refs);

} // namespace p99::analysis

#endif
