// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The part of pprof's profile.proto that tells which functions were running:
//
//   Profile:  sample_type=1 sample=2 location=4 function=5 string_table=6
//             default_sample_type=14
//   ValueType: type=1 unit=2          Sample:   location_id=1 value=2
//   Location:  id=1 line=4            Line:     function_id=1
//   Function:  id=1 name=2 system_name=3
//
// Everything else is skipped, whatever it is. Reading these few fields takes a
// page of code; the protobuf library would take longer to load than the driver
// to run.

#include "analysis/ProfileReaders.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/STLFunctionalExtras.h"

using llvm::StringRef;

namespace p99::analysis {

namespace {

struct Field {
  unsigned Number = 0;
  bool IsBytes = false;
  uint64_t Value = 0; ///< if it is not bytes
  StringRef Bytes;
};

/// The fields of one message, as they come.
class Fields {
public:
  Fields(StringRef Message) : Left(Message) {}

  /// Whether there is another one. False at the end, and if the message is
  /// broken.
  bool next(Field &Into);
  bool isBroken() const { return Broken; }
  const char *position() const { return Left.data(); }

  bool varint(uint64_t &Into);
  bool atEnd() const { return Left.empty(); }

private:
  bool fail() {
    Broken = true;
    return false;
  }

  StringRef Left;
  bool Broken = false;
};

} // namespace

bool Fields::varint(uint64_t &Into) {
  Into = 0;
  for (unsigned Shift = 0; Shift < 64; Shift += 7) {
    if (Left.empty())
      return fail();
    auto Byte = static_cast<unsigned char>(Left.front());
    Left = Left.drop_front();
    Into |= uint64_t(Byte & 0x7f) << Shift;
    if (!(Byte & 0x80))
      return true;
  }
  return fail();
}

bool Fields::next(Field &Into) {
  if (Left.empty() || Broken)
    return false;
  uint64_t Tag;
  StringRef Before = Left;
  if (!varint(Tag))
    return false;
  Into.Number = unsigned(Tag >> 3);
  Into.IsBytes = false;
  uint64_t Length = 0;
  switch (Tag & 7) {
  case 0:
    return varint(Into.Value);
  case 1:
    Length = 8;
    break;
  case 2:
    if (!varint(Length))
      return false;
    Into.IsBytes = true;
    break;
  case 5:
    Length = 4;
    break;
  default:
    Left = Before;
    return fail();
  }
  if (Length > Left.size()) {
    Left = Before;
    return fail();
  }
  Into.Bytes = Left.take_front(Length);
  Left = Left.drop_front(Length);
  return true;
}

/// The numbers of a repeated field, packed or not.
static bool numbers(const Field &F,
                    llvm::function_ref<void(uint64_t)> Callback) {
  if (!F.IsBytes) {
    Callback(F.Value);
    return true;
  }
  Fields Packed(F.Bytes);
  uint64_t Value;
  while (!Packed.atEnd()) {
    if (!Packed.varint(Value))
      return false;
    Callback(Value);
  }
  return true;
}

bool isPprof(StringRef Bytes) {
  // Encoders write the first sample type first: two small numbers.
  if (Bytes.size() < 4 || Bytes[0] != 0x0a)
    return false;
  size_t Size = static_cast<unsigned char>(Bytes[1]);
  if (Size > 0x20)
    return false;
  Fields Type(Bytes.substr(2, Size));
  Field F;
  while (Type.next(F))
    if (F.Number < 1 || F.Number > 2 || F.IsBytes)
      return false;
  return !Type.isBroken() || Bytes.size() < 2 + Size;
}

namespace {

struct Sample {
  std::vector<uint64_t> Locations;
  std::vector<int64_t> Values;
};
struct Function {
  uint64_t Id = 0, Name = 0, SystemName = 0;
};
struct ValueType {
  uint64_t Type = 0, Unit = 0;
};

class Pprof {
public:
  Pprof(StringRef Bytes, StringRef Name) : Bytes(Bytes), Name(Name) {}

  llvm::Error read(SampledStacks &Into);

private:
  /// Goes through a message; `Take` returns false if a part is broken.
  bool each(StringRef Message, llvm::function_ref<bool(const Field &)> Take);
  bool takeSample(StringRef Message);
  bool takeLocation(StringRef Message);
  llvm::Error decode();
  llvm::Error chooseValue();
  StringRef string(uint64_t Index) const {
    return Index < Strings.size() ? Strings[Index] : StringRef();
  }

  StringRef Bytes;
  StringRef Name;
  const char *BrokenAt = nullptr;
  std::vector<StringRef> Strings;
  std::vector<ValueType> Types;
  std::vector<Sample> Samples;
  std::vector<Function> Functions;
  /// A location's functions: more than one where some are inlined.
  llvm::DenseMap<uint64_t, llvm::SmallVector<uint64_t, 2>> Locations;
  uint64_t DefaultType = 0;
  size_t Value = 0;             ///< Which of a sample's values is its weight.
  std::optional<size_t> Counts; ///< Which of them counts samples.
};

} // namespace

bool Pprof::each(StringRef Message,
                 llvm::function_ref<bool(const Field &)> Take) {
  Fields Parts(Message);
  Field F;
  while (Parts.next(F))
    if (!Take(F)) {
      if (!BrokenAt)
        BrokenAt = F.Bytes.data();
      return false;
    }
  if (Parts.isBroken() && !BrokenAt)
    BrokenAt = Parts.position();
  return !Parts.isBroken();
}

bool Pprof::takeSample(StringRef Message) {
  Sample S;
  bool Whole = each(Message, [&](const Field &F) {
    if (F.Number == 1)
      return numbers(F, [&](uint64_t V) { S.Locations.push_back(V); });
    if (F.Number == 2)
      return numbers(F, [&](uint64_t V) { S.Values.push_back(int64_t(V)); });
    return true;
  });
  Samples.push_back(std::move(S));
  return Whole;
}

bool Pprof::takeLocation(StringRef Message) {
  uint64_t Id = 0;
  llvm::SmallVector<uint64_t, 2> Called;
  bool Whole = each(Message, [&](const Field &F) {
    if (F.Number == 1 && !F.IsBytes)
      Id = F.Value;
    if (F.Number != 4 || !F.IsBytes)
      return true;
    return each(F.Bytes, [&](const Field &L) {
      if (L.Number == 1 && !L.IsBytes)
        Called.push_back(L.Value);
      return true;
    });
  });
  // The map's own marks for empty places.
  if (Id < ~uint64_t(1))
    Locations[Id] = std::move(Called);
  return Whole;
}

llvm::Error Pprof::decode() {
  bool Whole = each(Bytes, [&](const Field &F) {
    if (F.Number == 14 && !F.IsBytes)
      DefaultType = F.Value;
    if (!F.IsBytes)
      return true;
    switch (F.Number) {
    case 1: {
      ValueType &T = Types.emplace_back();
      return each(F.Bytes, [&](const Field &V) {
        (V.Number == 1 ? T.Type : T.Unit) = V.Value;
        return true;
      });
    }
    case 2:
      return takeSample(F.Bytes);
    case 4:
      return takeLocation(F.Bytes);
    case 5: {
      Function &Fn = Functions.emplace_back();
      return each(F.Bytes, [&](const Field &V) {
        if (V.Number == 1)
          Fn.Id = V.Value;
        else if (V.Number == 2)
          Fn.Name = V.Value;
        else if (V.Number == 3)
          Fn.SystemName = V.Value;
        return true;
      });
    }
    case 6:
      Strings.push_back(F.Bytes);
      return true;
    default:
      return true;
    }
  });
  if (Whole)
    return llvm::Error::success();
  return profileError(Name, "byte " +
                                llvm::Twine(size_t(BrokenAt - Bytes.data())) +
                                " of the unpacked profile: the message is "
                                "broken or cut off; take the profile again, "
                                "or copy the file anew");
}

/// A profile may count several things of each sample. What its maker points at
/// counts, or else processor time, or else the last, as in pprof itself.
llvm::Error Pprof::chooseValue() {
  if (Types.empty())
    return profileError(Name, "a pprof profile without sample types; take it "
                              "with a profiler of processor time or of waits");
  Value = Types.size() - 1;
  for (const auto &[Index, T] : llvm::enumerate(Types)) {
    if (string(T.Unit) == "count" && !Counts)
      Counts = Index;
    if (string(T.Type) == "cpu")
      Value = Index;
  }
  StringRef Default = string(DefaultType);
  for (const auto &[Index, T] : llvm::enumerate(Types))
    if (!Default.empty() && string(T.Type) == Default)
      Value = Index;
  StringRef Chosen = string(Types[Value].Type);
  if (string(Types[Value].Unit) == "bytes" || Chosen.ends_with("_objects") ||
      Chosen == "objects")
    return profileError(Name, "a profile of memory ('" + Chosen +
                                  "'); give one of processor time or of waits");
  return llvm::Error::success();
}

llvm::Error Pprof::read(SampledStacks &Into) {
  if (llvm::Error Problem = decode())
    return Problem;
  if (llvm::Error Problem = chooseValue())
    return Problem;

  llvm::DenseMap<uint64_t, unsigned> Frames; ///< by the function's id
  for (const Function &F : Functions) {
    // The mangled name tells more: `name` may be cut down for display.
    StringRef System = string(F.SystemName);
    StringRef Text = System.starts_with("_Z") || string(F.Name).empty()
                         ? System
                         : string(F.Name);
    if (!Text.empty() && F.Id < ~uint64_t(1))
      Frames[F.Id] = Into.frame(Text);
  }

  double Count = 0;
  for (const Sample &S : Samples) {
    if (S.Values.size() != Types.size())
      return profileError(Name, "a sample has " + llvm::Twine(S.Values.size()) +
                                    " values and the profile " +
                                    llvm::Twine(Types.size()) +
                                    " sample types; take the profile again");
    if (S.Values[Value] < 0)
      return profileError(Name, "a negative sample; give a profile itself, not "
                                "the difference of two");
    SampledStacks::Stack Stack;
    for (uint64_t Id : S.Locations)
      if (auto At = Locations.find(Id); At != Locations.end())
        for (uint64_t Called : At->second)
          if (auto Frame = Frames.find(Called); Frame != Frames.end())
            Stack.push_back(Frame->second);
    // What was running comes first there.
    std::reverse(Stack.begin(), Stack.end());
    Into.add(Stack, double(S.Values[Value]));
    if (Counts)
      Count += double(S.Values[*Counts]);
  }
  if (Counts)
    Into.Samples = Count;
  return llvm::Error::success();
}

llvm::Error readPprof(StringRef Bytes, StringRef Name, SampledStacks &Into) {
  return Pprof(Bytes, Name).read(Into);
}

} // namespace p99::analysis
