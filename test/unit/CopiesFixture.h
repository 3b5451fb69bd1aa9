// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// For the tests of what the checks of copies ask about code.

#ifndef P99_TEST_UNIT_COPIESFIXTURE_H
#define P99_TEST_UNIT_COPIESFIXTURE_H

#include "analysis/References.h"
#include "analysis/Unit.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"
#include <map>

class CopiesFixture : public testing::Test {
protected:
  void parse(const std::string &Code) {
    U.reset(); // It refers to the tree.
    AST = clang::tooling::buildASTFromCodeWithArgs(Code, {"-std=c++20", "-w"});
    ASSERT_FALSE(AST->getDiagnostics().hasErrorOccurred()) << Code;
    U = std::make_unique<p99::analysis::Unit>(
        p99::analysis::GlobalOptions(),
        std::shared_ptr<const p99::analysis::ApiModels>(
            std::shared_ptr<void>(), &p99::analysis::ApiModels::builtin()));
    U->bind(AST->getASTContext());
  }
  template <typename T, typename M> const T *first(const M &Matcher) {
    auto Found = clang::ast_matchers::match(Matcher.bind("n"), U->ast());
    return Found.empty() ? nullptr : Found[0].template getNodeAs<T>("n");
  }
  /// A local one, or a parameter.
  const clang::VarDecl *variable(llvm::StringRef Name) {
    using namespace clang::ast_matchers;
    return first<clang::VarDecl>(varDecl(hasName(Name), hasLocalStorage()));
  }
  /// The definition.
  const clang::FunctionDecl *function(llvm::StringRef Name) {
    using namespace clang::ast_matchers;
    return first<clang::FunctionDecl>(
        functionDecl(hasName(Name), isDefinition()));
  }

  /// Functions f0(), f1() ... with these bodies, all at once: the headers of
  /// the library take their time.
  void parseAll(std::string Code, llvm::StringRef Parameters,
                llvm::ArrayRef<std::string> Bodies) {
    for (size_t I = 0; I < Bodies.size(); ++I)
      Code += "\nvoid f" + std::to_string(I) + "(" + Parameters.str() +
              ") {\n" + Bodies[I] + "\n}";
    parse(Code);
  }
  /// What is found in the functions of parseAll, by their number.
  template <typename T, typename At>
  std::map<unsigned, std::vector<T>> byNumber(std::vector<T> All, At Where) {
    std::map<unsigned, std::vector<T>> Found;
    for (T &One : All) {
      unsigned Number = 0;
      const clang::FunctionDecl *In =
          U->references().functionAround(Where(One));
      EXPECT_FALSE(In->getName().drop_front().getAsInteger(10, Number));
      Found[Number].push_back(std::move(One));
    }
    return Found;
  }

  std::unique_ptr<clang::ASTUnit> AST;
  std::unique_ptr<p99::analysis::Unit> U;
};

#endif
