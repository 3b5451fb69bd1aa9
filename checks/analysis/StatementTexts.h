// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the texts of SQL and Redis, and the names of functions beside them, say
// of a statement.

#ifndef P99_ANALYSIS_STATEMENTTEXTS_H
#define P99_ANALYSIS_STATEMENTTEXTS_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace p99::analysis {

/// The first word of a statement, in capitals.
std::string verbOf(llvm::StringRef Text);

/// "BEGIN", "start transaction"; not "Begin to sync", which is a log's.
bool opensTransaction(llvm::StringRef Text);

/// "INSERT INTO", "delete from"; not "Update failed".
bool changesData(llvm::StringRef Text);

/// transaction, beginTransaction, TxnGuard.
bool namesTransaction(llvm::StringRef Name);

/// pipeline, WriteBatch, bulk_insert.
bool namesBatch(llvm::StringRef Name);

} // namespace p99::analysis

#endif
