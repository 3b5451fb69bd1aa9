// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/HotPath.h"
#include "analysis/Unit.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace p99::analysis {

HotPath::HotPath(const GlobalOptions &Options) {
  for (const std::string &Text : Options.HotFunctions) {
    llvm::Expected<llvm::GlobPattern> Pattern =
        llvm::GlobPattern::create(Text);
    if (Pattern)
      Patterns.push_back({Text, std::move(*Pattern)});
    else
      llvm::consumeError(Pattern.takeError());
  }
}

HotReasons HotPath::why(const FunctionDecl *F) const {
  // A lambda is as hot as the function it is written in.
  for (const DeclContext *DC = F; DC; DC = DC->getParent()) {
    const auto *Around = dyn_cast<FunctionDecl>(DC);
    if (!Around)
      continue;
    if (Around->hasAttr<ColdAttr>())
      return {};
    if (Around->hasAttr<HotAttr>())
      return {{Around->getLocation(), "hot: marked with the 'hot' attribute"}};
    for (const auto *Annotation : Around->specific_attrs<AnnotateAttr>())
      if (Annotation->getAnnotation() == "p99::hot")
        return {{Around->getLocation(), "hot: annotated 'p99::hot'"}};
    if (Patterns.empty())
      continue;
    std::string Name = Around->getQualifiedNameAsString();
    for (const auto &[Text, Pattern] : Patterns)
      if (Pattern.match(Name))
        return {{Around->getLocation(),
                 "hot: '" + Name + "' matches '" + Text +
                     "' of P99HotFunctions"}};
  }
  return {};
}

} // namespace p99::analysis
