// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/fixes/Edits.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <map>
#include <optional>

using namespace llvm;

namespace p99::driver {

/// Also one that stands before a statement, whose indentation it repeats.
static bool isWholeLine(const Edit &E) {
  return E.Length == 0 && StringRef(E.Text).rtrim(" \t").ends_with("\n");
}

bool conflict(const Edit &A, const Edit &B) {
  if (A.Path != B.Path)
    return false;
  if (A.Length == 0 && B.Length == 0)
    return A.Offset == B.Offset && !(isWholeLine(A) && isWholeLine(B));
  if (A == B)
    return false;
  unsigned EndA = A.Offset + A.Length, EndB = B.Offset + B.Length;
  if (A.Length == 0)
    return B.Offset < A.Offset && A.Offset < EndB;
  if (B.Length == 0)
    return A.Offset < B.Offset && B.Offset < EndA;
  return std::max(A.Offset, B.Offset) < std::min(EndA, EndB);
}

std::vector<bool> chooseFixes(ArrayRef<ArrayRef<Edit>> Fixes) {
  std::vector<bool> Taken;
  std::map<std::string, std::vector<const Edit *>> ByFile;
  std::vector<ArrayRef<Edit>> Whole;
  for (ArrayRef<Edit> Fix : Fixes) {
    if (Fix.empty()) {
      Taken.push_back(false);
      continue;
    }
    if (is_contained(Whole, Fix)) {
      Taken.push_back(true);
      continue;
    }
    bool Free = none_of(Fix, [&](const Edit &E) {
      return any_of(ByFile[E.Path],
                    [&](const Edit *Other) { return conflict(E, *Other); });
    });
    Taken.push_back(Free);
    if (!Free)
      continue;
    Whole.push_back(Fix);
    for (const Edit &E : Fix)
      ByFile[E.Path].push_back(&E);
  }
  return Taken;
}

static bool hasCrLf(StringRef Text) {
  size_t Break = Text.find('\n');
  return Break != StringRef::npos && Break > 0 && Text[Break - 1] == '\r';
}

std::optional<std::string> applyEdits(StringRef Text, std::vector<Edit> Edits) {
  // An insertion before what a replacement at the same place puts there.
  sort(Edits, [](const Edit &A, const Edit &B) {
    return std::tie(A.Offset, A.Length, A.Text) <
           std::tie(B.Offset, B.Length, B.Text);
  });
  Edits.erase(llvm::unique(Edits), Edits.end());
  bool CrLf = hasCrLf(Text);
  std::string Out;
  size_t At = 0;
  for (const Edit &E : Edits) {
    if (E.Offset < At || E.Offset > Text.size() ||
        E.Length > Text.size() - E.Offset)
      return std::nullopt;
    Out += Text.slice(At, E.Offset);
    for (char C : E.Text) {
      if (C == '\n' && CrLf && !StringRef(Out).ends_with("\r"))
        Out += '\r';
      Out += C;
    }
    At = E.Offset + E.Length;
  }
  Out += Text.drop_front(At);
  return Out;
}

} // namespace p99::driver
