// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Devices.h"
#include "analysis/Expressions.h"
#include "analysis/Within.h"
#include "analysis/Words.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace p99::analysis {

static bool beginsAsDevice(const Stmt *S) {
  const auto *Text = dyn_cast_or_null<clang::StringLiteral>(S);
  return Text && Text->getCharByteWidth() == 1 &&
         (Text->getString().starts_with("/dev/") ||
          Text->getString().starts_with("/proc/") ||
          Text->getString().starts_with("/sys/"));
}

bool isDevice(const Expr *Path, const References &Refs) {
  if (anyWithin(Path, beginsAsDevice))
    return true;
  const auto *Made =
      dyn_cast_or_null<VarDecl>(Path ? placeOf(strip(Path)) : nullptr);
  if (!Made || !Made->hasLocalStorage())
    return false;
  return llvm::any_of(Refs.valuesOf(Made),
                      [](const Expr *Value) {
                        return anyWithin(Value, beginsAsDevice);
                      }) ||
         llvm::any_of(Refs.usesOf(Made), [&](const Expr *Use) {
           const auto *Call =
               dyn_cast_or_null<CallExpr>(parentPastCasts(Use, Refs));
           return Call && nameOf(calleeOf(Call)).ends_with("printf") &&
                  anyWithin(Call, beginsAsDevice);
         });
}

bool isOfDevice(const ValueDecl *Handle, const References &Refs) {
  return Handle && llvm::any_of(Refs.valuesOf(Handle), [&](const Expr *Value) {
           const Expr *Made = strip(Value);
           return isa<CallExpr, CXXConstructExpr>(Made) &&
                  isDevice(argument(Made, 0), Refs);
         });
}

bool accessesRegisters(const FunctionDecl *F, const References &Refs) {
  static const llvm::StringRef Known[] = {"poke", "spi", "i2c", "mmio"};
  auto Says = [](llvm::StringRef Word) {
    return llvm::is_contained(Known, Word.rtrim("0123456789")); // poke8
  };
  return F && llvm::any_of(Refs.callsIn(F), [&](const Expr *Call) {
           return llvm::any_of(wordsOf(calleeOf(Call)), Says);
         });
}

} // namespace p99::analysis
