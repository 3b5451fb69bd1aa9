// RUN: %check_p99 %s p99-blocking-under-lock %t -- -I%inputs
//
// Synchronized and the locks of folly.

#include <cstdlib>
#include <folly/Synchronized.h>

struct Table {
  int size() const;
  void add(int);
};
int run(const char *);


struct Service {
  folly::Synchronized<Table> Data;
  folly::SharedMutex Shared; // SharedMutexImpl
  folly::SpinLock Spin;
  folly::MicroSpinLock Micro;
  folly::RWSpinLock ReadWrite;
  folly::MicroLock Small;
  folly::PicoSpinLock<int> Pico;
  folly::DistributedMutex Distributed;
  int Count;

  //===-- Flagged -----------------------------------------------------------===//

  void written() {
    auto Table = Data.wlock(); // LockedPtr
    Table->add(1);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Data' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void read() {
    auto Table = Data.rlock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Data' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void upgradable() {
    auto Table = Data.ulock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Data' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void locked() {
    auto Table = Data.lock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Data' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void contextual() {
    auto Table = Data.contextualLock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Data' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void lockShared() {
    Shared.lock_shared();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Shared' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Shared.unlock_shared();
  }

  void lock() {
    Shared.lock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Shared' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Shared.unlock();
  }

  void spin() {
    Spin.lock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Spin' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Spin.unlock();
  }

  void micro() {
    Micro.lock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Micro' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Micro.unlock();
  }

  void readHolder() {
    folly::RWSpinLock::ReadHolder Lock(ReadWrite);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'ReadWrite' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void writeHolder() {
    folly::SharedMutex::WriteHolder Lock(Shared);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Shared' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void oneOfManyReaders() {
    folly::SharedMutex::UpgradeHolder Lock(Shared);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Shared' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  //===-- Not flagged -------------------------------------------------------===//

  void temporary() {
    Data.wlock()->add(Data.rlock()->size());
    Count = system("report");
    ++Count;
  }

  void unlocked() {
    auto Table = Data.wlock();
    Table->add(1);
    Table.unlock();
    Count = system("report");
    ++Count;
  }

  void unlockedForAWhile() {
    auto Table = Data.wlock();
    auto Unlocked = Table.scopedUnlock(); // ScopedUnlocker
    Count = system("report");
    ++Count;
  }

  void tried() {
    auto Table = Data.tryWLock();
    if (Table)
      return;
    Count = system("report");
    ++Count;
  }

  void triedToRead() {
    auto Table = Data.tryRLock();
    if (Table)
      return;
    Count = system("report");
    ++Count;
  }

  void triedToLock() {
    auto Table = Data.tryLock();
    if (Table)
      return;
    Count = system("report");
    ++Count;
  }

  void triedByHand() {
    if (Shared.try_lock())
      return;
    Count = system("report");
    ++Count;
  }

  void triedSharedByHand() {
    if (Shared.try_lock_shared())
      return;
    Count = system("report");
    ++Count;
  }

  void writtenAgain() {
    auto Table = Data.wlock(); // LockedPtr
    Table->add(1);
    ++Count;
    --Count;
  }

  void readAgain() {
    auto Table = Data.rlock();
    ++Count;
    --Count;
  }

  void upgradableAgain() {
    auto Table = Data.ulock();
    ++Count;
    --Count;
  }

  void lockedAgain() {
    auto Table = Data.lock();
    ++Count;
    --Count;
  }

  void contextualAgain() {
    auto Table = Data.contextualLock();
    ++Count;
    --Count;
  }

  void lockSharedAgain() {
    Shared.lock_shared();
    ++Count;
    --Count;
    Shared.unlock_shared();
  }

  void lockAgain() {
    Shared.lock();
    ++Count;
    --Count;
    Shared.unlock();
  }

  void spinAgain() {
    Spin.lock();
    ++Count;
    --Count;
    Spin.unlock();
  }

  void microAgain() {
    Micro.lock();
    ++Count;
    --Count;
    Micro.unlock();
  }

  void readHolderAgain() {
    folly::RWSpinLock::ReadHolder Lock(ReadWrite);
    ++Count;
    --Count;
  }

  void writeHolderAgain() {
    folly::SharedMutex::WriteHolder Lock(Shared);
    ++Count;
    --Count;
  }

  void oneOfManyReadersAgain() {
    folly::SharedMutex::UpgradeHolder Lock(Shared);
    ++Count;
    --Count;
  }
};

//===-- Flagged, in callables ---------------------------------------------===//

void callables(Service &S) {
  S.Data.withWLock([](Table &) {
    system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'system' waits for a process while 'Data' is locked; move it out of the section [p99-blocking-under-lock]
  });
  S.Data.withLock([](Table &) {
    system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'system' waits for a process while 'Data' is locked; move it out of the section [p99-blocking-under-lock]
  });
  S.Data.withWLockPtr([](Table &) {
    system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'system' waits for a process while 'Data' is locked; move it out of the section [p99-blocking-under-lock]
  });
  S.Data.withLockPtr([](Table &) {
    system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'system' waits for a process while 'Data' is locked; move it out of the section [p99-blocking-under-lock]
  });
  S.Data.withRLock([](Table &) {
    system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'system' waits for a process while 'Data' is locked shared; move it out of the section [p99-blocking-under-lock]
  });
  S.Data.withULock([](Table &) {
    system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'system' waits for a process while 'Data' is locked shared; move it out of the section [p99-blocking-under-lock]
  });
  S.Data.withRLockPtr([](Table &) {
    system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'system' waits for a process while 'Data' is locked shared; move it out of the section [p99-blocking-under-lock]
  });
}
