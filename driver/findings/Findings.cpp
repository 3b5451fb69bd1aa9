// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/findings/Findings.h"
#include "analysis/LlvmCompat.h"
#include "driver/findings/Sources.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"
#include <map>
#include <tuple>

using namespace llvm;

namespace p99::driver {

FixKind Finding::fix() const {
  if (!Main.Edits.empty())
    return FixKind::Safe;
  return edits().empty() ? FixKind::None : FixKind::Suggested;
}

ArrayRef<Edit> Finding::edits() const {
  if (!Main.Edits.empty())
    return Main.Edits;
  for (const Message &Note : Notes)
    if (!Note.Edits.empty())
      return Note.Edits;
  return {};
}

StringRef toString(Level L) {
  switch (L) {
  case Level::Remark:
    return "remark";
  case Level::Warning:
    return "warning";
  case Level::Error:
    return "error";
  }
  llvm_unreachable("all levels handled");
}

std::string absolutePath(StringRef Path, StringRef Directory) {
  SmallString<256> Absolute(Path);
  compat::makeAbsolute(Directory, Absolute);
  SmallString<256> Clean(Absolute), Real;
  sys::path::remove_dots(Clean, /*remove_dot_dot=*/true);
  // Out of what a symbolic link leads to, `..` does not lead back: GCC's
  // headers are in /lib/gcc/x86_64-linux-gnu/12/../../../../include, and /lib
  // is a link.
  if (StringRef(Absolute).contains("..") && !sys::fs::exists(Clean) &&
      !sys::fs::real_path(Absolute, Real))
    return std::string(Real);
  return std::string(Clean);
}

void locate(std::vector<Finding> &Findings) {
  Sources Files;
  auto Locate = [&](Message &M) {
    if (!M.Path.empty())
      std::tie(M.Line, M.Column) = Files.position(M.Path, M.Offset);
  };
  for (Finding &F : Findings) {
    Locate(F.Main);
    for (Message &Note : F.Notes)
      Locate(Note);
  }
}

std::vector<Finding> merge(std::vector<Finding> Findings) {
  auto Key = [](const Finding &F) {
    return std::tie(F.Main.Path, F.Main.Line, F.Main.Column, F.Main.Text,
                    F.Check);
  };
  auto Size = [](const Finding &F) { return F.Notes.size(); };
  // Two units may see different evidence for one finding. The longer chain is
  // kept, by rules that know nothing of the units' order.
  auto Evidence = [](const Finding &F) {
    std::string Text;
    for (const Message &Note : F.Notes)
      Text += Note.Path + ":" + utostr(Note.Offset) + ":" + Note.Text + "\n";
    return Text;
  };
  sort(Findings, [&](const Finding &A, const Finding &B) {
    if (Key(A) != Key(B))
      return Key(A) < Key(B);
    if (Size(A) != Size(B))
      return Size(A) > Size(B);
    return std::make_tuple(Evidence(A), A.Function, A.Main.Edits) <
           std::make_tuple(Evidence(B), B.Function, B.Main.Edits);
  });
  // The same message at the same place is one finding, even of two checks:
  // then one is the other's alias.
  auto Same = [](const Finding &A, const Finding &B) {
    return A.Main.Path == B.Main.Path && A.Main.Line == B.Main.Line &&
           A.Main.Column == B.Main.Column && A.Main.Text == B.Main.Text;
  };
  for (size_t First = 0, Next = 1; Next < Findings.size(); ++Next)
    if (Same(Findings[First], Findings[Next])) {
      Findings[First].Share =
          std::max(Findings[First].Share, Findings[Next].Share);
      Findings[First].Own = std::max(Findings[First].Own, Findings[Next].Own);
    } else {
      First = Next;
    }
  Findings.erase(llvm::unique(Findings, Same), Findings.end());
  sort(Findings, [](const Finding &A, const Finding &B) {
    return std::tie(A.Main.Path, A.Main.Line, A.Main.Column, A.Check,
                    A.Main.Text) < std::tie(B.Main.Path, B.Main.Line,
                                            B.Main.Column, B.Check,
                                            B.Main.Text);
  });
  Sources Files;
  fingerprint(Findings, [&](const Message &M) { return Files.line(M); });
  return Findings;
}

std::string normalized(StringRef Line) {
  SmallVector<StringRef, 16> Words;
  SplitString(Line, Words, " \t\r\n\v\f");
  return join(Words, " ");
}

/// "line 42" says where, not what.
static std::string withoutLineNumbers(StringRef Text) {
  std::string Out;
  while (!Text.empty()) {
    size_t At = Text.find("line ");
    size_t End = At == StringRef::npos ? At : At + strlen("line ");
    Out += Text.take_front(End);
    Text = Text.drop_front(std::min(End, Text.size()));
    if (At != StringRef::npos)
      Text = Text.drop_while(isDigit);
  }
  return Out;
}

static std::string hash(StringRef Text) {
  XXH128_hash_t Hash = xxh3_128bits(arrayRefFromStringRef(Text));
  return utohexstr(Hash.high64, /*LowerCase=*/true, 16) +
         utohexstr(Hash.low64, /*LowerCase=*/true, 16);
}

void fingerprint(std::vector<Finding> &Findings,
                 function_ref<StringRef(const Message &)> LineOf) {
  std::map<std::string, unsigned> Seen;
  for (Finding &F : Findings) {
    std::string Content = F.Check + '\0' + normalized(LineOf(F.Main)) + '\0' +
                          F.Function + '\0' + withoutLineNumbers(F.Main.Text);
    F.Content = hash(Content);
    F.Fingerprint = hash(Content + '\0' + utostr(Seen[Content]++));
  }
}

} // namespace p99::driver
