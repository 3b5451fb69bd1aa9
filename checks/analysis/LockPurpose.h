// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a mutex is there for. Where that is the very thing that blocks, there is
// nothing to move out of its sections.

#ifndef P99_ANALYSIS_LOCKPURPOSE_H
#define P99_ANALYSIS_LOCKPURPOSE_H

#include "analysis/CallSummaries.h"
#include "analysis/CriticalSections.h"

namespace p99::analysis {

class LockPurpose {
public:
  explicit LockPurpose(Unit &U) : U(U) {}

  /// The handle is of the same object as the mutex, or a static beside it that
  /// nothing uses without it: a logger's file, a session's socket.
  bool servesHandle(const Section &S, const clang::ValueDecl *Handle) const;

  /// One function alone takes the mutex, but for what loads and starts: who
  /// else wants it wants to do the same, one after the other.
  bool servesOneFunction(const Section &S) const;

  /// Each of its sections, of which there are several, waits for such a thing,
  /// a file and the disk being one; of those that wait for files, or statements
  /// on a connection to a database, half are enough, and at least three.
  bool servesWaits(const Section &S, BlockKind Kind);

  /// A method that takes a lock, calls the method of the same name on a member,
  /// and does nothing else: the lock is what its class adds to that of the
  /// member.
  bool servesDecorator(const Section &S, const Blocking &B) const;

  /// Some section of the same mutex is on a request path.
  bool servesRequests(const Section &S) const;

  /// A logger's, by its name or that of its class, or of a library of logs.
  bool servesLog(const Section &S) const;

  /// Declared in a namespace that is about logs, or of a class derived from one
  /// that is.
  bool servesLogLibrary(const Section &S) const;

  /// For look-ups of names, by its own name.
  bool servesNames(const Section &S) const;

  /// Workers take turns to accept(): the one section of the mutex does nothing
  /// else.
  bool servesAccept(const Section &S, const Blocking &B) const;

  /// Makes the connection, or ends it: meanwhile those who wait have none.
  bool servesConnecting(const Section &S, const Blocking &B) const;

  /// By its name it is there so that one thread alone starts something, or
  /// stops it.
  bool servesStart(const Section &S) const;

  /// read(self->pipe[0], &c, 1), where they who write to a descriptor of the
  /// same object do so in a section of the same mutex: it is read when
  /// something is in it, or never again.
  bool servesSignal(const Section &S, const Blocking &B) const;

  /// #define LOCK(m) lock_guard l(m); sleep(TestDelay): one macro of the user's
  /// locks and waits, for tests.
  bool servesTests(const Blocking &B) const;

  /// lock(m); while (run) if (!work()) usleep(n); else cond_wait(&c, &m);
  /// A thread of its own holds the lock all its life but for the waits; others
  /// take it only to stop or start it.
  bool servesLoop(const Section &S, const clang::Stmt *Call) const;

private:
  bool isUsedOnlyUnder(const clang::ValueDecl *Mutex,
                       const clang::ValueDecl *Member) const;

  Unit &U;
  llvm::DenseMap<std::pair<const clang::ValueDecl *, unsigned>, bool> Waits;
};

/// The class that a member is one of, or nullptr.
const clang::Decl *classOf(const clang::ValueDecl *D);
bool isSame(const clang::ValueDecl *A, const clang::ValueDecl *B);
/// read() and write(), which take a descriptor. False for nullptr.
bool isOfDescriptor(const Model *M);
/// The name of one of the functions that these call has one of the words.
bool anyCallSays(llvm::ArrayRef<const clang::Stmt *> Calls,
                 llvm::ArrayRef<llvm::StringRef> Words);
/// The section calls nothing but what blocks.
bool isForOneCall(const Section &S, const Blocking &B);

} // namespace p99::analysis

#endif
