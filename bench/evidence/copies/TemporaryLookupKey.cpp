// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A view that is looked up in a map of strings: as a string made of it, or as
// it is.

#include "Allocations.h"
#include <map>
#include <string_view>

using namespace evidence;

namespace {

/// As many as there are routes, settings or metrics.
constexpr int Keys = 64;

std::string keyOf(int Number, int Size) {
  std::string Key = std::to_string(1000 + Number);
  Key.resize(Size, 'x');
  return Key;
}

} // namespace

int main(int Argc, char **Argv) {
  for (int Size : {8, 32, 256}) {
    std::map<std::string, int> Plain;
    std::map<std::string, int, std::less<>> Transparent;
    for (int I = 0; I < Keys; ++I) {
      Plain.emplace(keyOf(I, Size), I);
      Transparent.emplace(keyOf(I, Size), I);
    }
    const std::string Text = keyOf(17, Size);
    addPair(
        "TemporaryLookupKey", "map", std::to_string(Size),
        [=] { keep(Plain.find(std::string(std::string_view(Text)))->second); },
        [=] { keep(Transparent.find(std::string_view(Text))->second); });
  }
  return run(Argc, Argv);
}
