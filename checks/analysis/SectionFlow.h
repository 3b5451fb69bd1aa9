// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One function's locks, followed over its control-flow graph: what is held
// before and after each statement on every path. Private to Mutexes and
// CriticalSections.

#ifndef P99_ANALYSIS_SECTIONFLOW_H
#define P99_ANALYSIS_SECTIONFLOW_H

#include "analysis/CriticalSections.h"
#include "clang/Analysis/CFG.h"

namespace p99::analysis {

class SectionFlow {
public:
  SectionFlow(clang::ASTContext &Context, const Mutexes &Locks,
              const References &Refs, const clang::FunctionDecl *F);
  ~SectionFlow();

  /// A lock that is held when the function starts.
  void enter(Section S);
  /// False if Clang builds no graph, or it does not settle.
  bool run();
  std::vector<Section> take();
  /// What the caller sees of it; after run().
  LockEffects effects() const;

private:
  /// A place where a lock is taken, and all that is held from there.
  struct Site {
    Section S;
    bool FromEntry = false;    ///< given to enter()
    bool Deduced = false;      ///< held on entry, because it is released
    bool Ever = false;         ///< held at some point
    bool Dropped = false;      ///< was no section after all
    bool Released = false;     ///< at some point, by a call
    bool Adopted = false;      ///< by a guard, of what the caller had locked
    const void *Key = nullptr; ///< the guard that holds it on entry
    /// What the guard is to its users, where it is no variable of this function
    /// but a member: `this->lock_`.
    bool OnMember = false;
    llvm::SmallVector<const clang::Expr *, 2> Calls; ///< that acquire it
  };
  using Set = llvm::SmallVector<unsigned, 4>; // sorted
  struct State {
    Set Held, Pending;
    Set Taken; ///< on every path, whatever became of it
    Set Maybe; ///< held on some path
    /// On every path the call that takes it, and waits as long as it has to,
    /// has come back with an error.
    Set Failed;
    /// Which site's lock a guard object has.
    llvm::SmallVector<std::pair<const void *, unsigned>, 4> Owners;
    /// What a reverse lock takes again when it dies.
    llvm::SmallVector<std::pair<const void *, unsigned>, 1> Suspended;
    bool operator==(const State &) const = default;
  };
  struct Where {
    const void *Key = nullptr; ///< nullptr: nobody knows how long it lives
    const clang::VarDecl *Variable = nullptr;
    bool Temporary = false;
    bool OnMember = false;
  };
  /// A release of what nothing in the function has locked.
  struct Unmatched {
    MutexRef Mutex;
    const void *Key;
    const clang::Expr *Call;
    bool OnGuard;
  };

  bool iterate();
  bool join(State &Into, const State &From);
  void element(State &S, const clang::CFGElement &E);
  void expression(State &S, const clang::Expr *E);
  void construct(State &S, const clang::CXXConstructExpr *C);
  void apply(State &S, const clang::Expr *E, const LockStep &Step);
  void applyToGuard(State &S, const clang::Expr *E, const LockStep &Step,
                    const clang::Expr *Guard);
  void made(State &S, const clang::Expr *E, const LockStep &Step, Where At);
  void acquire(State &S, const clang::Expr *E, const LockStep &Step);
  void release(State &S, const clang::Expr *E, const MutexRef &Ref);
  /// A held lock's section that goes on with this acquisition: its guard, or
  /// the caller, still has it in mind.
  std::optional<unsigned> resumed(const State &S, const LockStep &Step) const;
  /// The site of a lock that the caller or a guard has: by its mutex, or by the
  /// guard that the way to the mutex starts from (`lock.mutex()`).
  std::optional<unsigned> siteOf(const State &S, const MutexRef &Ref) const;
  void suspend(State &S, const clang::Expr *E, const LockStep &Step);
  void cleanUp(State &S, const clang::VarDecl *V);
  void waits(const State &S, const clang::Expr *Lock);
  void assertHeld(State &S, const clang::Expr *E, const LockStep &Step);
  void end(State &S, const void *Key);
  bool exchange(State &S, const clang::Expr *Swap);
  void transfer(State &S, const void *From, const void *To);
  static void include(Set &Set, unsigned Index);
  static void wait(State &S, unsigned Index);
  void hold(State &S, unsigned Index, const clang::Expr *By);
  void drop(State &S, unsigned Index, const clang::Expr *By);

  void branch(State &S, const clang::Expr *Condition, bool True);
  void outcome(State &S, const clang::Expr *Value, int64_t Number, bool Equal);

  void note(const State &S, const clang::Stmt *At);
  void destroyed(const State &S, clang::QualType T, const clang::VarDecl *V,
                 const clang::Stmt *After);
  bool givesBack(const State &S, const clang::Expr *Call, unsigned Index) const;
  bool endsInTry(const Site &Site, const clang::CXXTryStmt *Try) const;

  unsigned siteOf(const void *Id);
  Where destinationOf(const clang::Expr *E) const;
  const void *keyOf(const clang::Expr *Guard) const;
  static std::optional<unsigned> ownerOf(const State &S, const void *Key);
  static void own(State &S, const void *Key, std::optional<unsigned> Index);
  bool deduceEntries();
  void number(const clang::Stmt *S);

  clang::ASTContext &Context;
  const Mutexes &Locks;
  const References &Refs;
  const clang::FunctionDecl *F;
  std::unique_ptr<clang::CFG> Graph;
  bool HasTry = false;
  bool Noting = false; ///< the last round, which writes down what it sees
  const clang::Stmt *Last = nullptr;

  std::vector<Site> Sites;
  llvm::DenseMap<const void *, unsigned> SiteIds;
  llvm::DenseMap<unsigned, unsigned> Merged;
  bool Restart = false;
  std::vector<Unmatched> Loose;
  std::vector<MutexRef> Waits; ///< given back to wait for a condition
  std::vector<State> AtExit;
  /// Where a statement and its parts are in the order of the source.
  llvm::DenseMap<const clang::Stmt *, std::pair<unsigned, unsigned>> Order;
};

} // namespace p99::analysis

#endif
