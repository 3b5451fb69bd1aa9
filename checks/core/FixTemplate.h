// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fills the placeholders of a model's fix text with the source text of a call.

#ifndef P99_CORE_FIXTEMPLATE_H
#define P99_CORE_FIXTEMPLATE_H

#include "analysis/ApiModels.h"
#include "clang/AST/ASTContext.h"
#include <optional>
#include <string>

namespace p99 {

class FixTemplate {
public:
  FixTemplate(const clang::ASTContext &Context, unsigned TimeoutMs)
      : Context(Context), TimeoutMs(TimeoutMs) {}

  /// The arguments of this call or construction become {arg1}.. and {args}.
  FixTemplate &call(const clang::Expr *Call);
  /// {handle}; `{handle}.f()` becomes `p->f()` where the code writes an arrow.
  FixTemplate &handle(const clang::Expr *Handle);
  /// {handle} as the variable of that declaration.
  FixTemplate &handle(const clang::ValueDecl *Variable);
  /// {callable}: what a pool is to run.
  FixTemplate &callable(std::string Text);
  /// {pool}: the expression for it. `{pool}.f()` becomes `p->f()` if it is a
  /// pointer, and `{pool}` alone `*p`.
  FixTemplate &pool(std::string Text, bool IsPointer);

  /// The text, or nullopt if a placeholder has nothing to stand for: code that
  /// a macro spells, or that would run twice.
  std::optional<std::string> fill(const analysis::FixText &Text) const;

private:
  std::optional<std::string> value(llvm::StringRef Placeholder) const;

  const clang::ASTContext &Context;
  unsigned TimeoutMs;
  const clang::Expr *Call = nullptr;
  std::string Handle, Callable, Pool;
  bool Arrow = false, PoolArrow = false;
};

} // namespace p99

#endif
