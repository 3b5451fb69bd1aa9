// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The waits of a unit that nothing limits: a modelled call, and the proof, as
// far as the unit shows it, that no limit is set for it. In doubt there is no
// finding.

#ifndef P99_ANALYSIS_UNBOUNDEDWAITS_H
#define P99_ANALYSIS_UNBOUNDEDWAITS_H

#include "analysis/Deadlines.h"
#include "analysis/HotPath.h"
#include "llvm/ADT/DenseSet.h"

namespace p99::analysis {

class Unit;

struct UnboundedWait {
  /// The call to be told of. There may be more waits on its handle in the same
  /// function, or on handles that the same call makes: one remedy serves all.
  /// The worst first, else in the order of the source.
  llvm::SmallVector<const clang::Expr *, 2> Waits;
  const Model *Entry;
  HotReasons Hot;

  /// How long it lasts, as a model says: "300 s"; empty: for ever. With a
  /// handle the worst of its waits.
  std::string Longest;

  /// Argument: the number of the limit that is left out (from 1), and for a
  /// wrapper's parameter the call that it ends in.
  unsigned Argument = 0;
  const clang::Expr *Inner = nullptr;

  /// String: the literal.
  const clang::StringLiteral *Text = nullptr;

  /// Handle, Context, Socket: as written at the first wait (null for a call
  /// that has none), what is known of it, and the knobs nobody sets.
  const clang::Expr *Handle = nullptr;
  HandleFacts Facts;
  llvm::SmallVector<const Knob *, 2> Missing;

  const clang::Expr *wait() const { return Waits.front(); }
  TimesOut::Shape shape() const { return Entry->TimesOut->How; }
  /// The one call that makes the handle, or nullptr.
  const clang::Expr *maker() const {
    return Facts.Makers.size() == 1 ? Facts.Makers.front() : nullptr;
  }
  const clang::ValueDecl *place() const {
    return Facts.Places.empty() ? nullptr : Facts.Places.front();
  }
};

class UnboundedWaits {
public:
  /// `Strict`: also handles whose limits code outside the unit may set.
  UnboundedWaits(Unit &U, bool Strict) : U(U), Strict(Strict) {}

  /// Considers a call or construction.
  void consider(const clang::Expr *Call);
  /// Considers an assignment to a modelled field.
  void considerAssignment(const clang::Expr *Field, const clang::Expr *Value);
  /// Considers all waits with a context object.
  void considerContext(const clang::ValueDecl *Context);

  llvm::ArrayRef<UnboundedWait> found() const { return Found; }
  /// Where this file sets a limit on another handle of the same library and
  /// kind, which this one was forgotten beside; nullptr if nowhere.
  const clang::Expr *limitOfSibling(const UnboundedWait &W) const;

private:
  bool counts(const clang::Expr *E, const Model &M) const;
  void onArgument(const clang::Expr *Call, const Model &M);
  void onWrapper(const clang::Expr *Inner, const clang::ParmVarDecl *Limit,
                 const Model &M);
  void onString(const clang::Expr *Call, const Model &M);
  void onInstead(const clang::Expr *Call, const Model &M);
  void onHandle(const clang::Expr *Call, const Model &M);
  void add(const clang::Expr *Call, const Model &M, const clang::Expr *Handle,
           HandleFacts Facts);
  UnboundedWait *find(const clang::Expr *Wait, const HandleFacts &Facts,
                      bool Instead);
  void addWait(UnboundedWait &To, const clang::Expr *Wait);
  UnboundedWait *start(const clang::Expr *Wait, const Model &M);

  Unit &U;
  bool Strict;
  std::vector<UnboundedWait> Found;
  /// The entries of waits that are limited, and what limits them.
  std::vector<std::pair<const Model *, const clang::Expr *>> Limited;
  llvm::DenseSet<clang::SourceLocation> Seen;
};

} // namespace p99::analysis

#endif
