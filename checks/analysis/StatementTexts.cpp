// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/StatementTexts.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace p99::analysis {

std::string verbOf(llvm::StringRef Text) {
  return Text.ltrim(" \t\r\n(\"")
      .take_while([](char C) { return llvm::isAlpha(C); })
      .upper();
}

bool opensTransaction(llvm::StringRef Text) {
  std::string All = Text.upper();
  llvm::StringRef Rest = llvm::StringRef(All).trim(" \t\r\n;");
  if (Rest == "MULTI" || Rest == "BEGIN" || Rest.starts_with("SAVEPOINT "))
    return true;
  if (!Rest.consume_front("BEGIN ") && !Rest.consume_front("START "))
    return false;
  static const llvm::StringRef Kinds[] = {"TRANSACTION", "IMMEDIATE", "WORK",
                                          "EXCLUSIVE", "DEFERRED"};
  return llvm::any_of(Kinds, [&](llvm::StringRef Kind) {
    return Rest.ltrim().starts_with(Kind);
  });
}

bool changesData(llvm::StringRef Text) {
  static const llvm::StringRef Verbs[] = {"INSERT",  "UPDATE", "DELETE",
                                          "REPLACE", "UPSERT", "MERGE"};
  std::string Verb = verbOf(Text), All = Text.upper();
  if (!llvm::is_contained(Verbs, Verb))
    return false;
  llvm::StringRef Upper = All;
  return Text.contains(Verb) || Upper.contains(" INTO ") ||
         Upper.contains(" FROM ") || Upper.contains(" SET ");
}

static bool hasAny(llvm::StringRef Name,
                   llvm::ArrayRef<llvm::StringRef> Words) {
  std::string Lower = Name.lower();
  return llvm::any_of(Words, [&](llvm::StringRef Word) {
    return llvm::StringRef(Lower).contains(Word);
  });
}

bool namesTransaction(llvm::StringRef Name) {
  return hasAny(Name, {"transaction", "txn", "savepoint"}) ||
         Name.equals_insensitive("multi");
}

bool namesBatch(llvm::StringRef Name) {
  return hasAny(Name, {"pipeline", "batch", "bulk"});
}

} // namespace p99::analysis
