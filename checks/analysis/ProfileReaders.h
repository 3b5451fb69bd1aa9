// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The forms that profiles come in, each read into the same table of stacks.

#ifndef P99_ANALYSIS_PROFILEREADERS_H
#define P99_ANALYSIS_PROFILEREADERS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace p99::analysis {

/// What was sampled.
struct SampledStacks {
  /// Frames by number, the outermost first.
  using Stack = llvm::SmallVector<unsigned, 32>;

  /// The number of a frame's text.
  unsigned frame(llvm::StringRef Text);
  /// Of a frame that is on the stack again the outer one is kept.
  void add(const Stack &Frames, double Weight);

  std::vector<llvm::StringRef> Frames; ///< by number; owned by Numbers
  std::map<std::vector<unsigned>, double> Stacks;
  /// How many samples were taken; nothing if only weights are known.
  std::optional<double> Samples;

private:
  llvm::StringMap<unsigned> Numbers;
};

/// Reads a profile of any of the forms below, told apart by their content, and
/// packed with gzip or not. An error is `Name:line: what is wrong; what to do`;
/// of a binary form `Name: ...` with the byte.
llvm::Expected<SampledStacks> readStacks(llvm::StringRef Content,
                                         llvm::StringRef Name);

/// `frame;frame;frame COUNT` a line.
llvm::Error readFolded(llvm::StringRef Text, llvm::StringRef Name,
                       SampledStacks &Into);

/// What `perf script` prints. Of several events the first one counts.
llvm::Error readPerfScript(llvm::StringRef Text, llvm::StringRef Name,
                           SampledStacks &Into);

/// Whether the bytes look like a message of pprof's profile.proto.
bool isPprof(llvm::StringRef Bytes);
llvm::Error readPprof(llvm::StringRef Bytes, llvm::StringRef Name,
                      SampledStacks &Into);

/// Whether LLVM has a reader of sample profiles for it.
bool isLlvmSamples(llvm::StringRef Bytes);
llvm::Error readLlvmSamples(llvm::StringRef Bytes, llvm::StringRef Name,
                            SampledStacks &Into);

/// `Name:Line: What`
llvm::Error profileError(llvm::StringRef Name, size_t Line,
                         const llvm::Twine &What);
/// `Place: What`
llvm::Error profileError(const llvm::Twine &Place, const llvm::Twine &What);

} // namespace p99::analysis

#endif
