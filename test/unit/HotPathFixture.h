// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A unit with a library of made-up servers, for the tests of HotPath.

#ifndef P99_TEST_UNIT_HOTPATHFIXTURE_H
#define P99_TEST_UNIT_HOTPATHFIXTURE_H

#include "analysis/HotPath.h"
#include "analysis/References.h"
#include "analysis/Unit.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"

namespace p99::analysis {

inline constexpr char HotLibrary[] = R"(
namespace std {
template <class T> class function;
template <class R, class... A> class function<R(A...)> {
public:
  function(); template <class F> function(F f); R operator()(A...) const;
};
template <class T> struct shared_ptr { T *operator->() const; T &operator*() const; };
struct thread { template <class F, class... A> explicit thread(F &&, A &&...); void detach(); };
template <class T, class... A> shared_ptr<T> make_shared(A &&...);
template <class I, class F> F for_each(I, I, F);
}
struct QObject;
namespace web {
struct Request { int size(); };
struct Response {};
struct Server { Server &Get(const char *, std::function<void(const Request &, Response &)>); };
struct Handler { virtual ~Handler(); virtual void handle(Response &) = 0; };
struct Callbacks { std::function<void(int)> on_message; };
struct Context {};
struct Service { virtual int Order(Context *, const int *, int *); };
struct Socket { void readyRead(); void closed(); void bytes(int); };
void connect(Socket *, void (Socket::*)(), std::function<void()>, int = 0);
void connect(Socket *, const char *, QObject *, const char *);
template <class F> void once(int &, F &&);
struct Rule { template <class F> void operator()(F &&); };
}
const char *qFlagLocation(const char *);
int accept(int, void *, void *);
int poll(void *, unsigned long, int);
[[noreturn]] void abort();
[[noreturn]] void exit(int);
void leaf();
)";

inline constexpr char HotModels[] = R"yaml(
library: web
models:
  - names: [web::Server::Get]
    entry-point: {callable: last, how: handles a request of web}
  - names: [web::Handler::handle]
    entry-point: {how: handles a request of web}
  - names: [web::Callbacks::on_message]
    entry-point: {how: runs for each message of web}
  - names: [web::Context]
    entry-point: {how: is given a context of web}
  - names: [web::Request]
    entry-point: {}
  - names: [web::once]
    cold: true
  - names: [web::connect]
    entry-point:
      callable: last
      how: runs when data arrives
      when: [{argument: 2, is: ["web::Socket::readyRead", "2readyRead()"], prefix: true}]
)yaml";

class HotPathTest : public testing::Test {
protected:
  void parse(llvm::StringRef Code, std::vector<std::string> Patterns = {},
             llvm::StringRef File = "input.cc", llvm::StringRef Samples = "") {
    Profiles = {{"/orders.folded", Samples.str()}};
    AST = clang::tooling::buildASTFromCodeWithArgs(
        (HotLibrary + ("\n# 1 \"" + File + "\"\n" + Code)).str(),
        {"-std=c++20", "-w"}, File, "clang-tool",
        std::make_shared<clang::PCHContainerOperations>(),
        clang::tooling::getClangStripDependencyFileAdjuster(), Profiles);
    GlobalOptions Options;
    if (!Samples.empty())
      Options.Profile = "/orders.folded";
    Options.HotFunctions = std::move(Patterns);
    llvm::vfs::InMemoryFileSystem Files;
    Files.addFile("/models.yaml", 0,
                  llvm::MemoryBuffer::getMemBuffer(HotModels));
    auto Loaded = ApiModels::load({"/models.yaml"}, "/input.cc", Files);
    if (!Loaded)
      llvm::report_fatal_error(Loaded.takeError());
    U = std::make_unique<Unit>(Options, *Loaded);
    U->bind(AST->getASTContext());
  }
  const clang::FunctionDecl *function(llvm::StringRef Name) {
    using namespace clang::ast_matchers;
    auto Found =
        match(functionDecl(hasName(Name), unless(isImplicit())).bind("n"),
              AST->getASTContext());
    return Found.empty() ? nullptr
                         : Found[0].getNodeAs<clang::FunctionDecl>("n");
  }
  /// The call of leaf().
  const clang::Expr *leaf() {
    auto Calls = U->references().callsOf(function("leaf"));
    return Calls.empty() ? nullptr : Calls.front();
  }
  static std::string print(const HotReasons &Reasons) {
    std::string Text;
    for (const HotReason &Reason : Reasons)
      Text += (Text.empty() ? "" : "; ") + Reason.Text;
    return Text;
  }
  /// Of a function by its name.
  std::string why(llvm::StringRef Code, llvm::StringRef Name,
                  std::vector<std::string> Patterns = {}) {
    parse(Code, std::move(Patterns));
    EXPECT_NE(function(Name), nullptr);
    return print(U->hotPath().why(function(Name)).Reasons);
  }
  /// Of the call of leaf().
  std::string whyLeaf(llvm::StringRef Code) {
    parse(Code);
    return print(U->hotPath().why(leaf()).Reasons);
  }
  bool isColdLeaf(llvm::StringRef Code) {
    parse(Code);
    return U->hotPath().isColdCode(leaf());
  }

  // The compiler keeps their text by reference.
  clang::tooling::FileContentMappings Profiles;
  std::unique_ptr<clang::ASTUnit> AST;
  std::unique_ptr<Unit> U;
};

} // namespace p99::analysis

#endif
