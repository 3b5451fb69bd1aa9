// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/frontend/Enclosing.h"
#include "analysis/LlvmCompat.h"
#include "analysis/Profile.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace p99::driver {

namespace {

class Finder : public compat::AstVisitor {
public:
  Finder(const SourceManager &SM, llvm::ArrayRef<SourceLocation> Places,
         const analysis::Profile *Profile)
      : SM(SM), Profile(Profile) {
    for (SourceLocation L : Places) {
      auto [File, Offset] = SM.getDecomposedLoc(SM.getFileLoc(L));
      Enclosure &E = ByFile[File][Offset];
      if (Profile)
        E.Share = 0;
    }
  }

  // Nothing is reported in there, and most of the unit is there.
  bool TraverseDecl(Decl *D) override {
    if (D && !isa<TranslationUnitDecl>(D) &&
        SM.isInSystemHeader(SM.getExpansionLoc(D->getLocation())))
      return true;
    return compat::AstVisitor::TraverseDecl(D);
  }

  // Outer functions come first, so that the innermost one stays.
  bool VisitFunctionDecl(FunctionDecl *F) override {
    if (const auto *Method = dyn_cast<CXXMethodDecl>(F);
        Method && Method->getParent()->isLambda())
      return true;
    std::string Name;
    std::optional<double> Share = shareOf(F);
    forEachIn(F->getOuterLocStart(), F->getEndLoc(), [&](Enclosure &E) {
      if (Name.empty())
        Name = F->getQualifiedNameAsString();
      E.Function = Name;
      E.Share = Share ? Share : E.Share;
    });
    return true;
  }

  bool VisitLambdaExpr(LambdaExpr *L) override {
    if (std::optional<double> Share = shareOf(L->getCallOperator()))
      forEachIn(L->getBeginLoc(), L->getEndLoc(),
                [&](Enclosure &E) { E.Share = Share; });
    return true;
  }

  Enclosures take() {
    Enclosures Found;
    for (auto &[File, Offsets] : ByFile)
      for (auto &[Offset, E] : Offsets)
        Found
            .Of[{SM.getFilename(SM.getLocForStartOfFile(File)).str(), Offset}] =
            std::move(E);
    Found.Profiled = std::move(Profiled);
    return Found;
  }

private:
  /// Nothing if the profile does not know it: then what is around it counts,
  /// because it may be inlined there.
  std::optional<double> shareOf(const FunctionDecl *F) {
    if (!Profile || !F->doesThisDeclarationHaveABody())
      return std::nullopt;
    analysis::Profile::Frames Frames = Profile->framesOf(F);
    if (Frames.empty())
      return std::nullopt;
    Profiled.insert(Frames.begin(), Frames.end());
    return Profile->shareOf(Frames);
  }

  void forEachIn(SourceLocation From, SourceLocation To,
                 llvm::function_ref<void(Enclosure &)> Callback) {
    auto [File, Begin] = SM.getDecomposedLoc(SM.getFileLoc(From));
    auto [EndFile, End] = SM.getDecomposedLoc(SM.getFileLoc(To));
    auto Known = ByFile.find(File);
    if (File != EndFile || Known == ByFile.end())
      return;
    std::map<unsigned, Enclosure> &Offsets = Known->second;
    for (auto At = Offsets.lower_bound(Begin), Last = Offsets.upper_bound(End);
         At != Last; ++At)
      Callback(At->second);
  }

  const SourceManager &SM;
  const analysis::Profile *Profile;
  std::map<FileID, std::map<unsigned, Enclosure>> ByFile;
  std::set<unsigned> Profiled;
};

} // namespace

Enclosures enclosuresOf(ASTContext &Context,
                        const std::vector<SourceLocation> &Places,
                        const analysis::Profile *Profile) {
  // Every function counts for what of the profile is found.
  if (Places.empty() && !Profile)
    return {};
  Finder F(Context.getSourceManager(), Places, Profile);
  F.TraverseDecl(Context.getTranslationUnitDecl());
  return F.take();
}

} // namespace p99::driver
