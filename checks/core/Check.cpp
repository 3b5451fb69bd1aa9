// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "core/Check.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "clang-tidy/utils/OptionsUtils.h"
#include "core/FixBuilder.h"
#include "core/UnitPool.h"

namespace p99 {

llvm::StringRef toString(Family F) {
  switch (F) {
  case Family::Locks:
    return "locks";
  case Family::Threads:
    return "threads";
  case Family::Timeouts:
    return "timeouts";
  case Family::Cleanup:
    return "cleanup";
  case Family::Copies:
    return "copies";
  case Family::Memory:
    return "memory";
  }
  llvm_unreachable("all families handled");
}

llvm::StringRef toString(FixKind K) {
  switch (K) {
  case FixKind::None:
    return "none";
  case FixKind::Suggested:
    return "suggested";
  case FixKind::Safe:
    return "safe";
  }
  llvm_unreachable("all fix kinds handled");
}

llvm::StringRef toString(Severity S) {
  return S == Severity::Warning ? "warning" : "remark";
}

OptionBase::OptionBase(Check &Owner, llvm::StringLiteral Name,
                       llvm::StringLiteral Doc)
    : Name(Name), Doc(Doc) {
  Owner.Declared.push_back(this);
}

Check::Check(const CheckContext &Context)
    : ClangTidyCheck(Context.Name, Context.Tidy), Tidy(*Context.Tidy) {
  auto Global = [this](llvm::StringRef Name) {
    return Options.getLocalOrGlobal(Name, "").str();
  };
  auto List = [&](llvm::StringRef Name) {
    std::vector<std::string> Items;
    std::string Text = Global(Name);
    for (llvm::StringRef Item :
         clang::tidy::utils::options::parseStringList(Text))
      Items.push_back(Item.str());
    return Items;
  };
  auto [Unit, Problems] = Context.Units->unitOf(Context.Tidy, [&] {
    return analysis::GlobalOptions{List("P99Models"), Global("P99Profile"),
                                   List("P99HotFunctions")};
  });
  Shared = std::move(Unit);
  // Only the check that made the unit is told, so that a mistake is reported
  // once.
  for (const std::string &Problem : Problems)
    configurationDiag("%0", clang::DiagnosticIDs::Error) << Problem;
}

Check::~Check() = default;

void Check::storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Into) {
  for (const OptionBase *O : Declared)
    O->store(Options, Into);
}

std::vector<OptionInfo> Check::options() const {
  std::vector<OptionInfo> Infos;
  Infos.reserve(Declared.size());
  for (const OptionBase *O : Declared)
    Infos.push_back(O->info());
  return Infos;
}

analysis::Unit &Check::unit(clang::ASTContext &Context) {
  Shared->bind(Context);
  return *Shared;
}

analysis::Unit &
Check::unit(const clang::ast_matchers::MatchFinder::MatchResult &R) {
  return unit(*R.Context);
}

bool Check::isCheckEnabled(llvm::StringRef CheckName) const {
  return Tidy.isCheckEnabled(CheckName);
}

void Check::suggest(clang::SourceLocation Where, llvm::StringRef Message,
                    FixBuilder &Fix) {
  auto Edits = Fix.take();
  clang::DiagnosticBuilder Note = diag(Where, "%0", clang::DiagnosticIDs::Note);
  Note << Message;
  for (const clang::FixItHint &Edit : Edits)
    Note << Edit;
}

} // namespace p99
