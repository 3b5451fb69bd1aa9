// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/findings/Utf8.h"
#include "driver/reporters/Reporters.h"
#include "llvm/Support/JSON.h"

using namespace llvm;

namespace p99::driver {

/// In the words of GitLab, which end in "critical" and "blocker".
static StringRef severity(Level How) {
  switch (How) {
  case Level::Remark:
    return "info";
  case Level::Warning:
    return "major";
  case Level::Error:
    return "critical";
  }
  llvm_unreachable("all levels handled");
}

void printGitLab(const Report &R, raw_ostream &Out) {
  json::OStream J(Out, /*IndentSize=*/2);
  J.array([&] {
    for (const Finding &F : R.Findings)
      J.object([&] {
        J.attribute("description", utf8(F.Main.Text));
        J.attribute("check_name", F.Check);
        J.attribute("fingerprint", F.Fingerprint);
        J.attribute("severity", severity(F.How));
        J.attributeObject("location", [&] {
          J.attribute("path", utf8(shortPath(F.Main.Path, R.Directory)));
          J.attributeObject("lines",
                            [&] { J.attribute("begin", F.Main.Line); });
        });
      });
  });
  Out << '\n';
}

} // namespace p99::driver
