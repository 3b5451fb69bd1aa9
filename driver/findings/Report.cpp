// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/findings/Report.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace p99::driver {

std::string toString(const ProfileUse &Use) {
  std::string Text;
  raw_string_ostream Out(Text);
  Out << Use.Name << ": " << format("%.0f", Use.Samples) << " sample"
      << (Use.Samples == 1 ? "; " : "s; ") << Use.Matched << " of "
      << Use.Frames << " frames match functions of the linted files";
  if (!Use.Matched)
    Out << "; take the profile of this program, with its symbols";
  return Text;
}

StringRef shortPath(StringRef Path, StringRef Directory) {
  StringRef Rest = Path;
  if (!Directory.empty() && Rest.consume_front(Directory) &&
      (Rest.consume_front("/") || Directory.ends_with("/")) && !Rest.empty())
    return Rest;
  return Path;
}

} // namespace p99::driver
