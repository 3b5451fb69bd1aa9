// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/HotPath.h"
#include "analysis/References.h"
#include "analysis/Unit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace p99::analysis {

HotPath::HotPath(Unit &U) : U(U) {
  for (const std::string &Text : U.options().HotFunctions) {
    llvm::Expected<llvm::GlobPattern> Pattern = llvm::GlobPattern::create(Text);
    if (Pattern)
      Patterns.push_back({Text, std::move(*Pattern)});
    else
      llvm::consumeError(Pattern.takeError());
  }
}

std::vector<std::string> HotPath::problemsOf(const GlobalOptions &Options) {
  std::vector<std::string> Problems;
  for (const std::string &Text : Options.HotFunctions)
    if (llvm::Expected<llvm::GlobPattern> Pattern =
            llvm::GlobPattern::create(Text);
        !Pattern)
      Problems.push_back("bad pattern '" + Text + "' in P99HotFunctions: " +
                         llvm::toString(Pattern.takeError()) +
                         "; write a glob such as 'shop::Handler::on*'");
  return Problems;
}

/// fetch_test.c, test_fetch.c, FetchTest.cpp. Folders are not asked: a whole
/// project may lie in one that is called `test`.
static bool isTestFile(llvm::StringRef Path) {
  llvm::StringRef Stem = llvm::sys::path::stem(Path);
  return Stem == "test" || Stem.starts_with("test_") ||
         Stem.ends_with("_test") || Stem.ends_with("_tests") ||
         Stem.ends_with("_unittest") || Stem.ends_with("Test") ||
         Stem.ends_with("Tests");
}

bool HotPath::isCold(const FunctionDecl *F) const {
  if (F) {
    const SourceManager &SM = F->getASTContext().getSourceManager();
    if (isTestFile(SM.getFilename(SM.getExpansionLoc(F->getLocation()))))
      return true;
  }
  for (const DeclContext *DC = F; DC; DC = DC->getParent()) {
    const auto *Around = dyn_cast<FunctionDecl>(DC);
    if (!Around)
      continue;
    if (Around->hasAttr<ColdAttr>())
      return true;
    if (const Model *M = U.models().find(Around); M && M->Cold)
      return true;
    // TEST_CASE("...") { } defines a function under a made-up name.
    SourceLocation L = Around->getLocation();
    if (!L.isMacroID())
      continue;
    const ASTContext &Context = Around->getASTContext();
    const SourceManager &SM = Context.getSourceManager();
    llvm::StringRef Macro = Lexer::getSourceText(
        CharSourceRange::getTokenRange(SM.getExpansionLoc(L)), SM,
        Context.getLangOpts());
    if (const Model *M = U.models().findMacro(Macro); M && M->Cold)
      return true;
  }
  return false;
}

const HotAnswer &HotPath::why(const FunctionDecl *F) const {
  if (F)
    F = F->getCanonicalDecl();
  auto [It, New] = Known.try_emplace(F);
  if (New && F) {
    HotAnswer Answer = compute(F);
    return Known[F] = std::move(Answer);
  }
  return It->second;
}

HotAnswer HotPath::why(const Stmt *S) const {
  return why(U.references().functionAround(S));
}

bool HotPath::isColdCode(const Stmt *) const { return false; }

HotAnswer HotPath::compute(const FunctionDecl *F) const {
  if (isCold(F))
    return {};
  auto Marked = [](SourceLocation Where, std::string Text) {
    return HotAnswer{Heat::Marked, 0, {{Where, std::move(Text)}}};
  };
  // A lambda is as hot as the function it is written in.
  for (const DeclContext *DC = F; DC; DC = DC->getParent()) {
    const auto *Around = dyn_cast<FunctionDecl>(DC);
    if (!Around)
      continue;
    if (Around->hasAttr<HotAttr>())
      return Marked(Around->getLocation(),
                    "hot: marked with the 'hot' attribute");
    for (const auto *Annotation : Around->specific_attrs<AnnotateAttr>())
      if (Annotation->getAnnotation() == "p99::hot")
        return Marked(Around->getLocation(), "hot: annotated 'p99::hot'");
    if (Patterns.empty())
      continue;
    std::string Name = Around->getQualifiedNameAsString();
    for (const auto &[Text, Pattern] : Patterns)
      if (Pattern.match(Name))
        return Marked(Around->getLocation(), "hot: '" + Name + "' matches '" +
                                                 Text + "' of P99HotFunctions");
  }
  return {};
}

} // namespace p99::analysis
