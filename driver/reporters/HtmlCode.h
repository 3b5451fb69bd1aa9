// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Source lines and diffs as HTML.

#ifndef P99_DRIVER_REPORTERS_HTMLCODE_H
#define P99_DRIVER_REPORTERS_HTMLCODE_H

#include "driver/findings/Sources.h"
#include "llvm/Support/raw_ostream.h"

namespace p99::driver {

class HtmlCode {
public:
  HtmlCode(llvm::StringRef Directory, llvm::raw_ostream &Out)
      : Directory(Directory), Out(Out) {}

  /// The line of a message and `Around` lines on each side, with what it
  /// points at marked. Nothing if the file does not have the place (any more).
  void excerpt(const Message &M, unsigned Around);

  /// What the edits of a message come to, file by file.
  void diff(const Message &M);

private:
  struct Range {
    size_t Begin, End;
  };

  std::vector<Range> marked(const Message &M, llvm::StringRef Text) const;
  void line(llvm::StringRef Line, size_t Offset, llvm::ArrayRef<Range> Marks,
            size_t Focus);

  llvm::StringRef Directory;
  llvm::raw_ostream &Out;
  Sources Files;
};

} // namespace p99::driver

#endif
