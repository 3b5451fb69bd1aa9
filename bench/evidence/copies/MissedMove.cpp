// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A value that is made, put into a container and not looked at again: copied
// there, or moved.

#include "Allocations.h"

using namespace evidence;

namespace {

/// As many as a request collects.
constexpr int Elements = 16;

template <typename T>
void addValue(const char *Case, const std::string &Size, T Value) {
  addPair(
      "MissedMove", Case, Size,
      [Value] {
        std::vector<T> All;
        All.reserve(Elements);
        for (int I = 0; I < Elements; ++I) {
          T Each = Value;
          All.push_back(Each);
        }
        keep(All);
      },
      [Value] {
        std::vector<T> All;
        All.reserve(Elements);
        for (int I = 0; I < Elements; ++I) {
          T Each = Value;
          All.push_back(std::move(Each));
        }
        keep(All);
      },
      Elements);
}

} // namespace

int main(int Argc, char **Argv) {
  forValues([](const char *Case, const std::string &Size, auto Value) {
    addValue(Case, Size, Value);
  });
  return run(Argc, Argv);
}
