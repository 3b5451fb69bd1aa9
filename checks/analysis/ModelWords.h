// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The words of model files that stand for a value of an enumeration.

#ifndef P99_ANALYSIS_MODELWORDS_H
#define P99_ANALYSIS_MODELWORDS_H

#include "analysis/ApiModels.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ErrorHandling.h"

namespace p99::analysis {

/// `callable: 2` or `callable: last`.
struct CallableNumber {
  unsigned Value = 0;
  bool operator==(const CallableNumber &) const = default;
};

/// Passed through yaml::Input: owns the text of the last scalar's mistake,
/// which the traits can only hand over by reference.
struct Reading {
  std::string Mistake;
};

inline const std::pair<llvm::StringRef, BlockKind> BlockKinds[] = {
    {"peer", BlockKind::Peer},       {"reply", BlockKind::Reply},
    {"events", BlockKind::Events},   {"thread", BlockKind::Thread},
    {"process", BlockKind::Process}, {"disk", BlockKind::Disk},
    {"file", BlockKind::File},       {"dns", BlockKind::Dns},
    {"lock", BlockKind::Lock},       {"sleep", BlockKind::Sleep},
    {"log", BlockKind::Log},
};

inline const std::pair<llvm::StringRef, Unlimited> UnlimitedValues[] = {
    {"never", Unlimited::Never},
    {"zero", Unlimited::Zero},
    {"negative", Unlimited::Negative},
    {"null-pointer", Unlimited::Null},
    {"omitted", Unlimited::Omitted},
    {"zero-or-negative", Unlimited::ZeroOrNegative},
};

inline const std::pair<llvm::StringRef, LockTag> LockTags[] = {
    {"defer", LockTag::Defer},
    {"adopt", LockTag::Adopt},
    {"try", LockTag::Try},
};

inline const std::pair<llvm::StringRef, SetUpCost> SetUpCosts[] = {
    {"small", SetUpCost::Small},
    {"large", SetUpCost::Large},
    {"peer", SetUpCost::Peer},
};

inline const std::pair<llvm::StringRef, TextForm> TextForms[] = {
    {"finished", TextForm::Finished},
    {"braces", TextForm::Braces},
    {"printf", TextForm::Printf},
};

inline const std::pair<llvm::StringRef, LogLevel> LogLevels[] = {
    {"named", LogLevel::Named},
    {"debug", LogLevel::Debug},
    {"info", LogLevel::Info},
};

template <typename T, size_t N>
llvm::StringRef readWord(const std::pair<llvm::StringRef, T> (&Table)[N],
                         llvm::StringRef Word, void *Context, T &Value) {
  std::vector<llvm::StringRef> Known;
  for (const auto &[Spelling, Meaning] : Table) {
    if (Spelling == Word) {
      Value = Meaning;
      return {};
    }
    Known.push_back(Spelling);
  }
  std::string &Mistake = static_cast<Reading *>(Context)->Mistake;
  Mistake =
      ("unknown word '" + Word + "'; write one of " + llvm::join(Known, ", "))
          .str();
  return Mistake;
}

template <typename T, size_t N>
llvm::StringRef spelling(const std::pair<llvm::StringRef, T> (&Table)[N],
                         T Value) {
  for (const auto &[Spelling, Meaning] : Table)
    if (Meaning == Value)
      return Spelling;
  llvm_unreachable("every value has a spelling");
}

} // namespace p99::analysis

#endif
