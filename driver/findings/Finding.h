// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One finding, free of the compiler that made it: what the later steps of the
// pipeline sort, fix and print.

#ifndef P99_DRIVER_FINDINGS_FINDING_H
#define P99_DRIVER_FINDINGS_FINDING_H

#include "core/CheckInfo.h"
#include "llvm/ADT/ArrayRef.h"
#include <compare>
#include <optional>
#include <string>
#include <vector>

namespace p99::driver {

/// Replaces `Length` bytes at `Offset`. Paths are absolute everywhere.
struct Edit {
  std::string Path;
  unsigned Offset = 0;
  unsigned Length = 0;
  std::string Text;
  auto operator<=>(const Edit &) const = default;
};

/// Bytes that a message underlines.
struct Span {
  std::string Path;
  unsigned Offset = 0;
  unsigned Length = 0;
};

struct Message {
  std::string Path; ///< Empty if it belongs to no place.
  unsigned Offset = 0;
  unsigned Line = 0;   ///< 1 for the first; 0 without a place.
  unsigned Column = 0; ///< In bytes, 1 for the first.
  std::string Text;
  std::vector<Span> Spans;
  std::vector<Edit> Edits;
};

enum class Level { Remark, Warning, Error };

struct Finding {
  std::string Check;
  Level How = Level::Warning;
  bool Promoted = false; ///< An error only because of WarningsAsErrors.
  Message Main;
  std::vector<Message> Notes;
  std::string Function; ///< Qualified name of what encloses it, or "".
  /// Of the profile's samples, 0 to 1; nothing without a profile.
  std::optional<double> Share;
  /// Of the samples: those in what the statement calls, 0 if it is not known.
  double Own = 0;
  unsigned Loops = 0; ///< around it in its function
  /// Of the check, the text of the line, the function and the message.
  std::string Content;
  std::string Fingerprint; ///< The same, and unlike that of any other finding.

  /// Safe if the warning carries the fix, suggested if only a note does.
  FixKind fix() const;
  /// The edits of that fix. Of several notes with one, the first is meant: the
  /// others are alternatives.
  llvm::ArrayRef<Edit> edits() const;
};

llvm::StringRef toString(Level L);

} // namespace p99::driver

#endif
