// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names the functions that findings are in, and how hot a profile has them.

#ifndef P99_DRIVER_FRONTEND_ENCLOSING_H
#define P99_DRIVER_FRONTEND_ENCLOSING_H

#include "clang/Basic/SourceLocation.h"
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
}

namespace p99::analysis {
class Profile;
}

namespace p99::driver {

/// A place by file and offset: what a finding still knows when the unit is
/// gone.
using Place = std::pair<std::string, unsigned>;

struct Enclosure {
  /// The qualified name of the innermost named function; lambdas belong to the
  /// function they are written in.
  std::string Function;
  /// How much of the profile's samples the place was in: that of the innermost
  /// function or lambda that the profile knows, or else 0.
  std::optional<double> Share;
  /// How much of them it was in, and at the same time in what the statement
  /// there calls. 0 also if that is inlined: the profile cannot tell.
  double Own = 0;
  /// How many loops of its function or lambda are around it.
  unsigned Loops = 0;
};

struct Enclosures {
  std::map<Place, Enclosure> Of;
  /// Which functions of the profile the unit defines, by their index.
  std::set<unsigned> Profiled;
};

/// What is around each of the places. `Profile` may be null.
Enclosures enclosuresOf(clang::ASTContext &Context,
                        const std::vector<clang::SourceLocation> &Places,
                        const analysis::Profile *Profile);

} // namespace p99::driver

#endif
