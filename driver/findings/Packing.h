// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Packs values into bytes and takes them out again: for pipes and for files of
// this program's own. Bytes may come from anywhere: what is cut short or
// damaged ends in an error.

#ifndef P99_DRIVER_FINDINGS_PACKING_H
#define P99_DRIVER_FINDINGS_PACKING_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/DataExtractor.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/raw_ostream.h"
#include <string>
#include <vector>

namespace p99::driver {

class Packer {
public:
  explicit Packer(std::string &Into) : Out(Into) {}

  void number(uint64_t Value) { llvm::encodeULEB128(Value, Out); }
  void real(double Value) { number(llvm::bit_cast<uint64_t>(Value)); }
  void text(llvm::StringRef Text) {
    number(Text.size());
    Out << Text;
  }
  template <typename Range, typename Each>
  void list(const Range &Values, Each PackOne) {
    number(std::size(Values));
    for (const auto &Value : Values)
      PackOne(Value);
  }

private:
  llvm::raw_string_ostream Out;
};

class Unpacker {
public:
  explicit Unpacker(llvm::StringRef Bytes)
      : Data(Bytes, /*IsLittleEndian=*/true, /*AddressSize=*/8), At(0) {}
  Unpacker(const Unpacker &) = delete;
  ~Unpacker() { llvm::consumeError(At.takeError()); }

  uint64_t number() { return Data.getULEB128(At); }
  double real() { return llvm::bit_cast<double>(number()); }
  /// Valid as long as the bytes are.
  llvm::StringRef text() { return Data.getBytes(At, number()); }
  /// Calls `UnpackOne` for each, as long as there are bytes.
  template <typename Each> void list(Each UnpackOne) {
    for (uint64_t Left = number(); Left && At; --Left)
      UnpackOne();
  }

  /// All was there, and nothing more.
  bool isWhole() { return At && Data.eof(At); }

private:
  llvm::DataExtractor Data;
  llvm::DataExtractor::Cursor At;
};

} // namespace p99::driver

#endif
