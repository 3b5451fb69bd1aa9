// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whether one modelled call waits, by its arguments' values and by what its
// handle is seen to be.

#ifndef P99_ANALYSIS_DIRECTWAITS_H
#define P99_ANALYSIS_DIRECTWAITS_H

#include "analysis/CallSummaries.h"

namespace p99::analysis {

struct HandleFacts;

class DirectWaits {
public:
  explicit DirectWaits(Unit &U) : U(U) {}

  /// What the models say that this call or construction waits for. nullopt for
  /// one that no model names, that is defined in the unit, or that comes back
  /// at once.
  std::optional<Blocking> of(const clang::Expr *Call);

  /// The call has a model that says something of waiting, even if it does not
  /// wait with these arguments: its body is not asked.
  bool isModelled(const clang::Expr *Call);

private:
  /// What a function's own comparisons say of the sockets that it uses.
  struct Asked {
    /// if (n < 0 && errno == EAGAIN): the descriptor does not block, wherever
    /// that was set.
    bool ForAgain = false;
    /// if (socket->type() != Socket::Udp) return; a datagram socket's connect()
    /// and send() do not wait.
    bool ForDatagrams = false;
  };

  const Model *modelOf(const clang::Expr *Call) const;
  std::optional<Blocking> flush(const clang::Expr *Call) const;
  bool isExcused(const clang::Expr *Call, const Model &M) const;
  std::optional<BlockKind> kindOf(const clang::Expr *Call, const Model &M);
  Asked askedIn(const clang::FunctionDecl *F);
  bool isAskedAgain(const clang::Expr *Call,
                    const clang::ValueDecl *Handle = nullptr);
  bool isSetBeside(const clang::Expr *Call, const HandleFacts &Facts) const;

  Unit &U;
  llvm::DenseMap<const clang::FunctionDecl *, Asked> Asks;
};

/// The variable or member that is given the value of the call, or a smart
/// pointer to it; or nullptr.
const clang::ValueDecl *givenTo(const clang::Expr *Call,
                                const References &Refs);

} // namespace p99::analysis

#endif
