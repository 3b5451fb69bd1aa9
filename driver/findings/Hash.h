// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tells texts apart, without keeping them.

#ifndef P99_DRIVER_FINDINGS_HASH_H
#define P99_DRIVER_FINDINGS_HASH_H

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/BLAKE3.h"
#include <string>

namespace p99::driver {

/// 32 bytes. Different texts have different ones.
inline std::string hashOf(llvm::StringRef Text) {
  return llvm::toStringRef(llvm::ArrayRef<uint8_t>(llvm::BLAKE3::hash(
                               llvm::arrayRefFromStringRef(Text))))
      .str();
}

} // namespace p99::driver

#endif
