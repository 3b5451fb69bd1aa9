// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The preambles of units, kept between runs.

#include "driver/cache/Cache.h"
#include "driver/cache/Dependencies.h"
#include "llvm/Support/Endian.h"

using namespace llvm;

namespace p99::driver {

namespace {

/// An entry is the precompiled header, which wants its bytes aligned, and then
/// a description with its size. An empty one says that the include block was
/// met once.
struct Parts {
  StringRef Pch;
  StringRef Description;
};

} // namespace

static constexpr size_t SizeBytes = sizeof(uint64_t);

static Parts split(StringRef Bytes) {
  if (Bytes.size() < SizeBytes)
    return {};
  uint64_t Size = support::endian::read64le(Bytes.end() - SizeBytes);
  StringRef Rest = Bytes.drop_back(SizeBytes);
  if (Size > Rest.size())
    return {};
  return {Rest.drop_back(Size), Rest.take_back(Size)};
}

/// "" if what it was made of has changed meanwhile.
static std::string packed(const Preamble &Made) {
  std::string Description;
  {
    DiskState Now;
    Packer P(Description);
    if (!packDependencies(P, Made.MadeOf, Now))
      return "";
  }
  std::string Bytes = Made.Pch ? Made.Pch->getBuffer().str() : "";
  char Size[SizeBytes];
  support::endian::write64le(Size, Description.size());
  return Bytes.append(Description).append(Size, SizeBytes);
}

class Cache::UnitPreambles final : public PreambleStore {
public:
  UnitPreambles(Cache &Known, std::string Inputs, bool MayBuild)
      : Known(Known), Inputs(std::move(Inputs)), MayBuild(MayBuild) {}

  std::optional<Preamble> find(StringRef Block,
                               function_ref<Preamble()> Build) override {
    const std::string Key = Known.keyFrom({"preamble", Inputs, Block});
    auto Keep = [&](StringRef Bytes) {
      Known.Preambles.store(Key, Entries::pack(Bytes));
    };
    Opened = Known.Preambles.load(Key);
    if (Opened.File && !Opened.Bytes.empty()) {
      if (std::optional<Preamble> Made = unpack())
        return Made;
      // A header is being worked on, and may be next time.
      if (MayBuild)
        Keep("");
      return std::nullopt;
    }
    if (!MayBuild)
      return std::nullopt;
    if (!Opened.File) {
      Keep("");
      return std::nullopt;
    }
    Preamble Made = Build();
    if (std::string Bytes = packed(Made); !Bytes.empty())
      Keep(Bytes);
    return Made;
  }

private:
  /// Nothing if it is out of date.
  std::optional<Preamble> unpack() const {
    auto [Pch, Description] = split(Opened.Bytes);
    Unpacker Asked(Description);
    if (!holdDependencies(Asked, Known.Disk) || !Asked.isWhole())
      return std::nullopt;
    Preamble Made;
    Unpacker P(Description);
    Made.MadeOf = unpackDependencies(P);
    if (!Pch.empty())
      Made.Pch = MemoryBuffer::getMemBuffer(Pch, "preamble",
                                            /*RequiresNullTerminator=*/false);
    return Made;
  }

  Cache &Known;
  std::string Inputs;
  bool MayBuild;
  Entries::Entry Opened; ///< Holds the bytes of what was found.
};

std::unique_ptr<PreambleStore>
Cache::preamblesFor(const Frontend &Front, const Unit &U, bool MayBuild) {
  std::optional<std::string> Inputs = Front.inputsOf(U);
  if (!Inputs)
    return nullptr;
  return std::make_unique<UnitPreambles>(*this, std::move(*Inputs), MayBuild);
}

} // namespace p99::driver
