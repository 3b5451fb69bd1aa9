// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The forms of profiles, whole and broken.

#include "analysis/ProfileReaders.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/ProfileData/SampleProfReader.h"
#include "llvm/ProfileData/SampleProfWriter.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"
#include <zlib.h>

using namespace p99::analysis;

namespace {

/// "a;b 3\nc 1\n": the outermost frame first.
std::string stacksOf(llvm::StringRef Content) {
  llvm::Expected<SampledStacks> Read = readStacks(Content, "p");
  if (!Read)
    return llvm::toString(Read.takeError());
  std::vector<std::string> Lines;
  for (const auto &[Frames, Weight] : Read->Stacks) {
    std::vector<std::string> Names;
    for (unsigned Frame : Frames)
      Names.push_back(Read->Frames[Frame].str());
    std::string Line;
    llvm::raw_string_ostream Out(Line);
    Out << llvm::join(Names, ";") << ' ' << llvm::format("%g", Weight) << '\n';
    Lines.push_back(Line);
  }
  llvm::sort(Lines);
  return llvm::join(Lines, "");
}

double samplesOf(llvm::StringRef Content) {
  llvm::Expected<SampledStacks> Read = readStacks(Content, "p");
  if (!Read) {
    llvm::consumeError(Read.takeError());
    return -1;
  }
  return Read->Samples.value_or(-2);
}

std::string gzip(llvm::StringRef Text) {
  z_stream S{};
  EXPECT_EQ(
      deflateInit2(&S, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY),
      Z_OK);
  std::string Out(Text.size() + 1000, '\0');
  S.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(Text.data()));
  S.avail_in = Text.size();
  S.next_out = reinterpret_cast<Bytef *>(Out.data());
  S.avail_out = Out.size();
  EXPECT_EQ(deflate(&S, Z_FINISH), Z_STREAM_END);
  Out.resize(S.total_out);
  deflateEnd(&S);
  return Out;
}

bool startsWith(const std::string &Text, llvm::StringRef Start) {
  return llvm::StringRef(Text).starts_with(Start);
}
bool contains(const std::string &Text, llvm::StringRef Part) {
  return llvm::StringRef(Text).contains(Part);
}

//===-- Folded stacks -----------------------------------------------------===//

TEST(Folded, Reads) {
  EXPECT_EQ(stacksOf("main;f;g 3\nmain;g;f 2\r\n\n# a comment\nmain 1.5"),
            "main 1.5\nmain;f;g 3\nmain;g;f 2\n");
  EXPECT_EQ(stacksOf("operator new(unsigned long);f(int, char) 7\n"),
            "operator new(unsigned long);f(int, char) 7\n");
  EXPECT_EQ(stacksOf("f;;g;\t2\n"), "f;g 2\n");
  // The profiler's own count is in the weights.
  EXPECT_EQ(samplesOf("f 3\n"), -2);
}

TEST(Folded, MistakesHaveTheirLine) {
  EXPECT_EQ(stacksOf("f 1\n\nmain;f\n"),
            "p:3: the line does not end in a count; a folded stack is "
            "'frame;frame;frame COUNT', as stackcollapse-perf.pl writes it");
  EXPECT_EQ(stacksOf("f 1\nf -1\n"),
            "p:2: a negative count; give a profile itself, not the difference "
            "of two");
  for (llvm::StringRef Count :
       {"x", "1e3", "nan", "inf", "0x10", "1.", ".5", "--1", "1,5"})
    EXPECT_TRUE(startsWith(stacksOf(("f " + Count + "\n").str()),
                           "p:1: the line does not end in a count"))
        << Count.str();
  EXPECT_TRUE(startsWith(stacksOf("f 1\n;; 4\n"), "p:2: no frames"));
  EXPECT_TRUE(startsWith(stacksOf("f 1\n12\n"), "p:2: "));
}

TEST(Profiles, WithoutSamples) {
  EXPECT_EQ(stacksOf(""), "p:1: the profile is empty; take it again");
  EXPECT_EQ(stacksOf(" \n\n"), "p:1: the profile is empty; take it again");
  EXPECT_EQ(stacksOf("# nothing\n"),
            "p:1: the profile has no samples; take it again, for longer or "
            "under load");
  EXPECT_TRUE(startsWith(stacksOf("f 0\n"), "p:1: the profile has no samples"));
}

TEST(Profiles, Relatives) {
  EXPECT_EQ(stacksOf("PERFILE2xxxxx"),
            "p:1: this is perf's own file; give the output of 'perf script -i "
            "FILE'");
  EXPECT_TRUE(contains(stacksOf("\x7f"
                                "ELF..."),
                       "a program"));
  EXPECT_TRUE(contains(stacksOf("gmon\1"), "gprof"));
  EXPECT_TRUE(
      contains(stacksOf("# callgrind format\nversion: 1\n"), "callgrind"));
  EXPECT_TRUE(contains(stacksOf("{\"traceEvents\":[]}"), "JSON"));
  EXPECT_TRUE(contains(
      stacksOf(llvm::StringRef("\0\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0\0\0", 18)),
      "google-pprof --collapsed"));
  EXPECT_TRUE(contains(stacksOf("\x01\x02\x03\xff\xfe garbage"),
                       "p:1: an unknown binary file; p99-tidy reads"));
}

//===-- gzip --------------------------------------------------------------===//

TEST(Gzip, AnyFormMayBePacked) {
  EXPECT_EQ(stacksOf(gzip("main;f 3\n")), "main;f 3\n");
  EXPECT_EQ(stacksOf(gzip("main;f 3\n") + gzip("g 1\n")), "g 1\nmain;f 3\n");
  std::string Long;
  for (int I = 0; I < 300000; ++I)
    Long += "main;f 1\n";
  EXPECT_EQ(stacksOf(gzip(Long)), "main;f 300000\n");
}

TEST(Gzip, CutOffOrBroken) {
  std::string Packed = gzip("main;f 3\nmain;some;other;thing 4\n");
  for (size_t Size = 2; Size < Packed.size(); ++Size)
    EXPECT_TRUE(startsWith(stacksOf(Packed.substr(0, Size)), "p: byte "))
        << Size;
  std::string Wrong = Packed;
  Wrong[Packed.size() - 6] ^= 1; // the checksum
  EXPECT_TRUE(contains(stacksOf(Wrong), "broken gzip data: incorrect data"));
}

//===-- perf script -------------------------------------------------------===//

constexpr llvm::StringLiteral Script = R"(# captured on: today
orders  8098  1825.138501:    1000 cpu-clock:ppp: 
	ffffffff813a4413 finish_task_switch.isra.0+0x93 ([kernel.kallsyms])
	            13b1 shop::(anonymous namespace)::hashOf+0x31 (/srv/orders (deleted))
	            22c1 shop::price(int) (inlined)
	            22c1 shop::Sell::handle+0x111 (/srv/orders)
	           a58e4 [unknown] (/usr/lib/libstdc++.so.6)
	            11fa main+0x9a (/srv/orders)

my worker 1 8098/8099 [001] 1825.2:    3000 cpu-clock:ppp: 
	            2a01 void shop::f<int>(int)+0x1 (/srv/my orders)
	  f.cpp:12
	            11fa main+0x9a (/srv/orders)

orders  8098  1825.3:    5000 cache-misses: 
	            11fa main+0x9a (/srv/orders)

)";

TEST(PerfScript, Reads) {
  EXPECT_EQ(stacksOf(Script),
            "main;shop::Sell::handle;shop::price(int);shop::(anonymous "
            "namespace)::hashOf;finish_task_switch.isra.0 1000\n"
            "main;void shop::f<int>(int) 3000\n");
  // The second event is not the first one's kind.
  EXPECT_EQ(samplesOf(Script), 2);
}

TEST(PerfScript, WithoutStacks) {
  EXPECT_EQ(
      stacksOf("orders 1 1.5: 10 cycles:u:  55d0 shop::f(int)+0x1 (/a)\n"
               "orders 1 1.6: 10 cycles:u:  55d4 shop::f(int)+0x5 (/a)\n"),
      "shop::f(int) 20\n");
}

TEST(PerfScript, WithFieldsOfTheUsersChoice) {
  EXPECT_EQ(stacksOf("orders 8098 \n\t55d0 f+0x1 (/a)\n\t55d1 g (/a)\n\n"
                     "orders 8098 \n\t55d0 f+0x1 (/a)\n"),
            "f 1\ng;f 1\n");
  EXPECT_EQ(stacksOf("\t55d0 f\n\t55d1 g\n\n\t55d0 f\n"), "f 1\ng;f 1\n");
}

TEST(PerfScript, HybridProcessorsHaveOneEvent) {
  EXPECT_EQ(stacksOf("a 1 1.0: 2 cpu_core/cycles/P: \n\t1 f+0x1 (/a)\n\n"
                     "a 1 1.0: 3 cpu_atom/cycles/P: \n\t1 f+0x1 (/a)\n\n"),
            "f 5\n");
}

TEST(PerfScript, MistakesHaveTheirLine) {
  EXPECT_TRUE(startsWith(stacksOf(Script.str() + "Segmentation fault\n"),
                         "p:18: neither a sample's first line"));
  EXPECT_TRUE(
      startsWith(stacksOf(Script.str() + "a 1 1.0: 5 cycles:\n\twhat\n"),
                 "p:19: a frame without its address"));
  EXPECT_EQ(stacksOf("a 1 1.0: 5 cycles: \n\t55 [unknown] (/a)\n\n"),
            "p:1: the samples name no functions; keep the program's symbols, "
            "and record call stacks");
}

TEST(PerfScript, BrokenTextDoesNoHarm) {
  std::string Whole = Script.str();
  uint32_t Random = 99;
  for (int Round = 0; Round < 5000; ++Round) {
    std::string Broken = Whole;
    for (int Times = 0; Times <= Round % 8; ++Times) {
      Random = Random * 1664525 + 1013904223;
      Broken[(Random >> 8) % Broken.size()] = " \n\t:0(+;"[Random >> 29];
    }
    (void)stacksOf(Broken);
  }
}

//===-- pprof -------------------------------------------------------------===//

std::string varint(uint64_t Value) {
  std::string Out;
  do {
    Out += char((Value & 0x7f) | (Value > 0x7f ? 0x80 : 0));
  } while (Value >>= 7);
  return Out;
}
std::string number(unsigned Field, uint64_t Value) {
  return varint(Field << 3) + varint(Value);
}
std::string bytes(unsigned Field, const std::string &Value) {
  return varint(Field << 3 | 2) + varint(Value.size()) + Value;
}
std::string packed(unsigned Field, std::initializer_list<uint64_t> Values) {
  std::string Out;
  for (uint64_t V : Values)
    Out += varint(V);
  return bytes(Field, Out);
}

/// Two samples: main > serve (with parse inlined), and main.
std::string pprof(const std::string &Extra = "") {
  std::string Out = bytes(1, number(1, 1) + number(2, 2)) +
                    bytes(1, number(1, 3) + number(2, 4)) +
                    bytes(2, packed(1, {1, 2}) + packed(2, {3, 30})) +
                    // Not packed.
                    bytes(2, number(1, 2) + number(2, 1) + number(2, 10)) +
                    bytes(3, number(1, 1)) + // a mapping
                    bytes(4, number(1, 1) + number(3, 0x55d0) +
                                 bytes(4, number(1, 8) + number(2, 12)) +
                                 bytes(4, number(1, 7))) +
                    bytes(4, number(1, 2) + bytes(4, number(1, 9))) +
                    bytes(5, number(1, 7) + number(2, 5)) +
                    bytes(5, number(1, 8) + number(2, 6) + number(3, 7)) +
                    bytes(5, number(1, 9) + number(2, 8)) + Extra;
  for (const char *Text :
       {"", "samples", "count", "cpu", "nanoseconds", "shop::serve", "parse",
        "_ZN4shop5parseEi", "main", "space", "bytes"})
    Out += bytes(6, Text);
  return Out;
}

TEST(Pprof, Reads) {
  const char *Wanted = "main 10\nmain;shop::serve;_ZN4shop5parseEi 30\n";
  EXPECT_EQ(stacksOf(pprof()), Wanted);
  EXPECT_EQ(stacksOf(gzip(pprof())), Wanted);
  EXPECT_EQ(samplesOf(pprof()), 4);
  // Fields of later versions.
  EXPECT_EQ(stacksOf(pprof(number(40, 5) + bytes(41, "x") +
                           "\xd5\x02"
                           "abcd")),
            Wanted);
}

TEST(Pprof, TheMakerChoosesWhatCounts) {
  EXPECT_EQ(stacksOf(pprof(number(14, 1))),
            "main 1\nmain;shop::serve;_ZN4shop5parseEi 3\n");
}

TEST(Pprof, WhatIsNoTime) {
  std::string Heap = bytes(1, number(1, 1) + number(2, 2)) +
                     bytes(2, packed(1, {1}) + packed(2, {64}));
  for (const char *Text : {"", "inuse_space", "bytes"})
    Heap += bytes(6, Text);
  EXPECT_EQ(stacksOf(Heap), "p: a profile of memory ('inuse_space'); give one "
                            "of processor time or of waits");
  std::string Diff = bytes(1, number(1, 1) + number(2, 2)) +
                     bytes(2, packed(1, {1}) + packed(2, {uint64_t(-64)}));
  for (const char *Text : {"", "cpu", "nanoseconds"})
    Diff += bytes(6, Text);
  EXPECT_TRUE(startsWith(stacksOf(Diff), "p: a negative sample"));
}

TEST(Pprof, CutOff) {
  std::string Whole = pprof();
  std::string Good = stacksOf(Whole);
  unsigned Named = 0;
  for (size_t Size = 0; Size < Whole.size(); ++Size) {
    std::string Answer = stacksOf(Whole.substr(0, Size));
    // At the end of a field nothing shows, but that strings are missing.
    EXPECT_NE(Answer, "");
    Named += contains(Answer, "the message is broken or cut off");
  }
  EXPECT_GT(Named, Whole.size() / 2);
  EXPECT_TRUE(
      startsWith(stacksOf(Whole.substr(0, Whole.size() - 1)), "p: byte "));
}

TEST(Pprof, BrokenBytesDoNoHarm) {
  std::string Whole = pprof();
  uint32_t Random = 12345;
  for (int Round = 0; Round < 20000; ++Round) {
    std::string Broken = Whole;
    for (int Times = 0; Times < 1 + Round % 4; ++Times) {
      Random = Random * 1664525 + 1013904223;
      Broken[(Random >> 8) % Broken.size()] = char(Random >> 24);
    }
    (void)stacksOf(Broken);
  }
  // A length beyond the end, a number that does not end, a group.
  for (llvm::StringRef Tail :
       {"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
        "\x50\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", "\x0b", "\x0f"})
    EXPECT_TRUE(contains(stacksOf(Whole + Tail.str()), "broken or cut off"));
}

//===-- LLVM's sample profiles --------------------------------------------===//

TEST(LlvmSamples, BodiesAndWhatIsInlined) {
  EXPECT_EQ(stacksOf("_Z5servev:100:10\n 1: 40\n 2: 10\n"
                     " 3: _Z5parsev:50\n  1: 50\n"
                     "_Z5otherv:30:1\n 1: 30\n"),
            "_Z5otherv 30\n_Z5servev 50\n_Z5servev;_Z5parsev 50\n");
}

TEST(LlvmSamples, CallsShareTheCallee) {
  // `hash` is called three times as often by `a` as by `b`.
  EXPECT_EQ(stacksOf("main:10:0\n 1: 10 a:5 b:5\n"
                     "a:100:5\n 1: 100 hash:30\n"
                     "b:100:5\n 1: 100 hash:10\n"
                     "hash:800:40\n 1: 800\n"),
            "main 10\nmain;a 100\nmain;a;hash 600\nmain;b 100\n"
            "main;b;hash 200\n");
}

TEST(LlvmSamples, RecursionEnds) {
  // A caller that is on the stack already does not count.
  EXPECT_EQ(stacksOf("main:10:0\n 1: 10 a:1\n"
                     "a:100:5\n 1: 100 b:30 a:50\n"
                     "b:100:5\n 1: 100 a:4\n"),
            "b;a 80\nmain 10\nmain;a 20\nmain;a;b 100\n");
}

TEST(LlvmSamples, ContextsAreStacks) {
  EXPECT_EQ(stacksOf("[main:3 @ _Z5servev:2 @ _Z5parsev]:70:7\n 1: 70\n"
                     "[main]:30:0\n 1: 30\n"),
            "main 30\nmain;_Z5servev;_Z5parsev 70\n");
}

TEST(LlvmSamples, MistakesHaveTheirLine) {
  std::string Answer = stacksOf("main:10:0\n 1: 10\n 2: many\n");
  EXPECT_TRUE(startsWith(Answer, "p:3: ")) << Answer;
  EXPECT_TRUE(contains(Answer, "llvm-profdata show --sample")) << Answer;
}

/// As llvm-profdata merge --sample --extbinary makes it of the text.
std::string converted(llvm::StringRef Text,
                      llvm::sampleprof::SampleProfileFormat Format) {
  using namespace llvm::sampleprof;
  llvm::LLVMContext Context;
  auto Buffer = llvm::MemoryBuffer::getMemBuffer(Text);
  auto Reader = SampleProfileReader::create(Buffer, Context,
                                            *llvm::vfs::getRealFileSystem());
  EXPECT_FALSE((*Reader)->read());
  // The writer goes back in what it writes.
  llvm::SmallString<128> Path;
  EXPECT_FALSE(llvm::sys::fs::createTemporaryFile("p99", "prof", Path));
  llvm::FileRemover Remove(Path);
  auto Writer = SampleProfileWriter::create(Path, Format);
  EXPECT_FALSE((*Writer)->write((*Reader)->getProfiles()));
  Writer->reset();
  return (*llvm::MemoryBuffer::getFile(Path))->getBuffer().str();
}

TEST(LlvmSamples, Binary) {
  using namespace llvm::sampleprof;
  const char *Text = "_Z5servev:100:10\n 1: 40\n 2: 10 _Z5otherv:9\n"
                     " 3: _Z5parsev:50\n  1: 50\n"
                     "_Z5otherv:30:1\n 1: 30\n";
  for (SampleProfileFormat Format : {SPF_Binary, SPF_Ext_Binary}) {
    std::string Whole = converted(Text, Format);
    EXPECT_EQ(stacksOf(Whole), stacksOf(Text));
    EXPECT_EQ(stacksOf(gzip(Whole)), stacksOf(Text));
    unsigned Named = 0;
    for (size_t Size = 8; Size < Whole.size(); ++Size)
      Named += contains(stacksOf(Whole.substr(0, Size)),
                        "p: LLVM cannot read this sample profile: ");
    EXPECT_GT(Named, Whole.size() / 2);
  }
}

} // namespace
