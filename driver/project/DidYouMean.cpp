// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/project/DidYouMean.h"
#include "analysis/ModelRules.h"

using namespace llvm;

namespace p99::driver {

StringRef nearest(StringRef Word, ArrayRef<StringRef> Known) {
  return analysis::nearest(Word, Known, Word.size() / 3 + 1);
}

std::string didYouMean(StringRef Word, ArrayRef<StringRef> Known,
                       StringRef Otherwise) {
  StringRef Near = nearest(Word, Known);
  return Near.empty() ? Otherwise.str() : "did you mean '" + Near.str() + "'?";
}

} // namespace p99::driver
