// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The findings on the page, each with its code, its notes and its fix.

#ifndef P99_DRIVER_REPORTERS_HTMLFINDINGS_H
#define P99_DRIVER_REPORTERS_HTMLFINDINGS_H

#include "driver/findings/Report.h"
#include "driver/reporters/HtmlCode.h"

namespace p99::driver {

/// "locks"; "other" for checks that are not ours.
llvm::StringRef familyOf(const Finding &F);

/// Findings of one kind, in the report's order.
struct FindingGroup {
  std::string Name;
  std::vector<const Finding *> Findings;

  size_t count(FixKind Fix) const;
  /// The highest; nothing without a profile.
  std::optional<double> share() const;
};

/// By what `NameOf` calls them, the hottest group first, then the largest.
std::vector<FindingGroup>
groupBy(llvm::ArrayRef<Finding> Findings,
        llvm::function_ref<std::string(const Finding &)> NameOf);

class HtmlFindings {
public:
  HtmlFindings(const Report &R, llvm::raw_ostream &Out)
      : R(R), Out(Out), Code(R.Directory, Out) {}

  /// All of them, family by family.
  void print();

private:
  void print(const Finding &F);
  void head(const Finding &F);
  void badges(const Finding &F);
  void note(const Message &Note, const Finding &F);
  void place(const Message &M);
  std::string placeOf(const Message &M) const;

  const Report &R;
  llvm::raw_ostream &Out;
  HtmlCode Code;
};

} // namespace p99::driver

#endif
