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
  for (int Size : {8, 32, 256, 4096})
    addValue("string", std::to_string(Size), std::string(Size, 'x'));
  for (int Size : {4, 64})
    addValue("strings", std::to_string(Size),
             std::vector<std::string>(Size, std::string(32, 'x')));
  return run(Argc, Argv);
}
