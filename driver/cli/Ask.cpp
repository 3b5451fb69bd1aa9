// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/cli/Ask.h"
#include "driver/cli/Console.h"
#include "driver/reporters/Reporters.h"
#include "llvm/Support/raw_ostream.h"
#include <iostream>

using namespace llvm;

namespace p99::driver {

/// 'y', 'n', 'a' or 'q'.
static char ask(size_t Number, size_t Count) {
  while (true) {
    errs() << "(" << Number << "/" << Count << ") apply this fix [y,n,a,q,?]? ";
    std::string Line;
    if (!std::getline(std::cin, Line)) {
      errs() << '\n';
      return 'q';
    }
    StringRef Answer = StringRef(Line).trim();
    if (Answer.size() == 1 && StringRef("ynaq").contains(Answer[0]))
      return Answer[0];
    errs() << "y - apply this fix\n"
              "n - leave it out\n"
              "a - apply this fix and all later ones\n"
              "q - quit; leave out this fix and all later ones\n";
  }
}

std::vector<Finding> askForFixes(const Report &R, bool Suggested) {
  std::vector<const Finding *> Fixable;
  for (const Finding &F : R.Findings)
    if (F.fix() == FixKind::Safe ||
        (Suggested && F.fix() == FixKind::Suggested))
      Fixable.push_back(&F);
  errs().enable_colors(errs().has_colors());
  std::vector<Finding> Wanted;
  char Answer = 'n';
  for (size_t Index = 0; Index < Fixable.size() && Answer != 'q'; ++Index) {
    if (Answer != 'a') {
      Report One;
      One.Directory = R.Directory;
      One.Findings.push_back(*Fixable[Index]);
      printText(One, errs());
      Answer = ask(Index + 1, Fixable.size());
    }
    if (Answer == 'y' || Answer == 'a')
      Wanted.push_back(*Fixable[Index]);
  }
  return Wanted;
}

} // namespace p99::driver
