// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/ProfileReaders.h"
#include "analysis/LlvmCompat.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"
#include <zlib.h>

using llvm::StringRef;

namespace p99::analysis {

unsigned SampledStacks::frame(StringRef Text) {
  auto [It, New] = Numbers.try_emplace(Text, Frames.size());
  if (New)
    Frames.push_back(It->getKey());
  return It->second;
}

void SampledStacks::add(const Stack &Frames, double Weight) {
  llvm::SmallSetVector<unsigned, 32> Once(Frames.begin(), Frames.end());
  Stacks[{Once.begin(), Once.end()}] += Weight;
}

llvm::Error profileError(StringRef Name, size_t Line, const llvm::Twine &What) {
  return profileError(Name + ":" + llvm::Twine(Line), What);
}

llvm::Error profileError(const llvm::Twine &Place, const llvm::Twine &What) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                 Place + ": " + What);
}

//===-- gzip --------------------------------------------------------------===//

/// No profile that is worth reading unpacks to more.
static constexpr size_t LargestContent = size_t(2) << 30;

static llvm::Expected<std::string> unpack(StringRef Packed, StringRef Name) {
  z_stream Stream{};
  constexpr int GzipOnly = 16 + MAX_WBITS;
  if (inflateInit2(&Stream, GzipOnly) != Z_OK)
    return profileError(Name, "zlib cannot be started");
  compat::ScopeExit Clean{[&] { inflateEnd(&Stream); }};

  std::string Out;
  StringRef Left = Packed;
  int Status = Z_OK;
  while (!Left.empty()) {
    constexpr size_t Step = 1 << 20;
    size_t Before = Out.size();
    Out.resize(Before + Step);
    size_t Given = std::min(Left.size(), Step);
    Stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(Left.data()));
    Stream.avail_in = Given;
    Stream.next_out = reinterpret_cast<Bytef *>(Out.data() + Before);
    Stream.avail_out = Step;
    Status = inflate(&Stream, Z_NO_FLUSH);
    Out.resize(Out.size() - Stream.avail_out);
    size_t Used = Given - Stream.avail_in;
    Left = Left.drop_front(Used);
    if (Status == Z_STREAM_END) {
      // A gzip file may have several members; what else follows is padding.
      if (!Left.starts_with("\x1f\x8b"))
        return Out;
      inflateReset(&Stream);
    } else if (Status != Z_OK || (!Used && Out.size() == Before)) {
      return profileError(
          Name, "byte " + llvm::Twine(Packed.size() - Left.size()) +
                    ": broken gzip data" +
                    (Stream.msg ? llvm::Twine(": ") + Stream.msg : "") +
                    "; take the profile again, or copy the file anew");
    }
    if (Out.size() > LargestContent)
      return profileError(Name, "unpacks to more than 2 GiB; take a shorter "
                                "profile");
  }
  // What is unpacked but not yet handed out.
  while (Status == Z_OK) {
    size_t Before = Out.size();
    Out.resize(Before + 65536);
    Stream.next_out = reinterpret_cast<Bytef *>(Out.data() + Before);
    Stream.avail_out = 65536;
    Status = inflate(&Stream, Z_NO_FLUSH);
    Out.resize(Out.size() - Stream.avail_out);
  }
  if (Status == Z_STREAM_END)
    return Out;
  return profileError(Name, "byte " + llvm::Twine(Packed.size()) +
                                ": the gzip data is cut off; take the profile "
                                "again, or copy the file anew");
}

//===-- Which form is it? -------------------------------------------------===//

namespace {
/// What people have in their hands instead, and what to do with it.
struct Relative {
  StringRef Start;
  StringRef What;
};
} // namespace

static constexpr StringRef Known =
    "p99-tidy reads folded stacks, the text of 'perf script', pprof's "
    "profile.proto and LLVM's sample profiles";

static constexpr Relative Relatives[] = {
    {"PERFILE2", "perf's own file; give the output of 'perf script -i FILE'"},
    {StringRef("\x7f"
               "ELF"),
     "a program, not a profile of it"},
    {StringRef("\xff"
               "lprofi\x81"),
     "LLVM's counters of '-fprofile-instr-generate', not samples; sample the "
     "program with perf"},
    {StringRef("\x81"
               "rforpl\xff"),
     "LLVM's raw counters of '-fprofile-instr-generate', not samples; sample "
     "the program with perf"},
    {StringRef("\0\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0", 16),
     "gperftools' own file, which has addresses only; give the output of "
     "'google-pprof --collapsed PROGRAM FILE' or 'pprof -proto PROGRAM FILE'"},
    {"gmon", "gprof's file, which has no samples of stacks; sample the program "
             "with perf"},
    {StringRef("FLR\0", 4), "a recording of the Java flight recorder"},
    {"(\xb5/\xfd", "packed with zstd; unpack it first, or pack it with gzip"},
    {"# callgrind format", "callgrind's output; sample the program with perf"},
    {"version: 1\ncreator: callgrind",
     "callgrind's output; sample the program with perf"},
    {"{", "JSON, which is none of the forms that are read"},
    {"<svg", "a picture; give the folded stacks that it was made of"},
    {"<?xml", "a picture; give the folded stacks that it was made of"},
    {"<!DOCTYPE", "a page; give the folded stacks that it was made of"},
};

static bool isText(StringRef Content) {
  return llvm::all_of(Content.take_front(4096), [](unsigned char C) {
    return C >= ' ' || C == '\t' || C == '\n' || C == '\r';
  });
}

/// The first lines decide; a mistake in one of them is then the reader's to
/// name.
static bool isPerfScript(StringRef Text) {
  for (StringRef Line : llvm::split(Text.take_front(65536), '\n')) {
    // `	    55d0 main+0x10 (/usr/bin/orders)`
    auto [Address, Rest] = Line.ltrim().split(' ');
    if (Line != Line.ltrim() && !Rest.empty() && !Address.empty() &&
        llvm::all_of(Address, llvm::isHexDigit))
      return true;
    // Without stacks, all in one line.
    if (Line.contains(": ") && Line.rtrim().ends_with(")") &&
        Line.contains("+0x"))
      return true;
  }
  return false;
}

static llvm::Error readUnpacked(StringRef Content, StringRef Name,
                                SampledStacks &Into) {
  for (const Relative &R : Relatives)
    if (Content.starts_with(R.Start))
      return profileError(Name, 1, "this is " + R.What);
  if (Content.trim().empty())
    return profileError(Name, 1, "the profile is empty; take it again");
  if (isPprof(Content))
    return readPprof(Content, Name, Into);
  if (isLlvmSamples(Content))
    return readLlvmSamples(Content, Name, Into);
  if (!isText(Content))
    return profileError(Name, 1, "an unknown binary file; " + Known);
  if (isPerfScript(Content))
    return readPerfScript(Content, Name, Into);
  return readFolded(Content, Name, Into);
}

llvm::Expected<SampledStacks> readStacks(StringRef Content, StringRef Name) {
  std::string Unpacked;
  if (Content.starts_with("\x1f\x8b")) {
    llvm::Expected<std::string> Out = unpack(Content, Name);
    if (!Out)
      return Out.takeError();
    Unpacked = std::move(*Out);
    Content = Unpacked;
  }
  SampledStacks Stacks;
  if (llvm::Error Problem = readUnpacked(Content, Name, Stacks))
    return std::move(Problem);
  double Total = 0;
  bool HasFrames = false;
  for (const auto &[Frames, Weight] : Stacks.Stacks) {
    Total += Weight;
    HasFrames |= !Frames.empty() && Weight > 0;
  }
  if (Total <= 0)
    return profileError(Name, 1,
                        "the profile has no samples; take it again, "
                        "for longer or under load");
  if (!HasFrames)
    return profileError(Name, 1,
                        "the samples name no functions; keep the "
                        "program's symbols, and record call stacks");
  return Stacks;
}

} // namespace p99::analysis
