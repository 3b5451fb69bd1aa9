// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/findings/Utf8.h"
#include "driver/reporters/Reporters.h"
#include "llvm/ADT/StringExtras.h"
#include <map>

using namespace llvm;

namespace p99::driver {

/// The value of an attribute. Most control characters have no place in XML,
/// not even escaped.
static std::string escaped(StringRef Text) {
  std::string Out;
  for (char C : utf8(Text))
    switch (C) {
    case '&':
      Out += "&amp;";
      break;
    case '<':
      Out += "&lt;";
      break;
    case '>':
      Out += "&gt;";
      break;
    case '"':
      Out += "&quot;";
      break;
    case '\t':
    case '\n':
    case '\r':
      Out += "&#" + utostr(C) + ";";
      break;
    default:
      if (static_cast<unsigned char>(C) < ' ')
        Out += "\uFFFD";
      else
        Out += C;
    }
  return Out;
}

static StringRef severity(Level How) {
  return How == Level::Remark ? "info" : toString(How);
}

void printCheckstyle(const Report &R, raw_ostream &Out) {
  // One element for each file, also when a profile has mixed them.
  std::map<StringRef, std::vector<const Finding *>> ByFile;
  for (const Finding &F : R.Findings)
    ByFile[F.Main.Path].push_back(&F);
  Out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<checkstyle version=\"4.3\">\n";
  for (const auto &[Path, Findings] : ByFile) {
    Out << "  <file name=\"" << escaped(shortPath(Path, R.Directory))
        << "\">\n";
    for (const Finding *F : Findings)
      Out << "    <error line=\"" << F->Main.Line << "\" column=\""
          << F->Main.Column << "\" severity=\"" << severity(F->How)
          << "\" message=\"" << escaped(F->Main.Text) << "\" source=\""
          << escaped(F->Check) << "\"/>\n";
    Out << "  </file>\n";
  }
  Out << "</checkstyle>\n";
}

} // namespace p99::driver
