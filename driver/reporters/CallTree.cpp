// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/reporters/CallTree.h"
#include "analysis/ProfileReaders.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include <cmath>

using namespace llvm;

namespace p99::driver {

Expected<CallTree> CallTree::parse(StringRef Content) {
  Expected<analysis::SampledStacks> Sampled =
      analysis::readStacks(Content, "the profile");
  if (!Sampled)
    return Sampled.takeError();
  CallTree Tree;
  Tree.Names.reserve(Sampled->Frames.size());
  for (StringRef Frame : Sampled->Frames)
    Tree.Names.push_back(Frame.str());
  for (const auto &[Frames, Weight] : Sampled->Stacks)
    Tree.add(Frames, Weight);
  return Tree;
}

Expected<CallTree> CallTree::read(StringRef Path) {
  auto Buffer = MemoryBuffer::getFile(Path);
  if (!Buffer)
    return createStringError("the profile cannot be read again");
  return parse((*Buffer)->getBuffer());
}

void CallTree::add(ArrayRef<unsigned> Frames, double Weight) {
  unsigned At = 0;
  Nodes[At].Weight += Weight;
  for (unsigned Frame : Frames) {
    auto [Callee, First] = Nodes[At].Callees.try_emplace(Frame, Nodes.size());
    At = Callee->second;
    if (First)
      Nodes.emplace_back();
    Nodes[At].Weight += Weight;
  }
}

double CallTree::leastOf(size_t Most) const {
  if (Nodes.size() <= Most)
    return 0;
  std::vector<double> Weights;
  Weights.reserve(Nodes.size());
  for (const Node &N : Nodes)
    Weights.push_back(N.Weight);
  std::nth_element(Weights.begin(), Weights.begin() + Most, Weights.end(),
                   std::greater<>());
  return std::nextafter(Weights[Most], HUGE_VAL);
}

} // namespace p99::driver
