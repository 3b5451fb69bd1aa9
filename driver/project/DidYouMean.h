// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What to tell whoever misspells a name.

#ifndef P99_DRIVER_PROJECT_DIDYOUMEAN_H
#define P99_DRIVER_PROJECT_DIDYOUMEAN_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace p99::driver {

/// The nearest of `Known` to a misspelled `Word`, or "".
llvm::StringRef nearest(llvm::StringRef Word,
                        llvm::ArrayRef<llvm::StringRef> Known);

/// "did you mean 'NEAREST'?", or `Otherwise` if none is near.
std::string didYouMean(llvm::StringRef Word,
                       llvm::ArrayRef<llvm::StringRef> Known,
                       llvm::StringRef Otherwise);

} // namespace p99::driver

#endif
