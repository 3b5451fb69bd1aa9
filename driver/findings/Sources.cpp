// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/findings/Sources.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace p99::driver {

const Sources::File &Sources::open(StringRef Path) {
  auto [It, New] = Files.try_emplace(Path);
  File &F = It->second;
  if (!New)
    return F;
  // Not mapped: a fix may replace the file while its text is in use.
  auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                      /*RequiresNullTerminator=*/false,
                                      /*IsVolatile=*/true);
  F.LineStarts.push_back(0);
  if (!Buffer)
    return F;
  F.Buffer = std::move(*Buffer);
  StringRef Text = F.Buffer->getBuffer();
  for (size_t At = Text.find('\n'); At != StringRef::npos;
       At = Text.find('\n', At + 1))
    F.LineStarts.push_back(At + 1);
  return F;
}

std::pair<unsigned, unsigned> Sources::position(StringRef Path,
                                                unsigned Offset) {
  const File &F = open(Path);
  if (!F.Buffer)
    return {1, 1};
  auto Next = llvm::upper_bound(F.LineStarts, Offset);
  return {Next - F.LineStarts.begin(), Offset - *std::prev(Next) + 1};
}

std::optional<unsigned> Sources::offset(StringRef Path, unsigned Line,
                                        unsigned Column) {
  const File &F = open(Path);
  if (!F.Buffer || !Line || !Column || Line > F.LineStarts.size())
    return std::nullopt;
  size_t Offset = F.LineStarts[Line - 1] + size_t(Column) - 1;
  size_t End = Line < F.LineStarts.size() ? F.LineStarts[Line]
                                          : F.Buffer->getBufferSize() + 1;
  return Offset < End ? std::optional<unsigned>(Offset) : std::nullopt;
}

StringRef Sources::line(const Message &M) {
  const File &F = open(M.Path);
  if (!F.Buffer || M.Line == 0 || M.Line > F.LineStarts.size())
    return "";
  StringRef Rest = F.Buffer->getBuffer().drop_front(F.LineStarts[M.Line - 1]);
  return Rest.take_until([](char C) { return C == '\n' || C == '\r'; });
}

std::optional<StringRef> Sources::text(StringRef Path) {
  const File &F = open(Path);
  if (!F.Buffer)
    return std::nullopt;
  return F.Buffer->getBuffer();
}

} // namespace p99::driver
