// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A buffer of each round of a loop, and one above it that each round empties.

#include "Allocations.h"
#include <sstream>

using namespace evidence;

namespace {

constexpr int Rounds = 64;

void grow(std::string &Line, int Size) {
  for (int I = 0; I < Size; I += 8)
    Line += "12345678";
}
void grow(std::vector<int> &Values, int Size) {
  for (int I = 0; I < Size; ++I)
    Values.push_back(I);
}

template <typename Buffer> void addBuffer(const char *Case, int Size) {
  addPair(
      "BufferPerIteration", Case, std::to_string(Size),
      [=] {
        for (int I = 0; I < Rounds; ++I) {
          Buffer Each;
          grow(Each, Size);
          keep(Each);
        }
      },
      [=] {
        Buffer Each;
        for (int I = 0; I < Rounds; ++I) {
          Each.clear();
          grow(Each, Size);
          keep(Each);
        }
      },
      Rounds);
}

void addStream(int Size) {
  addPair(
      "BufferPerIteration", "ostringstream", std::to_string(Size),
      [=] {
        for (int I = 0; I < Rounds; ++I) {
          std::ostringstream Each;
          Each << std::string_view("12345678").substr(0, Size) << I;
          keep(Each);
        }
      },
      [=] {
        std::ostringstream Each;
        for (int I = 0; I < Rounds; ++I) {
          Each.str("");
          Each.clear();
          Each << std::string_view("12345678").substr(0, Size) << I;
          keep(Each);
        }
      },
      Rounds);
}

} // namespace

int main(int Argc, char **Argv) {
  for (int Size : {8, 64, 1024, 16384}) {
    addBuffer<std::string>("string", Size);
    addBuffer<std::vector<int>>("vector<int>", Size);
  }
  addStream(8);
  return run(Argc, Argv);
}
