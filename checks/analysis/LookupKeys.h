// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Strings that are made only to be looked up in a container whose keys are
// strings.

#ifndef P99_ANALYSIS_LOOKUPKEYS_H
#define P99_ANALYSIS_LOOKUPKEYS_H

#include "analysis/HotPath.h"
#include "analysis/KeyComparison.h"
#include "clang/AST/ExprCXX.h"
#include <vector>

namespace p99::analysis {

class Unit;

struct LookupKey {
  enum class Kind {
    Text,      ///< m.find(view), m.find(std::string(view)), m.find(pointer)
    Part,      ///< m.find(std::string(pointer, length))
    Substring, ///< m.find(s.substr(4))
  };
  Kind How;
  const clang::CXXMemberCallExpr *Lookup = nullptr;
  /// The temporary as written; the text itself where a conversion makes it.
  const clang::Expr *Made = nullptr;
  const clang::Expr *Text = nullptr; ///< what it is made of
  /// Of Text and Part: what makes it.
  const clang::CXXConstructExpr *Built = nullptr;
  /// It is made often: on a request path, or in a loop; in a transparent
  /// container anywhere but in cold code and at the start and end of the
  /// program.
  bool Matters = false;
  HotReasons Hot = {};

  /// Not made by a conversion.
  bool isWritten() const { return Made != Text; }
};

struct KeyedContainer {
  KeyComparison Keys;
  /// The variable or member; nullptr if the type is written elsewhere, and then
  /// it is transparent.
  const clang::ValueDecl *Declared = nullptr;
  /// Those that matter come first; in a transparent container there is one.
  std::vector<LookupKey> Lookups = {};
  /// Its comparator can be made transparent where it is declared, and all code
  /// that names it still compiles.
  bool CanBeChanged = false;
};

/// Where one of the lookups matters. No strings that are known to be short:
/// these fit into the string object and cost little. Sorted by place.
std::vector<KeyedContainer> temporaryKeys(Unit &U);

} // namespace p99::analysis

#endif
