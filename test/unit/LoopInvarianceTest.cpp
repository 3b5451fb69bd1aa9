// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "LoopsFixture.h"

using namespace clang;
using namespace p99::analysis;

namespace {

using LoopInvarianceTest = LoopsTest;

//===-- isInvariant -------------------------------------------------------===//

TEST_F(LoopInvarianceTest, MutexesThatStayTheSame) {
  for (const char *Code : {
           "class C { std::mutex mu; int n; void f() { while (more()) { "
           "std::lock_guard<std::mutex> g(mu); use(mu); ++n; } } };",
           "std::mutex mu; void f() { while (more()) { mu.lock(); use(mu); "
           "mu.unlock(); } }",
           "struct S { std::mutex mu; int n; }; void f(S &s) { while (more()) "
           "{ "
           "use(s.mu); s.n = 1; } }",
           "struct S { std::mutex mu; }; void f(S *s) { while (more()) "
           "use(s->mu); }",
           "struct S { std::mutex mu; }; class C { std::unique_ptr<S> s; void "
           "f() { while (more()) use(s->mu); } };",
           "void f() { static std::mutex mu; while (more()) use(mu); }",
           "void f(std::mutex &mu) { for (int i = 0; i < 9; ++i) use(mu); }",
           "void f(std::mutex *mu) { while (more()) use(*mu); }",
           "struct S { std::mutex mu; }; void f(std::vector<S> &v) { while "
           "(more()) use(v[0].mu); }",
           "std::mutex a[4]; void f(int k) { while (more()) use(a[k]); }",
           "class C { std::mutex mu; std::mutex &m() { return mu; } void f() { "
           "while (more()) use(m()); } };",
           "std::mutex &g() { static std::mutex mu; return mu; } void f() { "
           "while (more()) use(g()); }",
           "pthread_mutex_t mu; void f() { while (more()) { "
           "pthread_mutex_lock(&mu); use(&mu); } }",
           "std::mutex mu; void f(int *b) { std::for_each(b, b, [&](int) { "
           "use(mu); }); }",
           "class C { std::mutex mu; void f(int *b) { std::for_each(b, b, "
           "[this](int) { use(mu); }); } };",
       })
    EXPECT_TRUE(invariant(Code)) << Code;
}
TEST_F(LoopInvarianceTest, MutexesThatDoNot) {
  const std::string S = "struct S { std::mutex mu; S *next; }; S *make(); "
                        "std::mutex &pick(int); ";
  for (const char *Code : {
           "std::mutex a[4]; void f() { for (int i = 0; i < 4; ++i) use(a[i]); "
           "}",
           "void f(std::vector<S> &v) { for (int i = 0; i < 4; ++i) "
           "use(v[i].mu); }",
           "void f(std::vector<S> &v) { for (S &s : v) use(s.mu); }",
           "void f(std::vector<S *> &v) { for (S *s : v) use(s->mu); }",
           "void f(std::vector<S *> &v) { for (auto &s : v) { std::mutex &m = "
           "s->mu; use(m); } }",
           "void f(S *s) { for (; s; s = s->next) use(s->mu); }",
           "void f(std::iterator<S> a, std::iterator<S> b) { for (; a != b; "
           "++a) use(a->mu); }",
           "void f(std::map<int, S> &m) { while (more()) use(m[1].mu); }",
           "void f() { while (more()) { std::mutex mu; use(mu); } }",
           "void f() { while (more()) use(make()->mu); }",
           "void f() { int i = 0; while (more()) use(pick(i)); }",
           "void f(std::vector<S> &v) { while (more()) { use(v[0].mu); "
           "v.push_back(v[1]); } }",
           "class C { std::unique_ptr<S> s; void g() { s.reset(make()); } void "
           "f() { while (more()) { use(s->mu); g(); } } };",
           "void advance(S *&); void f(S *s) { while (more()) { use(s->mu); "
           "advance(s); } }",
           "void f(S *b) { std::for_each(b, b, [](S &s) { use(s.mu); }); }",
           "class C { S *s; void f() { while (more()) { use(s->mu); s = "
           "s->next; } } };",
       })
    EXPECT_FALSE(invariant(S + Code)) << Code;
}
TEST_F(LoopInvarianceTest, ValuesThatStayTheSame) {
  for (const char *Code : {
           "void f() { while (more()) use(42); }",
           "void f() { while (more()) use(\"text\"); }",
           "void f(const std::string &s) { while (more()) use(s); }",
           "void f(std::string s) { while (more()) use(s.size()); }",
           "void f(int n) { while (more()) use(n + 1); }",
           "struct C { int n; }; void f(const C &c) { while (more()) use(c.n); "
           "}",
           "void f(std::string s) { s.append(\"\"); while (more()) "
           "use(s.size()); "
           "}",
       })
    EXPECT_TRUE(invariant(Code)) << Code;
}
TEST_F(LoopInvarianceTest, ValuesThatChange) {
  for (const char *Code : {
           "void f() { for (int i = 0; i < 4; ++i) use(i); }",
           "void f(std::string s) { while (more()) { use(s); s.append(\"x\"); "
           "} "
           "}",
           "void read(std::string &); void f(std::string s) { while (more()) { "
           "read(s); use(s); } }",
           "void read(int *); void f(int n) { while (more()) { read(&n); "
           "use(n); } }",
           "void f(int n) { while (more()) use(n++); }",
           "int next(); void f() { while (more()) use(next()); }",
           "void f(int n) { while (more()) { [&] { ++n; }(); use(n); } }",
           "void f(Other o) { while (more()) { o.mutate(); use(o.peek()); } }",
           "int n; void set() { n = 1; } void f() { while (more()) { set(); "
           "use(n); } }",
           "void f(int *p) { while (more()) use(*p); }",
           "struct C { int n; }; void f(C c) { while (more()) { c = C(); "
           "use(c.n); } }",
       })
    EXPECT_FALSE(invariant(Code)) << Code;
}
} // namespace
