// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/FrameNames.h"
#include "analysis/FrameTypes.h"
#include "gtest/gtest.h"

using namespace p99::analysis;

namespace {

std::string keyOf(llvm::StringRef Frame) { return parseFrame(Frame).Key; }

using Types = FrameName::Types;

TEST(FrameNames, PlainNamesStay) {
  EXPECT_EQ(keyOf("main"), "main");
  EXPECT_EQ(keyOf("asm_exc_page_fault"), "asm_exc_page_fault");
  EXPECT_EQ(keyOf("shop::Sell::handle"), "shop::Sell::handle");
  EXPECT_EQ(parseFrame("shop::serve").Parameters, std::nullopt);
}

TEST(FrameNames, MangledNames) {
  FrameName Name = parseFrame("_ZN4shop5serveEi");
  EXPECT_EQ(Name.Key, "shop::serve");
  EXPECT_EQ(Name.Parameters, Types{"int"});
  EXPECT_EQ(keyOf("__ZN4shop5serveEi"), "shop::serve"); // Mach-O
  EXPECT_EQ(keyOf("_ZN4shop5serveEi.constprop.0"), "shop::serve");
  EXPECT_EQ(keyOf("_ZN4shop5serveEi.isra.0.cold"), "shop::serve");
  EXPECT_EQ(keyOf("_ZN4shop5serveEv.llvm.123456789"), "shop::serve");
  // Both constructors, all destructors.
  EXPECT_EQ(parseFrame("_ZN4shop4SellC1Ei"), parseFrame("_ZN4shop4SellC2Ei"));
  EXPECT_EQ(keyOf("_ZN4shop4SellC1Ei"), "shop::Sell::Sell");
  EXPECT_EQ(keyOf("_ZN4shop4SellD0Ev"), "shop::Sell::~Sell");
  EXPECT_EQ(keyOf("_Znotmangled"), "_Znotmangled");
}

TEST(FrameNames, ParametersAndReturnTypes) {
  EXPECT_EQ(keyOf("shop::serve(int, char const*)"), "shop::serve");
  EXPECT_EQ(keyOf("void shop::serve<int>(int)"), "shop::serve");
  EXPECT_EQ(keyOf("unsigned long shop::serve<int, 3>"), "shop::serve");
  EXPECT_EQ(keyOf("std::enable_if<((1)>(2)), int>::type shop::f<int>(int)"),
            "shop::f");
  EXPECT_EQ(keyOf("decltype(auto) shop::f<int>(int)"), "shop::f");
  EXPECT_EQ(keyOf("decltype ((a->b)(c)) shop::f<int>(int)"), "shop::f");
  EXPECT_EQ(keyOf("void (*shop::handler(int))(char)"), "shop::handler");
  EXPECT_EQ(keyOf("shop::Cart::size() const"), "shop::Cart::size");
  EXPECT_EQ(keyOf("shop::Cart::take() &&"), "shop::Cart::take");
  EXPECT_EQ(keyOf("shop::f<int>(int) requires C<int>"), "shop::f");
  EXPECT_EQ(keyOf("non-virtual thunk to shop::Sell::handle(int)"),
            "shop::Sell::handle");
  EXPECT_EQ(keyOf("shop::name[abi:cxx11](int)"), "shop::name");
}

TEST(FrameNames, Namespaces) {
  EXPECT_EQ(keyOf("shop::(anonymous namespace)::f(int)"), "shop::f");
  EXPECT_EQ(keyOf("(anonymous namespace)::f(int)"), "f");
  EXPECT_EQ(keyOf("_ZN12_GLOBAL__N_11fEv"), "f");
  EXPECT_EQ(keyOf("std::__1::vector<int>::push_back(int&&)"),
            "std::vector::push_back");
  EXPECT_EQ(keyOf("std::__cxx11::basic_string<char>::append(char const*)"),
            "std::basic_string::append");
}

TEST(FrameNames, Operators) {
  EXPECT_EQ(keyOf("shop::F::operator()(int) const"), "shop::F::operator()");
  EXPECT_EQ(keyOf("shop::F::operator()<int>(int)"), "shop::F::operator()");
  EXPECT_EQ(keyOf("bool shop::operator< <int>(int, int)"), "shop::operator<");
  EXPECT_EQ(keyOf("shop::operator<<(std::ostream&, int)"), "shop::operator<<");
  EXPECT_EQ(keyOf("shop::operator<=>(int, int)"), "shop::operator<=>");
  EXPECT_EQ(keyOf("shop::P::operator->() const"), "shop::P::operator->");
  EXPECT_EQ(keyOf("shop::V::operator[](int)"), "shop::V::operator[]");
  EXPECT_EQ(keyOf("shop::S::operator bool() const"), "shop::S::operator bool");
  EXPECT_EQ(keyOf("shop::S::operator std::__cxx11::basic_string<char>()"),
            "shop::S::operator std::basic_string");
  EXPECT_EQ(keyOf("shop::S::operator unsigned long() const"),
            "shop::S::operator unsigned long");
  EXPECT_EQ(keyOf("operator new(unsigned long)"), "operator new");
  EXPECT_EQ(keyOf("operator delete[](void*)"), "operator delete[]");
  EXPECT_EQ(keyOf("operator\"\" _km(long double)"), "operator\"\"_km");
  EXPECT_EQ(keyOf("shop::operators(int)"), "shop::operators");
}

TEST(FrameNames, LambdasOfGnu) {
  FrameName Name = parseFrame(
      "shop::Sell::handle(int)::{lambda(char, int)#2}::operator()(char, int) "
      "const [clone .isra.0]");
  EXPECT_EQ(Name.Key, "shop::Sell::handle::{lambda}");
  EXPECT_EQ(Name.Ordinal, 2u);
  EXPECT_EQ(Name.Parameters, (Types{"char", "int"}));
  EXPECT_EQ(Name.Around, Types{"int"});
  EXPECT_EQ(keyOf("f()::{lambda()#1}::operator()() const::{lambda()#3}::"
                  "operator()() const"),
            "f::{lambda}::{lambda}");
  EXPECT_EQ(keyOf("f() const::{lambda()#1}::_FUN()"), "f::{lambda}");
  EXPECT_EQ(keyOf("auto f()::{lambda(auto:1)#1}::operator()<int>(int) const"),
            "f::{lambda}");
}

TEST(FrameNames, LambdasOfLlvm) {
  // f()::'lambda'(int), f()::'lambda0'(int), f()::$_0
  FrameName First = parseFrame("_ZZ1fvENKUliE_clEi");
  EXPECT_EQ(First.Key, "f::{lambda}");
  EXPECT_EQ(First.Ordinal, 1u);
  EXPECT_EQ(First.Parameters, Types{"int"});
  EXPECT_EQ(First.Around, Types{});
  EXPECT_EQ(parseFrame("_ZZ1fvENKUliE0_clEi").Ordinal, 2u);
  FrameName Clang = parseFrame("_ZZ1fvENK3$_7clEi");
  EXPECT_EQ(Clang.Key, "f::{lambda}");
  EXPECT_EQ(Clang.Ordinal, 0u);
  EXPECT_EQ(Clang.Parameters, Types{"int"});
  EXPECT_EQ(keyOf("shop::$_0::operator()() const"), "shop::{lambda}");
  EXPECT_EQ(keyOf("f()::$_0::__invoke(int)"), "f::{lambda}");
}

TEST(FrameNames, ThoseThatRunALambda) {
  FrameName Name =
      parseFrame("void std::sort<int*, shop::serve(int)::{lambda(int, int)#4}>("
                 "int*, int*, shop::serve(int)::{lambda(int, int)#4})");
  EXPECT_EQ(Name.Key, "std::sort");
  ASSERT_EQ(Name.Carried.size(), 1u);
  EXPECT_EQ(Name.Carried[0].Key, "shop::serve::{lambda}");
  EXPECT_EQ(Name.Carried[0].Ordinal, 4u);
  Name = parseFrame("std::thread::_State_impl<std::thread::_Invoker<std::tuple<"
                    "main::$_0> > >::_M_run()");
  EXPECT_EQ(Name.Key, "std::thread::_State_impl::_M_run");
  ASSERT_EQ(Name.Carried.size(), 1u);
  EXPECT_EQ(Name.Carried[0].Key, "main::{lambda}");
  // A class in a lambda is none.
  EXPECT_TRUE(parseFrame("g<f()::{lambda()#1}::operator()() const::C>(int)")
                  .Carried.empty());
}

TEST(FrameNames, MarksOfTools) {
  EXPECT_EQ(keyOf("do_fault_[k]"), "do_fault");
  EXPECT_EQ(keyOf("shop::serve(int) (inlined)"), "shop::serve");
  EXPECT_EQ(keyOf("shop::serve(int)[inline]"), "shop::serve");
  EXPECT_EQ(keyOf("main<0000000000001160>"), "main");
  EXPECT_EQ(keyOf("shop::serve(int)<0000000000001160>[inline]"), "shop::serve");
  EXPECT_EQ(keyOf("shop::serve+0x1f"), "shop::serve");
  EXPECT_EQ(keyOf("finish_task_switch.isra.0"), "finish_task_switch");
  EXPECT_EQ(keyOf("shop::serve(int) [clone .part.0] [clone .cold]"),
            "shop::serve");
  EXPECT_EQ(keyOf("shop::serve(int) (.cold)"), "shop::serve");
  EXPECT_EQ(keyOf("poll@plt"), "poll");
  EXPECT_EQ(keyOf("pthread_create@@GLIBC_2.34"), "pthread_create");
  EXPECT_EQ(keyOf("[unknown]"), "");
  EXPECT_EQ(keyOf("0x7f0012"), "");
  // Cut at the first parenthesis, and all quotes dropped.
  EXPECT_EQ(keyOf("void shop::serve<int>"), "shop::serve");
  EXPECT_EQ(keyOf("shop::F::operator"), "shop::F::operator()");
}

TEST(FrameNames, WhatIsCutOffOrBroken) {
  EXPECT_EQ(keyOf("shop::serve(std::vector<int"), "shop::serve");
  EXPECT_EQ(keyOf("shop::serve<std::vector<int"), "shop::serve");
  EXPECT_EQ(keyOf("shop::f()::{lambda(int"), "shop::f");
  EXPECT_EQ(keyOf("shop::f()::'lambda"), "shop::f");
  for (llvm::StringRef Odd :
       {"",  " ", "::",  "(",        ")",         "<",          ">",
        "{", "'", "[",   "operator", "operator ", "operator\"", "$_",
        "@", ".", "...", "_Z",       "a b c (",   "f(((",       "f<<<"})
    (void)parseFrame(Odd);
  std::string Deep(100000, '<');
  (void)parseFrame("f" + Deep);
  std::string Nested;
  for (int I = 0; I < 5000; ++I)
    Nested += "lambda<";
  (void)parseFrame(Nested + std::string(5000, '>'));
  (void)parseFrame("_Z1f" + std::string(100000, 'P') + "i");
}

TEST(FrameNames, AnyTextIsTakenApart) {
  constexpr llvm::StringLiteral Pieces[] = {
      "<",        ">",        "(",
      ")",        "{",        "}",
      "[",        "]",        "'",
      "::",       " ",        "*",
      "&",        ",",        "operator",
      "lambda",   "$_0",      "#1",
      "f",        "const",    "(anonymous namespace)",
      "decltype", "->",       "\"",
      ".cold",    "@",        "_Z",
      "+0x1",     "unsigned", "."};
  uint32_t Random = 1;
  for (int Round = 0; Round < 50000; ++Round) {
    std::string Text;
    for (int Length = Round % 24; Length >= 0; --Length) {
      Random = Random * 1664525 + 1013904223;
      Text += Pieces[(Random >> 8) % std::size(Pieces)];
    }
    (void)parseFrame(Text);
    (void)coarseTypes(Text);
  }
}

TEST(FrameNames, Types) {
  EXPECT_EQ(coarseType("const char *"), coarseType("char const*"));
  EXPECT_EQ(coarseType("const std::vector<int, std::allocator<int>> &"),
            "std::vector const&");
  EXPECT_NE(coarseType("const char *"), coarseType("char *"));
  EXPECT_EQ(coarseType("std::__cxx11::basic_string<char> const&"),
            coarseType("const std::string &"));
  EXPECT_EQ(coarseType("long unsigned int"), "unsigned long");
  EXPECT_EQ(coarseType("long long int"), "long long");
  EXPECT_EQ(coarseType("unsigned"), "unsigned int");
  EXPECT_EQ(coarseType("unsigned char"), "unsigned char");
  EXPECT_EQ(coarseType("signed char"), "signed char");
  EXPECT_EQ(coarseType("short int"), "short");
  EXPECT_EQ(coarseType("long double"), "long double");
  EXPECT_EQ(coarseType("shop::(anonymous namespace)::T&&"), "shop::T&&");
  EXPECT_EQ(coarseType("struct shop::T"), "shop::T");
  EXPECT_EQ(coarseType("void (*)(int)"), "?");
  EXPECT_EQ(coarseType("auto:1"), "?");
  EXPECT_EQ(coarseTypes("void"), Types{});
  EXPECT_EQ(coarseTypes("std::map<int, char>, int"),
            (Types{"std::map", "int"}));
}

} // namespace
