// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/frontend/Enclosing.h"
#include "analysis/AstVisitor.h"
#include "analysis/Profile.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace p99::driver {

namespace {

class Finder : public analysis::AstVisitor {
public:
  Finder(const SourceManager &SM, llvm::ArrayRef<SourceLocation> Places,
         const analysis::Profile *Profile)
      : SM(SM), Profile(Profile) {
    for (SourceLocation L : Places) {
      auto [File, Offset] = SM.getDecomposedLoc(SM.getFileLoc(L));
      Spot &S = ByFile[File][Offset];
      if (Profile)
        S.E.Share = 0;
    }
  }

  // Nothing is reported in there, and most of the unit is there.
  bool TraverseDecl(Decl *D) override {
    if (D && !isa<TranslationUnitDecl>(D) &&
        SM.isInSystemHeader(SM.getExpansionLoc(D->getLocation())))
      return true;
    return analysis::AstVisitor::TraverseDecl(D);
  }

  // Outer functions come first, so that the innermost one stays.
  bool VisitFunctionDecl(FunctionDecl *F) override {
    if (const auto *Method = dyn_cast<CXXMethodDecl>(F);
        Method && Method->getParent()->isLambda())
      return true;
    std::string Name;
    Frames Around = framesOf(F);
    forEachIn(F->getOuterLocStart(), F->getEndLoc(), [&](Spot &S) {
      if (Name.empty())
        Name = F->getQualifiedNameAsString();
      S.E.Function = Name;
      enter(S, Around);
    });
    return true;
  }

  bool VisitLambdaExpr(LambdaExpr *L) override {
    Frames Around = framesOf(L->getCallOperator());
    forEachIn(L->getBeginLoc(), L->getEndLoc(),
              [&](Spot &S) { enter(S, Around); });
    return true;
  }

  bool VisitStmt(Stmt *S) override {
    if (!Profile || isa<Expr>(S))
      return true;
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S))
      forEachIn(S->getBeginLoc(), S->getEndLoc(),
                [](Spot &Inside) { ++Inside.E.Loops; });
    if (isa<DeclStmt>(S))
      addCalls(S);
    else
      for (const Stmt *Child : S->children())
        if (isa_and_nonnull<Expr>(Child))
          addCalls(Child);
    return true;
  }

  Enclosures take() {
    Enclosures Found;
    for (auto &[File, Offsets] : ByFile)
      for (auto &[Offset, S] : Offsets)
        Found
            .Of[{SM.getFilename(SM.getLocForStartOfFile(File)).str(), Offset}] =
            std::move(S.E);
    Found.Profiled = std::move(Profiled);
    return Found;
  }

private:
  using Frames = analysis::Profile::Frames;

  struct Spot {
    Enclosure E;
    Frames Around; ///< The function or lambda.
  };

  Frames framesOf(const FunctionDecl *F) {
    if (!Profile || !F->doesThisDeclarationHaveABody())
      return {};
    Frames Found = Profile->framesOf(F);
    Profiled.insert(Found.begin(), Found.end());
    return Found;
  }

  /// Without frames the profile does not know it: then what is around it
  /// counts, because it may be inlined there.
  void enter(Spot &S, const Frames &Around) {
    S.E.Loops = 0;
    S.E.Own = 0;
    if (Around.empty())
      return;
    S.Around = Around;
    S.E.Share = Profile->shareOf(Around);
  }

  /// Lambdas are not called where they are written.
  void calledIn(const Stmt *S, Frames &Found) {
    const FunctionDecl *F = nullptr;
    if (const auto *Call = dyn_cast<CallExpr>(S))
      F = Call->getDirectCallee();
    else if (const auto *Made = dyn_cast<CXXConstructExpr>(S))
      F = Made->getConstructor();
    if (F)
      llvm::append_range(Found, Profile->framesOf(F));
    for (const Stmt *Child : S->children())
      if (Child && !isa<LambdaExpr>(Child))
        calledIn(Child, Found);
  }

  void addCalls(const Stmt *S) {
    std::optional<Frames> Called;
    forEachIn(S->getBeginLoc(), S->getEndLoc(), [&](Spot &Inside) {
      if (!Called)
        calledIn(S, Called.emplace());
      Inside.E.Own = Profile->shareOfBoth(Inside.Around, *Called);
    });
  }

  void forEachIn(SourceLocation From, SourceLocation To,
                 llvm::function_ref<void(Spot &)> Callback) {
    auto [File, Begin] = SM.getDecomposedLoc(SM.getFileLoc(From));
    auto [EndFile, End] = SM.getDecomposedLoc(SM.getFileLoc(To));
    auto Known = ByFile.find(File);
    if (File != EndFile || Known == ByFile.end())
      return;
    std::map<unsigned, Spot> &Offsets = Known->second;
    for (auto At = Offsets.lower_bound(Begin), Last = Offsets.upper_bound(End);
         At != Last; ++At)
      Callback(At->second);
  }

  const SourceManager &SM;
  const analysis::Profile *Profile;
  std::map<FileID, std::map<unsigned, Spot>> ByFile;
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
