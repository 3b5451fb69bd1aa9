// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names the functions that findings are in.

#ifndef P99_DRIVER_ENCLOSING_H
#define P99_DRIVER_ENCLOSING_H

#include "clang/Basic/SourceLocation.h"
#include <map>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
}

namespace p99::driver {

/// A place by file and offset: what a finding still knows when the unit is
/// gone.
using Place = std::pair<std::string, unsigned>;

/// The qualified name of the innermost named function around each of the
/// places; lambdas belong to the function they are written in.
std::map<Place, std::string>
enclosingFunctions(clang::ASTContext &Context,
                   const std::vector<clang::SourceLocation> &Places);

} // namespace p99::driver

#endif
