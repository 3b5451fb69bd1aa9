// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A part of a text that is copied to be compared, and a string that is made of
// a view to be viewed again.

#include "Allocations.h"
#include <string_view>

using namespace evidence;

namespace {

[[gnu::noinline]] std::size_t lengthOf(std::string_view Text) {
  benchmark::DoNotOptimize(Text);
  return Text.size();
}

} // namespace

int main(int Argc, char **Argv) {
  for (int Size : {8, 32, 256}) {
    const std::string Path = "/" + std::string(Size, 'p') + "/orders";
    const std::string Prefix = Path.substr(0, Size);
    addPair(
        "StringRoundTrip", "substr", std::to_string(Size),
        [=] { keep(Path.substr(0, Size) == Prefix); },
        [=] { keep(std::string_view(Path).substr(0, Size) == Prefix); });
    addPair(
        "StringRoundTrip", "c_str", std::to_string(Size),
        [=] { keep(lengthOf(std::string(Path.c_str()))); },
        [=] { keep(lengthOf(Path)); });
  }
  return run(Argc, Argv);
}
