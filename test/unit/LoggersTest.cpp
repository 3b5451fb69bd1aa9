// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Loggers.h"
#include "LoopsFixture.h"

using namespace clang;
using namespace p99::analysis;

namespace {

class LoggersTest : public LoopsTest {
protected:
  /// Of the call of `say`.
  std::optional<Loggers::Facts> factsOf(llvm::StringRef Code) {
    parse("enum Level { Trace, Debug, Info, Warning, Off }; extern Level "
          "MinLevel; void put(const char *); bool enabled(Level); " +
          Code.str());
    return Loggers(*U).of(callOf("logSay"));
  }
  bool isGuarded(llvm::StringRef Code) {
    parse("bool enabled(int); bool other(int); " + Code.str());
    return Loggers(*U).isGuarded(callOf("leaf"));
  }
};

TEST_F(LoggersTest, ALookAtTheLevelMakesALogger) {
  for (const char *Code : {
           "void logSay(Level l, const char *t) { if (l < MinLevel) return; "
           "put(t); } void f() { logSay(Debug, \"\"); }",
           "void logSay(Level l, const char *t) { if (l >= MinLevel) { put(t); "
           "} } void f() { logSay(Trace, \"\"); }",
           "void logSay(const char *t) { if (!enabled(Debug)) return; put(t); "
           "} void f() { logSay(\"\"); }",
           "template <class... A> void logSay(Level l, A &&...a) { if (l < "
           "MinLevel) return; (put(a), ...); } void f() { logSay(Debug, \"\"); "
           "}",
           "void log(Level l, const char *t) { if (l < MinLevel) return; "
           "put(t); } void logSay(const char *t) { log(Debug, t); } void f() { "
           "logSay(\"\"); }",
       }) {
    std::optional<Loggers::Facts> Found = factsOf(Code);
    ASSERT_TRUE(Found) << Code;
    EXPECT_EQ(Found->Says.Level, LogLevel::Debug) << Code;
    EXPECT_TRUE(Found->Check) << Code;
  }
}

TEST_F(LoggersTest, AtAnotherLevelItIsNone) {
  EXPECT_EQ(factsOf("void logSay(Level l, const char *t) { if (l < MinLevel) "
                    "return; put(t); } void f() { logSay(Info, \"\"); }")
                ->Says.Level,
            LogLevel::Info);
  for (const char *Code : {
           "void logSay(Level l, const char *t) { if (l < MinLevel) return; "
           "put(t); } void f() { logSay(Warning, \"\"); }",
           "void logSay(Level l, const char *t) { if (l < MinLevel) return; "
           "put(t); } void f(Level l) { logSay(l, \"\"); }",
           "void logSay(Level l, const char *t) { put(t); } void f() { "
           "logSay(Debug, \"\"); }",
           "void logSay(Level l, const char *t) { put(t); if (l < MinLevel) "
           "return; } void f() { logSay(Debug, \"\"); }",
           "void logSay(Level l, const char *t); void f() { logSay(Debug, "
           "\"\"); }",
           "void logSay(Level l, const char *t) { if (!t) return; put(t); } "
           "void f() { logSay(Debug, \"\"); }",
       })
    EXPECT_FALSE(factsOf(Code)) << Code;
}

TEST_F(LoggersTest, WhatRunsOnlyIfTheLevelIsOn) {
  for (const char *Code : {
           "void f() { if (enabled(1)) leaf(); }",
           "void f(int a) { if (enabled(1) && a) { if (a > 1) leaf(); } }",
           "void f() { if (!enabled(1)) return; leaf(); }",
           "void f() { enabled(1) ? leaf() : void(); }",
           "void f() { enabled(1) && (leaf(), true); }",
           "void g() { leaf(); } void f() { if (enabled(1)) g(); }",
       })
    EXPECT_TRUE(isGuarded(Code)) << Code;
  for (const char *Code : {
           "void f() { leaf(); }",
           "void f() { if (other(1)) leaf(); }",
           "void f() { if (enabled(1)) other(1); leaf(); }",
           "void f() { leaf(); if (!enabled(1)) return; }",
           "void g() { leaf(); } void f() { if (enabled(1)) g(); g(); }",
       })
    EXPECT_FALSE(isGuarded(Code)) << Code;
}

} // namespace
