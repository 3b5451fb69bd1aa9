// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A text that is built in a stream: copied out to be returned or written, or
// not. And lines that are joined before they are written.

#include "Allocations.h"
#include <sstream>

using namespace evidence;

namespace {

void fill(std::ostringstream &Out, int Lines) {
  for (int I = 0; I < Lines; ++I)
    Out << "order " << I << " of the day\n";
}

std::string copied(int Lines) {
  std::ostringstream Out;
  fill(Out, Lines);
  return Out.str();
}
std::string moved(int Lines) {
  std::ostringstream Out;
  fill(Out, Lines);
  return std::move(Out).str();
}

/// Takes what is written and forgets it.
class Null : public std::streambuf {
  int overflow(int C) override { return C; }
  std::streamsize xsputn(const char *, std::streamsize Count) override {
    return Count;
  }
};

} // namespace

int main(int Argc, char **Argv) {
  for (int Lines : {1, 16, 256, 4096}) {
    const std::string Size = std::to_string(Lines);
    addPair(
        "MaterializedOutput", "returned", Size, [=] { keep(copied(Lines)); },
        [=] { keep(moved(Lines)); });
    addPair(
        "MaterializedOutput", "written", Size,
        [=] {
          static Null Sink;
          static std::ostream File(&Sink);
          std::ostringstream Out;
          fill(Out, Lines);
          File << Out.str();
        },
        [=] {
          static Null Sink;
          static std::ostream File(&Sink);
          std::ostringstream Out;
          fill(Out, Lines);
          File << Out.view();
        });
  }
  for (int Length : {8, 32, 256}) {
    const std::string Name(Length, 'n');
    addPair(
        "MaterializedOutput", "joined", std::to_string(Length),
        [Name] {
          static Null Sink;
          static std::ostream File(&Sink);
          File << "name " + Name + ",";
        },
        [Name] {
          static Null Sink;
          static std::ostream File(&Sink);
          File << "name " << Name << ",";
        });
  }
  return run(Argc, Argv);
}
