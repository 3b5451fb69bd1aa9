// RUN: %check_p99 %s p99-deferred-cleanup-in-loop %t -- -I%inputs
// RUN: %check_p99 -check-suffixes=FEW %s p99-deferred-cleanup-in-loop %t \
// RUN:   -config='{CheckOptions: {p99-deferred-cleanup-in-loop.MinTripCount: 2}}' -- -I%inputs -DFEW

#include <algorithm>
#include <alloca.h>
#include <cstdlib>
#include <cstring>
#include <google/protobuf/arena.h>
#include <memory_resource>
#include <string>
#include <vector>

using Names = std::vector<const char *>;
void use(const void *Thing);
void onExit();

#ifndef FEW

//===-- Flagged -----------------------------------------------------------===//

// As long as the longest name, each time.
void copyAll(const Names &All) {
  for (const char *Name : All) {
    char *Copy = static_cast<char *>(alloca(strlen(Name) + 1));
    // CHECK-MESSAGES: :[[@LINE-1]]:38: warning: 'alloca' in a loop takes stack until the function returns; let the rounds share a buffer [p99-deferred-cleanup-in-loop]
    // CHECK-NOTES: :[[@LINE-3]]:3: note: the loop starts here
    use(strcpy(Copy, Name));
  }
}

void registerAll(const Names &All) {
  for (const char *Name : All) {
    use(Name);
    atexit(onExit);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'atexit' in a loop adds a handler that stays until the process ends; register it once [p99-deferred-cleanup-in-loop]
  }
}

// Of the caller's: nobody knows what else it holds.
size_t ofParameter(const Names &All, std::pmr::monotonic_buffer_resource &Arena) {
  size_t Size = 0;
  for (const char *Name : All) {
    std::pmr::string Path(Name, &Arena);
    // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: 'Path' in a loop takes memory that only the arena gives back; release the arena in each round [p99-deferred-cleanup-in-loop]
    // CHECK-NOTES: :[[@LINE-5]]:75: note: the arena, 'Arena', outlives the loop
    Size += Path.size();
  }
  return Size;
}

//===-- Fixed -------------------------------------------------------------===//

size_t total(const Names &All) {
  std::pmr::monotonic_buffer_resource Arena;
  size_t Size = 0;
  for (const char *Name : All) {
    // CHECK-FIXES: Arena.release();
    // CHECK-FIXES-NEXT: std::pmr::vector<char> Path(Name, Name + strlen(Name), &Arena);
    std::pmr::vector<char> Path(Name, Name + strlen(Name), &Arena);
    // CHECK-MESSAGES: :[[@LINE-1]]:28: warning: 'Path' in a loop takes memory that only the arena gives back; release the arena in each round [p99-deferred-cleanup-in-loop]
    Size += Path.size();
    std::pmr::string Again(Name, &Arena);
    Size += Again.size();
  }
  return Size;
}

struct Row {
  int Sum = 0;
};
int messages(const Names &All) {
  google::protobuf::Arena Arena;
  int Sum = 0;
  for (size_t I = 0; I < All.size(); ++I) {
    // CHECK-FIXES: Arena.Reset();
    Row *Each = google::protobuf::Arena::Create<Row>(&Arena);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'Each' in a loop takes memory that only the arena gives back; release the arena in each round [p99-deferred-cleanup-in-loop]
    Sum += Each->Sum;
  }
  return Sum;
}

void sameSize(const Names &All, size_t Size) {
  // CHECK-FIXES: auto *Buffer = static_cast<char *>(alloca(Size));
  // CHECK-FIXES-NEXT: for (const char *Name : All) {
  for (const char *Name : All) {
    auto *Buffer = static_cast<char *>(alloca(Size));
    // CHECK-MESSAGES: :[[@LINE-1]]:40: warning: 'alloca' in a loop takes stack until the function returns; take it once, above it [p99-deferred-cleanup-in-loop]
    use(strncpy(Buffer, Name, Size));
  }
}

//===-- Not flagged -------------------------------------------------------===//

// Given back in each round.
void released(const Names &All) {
  std::pmr::monotonic_buffer_resource Arena;
  for (const char *Name : All) {
    {
      std::pmr::string Path(Name, &Arena);
      use(&Path);
    }
    Arena.release();
  }
}
void ofTheRound(const Names &All) {
  for (const char *Name : All) {
    std::pmr::monotonic_buffer_resource Own;
    std::pmr::string Path(Name, &Own);
    use(&Path);
  }
}

// What all rounds have made is kept.
std::pmr::vector<std::pmr::string>
collected(const Names &All, std::pmr::monotonic_buffer_resource &Arena) {
  std::pmr::vector<std::pmr::string> Result(&Arena);
  for (const char *Name : All) {
    std::pmr::string Path(Name, &Arena);
    Result.push_back(std::move(Path));
  }
  return Result;
}
void keep(Row *Each);
void kept(const Names &All, google::protobuf::Arena &Arena, Row *&Last) {
  for (size_t I = 0; I < All.size(); ++I) {
    Row *Each = google::protobuf::Arena::Create<Row>(&Arena);
    keep(Each);
    Last = google::protobuf::Arena::Create<Row>(&Arena);
  }
}

// A resource that reuses what it is given back.
void pooled(const Names &All) {
  std::pmr::unsynchronized_pool_resource Pool;
  for (const char *Name : All) {
    std::pmr::string Path(Name, &Pool);
    use(&Path);
  }
}

// In the last round only.
const char *find(const Names &All, const char *Name) {
  for (const char *Each : All) {
    if (strcmp(Each, Name) != 0)
      continue;
    atexit(onExit);
    return Each;
  }
  return nullptr;
}

// Once, a few times, or in a function of its own.
void once(const Names &All, const char *Name) {
  void *Whole = alloca(100);
  void *Lazy = nullptr;
  for (int I = 0; I < 3; ++I)
    use(alloca(10));
  for (const char *Each : All)
    if (strcmp(Each, Name) == 0) {
      use(alloca(10));
      break;
    }
  for (const char *Each : All) {
    if (!Lazy)
      Lazy = alloca(10);
    use(Each);
  }
  std::for_each(All.begin(), All.end(), [](const char *Each) {
    use(strcpy(static_cast<char *>(alloca(strlen(Each) + 1)), Each));
  });
  do {
    use(alloca(10));
  } while (false);
  use(Whole);
}

//===-- Macros and templates ----------------------------------------------===//

#define COPY(TEXT)                                                             \
  strcpy(static_cast<char *>(alloca(strlen(TEXT) + 1)), TEXT)
void byMacro(const Names &All) {
  for (const char *Name : All)
    use(COPY(Name));
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'alloca' in a loop takes stack until the function returns; let the rounds share a buffer [p99-deferred-cleanup-in-loop]
}

template <typename Range> void inTemplate(const Range &All) {
  for (const auto &Each : All) {
    char *Copy = static_cast<char *>(alloca(strlen(Each) + 1));
    // CHECK-MESSAGES: :[[@LINE-1]]:38: warning: 'alloca' in a loop takes stack until the function returns; let the rounds share a buffer [p99-deferred-cleanup-in-loop]
    use(strcpy(Copy, Each));
  }
}
void instances(const Names &All) {
  inTemplate(All);
  inTemplate(std::vector<char *>());
}

//===-- Wrapped -----------------------------------------------------------===//

// A helper's stack goes back when the helper returns.
static void copyOne(const char *Name) {
  use(strcpy(static_cast<char *>(alloca(strlen(Name) + 1)), Name));
}
void copyEach(const Names &All) {
  for (const char *Name : All)
    copyOne(Name);
}

#else

//===-- Options -----------------------------------------------------------===//

void few() {
  for (int I = 0; I < 3; ++I)
    use(alloca(10));
  // CHECK-MESSAGES-FEW: :[[@LINE-1]]:9: warning: 'alloca' in a loop takes stack until the function returns; take it once, above it [p99-deferred-cleanup-in-loop]
}

#endif
