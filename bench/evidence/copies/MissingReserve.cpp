// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A container that grows by an element in each round of a loop of known length,
// with room made before it and without.

#include "Allocations.h"
#include <unordered_map>

using namespace evidence;

namespace {

template <typename Container, typename Add>
void addGrowth(const char *Case, int Elements, Add AddOne) {
  addPair(
      "MissingReserve", Case, std::to_string(Elements),
      [=] {
        Container All;
        for (int I = 0; I < Elements; ++I)
          AddOne(All, I);
        keep(All);
      },
      [=] {
        Container All;
        All.reserve(Elements);
        for (int I = 0; I < Elements; ++I)
          AddOne(All, I);
        keep(All);
      },
      Elements);
}

} // namespace

int main(int Argc, char **Argv) {
  for (int Elements : {4, 16, 64, 1024, 16384}) {
    addGrowth<std::vector<int>>("vector<int>", Elements,
                                [](auto &All, int I) { All.push_back(I); });
    addGrowth<std::vector<std::string>>(
        "vector<string>", Elements,
        [Text = std::string(32, 'x')](auto &All, int) { All.push_back(Text); });
    addGrowth<std::string>("string", Elements, [](auto &All, int I) {
      All.push_back('a' + I % 26);
    });
    addGrowth<std::unordered_map<int, int>>(
        "unordered_map", Elements, [](auto &All, int I) { All.emplace(I, I); });
  }
  return run(Argc, Argv);
}
