// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/ApiModels.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"

using namespace clang::ast_matchers;
using namespace p99::analysis;

namespace {

/// The mistakes of a model file, or "" if it has none.
std::string mistakesOf(llvm::StringRef Text) {
  llvm::Expected<ModelFile> File = parseModels(Text, "m.yaml");
  return File ? "" : llvm::toString(File.takeError());
}

std::string entry(llvm::StringRef Facts) {
  return ("library: L\nmodels:\n  - names: [f]\n" + Facts).str();
}

bool contains(const std::string &Text, llvm::StringRef Part) {
  return llvm::StringRef(Text).contains(Part);
}

TEST(ApiModels, ReadsEveryKey) {
  llvm::Expected<ModelFile> File = parseModels(R"yaml(
library: L
models:
  - names: [a::b, c/2, d::T::*]
    test: t.cpp
    blocks: peer
    times-out:
      handle: this
      knobs: [{name: read, default: 300 s, or: [total], fix: "{handle}.r({timeout_ms});"}]
      only-if: [{argument: 1, is: [X, 4], bits: true}]
      unless: [{argument: 2, is: [0]}]
      unless-type: [udp]
      includes: [<chrono>]
    sets-deadline:
      - {handle: 2, knobs: [read], when: [{argument: 1, is: [O]}], argument: 3, infinite: zero}
      - {handle: result, from: 1}
    creates: true
    wakes: true
    spawns: {callable: 1, handle: this, process: true, exclusive: true}
    joins: this
    admits: true
    counts-cores: true
    executor: {submit: "{pool}.post({callable})", global: p(), copies: true, includes: [<p.h>]}
    detaches: 1
    awaits-spawned: true
    defers: true
    loops: {callable: 2}
    entry-point: {how: override}
    guards: {shared: true}
    mutex: true
    expensive-setup: {what: compiles a pattern, cost: peer, depends-on: [], handle: 1, ends: [f], reset: "{handle}.r();", shared: true, transient: true, reuse: keep it}
    round-trip: {what: one query, batch: ask for all, connection: this, writes: true, begin: "{handle}.begin();", commit: "{handle}.commit();", answer: recv_}
    batches: true
    rows: true
    defers-cleanup: {what: until exit}
    materializes: {what: a copy}
    formats: true
    logs: {level: debug, form: braces, asks: "{handle}.on()"}
    makes-text: printf
    reserves: reserve
)yaml",
                                               "m.yaml");
  ASSERT_TRUE(bool(File)) << llvm::toString(File.takeError());
  ASSERT_EQ(File->Entries.size(), 1u);
  const Model &M = File->Entries[0];
  EXPECT_EQ(M.Library, "L");
  EXPECT_EQ(M.Names.size(), 3u);
  ASSERT_TRUE(M.TimesOut.has_value());
  EXPECT_EQ(M.TimesOut->How, TimesOut::Shape::Handle);
  EXPECT_EQ(M.TimesOut->Handle.Index, Place::This);
  EXPECT_EQ(M.TimesOut->Knobs[0].Default, "300 s");
  EXPECT_TRUE(M.TimesOut->OnlyIf[0].Bits);
  EXPECT_EQ(M.SetsDeadline[0].Handle.Index, 2);
  EXPECT_EQ(M.SetsDeadline[1].Handle.Index, Place::Result);
  EXPECT_EQ(M.SetsDeadline[1].From->Index, 1);
  EXPECT_TRUE(M.Guards->Shared);
  EXPECT_EQ(M.Spawns->Callable, 1u);
  EXPECT_EQ(M.Spawns->Handle.Index, Place::This);
  EXPECT_TRUE(M.Spawns->Process && M.Spawns->Exclusive);
  EXPECT_EQ(M.Joins->Index, Place::This);
  EXPECT_TRUE(M.Admits && M.CountsCores && M.Executor->Copies);
  EXPECT_EQ(M.Executor->Submit.Text, "{pool}.post({callable})");
  EXPECT_EQ(M.Detaches->Index, 1);
  EXPECT_TRUE(M.AwaitsSpawned && M.Defers);
  EXPECT_EQ(M.ExpensiveSetup->Cost, SetUpCost::Peer);
  EXPECT_TRUE(M.ExpensiveSetup->DependsOn &&
              M.ExpensiveSetup->DependsOn->empty());
  EXPECT_EQ(M.ExpensiveSetup->Handle.Index, 1);
  EXPECT_EQ(M.ExpensiveSetup->Ends.size(), 1u);
  EXPECT_TRUE(M.ExpensiveSetup->Shared && M.ExpensiveSetup->Transient);
  EXPECT_EQ(M.RoundTrip->Answer, "recv_");
  EXPECT_TRUE(M.Batches && M.Rows);
  EXPECT_EQ(M.Logs->Level, LogLevel::Debug);
  EXPECT_EQ(M.Logs->Form, TextForm::Braces);
  EXPECT_EQ(M.Logs->Asks.Text, "{handle}.on()");
  EXPECT_EQ(M.MakesText, TextForm::Printf);
  EXPECT_EQ(M.Reserves, "reserve");
}

TEST(ApiModels, WritesWhatItReads) {
  llvm::Expected<ModelFile> File = parseModels(
      entry("    blocks: peer\n    times-out: {argument: 3, infinite: "
            "null-pointer, fix: \"{timeout_ms}\"}\n"),
      "m.yaml");
  ASSERT_TRUE(bool(File));
  std::string Text = toYaml(File->Entries[0]);
  EXPECT_TRUE(contains(Text, "argument:        3")) << Text;
  EXPECT_TRUE(contains(Text, "null-pointer")) << Text;
  EXPECT_FALSE(contains(Text, "handle:")) << Text;
}

TEST(ApiModels, ABraceOfTheCodeIsNoPlaceholder) {
  EXPECT_EQ(
      mistakesOf(entry("    expensive-setup: {what: x, reset: 'T t{1, 2}; "
                       "f([] { g(); }); U{{handle}}'}\n")),
      "");
}

struct Mistake {
  const char *Name;
  std::string Text;
  const char *Place;
  const char *Says;
};
void PrintTo(const Mistake &M, std::ostream *OS) { *OS << M.Name; }

class Mistakes : public testing::TestWithParam<Mistake> {};

TEST_P(Mistakes, NameTheirPlaceAndRemedy) {
  std::string Said = mistakesOf(GetParam().Text);
  EXPECT_TRUE(contains(Said, GetParam().Place)) << Said;
  EXPECT_TRUE(contains(Said, GetParam().Says)) << Said;
}

INSTANTIATE_TEST_SUITE_P(
    ApiModels, Mistakes,
    testing::Values(
        Mistake{"UnknownKey", entry("    blokcs: peer\n"),
                "m.yaml:4:5:", "unknown key 'blokcs'; did you mean 'blocks'?"},
        Mistake{"UnknownWord", entry("    blocks: pear\n"),
                "m.yaml:4:", "write one of peer"},
        Mistake{
            "UnknownPlaceholder",
            entry("    round-trip: {what: x, batch: y, begin: \"{timeout}\", "
                  "commit: z}\n"),
            "m.yaml:4:", "unknown placeholder '{timeout}'"},
        Mistake{"TemplateArguments",
                "library: L\nmodels:\n  - names: [\"a::b<int>\"]\n",
                "m.yaml:3:", "template arguments are not part of it"},
        Mistake{"EmptyComponent", "library: L\nmodels:\n  - names: [\"a::\"]\n",
                "m.yaml:3:", "a component is empty"},
        Mistake{"BadArity", "library: L\nmodels:\n  - names: [a/two]\n",
                "m.yaml:3:", "followed by the number of parameters"},
        Mistake{"Pattern", "library: L\nmodels:\n  - names: [\"ns::get*\"]\n",
                "m.yaml:3:", "is not an identifier"},
        Mistake{"NoName", "library: L\nmodels:\n  - names: []\n",
                "m.yaml:3:", "at least one name"},
        Mistake{"TwoShapes",
                entry("    blocks: peer\n    times-out: {argument: 1, instead: "
                      "g}\n"),
                "m.yaml:5:", "exactly one of"},
        Mistake{"NoShape", entry("    blocks: peer\n    times-out: {fix: x}\n"),
                "m.yaml:5:", "exactly one of"},
        Mistake{"HandleWithoutKnobs",
                entry("    blocks: peer\n    times-out: {handle: 1}\n"),
                "m.yaml:5:", "needs 'knobs'"},
        Mistake{"WaitForNothing", entry("    times-out: {argument: 1}\n"),
                "m.yaml:3:", "needs 'blocks'"},
        Mistake{"BadPlace",
                entry("    sets-deadline: [{handle: 0, knobs: [x]}]\n"),
                "m.yaml:4:", "the number of an argument"},
        Mistake{"NotYaml", "library: [", "m.yaml:1:", ""},
        Mistake{"NotAModel", "- a\n- b\n", "m.yaml:1:", ""},
        Mistake{"Empty", "", "m.yaml:1:1:", "'library' and 'models'"}),
    [](const auto &Info) { return std::string(Info.param.Name); });

TEST(ApiModels, TheBuiltInFilesAreWellFormed) {
  EXPECT_GT(ApiModels::builtin().entries().size(), 50u);
  EXPECT_NE(ApiModels::builtin().byName("poll"), nullptr);
  EXPECT_EQ(ApiModels::builtin().byName("no_such_function"), nullptr);
}

//===-- User files --------------------------------------------------------===//

TEST(ApiModels, AUsersEntryReplacesTheBuiltInOne) {
  llvm::vfs::InMemoryFileSystem FS;
  FS.addFile(
      "/project/models/own.yaml", 0,
      llvm::MemoryBuffer::getMemBuffer(
          "library: own\nmodels:\n  - names: [poll]\n    blocks: disk\n"));
  auto Models =
      ApiModels::load({"models/own.yaml"}, "/project/src/a/b.cpp", FS);
  ASSERT_TRUE(bool(Models)) << llvm::toString(Models.takeError());
  EXPECT_EQ((*Models)->byName("poll")->Blocks, BlockKind::Disk);
  EXPECT_EQ((*Models)->byName("recv")->Library, "POSIX");
}

TEST(ApiModels, AFileThatIsNotThereIsAMistakeWithItsName) {
  llvm::vfs::InMemoryFileSystem FS;
  auto Models = ApiModels::load({"none.yaml"}, "/project/a.cpp", FS);
  ASSERT_FALSE(bool(Models));
  EXPECT_TRUE(contains(llvm::toString(Models.takeError()),
                       "cannot read the model file 'none.yaml'"));
}

//===-- Lookup ------------------------------------------------------------===//

/// Which of `Names` the declaration named `Wanted` in `Code` is found by.
std::string modelOf(llvm::StringRef Code, llvm::StringRef Wanted,
                    llvm::StringRef Names, llvm::StringRef File = "a.cpp") {
  llvm::vfs::InMemoryFileSystem FS;
  std::string Text = "library: test\nmodels:\n";
  llvm::SmallVector<llvm::StringRef, 4> Split;
  Names.split(Split, ' ');
  for (llvm::StringRef Name : Split)
    Text += ("  - names: [\"" + Name + "\"]\n").str();
  FS.addFile("/m.yaml", 0, llvm::MemoryBuffer::getMemBufferCopy(Text));
  auto Models = ApiModels::load({"/m.yaml"}, "/a.cpp", FS);
  if (!Models)
    return llvm::toString(Models.takeError());
  auto AST = clang::tooling::buildASTFromCodeWithArgs(
      Code,
      File.ends_with(".c") ? std::vector<std::string>{}
                           : std::vector<std::string>{"-std=c++20"},
      File);
  ModelIndex Index(**Models);
  auto Found =
      match(namedDecl(hasName(Wanted)).bind("d"), AST->getASTContext());
  if (Found.empty())
    return "no such declaration";
  const Model *M = Index.find(Found[0].getNodeAs<clang::NamedDecl>("d"));
  return M ? M->Names.front() : "none";
}

TEST(ModelIndex, InlineNamespacesAndTemplateArgumentsAreNoPartOfAName) {
  EXPECT_EQ(modelOf("namespace a { inline namespace v1 { template <class T> "
                    "struct B { void run(); }; } } template struct a::B<int>;",
                    "run", "a::B::run"),
            "a::B::run");
}

TEST(ModelIndex, AVersionIsAnyNumber) {
  llvm::StringRef Code = "namespace icu_72 { struct C { void f(); }; }\n"
                         "void c_open_72(); void c_open_x72(); void c_open_();";
  EXPECT_EQ(modelOf(Code, "f", "icu_#::C::f"), "icu_#::C::f");
  EXPECT_EQ(modelOf(Code, "f", "icu_#::C::*"), "icu_#::C::*");
  EXPECT_NE(modelOf(Code, "f", "icu7#::C::f").find("is not an identifier"),
            std::string::npos);
  EXPECT_EQ(modelOf(Code, "c_open_72", "c_open_#"), "c_open_#");
  // The name itself is found last, and wins.
  EXPECT_EQ(modelOf(Code, "c_open_72", "c_open_# c_open_72"), "c_open_72");
  EXPECT_EQ(modelOf(Code, "c_open_x72", "c_open_#"), "none");
  EXPECT_EQ(modelOf(Code, "c_open_", "c_open_#"), "none");
}

TEST(ModelIndex, UnnamedNamespacesAndLocalsAreNoLibrary) {
  EXPECT_EQ(
      modelOf("void f() { struct S { void run() {} }; }", "run", "run S::run"),
      "none");
}

TEST(ModelIndex, AnOverrideHasTheModelOfItsBase) {
  EXPECT_EQ(modelOf("struct B { virtual void base(); };\n"
                    "struct D : B { void base() override; };",
                    "D::base", "B::base"),
            "B::base");
}

TEST(ModelIndex, AnOverrideIsAlsoNamedByAClassBetween) {
  const char Code[] = "struct B { virtual void run(); };\n"
                      "struct C : B { void other(); };\n"
                      "struct D : C { void run() override; };\n"
                      "struct E : B { void run() override; };";
  EXPECT_EQ(modelOf(Code, "D::run", "C::run"), "C::run");
  EXPECT_EQ(modelOf(Code, "E::run", "C::run"), "none");
  EXPECT_EQ(modelOf(Code, "C::other", "C::run"), "none");
}

TEST(ModelIndex, AConstructorIsNamedAsItsClass) {
  EXPECT_EQ(modelOf("namespace n { struct C { C(int); }; }", "n::C::C",
                    "n::C::C n::C"),
            "n::C::C");
}

TEST(ModelIndex, ADestructorHasANameOfItsOwn) {
  const char Code[] = "namespace n { struct C { C(); ~C(); }; }";
  EXPECT_EQ(modelOf(Code, "~C", "n::C n::C::C n::C::~C"), "n::C::~C");
  EXPECT_EQ(modelOf(Code, "n::C::C", "n::C n::C::C n::C::~C"), "n::C::C");
  EXPECT_EQ(modelOf(Code, "~C", "n::C n::C::C"), "none");
}

TEST(ModelIndex, TheCallOperatorHasAName) {
  const char Code[] =
      "namespace n { template <class T> struct R { template <class F> void "
      "operator()(F) {} bool operator!() { return false; } }; }\n"
      "void f(n::R<int> &r) { r(1); !r; }";
  EXPECT_EQ(modelOf(Code, "operator()", "n::R n::R::operator()"),
            "n::R::operator()");
}

TEST(ModelIndex, TheParameterCountTellsOverloadsApart) {
  EXPECT_EQ(modelOf("void await(int);", "await", "await/0 await/1"), "await/1");
  EXPECT_EQ(modelOf("void await(int, int);", "await", "await/0 await/1"),
            "none");
  EXPECT_EQ(modelOf("void await(int, int);", "await", "await/0 await"),
            "await");
}

TEST(ModelIndex, AnExactNameBeatsAnyMember) {
  EXPECT_EQ(modelOf("struct R { void get(); };", "get", "R::* R::get"),
            "R::get");
  EXPECT_EQ(modelOf("struct R { void set(); };", "set", "R::* R::get"), "R::*");
  EXPECT_EQ(modelOf("struct R { R(int); };", "R::R", "R::*"), "none");
}

TEST(ModelIndex, ATypedefNamesTheStructOfC) {
  EXPECT_EQ(modelOf("typedef struct { int limit; } options;", "limit",
                    "options::limit", "a.c"),
            "options::limit");
}

TEST(ModelIndex, AnotherScopeIsAnotherName) {
  EXPECT_EQ(modelOf("namespace own { void poll(); }", "poll", "poll"), "none");
}

} // namespace
