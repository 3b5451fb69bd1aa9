// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The edits that keep a detached thread: a std::jthread member, which ends
// before the object that it works on, and a loop that can be asked to end; or
// copies of what the thread only reads.

#ifndef P99_CORE_JOININGTHREAD_H
#define P99_CORE_JOININGTHREAD_H

#include "analysis/DetachedThreads.h"
#include "core/FixBuilder.h"

namespace p99 {

class JoiningThread {
public:
  JoiningThread(analysis::Unit &U, FixBuilder &Fix) : U(U), Fix(Fix) {}

  /// A thread on `this` that is started once for each object. False, or a
  /// refusing builder, if the end of the object could wait for ever, or if the
  /// code is written in a way that no edit fits.
  bool keepAsMember(const analysis::DetachedThread &T);
  /// `[&x]` becomes `[x]` if the thread only reads it.
  bool captureCopies(const analysis::DetachedThread &T);

private:
  bool mayWaitForEver(const analysis::DetachedThread &T) const;
  bool makeStoppable(const analysis::DetachedThread &T);
  std::string declareMember(const clang::CXXRecordDecl *Class);

  analysis::Unit &U;
  FixBuilder &Fix;
};

/// The unit knows std::jthread: C++20, and a library that has it.
bool hasJoiningThreads(const clang::ASTContext &Context);

} // namespace p99

#endif
