// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The table of stacks that shares are computed from forgets the order of the
// frames. It numbers them as they come, though: the table of a single stack
// has its frames in their order. So each stack is read by itself.

#include "driver/reporters/CallTree.h"
#include "analysis/ProfileReaders.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <cmath>
#include <zlib.h>

using namespace llvm;

namespace p99::driver {

using analysis::SampledStacks;

/// Zlib's reader of files takes also those that are not packed.
static Expected<std::string> unpacked(StringRef Path) {
  gzFile File = gzopen(Path.str().c_str(), "rb");
  if (!File)
    return createStringError("the profile cannot be read again");
  std::string Text;
  constexpr unsigned Step = 1 << 20;
  int Read = 0;
  do {
    size_t Before = Text.size();
    Text.resize(Before + Step);
    Read = gzread(File, Text.data() + Before, Step);
    Text.resize(Before + std::max(Read, 0));
  } while (Read > 0);
  gzclose(File);
  if (Read < 0)
    return createStringError("the profile cannot be read again");
  return Text;
}

/// A line and the indented ones below it, or a block between blank lines: a
/// folded stack, or one sample of `perf script`.
static StringRef takeStack(StringRef &Left) {
  StringRef Begin = Left;
  while (!Left.empty()) {
    StringRef Line = Left.take_until([](char C) { return C == '\n'; });
    bool Starts = Left.data() != Begin.data() &&
                  (Line.trim().empty() || !isSpace(Line.front()));
    if (Starts)
      break;
    Left = Left.drop_front(std::min(Line.size() + 1, Left.size()));
  }
  return Begin.drop_back(Left.size());
}

/// `cycles:P:` of a sample's first line.
static StringRef lastWord(StringRef Line) {
  return Line.rtrim().rsplit(' ').second;
}

/// Whether `perf script` printed a sample of the same event as that with the
/// line `First`. One alone does not tell what its event is, unless the lines
/// agree.
static bool isSameEvent(StringRef First, StringRef Sample) {
  auto [Header, Frames] = Sample.split('\n');
  if (!Frames.empty() && lastWord(Header) == lastWord(First))
    return true;
  SampledStacks Both;
  consumeError(
      analysis::readPerfScript((First + "\n\n" + Sample).str(), "", Both));
  return Both.Samples.value_or(0) == 2;
}

Expected<CallTree> CallTree::parse(StringRef Text) {
  if (analysis::isPprof(Text) || analysis::isLlvmSamples(Text))
    return createStringError(
        "a profile of this form is read for the share of each function, not "
        "for who calls whom; give folded stacks or the text of 'perf script'");
  CallTree Tree;
  StringRef FirstSample;
  while (!Text.empty()) {
    StringRef Stack = takeStack(Text).trim("\r\n");
    if (Stack.trim().empty() || Stack.starts_with("#"))
      continue;
    // `main;serve;ask 12` has no line below it, and ends in its count.
    bool IsFolded = !Stack.contains('\n') && isDigit(Stack.rtrim().back()) &&
                    !isSpace(Stack.front());
    SampledStacks One;
    if (Error Problem =
            IsFolded ? analysis::readFolded(Stack, "the profile", One)
                     : analysis::readPerfScript(Stack, "the profile", One))
      return std::move(Problem);
    if (One.Stacks.empty())
      continue;
    std::vector<StringRef> Frames = std::move(One.Frames);
    if (!IsFolded) {
      // The one that was running comes first there.
      std::reverse(Frames.begin(), Frames.end());
      StringRef Header = Stack.split('\n').first;
      if (FirstSample.empty() && !isSpace(Header.front()))
        FirstSample = Header;
      else if (!FirstSample.empty() && !isSameEvent(FirstSample, Stack))
        continue;
    }
    Tree.add(Frames, One.Stacks.begin()->second);
  }
  return Tree;
}

Expected<CallTree> CallTree::read(StringRef Path) {
  Expected<std::string> Text = unpacked(Path);
  if (!Text)
    return Text.takeError();
  return parse(*Text);
}

void CallTree::add(ArrayRef<StringRef> Frames, double Weight) {
  SmallVector<unsigned, 32> Entered;
  unsigned At = 0;
  Nodes[At].Weight += Weight;
  for (StringRef Frame : Frames) {
    auto [Number, New] = Numbers.try_emplace(Frame, Names.size());
    if (New)
      Names.push_back(Frame.str());
    if (is_contained(Entered, Number->second))
      continue;
    Entered.push_back(Number->second);
    auto [Callee, First] =
        Nodes[At].Callees.try_emplace(Number->second, Nodes.size());
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
