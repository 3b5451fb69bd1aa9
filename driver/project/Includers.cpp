// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/project/Includers.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace p99::driver {

/// The same name counts most, then folders in common; `order_test.c` is more
/// alike to `order.h` than `main.c`.
static std::pair<unsigned, size_t> resemblance(StringRef Header,
                                               StringRef Source) {
  StringRef Name = sys::path::stem(Header), Other = sys::path::stem(Source);
  unsigned Names = Name == Other ? 2 : Other.contains(Name) ? 1 : 0;
  size_t Folders = 0;
  for (auto H = sys::path::begin(Header), S = sys::path::begin(Source);
       H != sys::path::end(Header) && S != sys::path::end(Source) && *H == *S;
       ++H, ++S)
    ++Folders;
  return {Names, Folders};
}

/// What `#include "text"` or `#include <text>` names in a line; "" for others.
static StringRef included(StringRef Line) {
  Line = Line.ltrim();
  if (!Line.consume_front("#"))
    return "";
  Line = Line.ltrim();
  if (!Line.consume_front("include") && !Line.consume_front("import"))
    return "";
  Line = Line.ltrim();
  if (Line.consume_front("\""))
    return Line.take_until([](char C) { return C == '"'; });
  if (Line.consume_front("<"))
    return Line.take_until([](char C) { return C == '>'; });
  return "";
}

/// `include/net/order.h` may be what "net/order.h" and "../net/order.h" mean.
static bool mayMean(StringRef Text, StringRef Header) {
  while (Text.consume_front("../") || Text.consume_front("./"))
    ;
  return !Text.empty() && Header.consume_back(Text) && Header.ends_with("/");
}

static bool includes(const Unit &U, StringRef Header, vfs::FileSystem &FS) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer = FS.getBufferForFile(U.Path);
  return Buffer &&
         any_of(split((*Buffer)->getBuffer(), '\n'), [&](StringRef Line) {
           return mayMean(included(Line), Header);
         });
}

const Unit *includerOf(StringRef Header, ArrayRef<Unit> Units,
                       ReadsHeader Knows, vfs::FileSystem &FS) {
  using Rank = std::tuple<std::pair<unsigned, size_t>, ptrdiff_t>;
  std::vector<std::pair<Rank, const Unit *>> Likely;
  Likely.reserve(Units.size());
  for (const auto &[Index, U] : enumerate(Units))
    Likely.push_back({{resemblance(Header, U.Path), -ptrdiff_t(Index)}, &U});
  sort(Likely, std::greater<>());
  if (Knows)
    for (const auto &[Likeness, U] : Likely)
      if (Knows(*U, Header))
        return U;
  for (const auto &[Likeness, U] : Likely)
    if (includes(*U, Header, FS))
      return U;
  return nullptr;
}

} // namespace p99::driver
