// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Memory: to allocate is not to block, to destroy may be.

#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

extern std::mutex Mu;
extern std::vector<int> Values;
extern std::map<std::string, std::string> Names;
extern std::vector<std::jthread> Workers;

// false: allocates
// from: own
void allocates() {
  std::lock_guard Lock(Mu);
  Values.push_back(1);
  Names.emplace("key", std::string(100, 'x'));
}

// false: allocates
// from: own
std::unique_ptr<std::string> allocatesOne() {
  std::lock_guard Lock(Mu);
  return std::make_unique<std::string>("value");
}

// false: copies
// from: own
std::map<std::string, std::string> copies() {
  std::lock_guard Lock(Mu);
  return Names;
}

// false: frees one element
// from: own
void erasesOne() {
  std::lock_guard Lock(Mu);
  Names.erase("key");
}

// true: joins every thread in the container
// from: own
void clearsThreads() {
  std::lock_guard Lock(Mu);
  Workers.clear();
}

// false: swapped out, joined after the section
// from: own
void clearsThreadsLater() {
  std::vector<std::jthread> Done;
  {
    std::lock_guard Lock(Mu);
    Done.swap(Workers);
  }
  Done.clear();
}

// true: the destructor waits for the disk
// from: own
class Segment {
public:
  ~Segment() {
    fsync(File);
    close(File);
  }

private:
  int File = -1;
};
extern std::unique_ptr<Segment> Current;
void closesSegment() {
  std::lock_guard Lock(Mu);
  Current.reset();
}

// false: moved out, it dies after the section
// from: own
void closesSegmentLater() {
  std::unique_ptr<Segment> Old;
  std::lock_guard Lock(Mu);
  Old = std::move(Current);
}
