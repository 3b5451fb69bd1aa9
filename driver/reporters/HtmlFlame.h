// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The profile on the page: a flame graph whose frames carry the findings, and
// the same as a table.

#ifndef P99_DRIVER_REPORTERS_HTMLFLAME_H
#define P99_DRIVER_REPORTERS_HTMLFLAME_H

#include "driver/findings/Report.h"
#include "llvm/Support/raw_ostream.h"

namespace p99::driver {

class CallTree;

/// A graph of more frames is slow to draw, and most would be thinner than a
/// pixel.
inline constexpr size_t MostFrames = 3000;

/// The section of the profile; nothing without one. Whether it has a flame
/// graph.
bool printHtmlProfile(const Report &R, llvm::raw_ostream &Out);

/// The frames of a flame graph, and the findings of each: JSON.
std::string flameData(const CallTree &Tree, llvm::ArrayRef<Finding> Findings,
                      size_t Most = MostFrames);

} // namespace p99::driver

#endif
