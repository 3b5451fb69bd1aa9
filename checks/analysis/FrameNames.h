// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a profiler calls a function, taken apart. Mangled names, those of GNU's
// and LLVM's demanglers, and those that tools have cut down all come to the
// same key:
//
//   _ZN4shop5serveIiEEvT_.constprop.0
//   void shop::serve<int>(int) [clone .cold]    ->  shop::serve
//   shop::serve_[j]
//   shop::serve(int)::{lambda(char)#2}::operator()(char) const
//   shop::serve(int)::'lambda0'(char)::operator()(char) const
//                                               ->  shop::serve::{lambda}

#ifndef P99_ANALYSIS_FRAMENAMES_H
#define P99_ANALYSIS_FRAMENAMES_H

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace p99::analysis {

struct FrameName {
  /// As coarseTypes() writes them.
  using Types = std::vector<std::string>;

  /// The qualified name without template arguments, parameters, unnamed
  /// namespaces and the standard libraries' inline ones. A lambda is the part
  /// `{lambda}` after what it is written in. Empty for an unknown address.
  std::string Key;
  /// Of the function, or of the lambda; nothing if the name does not tell.
  std::optional<Types> Parameters;
  /// Those of the function that a lambda, or a local class, is written in.
  std::optional<Types> Around;
  /// The number of a lambda in what it is written in, from 1; 0 if the name
  /// does not tell.
  unsigned Ordinal = 0;
  /// Lambdas among the template arguments: `std::sort<int*, f()::{lambda()#1}>`
  /// runs one, and may be all that is seen of it.
  std::vector<FrameName> Carried;

  bool operator==(const FrameName &) const = default;
  bool operator<(const FrameName &Other) const;
};

/// Takes a frame apart. A name that is no C++ keeps its text as the key.
FrameName parseFrame(llvm::StringRef Text);

/// The key's part for a lambda.
inline constexpr llvm::StringLiteral LambdaPart = "{lambda}";

} // namespace p99::analysis

#endif
