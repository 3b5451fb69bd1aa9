// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Strings, vectors and string streams that are local to a loop's body and have
// to ask for their memory again in each round.

#ifndef P99_ANALYSIS_SCRATCHBUFFERS_H
#define P99_ANALYSIS_SCRATCHBUFFERS_H

#include "analysis/BufferUses.h"
#include "analysis/HotPath.h"
#include "analysis/Loops.h"
#include <vector>

namespace p99::analysis {

class Unit;

struct LoopBuffer {
  const clang::VarDecl *Variable;
  BufferType Type;
  /// `std::string Line;`, which stands directly in the loop's body.
  const clang::DeclStmt *Declaration;
  Loop Repeats;
  /// The loop, or the outermost of those around it, that it can be kept over.
  const clang::Stmt *Above;
  /// What makes it allocate; of a stream or of a size given at once its own
  /// construction.
  const clang::Expr *Grows;
  /// The function through which it grows, if not the loop's own code.
  const clang::FunctionDecl *Through = nullptr;
  /// Emptied, it is as new: of a stream, that nothing changes its format.
  bool IsPlain = true;
  HotReasons Hot;
};

/// All of the unit, in the order of the source. Silent are buffers that the
/// round gives away, whose growth is not evident, or beside which the round
/// does something that takes so much longer that an allocation is lost in it.
/// Loops proven to have fewer rounds than `MinTripCount` do not count.
std::vector<LoopBuffer> scratchBuffers(Unit &U, unsigned MinTripCount);

} // namespace p99::analysis

#endif
