// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/reporters/HtmlParts.h"
#include "llvm/Support/ErrorHandling.h"

using namespace llvm;

namespace p99::driver {

StringRef htmlPart(StringRef Name) {
  struct Part {
    StringLiteral Name, Text;
  };
  static constexpr Part Parts[] = {
#include "EmbeddedPage.inc"
  };
  for (const Part &P : Parts)
    if (P.Name == Name)
      return P.Text;
  llvm_unreachable("no such part of the page");
}

} // namespace p99::driver
