// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Streams: files and terminals block, memory does not.

#include <cstdio>
#include <fstream>
#include <iostream>
#include <mutex>
#include <sstream>
#include <string>

extern std::mutex Mu;
extern std::string Text;
extern FILE *Output;
extern std::ofstream Journal;

// true: waits for whoever types or pipes
// from: own
void readsInput() {
  std::lock_guard Lock(Mu);
  std::getline(std::cin, Text);
}

// true: flushes what it writes
// from: own
void writesLine() {
  std::lock_guard Lock(Mu);
  std::cout << "accepted" << std::endl;
}

// true: standard error is not buffered
// from: own
void reports() {
  std::lock_guard Lock(Mu);
  std::fprintf(stderr, "rejected: %s\n", Text.c_str());
}

// true: flushes a file
// from: own
void flushesFile() {
  std::lock_guard Lock(Mu);
  Journal << Text;
  Journal.flush();
}

// true: flushes a file
// from: own
void flushes() {
  std::lock_guard Lock(Mu);
  std::fflush(Output);
}

// true: opens and reads a file
// from: own
void loadsFile() {
  std::lock_guard Lock(Mu);
  std::ifstream In("service.conf");
  std::getline(In, Text);
}

// false: the file is read before the section
// from: own
void loadsFileBefore() {
  std::string Line;
  {
    std::ifstream In("service.conf");
    std::getline(In, Line);
  }
  std::lock_guard Lock(Mu);
  Text = Line;
}

// false: a stream in memory
// from: own
std::string formatsText(int Value) {
  std::ostringstream Out;
  std::lock_guard Lock(Mu);
  Out << Text << ": " << Value;
  return Out.str();
}

// false: a stream in memory
// from: own
void parsesText() {
  std::string Line;
  std::lock_guard Lock(Mu);
  std::istringstream In(Text);
  std::getline(In, Line);
  In >> Text;
}

// false: scans memory
// from: own
int scansText() {
  int Value = 0;
  std::lock_guard Lock(Mu);
  std::sscanf(Text.c_str(), "%d", &Value);
  return Value;
}
