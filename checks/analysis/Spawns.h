// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which calls start a thread.

#ifndef P99_ANALYSIS_SPAWNS_H
#define P99_ANALYSIS_SPAWNS_H

#include "analysis/ApiModels.h"
#include "analysis/References.h"
#include "clang/AST/Expr.h"

namespace p99::analysis {

/// A modelled spawn, or an element of a container that becomes one:
/// `std::vector<std::thread>::emplace_back(f)` has no constructor of a thread
/// in user code.
bool startsThread(const clang::Expr *Call, const ModelIndex &Models);

/// The call that starts threads with this function or lambda, or nullptr if
/// none is seen to.
const clang::Expr *threadStartOf(const clang::FunctionDecl *Callable,
                                 const References &Refs,
                                 const ModelIndex &Models);

} // namespace p99::analysis

#endif
