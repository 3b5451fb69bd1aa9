// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   ::warning file=src/a.cpp,line=3,col=7,title=p99-missing-timeout::text

#include "driver/findings/Utf8.h"
#include "driver/reporters/Reporters.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace p99::driver {

/// What would end the text of a command; in a property, the property.
static std::string escaped(StringRef Text, StringRef Special) {
  std::string Out;
  for (char C : utf8(Text))
    if (Special.contains(C))
      Out += '%' + toHex(StringRef(&C, 1));
    else
      Out += C;
  return Out;
}

static std::string asData(StringRef Text) { return escaped(Text, "%\r\n"); }
static std::string asProperty(StringRef Text) {
  return escaped(Text, "%\r\n:,");
}

static StringRef command(Level How) {
  switch (How) {
  case Level::Remark:
    return "notice";
  case Level::Warning:
    return "warning";
  case Level::Error:
    return "error";
  }
  llvm_unreachable("all levels handled");
}

void printGitHub(const Report &R, raw_ostream &Out) {
  auto Short = [&](StringRef Path) { return shortPath(Path, R.Directory); };
  for (const Finding &F : R.Findings) {
    Out << "::" << command(F.How) << ' ';
    if (!F.Main.Path.empty())
      Out << "file=" << asProperty(Short(F.Main.Path))
          << ",line=" << F.Main.Line << ",col=" << F.Main.Column << ',';
    Out << "title=" << asProperty(F.Check) << "::";
    // An annotation has one place. The others are told in its text.
    std::string Text = F.Main.Text;
    for (const Message &Note : F.Notes) {
      Text += '\n';
      if (!Note.Path.empty())
        Text += (Short(Note.Path) + ":" + Twine(Note.Line) + ": ").str();
      Text += Note.Text;
    }
    Out << asData(Text) << '\n';
  }
  for (const FailedUnit &F : R.Failed)
    Out << "::error file=" << asProperty(Short(F.Path))
        << ",title=could not be analysed::" << asData(F.Reason) << '\n';
}

} // namespace p99::driver
