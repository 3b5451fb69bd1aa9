// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a check says of itself: its declaration is its documentation. The list
// of checks, `p99-tidy explain` and docs/checks/*.md are generated from this.

#ifndef P99_CORE_CHECKINFO_H
#define P99_CORE_CHECKINFO_H

#include "llvm/ADT/StringRef.h"

namespace p99 {

/// The folder a check lives in.
enum class Family { Locks, Threads, Timeouts, Cleanup, Copies, Memory };

/// The strongest fix a check attaches. Safe: same observable behaviour, on the
/// warning itself. Suggested: needs judgement, on a note.
enum class FixKind { None, Suggested, Safe };

/// The level a check reports at.
enum class Severity { Remark, Warning };

struct CheckInfo {
  llvm::StringLiteral Name;    ///< "p99-" and the file's stem in kebab case.
  llvm::StringLiteral Summary; ///< One line, lower case, no full stop.
  p99::Family Family;
  p99::Severity Severity = Severity::Warning;
  FixKind Fix = FixKind::None;
  llvm::StringLiteral Since; ///< The release that brought it, "0.1.0".
  /// Markdown with the headings that the page test asks for; the title, the
  /// fact line and the options are generated around it.
  llvm::StringLiteral Doc;
};

llvm::StringRef toString(Family F);
llvm::StringRef toString(FixKind K);
llvm::StringRef toString(Severity S);

} // namespace p99

#endif
