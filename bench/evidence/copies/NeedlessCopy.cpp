// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A value of a map that is only read: copied out, or referred to.

#include "Allocations.h"
#include <map>

using namespace evidence;

namespace {

template <typename T>
void addValue(const char *Case, const std::string &Size, T Value) {
  std::map<int, T> Orders;
  for (int Id = 0; Id < 64; ++Id)
    Orders.emplace(Id, Value);
  addPair(
      "NeedlessCopy", Case, Size,
      [Orders] {
        const T Order = Orders.find(17)->second;
        keep(Order);
      },
      [Orders] {
        const T &Order = Orders.find(17)->second;
        keep(Order);
      });
}

} // namespace

int main(int Argc, char **Argv) {
  forValues([](const char *Case, const std::string &Size, auto Value) {
    addValue(Case, Size, Value);
  });
  return run(Argc, Argv);
}
