// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// LLVM's sample profiles, through LLVM's own reader. They count what ran in
// the body of each function, inlined calls included, and how often it called
// which others, but not who was waiting for whom: the stacks are put together
// from the calls, as gprof does.

#include "analysis/LlvmCompat.h"
#include "analysis/ProfileReaders.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/DiagnosticPrinter.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/ProfileData/SampleProfReader.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"

using llvm::StringRef;
using namespace llvm::sampleprof;

namespace p99::analysis {

bool isLlvmSamples(StringRef Bytes) {
  auto Buffer = llvm::MemoryBuffer::getMemBuffer(
      Bytes, "", /*RequiresNullTerminator=*/false);
  return SampleProfileReaderExtBinary::hasFormat(*Buffer) ||
         SampleProfileReaderRawBinary::hasFormat(*Buffer) ||
         SampleProfileReaderGCC::hasFormat(*Buffer) ||
         SampleProfileReaderText::hasFormat(*Buffer);
}

namespace {

/// What ran in one function, or in a copy of it inlined into others.
struct Body {
  SampledStacks::Stack Frames; ///< from the outermost function
  unsigned Outermost;
  double Own; ///< without what is inlined into it
};

/// A call that was seen to happen.
struct Call {
  size_t From; ///< a body
  double Count;
};

class Assembler {
public:
  explicit Assembler(SampledStacks &Into) : Into(Into) {}

  void add(const FunctionSamples &F);
  void assemble();

private:
  void addBody(const FunctionSamples &F, SampledStacks::Stack Around,
               bool IsWhole);
  void spread(const Body &Leaf, const SampledStacks::Stack &Callees,
              double Weight, llvm::SmallVector<unsigned, 16> &Outermost);

  SampledStacks &Into;
  std::vector<Body> Bodies;
  std::map<unsigned, std::vector<Call>> Callers; ///< by the called function
  double Total = 0;
};

} // namespace

static double own(const FunctionSamples &F) {
  double Own = double(F.getTotalSamples());
  for (const auto &[Where, Inlined] : F.getCallsiteSamples())
    for (const auto &[Name, Callee] : Inlined)
      Own -= double(Callee.getTotalSamples());
  return std::max(Own, 0.0);
}

/// `IsWhole` if `Around` is all that called it.
void Assembler::addBody(const FunctionSamples &F, SampledStacks::Stack Around,
                        bool IsWhole) {
  Around.push_back(Into.frame(F.getFunction().stringRef()));
  double Own = own(F);
  if (IsWhole) {
    Into.add(Around, Own);
  } else {
    for (const auto &[Where, Record] : F.getBodySamples())
      for (const auto &[Callee, Count] : Record.getCallTargets())
        Callers[Into.frame(Callee.stringRef())].push_back(
            {Bodies.size(), double(Count)});
    Bodies.push_back({Around, Around.front(), Own});
    Total += Own;
  }
  for (const auto &[Where, Inlined] : F.getCallsiteSamples())
    for (const auto &[Name, Callee] : Inlined)
      addBody(Callee, Around, IsWhole);
}

void Assembler::add(const FunctionSamples &F) {
  SampledStacks::Stack Around;
  // A profile with contexts has the stacks.
  bool IsWhole = F.getContext().hasContext();
  if (IsWhole)
    for (const SampleContextFrame &Frame :
         F.getContext().getContextFrames().drop_back())
      Around.push_back(Into.frame(Frame.Func.stringRef()));
  addBody(F, std::move(Around), IsWhole);
}

/// Shares the weight of a stack among the callers of its outermost function,
/// by how often each of them called it. `Outermost` keeps recursion out.
void Assembler::spread(const Body &Leaf, const SampledStacks::Stack &Callees,
                       double Weight,
                       llvm::SmallVector<unsigned, 16> &Outermost) {
  // Less than this is noise, and there is no end of it.
  constexpr double Least = 1e-5;
  constexpr size_t Deepest = 48;
  SampledStacks::Stack Stack = Leaf.Frames;
  llvm::append_range(Stack, Callees);
  Outermost.push_back(Leaf.Outermost);
  compat::ScopeExit Done{[&] { Outermost.pop_back(); }};

  double Calls = 0;
  llvm::SmallVector<Call, 4> From;
  if (auto Known = Callers.find(Leaf.Outermost); Known != Callers.end())
    for (const Call &C : Known->second)
      if (!llvm::is_contained(Outermost, Bodies[C.From].Outermost)) {
        From.push_back(C);
        Calls += C.Count;
      }
  double Left = Weight;
  if (Outermost.size() < Deepest)
    for (const Call &C : From) {
      double Part = Weight * C.Count / Calls;
      if (Calls <= 0 || Part < Least * Total)
        continue;
      Left -= Part;
      spread(Bodies[C.From], Stack, Part, Outermost);
    }
  if (From.empty() || Left > Weight * 1e-9)
    Into.add(Stack, Left);
}

void Assembler::assemble() {
  llvm::SmallVector<unsigned, 16> Outermost;
  for (const Body &Leaf : Bodies)
    if (Leaf.Own > 0)
      spread(Leaf, {}, Leaf.Own, Outermost);
}

namespace {

/// The first thing that the reader has to say.
struct FirstProblem final : llvm::DiagnosticHandler {
  explicit FirstProblem(std::optional<std::pair<unsigned, std::string>> &Into)
      : Into(Into) {}

  bool handleDiagnostics(const llvm::DiagnosticInfo &Info) override {
    if (Into)
      return true;
    if (const auto *Sample =
            llvm::dyn_cast<llvm::DiagnosticInfoSampleProfile>(&Info)) {
      Into = {Sample->getLineNum(), Sample->getMsg().str()};
      return true;
    }
    std::string Text;
    llvm::raw_string_ostream Out(Text);
    llvm::DiagnosticPrinterRawOStream Printer(Out);
    Info.print(Printer);
    Into = {0, std::move(Text)};
    return true;
  }

  std::optional<std::pair<unsigned, std::string>> &Into;
};

} // namespace

/// LLVM's reader goes where the table of sections says, whatever the size of
/// the file: the magic number and the version, packed; how many sections there
/// are; and of each its kind, flags, place and size.
static bool hasWholeSections(StringRef Bytes) {
  const uint8_t *At = Bytes.bytes_begin(), *End = Bytes.bytes_end();
  for (unsigned Packed = 0; Packed < 2; ++Packed) {
    unsigned Used = 0;
    const char *Problem = nullptr;
    llvm::decodeULEB128(At, &Used, End, &Problem);
    if (Problem)
      return false;
    At += Used;
  }
  auto Number = [&] {
    uint64_t Value = llvm::support::endian::read64le(At);
    At += sizeof(Value);
    return Value;
  };
  constexpr size_t EntrySize = 4 * sizeof(uint64_t);
  if (size_t(End - At) < sizeof(uint64_t))
    return false;
  uint64_t Sections = Number();
  if (Sections > size_t(End - At) / EntrySize)
    return false;
  while (Sections--) {
    At += EntrySize / 2;
    uint64_t Offset = Number(), Size = Number();
    if (Offset > Bytes.size() || Size > Bytes.size() - Offset)
      return false;
  }
  return true;
}

llvm::Error readLlvmSamples(StringRef Bytes, StringRef Name,
                            SampledStacks &Into) {
  // A copy, because the reader relies on the zero behind it.
  auto Buffer = llvm::MemoryBuffer::getMemBufferCopy(Bytes, Name);
  if (SampleProfileReaderExtBinary::hasFormat(*Buffer) &&
      !hasWholeSections(Bytes))
    return profileError(Name, "LLVM cannot read this sample profile: it is cut "
                              "off; take it again, or copy the file anew");
  std::optional<std::pair<unsigned, std::string>> Problem;
  llvm::LLVMContext Context;
  Context.setDiagnosticHandler(std::make_unique<FirstProblem>(Problem));
  auto Reader = SampleProfileReader::create(Buffer, Context,
                                            *llvm::vfs::getRealFileSystem());
  std::error_code Failed = Reader ? (*Reader)->read() : Reader.getError();
  constexpr StringRef Advice =
      "; 'llvm-profdata show --sample FILE' tells more";
  if (Problem && Problem->first)
    return profileError(Name, Problem->first, Problem->second + Advice);
  if (Failed || Problem)
    return profileError(
        Name, "LLVM cannot read this sample profile: " +
                  (Problem ? Problem->second : Failed.message()) + Advice);

  Assembler Stacks(Into);
  for (const auto &[Key, F] : (*Reader)->getProfiles()) {
    if (!F.getFunction().isStringRef())
      return profileError(Name, "the profile has hashes in place of names; "
                                "write it without '--use-md5'");
    Stacks.add(F);
  }
  Stacks.assemble();
  return llvm::Error::success();
}

} // namespace p99::analysis
