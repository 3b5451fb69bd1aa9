// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a thread is given to work on, that is not its own: references and
// pointers in the captures of its lambda and in its arguments.

#ifndef P99_ANALYSIS_THREADCAPTURES_H
#define P99_ANALYSIS_THREADCAPTURES_H

#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/SmallVector.h"

namespace p99::analysis {

class References;
struct DetachedStart;

struct ThreadCapture {
  enum class Kind {
    Local,     ///< an object of the function that starts the thread
    Parameter, ///< what a reference parameter of it names
    This,      ///< `this`, or a part of it
    Pointer,   ///< a pointer that somebody else gave the function
  };
  Kind What;
  /// nullptr for `this`.
  const clang::ValueDecl *Variable = nullptr;
  /// The capture or argument.
  clang::SourceLocation At;
};

struct ThreadCaptures {
  llvm::SmallVector<ThreadCapture, 4> All;
  /// The classes of objects that it owns a share of: shared_ptr, and other
  /// smart pointers that are captured by copy.
  llvm::SmallVector<const clang::CXXRecordDecl *, 2> Owned;
  /// Something of each call's own is handed to it, be it a copy.
  bool Individual = false;

  const ThreadCapture *find(ThreadCapture::Kind What) const;
};

ThreadCaptures capturesOf(const DetachedStart &Start, const References &Refs);

} // namespace p99::analysis

#endif
