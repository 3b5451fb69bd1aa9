// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The base of every check: a clang-tidy check that shares the facts of its
// translation unit with the others and owns its options.

#ifndef P99_CORE_CHECK_H
#define P99_CORE_CHECK_H

#include "analysis/Unit.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "core/CheckInfo.h"
#include <string>
#include <vector>

namespace p99 {

class Check;
class FixBuilder;
template <typename T> class Option;

/// What a page or an error message says of one option.
struct OptionInfo {
  llvm::StringRef Name;
  std::string Default;
  llvm::StringRef Doc;
};

class OptionBase {
public:
  OptionBase(Check &Owner, llvm::StringLiteral Name, llvm::StringLiteral Doc);
  // The owner keeps a pointer to its options, so they stay where they are.
  OptionBase(const OptionBase &) = delete;
  OptionBase &operator=(const OptionBase &) = delete;

  llvm::StringLiteral name() const { return Name; }
  OptionInfo info() const { return {Name, defaultText(), Doc}; }

private:
  friend Check;
  virtual void store(const clang::tidy::ClangTidyCheck::OptionsView &Options,
                     clang::tidy::ClangTidyOptions::OptionMap &Into) const = 0;
  virtual std::string defaultText() const = 0;

  llvm::StringLiteral Name;
  llvm::StringLiteral Doc;

protected:
  ~OptionBase() = default;
};

/// Hands every check of one translation unit the same analysis::Unit.
class UnitPool;

/// How a check is made: clang-tidy's own arguments and the pool of its module.
struct CheckContext {
  llvm::StringRef Name;
  clang::tidy::ClangTidyContext *Tidy;
  UnitPool *Units;
};

class Check : public clang::tidy::ClangTidyCheck {
public:
  explicit Check(const CheckContext &Context);
  ~Check() override;

  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Into) final;
  std::vector<OptionInfo> options() const;

protected:
  /// The facts of the unit that `Result` comes from.
  analysis::Unit &unit(const clang::ast_matchers::MatchFinder::MatchResult &R);
  analysis::Unit &unit(clang::ASTContext &Context);
  /// Whether another check runs on this file too, such as one of clang-tidy's
  /// own that says the same. By the `Checks` that are configured: the driver
  /// leaves to clang-tidy what clang-tidy is asked for.
  bool isCheckEnabled(llvm::StringRef CheckName) const;
  /// Attaches `Fix` to a note that says what to judge before applying it. A
  /// fix that cannot be made whole leaves the note without one.
  void suggest(clang::SourceLocation Where, llvm::StringRef Message,
               FixBuilder &Fix);

private:
  friend OptionBase;
  template <typename T> friend class Option;

  const clang::tidy::ClangTidyContext &Tidy;
  std::vector<const OptionBase *> Declared;
  std::shared_ptr<analysis::Unit> Shared;
};

} // namespace p99

#endif
