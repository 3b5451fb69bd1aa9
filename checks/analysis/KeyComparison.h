// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a container whose keys are strings compares them with.

#ifndef P99_ANALYSIS_KEYCOMPARISON_H
#define P99_ANALYSIS_KEYCOMPARISON_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include <optional>

namespace p99::analysis {

struct KeyComparison {
  enum class Kind {
    Ordered,     ///< by std::less<std::string> or its like
    Compared,    ///< by a class of the user's own
    Hashed,      ///< by a hash that knows strings only
    Transparent, ///< with any text
  };
  Kind How;
  const clang::CXXRecordDecl *By = nullptr; ///< the comparator, or the hash
  /// Which argument of the container's template that is, from 0.
  unsigned Argument = 0;
  /// Beside a hash.
  const clang::CXXRecordDecl *Equal = nullptr;
};

/// nullopt for what is no container of std::string by key, and for those of
/// other libraries unless they are transparent.
std::optional<KeyComparison> keyComparisonOf(clang::QualType Container,
                                             const clang::ASTContext &Context);

/// The container has the method for other types than the key's too: the
/// versions of the language and of the library decide.
bool hasForAnyKey(clang::QualType Container, clang::DeclarationName Method);

/// A transparent container can be asked for a view, or else for a pointer to
/// characters. False if nobody knows.
bool takesText(const KeyComparison &Keys, bool AsView);

/// Of plain characters; the types that references refer to.
bool isString(clang::QualType T);
bool isStringView(clang::QualType T);

} // namespace p99::analysis

#endif
