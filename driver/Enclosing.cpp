// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Enclosing.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace p99::driver {

namespace {

class Finder : public RecursiveASTVisitor<Finder> {
public:
  Finder(const SourceManager &SM, llvm::ArrayRef<SourceLocation> Places)
      : SM(SM) {
    for (SourceLocation L : Places) {
      auto [File, Offset] = SM.getDecomposedLoc(SM.getFileLoc(L));
      ByFile[File].try_emplace(Offset);
    }
  }

  // Nothing is reported in there, and most of the unit is there.
  bool TraverseDecl(Decl *D) {
    if (D && !isa<TranslationUnitDecl>(D) &&
        SM.isInSystemHeader(SM.getExpansionLoc(D->getLocation())))
      return true;
    return RecursiveASTVisitor::TraverseDecl(D);
  }

  bool VisitFunctionDecl(FunctionDecl *F) {
    if (const auto *Method = dyn_cast<CXXMethodDecl>(F);
        Method && Method->getParent()->isLambda())
      return true;
    auto [File, Begin] =
        SM.getDecomposedLoc(SM.getFileLoc(F->getOuterLocStart()));
    auto [EndFile, End] = SM.getDecomposedLoc(SM.getFileLoc(F->getEndLoc()));
    auto Known = ByFile.find(File);
    if (File != EndFile || Known == ByFile.end())
      return true;
    // Outer functions come first, so that the innermost one stays.
    std::map<unsigned, std::string> &Offsets = Known->second;
    auto First = Offsets.lower_bound(Begin), Last = Offsets.upper_bound(End);
    if (First != Last) {
      std::string Name = F->getQualifiedNameAsString();
      for (; First != Last; ++First)
        First->second = Name;
    }
    return true;
  }

  std::map<Place, std::string> take() {
    std::map<Place, std::string> Names;
    for (auto &[File, Offsets] : ByFile)
      for (auto &[Offset, Name] : Offsets)
        Names[{SM.getFilename(SM.getLocForStartOfFile(File)).str(), Offset}] =
            std::move(Name);
    return Names;
  }

private:
  const SourceManager &SM;
  std::map<FileID, std::map<unsigned, std::string>> ByFile;
};

} // namespace

std::map<Place, std::string>
enclosingFunctions(ASTContext &Context,
                   const std::vector<SourceLocation> &Places) {
  if (Places.empty())
    return {};
  Finder F(Context.getSourceManager(), Places);
  F.TraverseDecl(Context.getTranslationUnitDecl());
  return F.take();
}

} // namespace p99::driver
