// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clients that are generated from the user's own interfaces have the user's
// names; what tells them is a type of the library that they are given.

#ifndef P99_ANALYSIS_CLIENTSTUBS_H
#define P99_ANALYSIS_CLIENTSTUBS_H

#include "analysis/ApiModels.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace p99::analysis {

class Unit;

/// The model of the type that a call is given a pointer to and that says `how`
/// of it; nullptr if the call comes back before its answer is there, or is of a
/// method whose body says more:
///   stub->GetOrder(&context, request, &response)
const Model *modelOfStub(const clang::Expr *Call, Unit &U,
                         llvm::function_ref<bool(const Model &)> How);

/// The model of the type that the object of the call is made of, if its class
/// has a method for the answer beside the one that is called:
///   OrdersClient(shared_ptr<TProtocol>); get(); recv_get();
const Model *modelOfClient(const clang::Expr *Call, Unit &U);

} // namespace p99::analysis

#endif
