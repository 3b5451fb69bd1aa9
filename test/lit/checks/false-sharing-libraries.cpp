// RUN: %check_p99 %s p99-false-sharing %t -- -I%inputs
//
// The atomics of other libraries.

#include <atomics.h>

struct Boost {
  boost::atomic<long> In;
  // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'In' and 'Out' are written by different code but share a cache line; align each to 64 bytes [p99-false-sharing]
  // CHECK-FIXES: alignas(64) boost::atomic<long> In;
  boost::atomic<long> Out;
  // CHECK-FIXES: alignas(64) boost::atomic<long> Out;
};
[[gnu::hot]] void in(Boost &S) { S.In.fetch_add(1); }
[[gnu::hot]] void out(Boost &S) { S.Out.fetch_add(1); }

struct Qt {
  QAtomicInt In;
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'In' and 'Out' are written by different code but share a cache line; align each to 64 bytes [p99-false-sharing]
  // CHECK-FIXES: alignas(64) QAtomicInt In;
  QAtomicInteger<long> Out;
  // CHECK-FIXES: alignas(64) QAtomicInteger<long> Out;
};
[[gnu::hot]] void in(Qt &S) { S.In.ref(); }
[[gnu::hot]] void out(Qt &S) { S.Out.fetchAndAddRelaxed(1); }

// Only looked at.
struct Looked {
  QAtomicPointer<int> In;
  QAtomicInt Out;
};
[[gnu::hot]] int *in(Looked &S) { return S.In.loadRelaxed(); }
[[gnu::hot]] void out(Looked &S) { S.Out.ref(); }

struct Others {
  folly::relaxed_atomic<int> In;
  // CHECK-MESSAGES: :[[@LINE-1]]:30: warning: 'In' and 'Out' are written by different code but share a cache line; align each to 64 bytes [p99-false-sharing]
  // CHECK-FIXES: alignas(64) folly::relaxed_atomic<int> In;
  Poco::AtomicCounter Out;
  // CHECK-FIXES: alignas(64) Poco::AtomicCounter Out;
};
[[gnu::hot]] void in(Others &S) { ++S.In; }
[[gnu::hot]] void out(Others &S) { ++S.Out; }
