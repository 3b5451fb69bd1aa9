// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/ProfileReaders.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using llvm::StringRef;

namespace p99::analysis {

static bool isNumber(StringRef Text) {
  return !Text.empty() && llvm::all_of(Text, llvm::isDigit);
}

//===-- Folded stacks -----------------------------------------------------===//

static constexpr StringRef FoldedForm =
    "a folded stack is 'frame;frame;frame COUNT', as stackcollapse-perf.pl "
    "writes it";

/// "12" and "12.5"; what else a double can be is no count.
static std::optional<double> countOf(StringRef Text) {
  auto [Whole, Fraction] = Text.split('.');
  double Value;
  if (!isNumber(Whole) || (Text.contains('.') && !isNumber(Fraction)) ||
      Text.getAsDouble(Value))
    return std::nullopt;
  return Value;
}

llvm::Error readFolded(StringRef Text, StringRef Name, SampledStacks &Into) {
  size_t Number = 0;
  for (StringRef Line : llvm::split(Text, '\n')) {
    ++Number;
    Line = Line.trim();
    if (Line.empty() || Line.starts_with("#"))
      continue;
    size_t Blank = Line.find_last_of(" \t");
    StringRef Count =
        Blank == StringRef::npos ? StringRef() : Line.substr(Blank + 1);
    std::optional<double> Weight = countOf(Count);
    if (!Weight && Count.consume_front("-") && countOf(Count))
      return profileError(Name, Number,
                          "a negative count; give a profile itself, not the "
                          "difference of two");
    if (!Weight)
      return profileError(Name, Number,
                          "the line does not end in a count; " + FoldedForm);
    SampledStacks::Stack Frames;
    for (StringRef Frame : llvm::split(Line.take_front(Blank), ';'))
      if (Frame = Frame.trim(); !Frame.empty())
        Frames.push_back(Into.frame(Frame));
    if (Frames.empty())
      return profileError(Name, Number, "no frames; " + FoldedForm);
    Into.add(Frames, *Weight);
  }
  return llvm::Error::success();
}

//===-- perf script -------------------------------------------------------===//

namespace {

/// `orders 8098 [001] 1825.138501:    1001001 cpu-clock:ppp: `
struct Event {
  double Period = 1;
  StringRef Name; ///< Without modifiers; empty if it is not printed.
  StringRef Rest; ///< The frame of a sample without a stack.
};

} // namespace

/// The event of a sample's first line; nothing if it is none.
static std::optional<Event> eventOf(StringRef Line) {
  // The command may have blanks, so the first number that stands alone is the
  // process: `8098`, `8098/8099`.
  bool HasProcess = false;
  Event E;
  while (!(Line = Line.ltrim()).empty()) {
    auto [Word, Rest] = Line.split(' ');
    auto [Process, Thread] = Word.split('/');
    if (!HasProcess) {
      HasProcess = isNumber(Process) && (Thread.empty() || isNumber(Thread));
    } else if (Word.consume_back(":")) {
      // `1825.138501:`, then the event
      if (!countOf(Word)) {
        E.Name = Word;
        E.Rest = Rest.trim();
        break;
      }
      E.Period = 1; // What looked like one was part of the command.
    } else if (isNumber(Word) && Rest.contains(':')) {
      E.Period = *countOf(Word);
    }
    Line = Rest;
  }
  if (!HasProcess)
    return std::nullopt;
  // `cpu_core/cycles/P` and `cpu_atom/cycles/P` are one event.
  for (StringRef Unit : {"cpu_core/", "cpu_atom/"})
    E.Name.consume_front(Unit);
  E.Name = E.Name.take_until([](char C) { return C == ':' || C == '/'; });
  return E;
}

/// The function of `55d0 shop::f(int)+0x1f (/usr/bin/orders)` or of
/// `55d0 shop::g(int) (inlined)`; nothing if the line is no frame.
static std::optional<StringRef> frameOf(StringRef Line) {
  auto [Address, Rest] = Line.trim().split(' ');
  if (Address.empty() || !llvm::all_of(Address, llvm::isHexDigit))
    return std::nullopt;
  Rest = Rest.trim();
  if (Rest.empty() || Rest.starts_with("[unknown]") || Rest.starts_with("("))
    return StringRef();
  if (Rest.consume_back(" (inlined)"))
    return Rest.trim();
  // The file may have brackets of its own: `(/tmp/orders (deleted))`.
  for (StringRef Before : {" (/", " (["})
    if (size_t At = Rest.rfind(Before); At != StringRef::npos)
      Rest = Rest.take_front(At);
  if (size_t At = Rest.rfind("+0x"); At != StringRef::npos)
    Rest = Rest.take_front(At);
  return Rest.trim();
}

llvm::Error readPerfScript(StringRef Text, StringRef Name,
                           SampledStacks &Into) {
  std::optional<StringRef> Counted; ///< The event that is.
  std::optional<Event> Now;
  SampledStacks::Stack Frames;
  double Samples = 0;
  auto Finish = [&] {
    if (Now) {
      if (!Counted)
        Counted = Now->Name;
      if (*Counted == Now->Name) {
        // What was running comes first there.
        std::reverse(Frames.begin(), Frames.end());
        Into.add(Frames, Now->Period);
        ++Samples;
      }
    }
    Now.reset();
    Frames.clear();
  };
  auto Add = [&](StringRef Frame) {
    if (!Frame.empty())
      Frames.push_back(Into.frame(Frame));
  };

  size_t Number = 0;
  for (StringRef Line : llvm::split(Text, '\n')) {
    ++Number;
    StringRef Content = Line.trim();
    if (Content.empty()) {
      Finish();
      continue;
    }
    if (Line.starts_with("#"))
      continue;
    if (!llvm::isSpace(Line.front())) {
      Finish();
      Now = eventOf(Line);
      if (!Now)
        return profileError(
            Name, Number,
            "neither a sample's first line, which names the command and its "
            "process, nor a frame; give the output of 'perf script' as it is");
      if (std::optional<StringRef> Frame = frameOf(Now->Rest))
        Add(*Frame);
      continue;
    }
    if (std::optional<StringRef> Frame = frameOf(Line)) {
      if (!Now)
        Now.emplace(); // Printed without their first lines.
      Add(*Frame);
      continue;
    }
    // `  orders.cpp:12`, of `-F +srcline`
    if (isNumber(Content.rsplit(':').second) || Content.ends_with(":?"))
      continue;
    return profileError(Name, Number,
                        "a frame without its address; give the output of 'perf "
                        "script' as it is");
  }
  Finish();
  Into.Samples = Samples;
  return llvm::Error::success();
}

} // namespace p99::analysis
