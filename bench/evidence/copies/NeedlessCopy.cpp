// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A value of a map that is only read, copied out or referred to; a value that
// is searched for by a lambda that has a copy of it or refers to it; a value
// that is taken out of a map by a copy or by a move.

#include "Allocations.h"
#include <algorithm>
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

template <typename T>
void addSearched(const char *Case, const std::string &Size, T Value) {
  const std::vector<int> Ids(16, 1);
  addPair(
      "NeedlessCopy", std::string(Case) + ", captured", Size,
      [=] {
        keep(std::any_of(Ids.begin(), Ids.end(), [Value](int Id) {
          return Value.size() == std::size_t(Id);
        }));
      },
      [=] {
        keep(std::any_of(Ids.begin(), Ids.end(), [&Value](int Id) {
          return Value.size() == std::size_t(Id);
        }));
      });
}

template <typename T>
void addErased(const char *Case, const std::string &Size, T Value) {
  addPair(
      "NeedlessCopy", std::string(Case) + ", erased", Size,
      [=, Orders = std::map<int, T>()]() mutable {
        auto It = Orders.emplace(17, Value).first;
        const T Order = It->second;
        Orders.erase(It);
        keep(Order);
      },
      [=, Orders = std::map<int, T>()]() mutable {
        auto It = Orders.emplace(17, Value).first;
        const T Order = std::move(It->second);
        Orders.erase(It);
        keep(Order);
      });
}

} // namespace

int main(int Argc, char **Argv) {
  forValues([](const char *Case, const std::string &Size, auto Value) {
    addValue(Case, Size, Value);
    addSearched(Case, Size, Value);
    addErased(Case, Size, Value);
  });
  return run(Argc, Argv);
}
