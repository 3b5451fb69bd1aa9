// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/reporters/Reporters.h"

namespace p99::driver {

llvm::ArrayRef<Reporter> reporters() {
  static constexpr Reporter All[] = {
      {"text", printText},     {"json", printJson},
      {"sarif", printSarif},   {"gitlab", printGitLab},
      {"github", printGitHub}, {"checkstyle", printCheckstyle},
      {"html", printHtml},
  };
  return All;
}

} // namespace p99::driver
