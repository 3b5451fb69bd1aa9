// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/findings/Utf8.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/JSON.h"

using namespace llvm;

namespace p99::driver {

std::string utf8(StringRef Text) {
  return json::isUTF8(Text) ? Text.str() : json::fixUTF8(Text);
}

unsigned codePointColumn(StringRef Line, unsigned Column) {
  if (Column == 0)
    return 0;
  // Every byte but those that continue a character.
  return 1 + count_if(Line.take_front(Column - 1), [](char C) {
           return (static_cast<unsigned char>(C) & 0xC0) != 0x80;
         });
}

} // namespace p99::driver
