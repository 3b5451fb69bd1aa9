// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Interfaces that a generator makes of the user's service, where nothing in the
// interface says so: the dispatcher that stands beside it does.

#ifndef P99_ANALYSIS_SERVEDINTERFACES_H
#define P99_ANALYSIS_SERVEDINTERFACES_H

#include "analysis/ApiModels.h"
#include "clang/AST/DeclCXX.h"

namespace p99::analysis {

/// Of a method that overrides one of Thrift's `OrdersIf`: the model of what
/// `OrdersProcessor` is derived from, if it is an entry point; else nullptr.
const Model *modelOfServed(const clang::CXXMethodDecl *Method,
                           const ModelIndex &Models);

} // namespace p99::analysis

#endif
