// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "core/FixTemplate.h"
#include "analysis/Expressions.h"
#include "core/FixBuilder.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace p99::analysis;

namespace p99 {

/// Whether writing the expression a second time has no effect of its own:
/// names, members, subscripts and what only looks through a smart pointer.
static bool isRepeatable(const Expr *E, const ASTContext &Context) {
  const Expr *Bare = strip(E);
  if (!placeOf(Bare))
    return false;
  if (!E->HasSideEffects(Context))
    return true;
  // The calls that strip() sees through count as effects for Clang.
  E = E->IgnoreParenImpCasts();
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E))
    return llvm::all_of(
               llvm::drop_begin(Operator->arguments()),
               [&](const Expr *A) { return !A->HasSideEffects(Context); }) &&
           isRepeatable(Operator->getArg(0), Context);
  if (const auto *Method = dyn_cast<CXXMemberCallExpr>(E))
    return Method->getNumArgs() == 0 &&
           isRepeatable(Method->getImplicitObjectArgument(), Context);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return isRepeatable(Unary->getSubExpr(), Context);
  return false;
}

FixTemplate &FixTemplate::call(const Expr *C) {
  Call = C;
  return *this;
}

FixTemplate &FixTemplate::handle(const Expr *E) {
  Handle.clear();
  Arrow = false;
  if (!isRepeatable(E, Context))
    return *this;
  const Expr *Written = E->IgnoreParenImpCasts();
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Written);
      Operator && Operator->getOperator() == OO_Arrow) {
    Arrow = true;
    Written = Operator->getArg(0);
  } else if (Written->getType()->isPointerType()) {
    Arrow = true;
  }
  Handle = FixBuilder(Context).textOf(Written);
  return *this;
}

FixTemplate &FixTemplate::handle(const ValueDecl *Variable) {
  Handle = Variable->getNameAsString();
  Arrow = Variable->getType()->isPointerType();
  return *this;
}

FixTemplate &FixTemplate::callable(std::string Text) {
  Callable = std::move(Text);
  return *this;
}

FixTemplate &FixTemplate::pool(std::string Text, bool IsPointer) {
  Pool = std::move(Text);
  PoolArrow = IsPointer;
  return *this;
}

std::optional<std::string>
FixTemplate::value(llvm::StringRef Placeholder) const {
  FixBuilder Source(Context);
  auto Number = [](uint64_t N) { return std::to_string(N); };
  bool Cpp = Context.getLangOpts().CPlusPlus;
  auto Structure = [&](llvm::StringRef Type, unsigned Fraction) {
    std::string Fields =
        "{" + Number(TimeoutMs / 1000) + ", " + Number(Fraction) + "}";
    return (Cpp ? Type.str() : ("(struct " + Type + ")").str()) + Fields;
  };
  if (Placeholder == "handle")
    return Handle.empty() ? std::nullopt : std::optional(Handle);
  if (Placeholder == "callable")
    return Callable.empty() ? std::nullopt : std::optional(Callable);
  if (Placeholder == "pool")
    return Pool.empty() ? std::nullopt : std::optional(Pool);
  if (Placeholder == "timeout_ms")
    return Number(TimeoutMs);
  if (Placeholder == "timeout_s")
    return Number((uint64_t(TimeoutMs) + 999) / 1000);
  if (Placeholder == "chrono")
    return "std::chrono::milliseconds(" + Number(TimeoutMs) + ")";
  if (Placeholder == "timeval")
    return Structure("timeval", TimeoutMs % 1000 * 1000);
  if (Placeholder == "timespec")
    return Structure("timespec", TimeoutMs % 1000 * 1000000);
  if (!Call)
    return std::nullopt;
  auto Argument = [&](const Expr *A) -> std::optional<std::string> {
    std::string Text = Source.textOf(A);
    return Text.empty() ? std::nullopt : std::optional(Text);
  };
  if (Placeholder == "args") {
    std::vector<std::string> Texts;
    for (unsigned I = 0; const Expr *A = argument(Call, I); ++I) {
      if (isa<CXXDefaultArgExpr>(A))
        break;
      std::optional<std::string> Text = Argument(A);
      if (!Text)
        return std::nullopt;
      Texts.push_back(*Text);
    }
    return llvm::join(Texts, ", ");
  }
  unsigned N;
  if (Placeholder.consume_front("arg") && !Placeholder.getAsInteger(10, N))
    if (const Expr *A = argument(Call, N - 1); A && !isa<CXXDefaultArgExpr>(A))
      return Argument(A);
  return std::nullopt;
}

std::optional<std::string>
FixTemplate::fill(const analysis::FixText &Template) const {
  std::string Out;
  llvm::StringRef Text = Template.Text;
  if (Text.empty())
    return std::nullopt;
  while (!Text.empty()) {
    if (Text.starts_with("{{") || Text.starts_with("}}")) {
      Out += Text.front();
      Text = Text.drop_front(2);
      continue;
    }
    llvm::StringRef Word = analysis::FixText::placeholderAt(Text);
    if (Word.empty()) {
      Out += Text.front();
      Text = Text.drop_front();
      continue;
    }
    std::optional<std::string> Value = value(Word);
    if (!Value)
      return std::nullopt;
    Text = Text.drop_front(Word.size() + 2);
    bool IsPointer =
        (Word == "handle" && Arrow) || (Word == "pool" && PoolArrow);
    bool Member = IsPointer && Text.consume_front(".");
    if (Word == "pool" && IsPointer && !Member)
      Out += "*";
    Out += *Value;
    if (Member)
      Out += "->";
  }
  return Out;
}

} // namespace p99
