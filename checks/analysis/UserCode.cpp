// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/UserCode.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExternalASTSource.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace p99::analysis {

static FileID fileOf(const SourceManager &SM, const SrcMgr::SLocEntry &Entry) {
  return SM.getFileID(SourceLocation::getFromRawEncoding(Entry.getOffset()));
}

static bool isUserFile(const SrcMgr::SLocEntry &Entry) {
  return Entry.isFile() &&
         !SrcMgr::isSystem(Entry.getFile().getFileCharacteristic());
}

static void forEachLoadedFile(const SourceManager &SM,
                              llvm::function_ref<void(FileID)> Callback) {
  // Their numbers count down.
  for (unsigned Left = SM.loaded_sloc_entry_size(); Left > 0;) {
    bool Invalid = false;
    const SrcMgr::SLocEntry &Entry = SM.getLoadedSLocEntry(--Left, &Invalid);
    if (Invalid || !Entry.isFile())
      continue;
    FileID File = fileOf(SM, Entry);
    if (isUserFile(Entry))
      Callback(File);
    // What a system header includes and expands is the most of all, and the
    // system's too.
    else if (unsigned Created = SM.getNumCreatedFIDsForFileID(File))
      Left -= std::min(Left, Created - 1);
  }
}

void forEachUserFile(const SourceManager &SM,
                     llvm::function_ref<void(FileID)> Callback) {
  forEachLoadedFile(SM, Callback);
  // The first is a placeholder.
  for (unsigned I = 1; I < SM.local_sloc_entry_size(); ++I)
    if (const SrcMgr::SLocEntry &Entry = SM.getLocalSLocEntry(I);
        isUserFile(Entry))
      Callback(fileOf(SM, Entry));
}

/// Whether a declaration is to be visited by itself. Others belong to a
/// template or an expression, or are nobody's: a file's list has them too.
static bool isOwn(const Decl *D) {
  if (!D->getLexicalDeclContext()->isTranslationUnit() ||
      D->getLocation().isInvalid() || D->getDescribedTemplate() ||
      isa<TemplateTypeParmDecl, NonTypeTemplateParmDecl>(D))
    return false;
  if (const auto *Record = dyn_cast<CXXRecordDecl>(D);
      Record && Record->isLambda())
    return false;
  auto IsImplicit = [](TemplateSpecializationKind Kind) {
    return Kind == TSK_ImplicitInstantiation;
  };
  if (const auto *Class = dyn_cast<ClassTemplateSpecializationDecl>(D))
    return !IsImplicit(Class->getSpecializationKind());
  if (const auto *Variable = dyn_cast<VarTemplateSpecializationDecl>(D))
    return !IsImplicit(Variable->getSpecializationKind());
  if (const auto *Function = dyn_cast<FunctionDecl>(D))
    // An explicit specialization follows one that Sema makes for it.
    return !Function->isFunctionTemplateSpecialization() ||
           (!Function->isFirstDecl() &&
            !IsImplicit(Function->getTemplateSpecializationKind()));
  return true;
}

static std::vector<Decl *> loadedDecls(ASTContext &Context) {
  std::vector<Decl *> Decls;
  const SourceManager &SM = Context.getSourceManager();
  ExternalASTSource *Source = Context.getExternalSource();
  if (!Source)
    return Decls;
  llvm::SmallVector<Decl *, 64> InFile;
  forEachLoadedFile(SM, [&](FileID File) {
    Source->FindFileRegionDecls(File, 0, SM.getFileIDSize(File), InFile);
  });
  llvm::copy_if(InFile, std::back_inserter(Decls), isOwn);
  // A header's declarations stand on both sides of what it includes.
  llvm::stable_sort(Decls, [&](const Decl *A, const Decl *B) {
    return SM.isBeforeInTranslationUnit(A->getLocation(), B->getLocation());
  });
  Decls.erase(llvm::unique(Decls), Decls.end());
  return Decls;
}

std::vector<Decl *> userDecls(ASTContext &Context) {
  std::vector<Decl *> Decls = loadedDecls(Context);
  const SourceManager &SM = Context.getSourceManager();
  for (Decl *D : Context.getTranslationUnitDecl()->noload_decls())
    if (!D->isFromASTFile() && isOwn(D) &&
        !SM.isInSystemHeader(SM.getExpansionLoc(D->getLocation())))
      Decls.push_back(D);
  return Decls;
}

} // namespace p99::analysis
