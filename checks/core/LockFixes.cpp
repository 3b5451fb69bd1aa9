// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "core/LockFixes.h"
#include "analysis/Expressions.h"
#include "analysis/LlvmCompat.h"
#include "analysis/Unit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/SmallSet.h"

using namespace clang;
using namespace p99::analysis;

namespace p99 {

SourceRange writtenType(const ValueDecl *D) {
  const auto *Declarator = dyn_cast<DeclaratorDecl>(D);
  if (!Declarator || !Declarator->getTypeSourceInfo())
    return {};
  // `std::mutex a, b;`
  for (const Decl *Other : Declarator->getDeclContext()->decls())
    if (const auto *Twin = dyn_cast<DeclaratorDecl>(Other);
        Twin && Twin->getCanonicalDecl() != Declarator->getCanonicalDecl() &&
        Twin->getOuterLocStart() == Declarator->getOuterLocStart())
      return {};
  TypeLoc Written =
      Declarator->getTypeSourceInfo()->getTypeLoc().getUnqualifiedLoc();
  // `int n[4]`, `void (*f)()`: the name stands within.
  SourceRange Range = Written.getSourceRange();
  const SourceManager &SM = D->getASTContext().getSourceManager();
  if (Range.isInvalid() || Written.getContainedAutoTypeLoc() ||
      !SM.isBeforeInTranslationUnit(Range.getEnd(), Declarator->getLocation()))
    return {};
  return Range;
}

/// The library's entries that lock shared, where the exclusive one is
/// `Exclusive`: of the same class, or functions too.
template <typename Wanted>
static std::string sharedForm(const ApiModels *Models, const Model &Exclusive,
                              llvm::StringRef Scope, Wanted IsForm) {
  for (; Models; Models = Models->base())
    for (const auto &Entry : Models->entries())
      if (Entry->Library == Exclusive.Library && IsForm(*Entry))
        for (llvm::StringRef Name : Entry->Names)
          if (Name.rsplit("::").first == Scope || Scope == "*")
            return Name.split('/').first.str();
  return "";
}

static TypeLoc guardType(const Section &S) {
  if (!S.Guard || !S.Guard->getTypeSourceInfo())
    return {};
  TypeLoc Written = S.Guard->getTypeSourceInfo()->getTypeLoc();
  if (!Written.getContainedAutoTypeLoc() ||
      compat::withoutElaboration(Written)
          .getAs<DeducedTemplateSpecializationTypeLoc>())
    return Written.getUnqualifiedLoc();
  // auto lock = std::unique_lock(mutex);
  const Expr *Init = S.Guard->getInit();
  Init = Init ? Init->IgnoreImplicit() : nullptr;
  const TypeSourceInfo *Info = nullptr;
  if (const auto *Cast = dyn_cast_or_null<CXXFunctionalCastExpr>(Init))
    Info = Cast->getTypeInfoAsWritten();
  else if (const auto *Made = dyn_cast_or_null<CXXTemporaryObjectExpr>(Init))
    Info = Made->getTypeSourceInfo();
  return Info ? Info->getTypeLoc().getUnqualifiedLoc() : TypeLoc();
}

/// Writes `Template` in place of the guard's own, or the whole type anew if
/// that is an alias. With `NewMutex` its argument becomes that.
void LockFixes::writeGuardType(const Section &S, llvm::StringRef Template,
                               llvm::StringRef NewMutex) {
  TypeLoc Written = guardType(S);
  if (Written.isNull() || isHandedOn(S.Guard, U.references())) {
    Fix.refuse();
    return;
  }
  SourceRange Range = Written.getSourceRange();
  Written = compat::withoutElaboration(Written);
  const auto *Class = S.Guard->getType()->getAsCXXRecordDecl();
  std::string Own = Class ? Class->getQualifiedNameAsString() : "";
  if (auto Spelled = Written.getAs<TemplateSpecializationTypeLoc>()) {
    if (Spelled.getNumArgs() != 1) {
      Fix.refuse();
      return;
    }
    if (Template != Own)
      Fix.replace({Range.getBegin(), Spelled.getTemplateNameLoc()}, Template);
    const TemplateArgumentLoc &Argument = Spelled.getArgLoc(0);
    // `decltype(mutex_)` says it all.
    const TypeSourceInfo *Info = Argument.getTypeSourceInfo();
    bool Follows = Info && Info->getTypeLoc().getAs<DecltypeTypeLoc>();
    if (!NewMutex.empty() && !Follows)
      Fix.replace(Argument.getSourceRange(), NewMutex);
    return;
  }
  if (Written.getAs<DeducedTemplateSpecializationTypeLoc>()) {
    if (Template != Own)
      Fix.replace(Range, Template);
    return;
  }
  bool IsTemplate = isa_and_nonnull<ClassTemplateSpecializationDecl>(Class);
  std::string Mutex = NewMutex.str();
  if (IsTemplate && Mutex.empty()) {
    const auto &Arguments =
        cast<ClassTemplateSpecializationDecl>(Class)->getTemplateArgs();
    if (Arguments.size() == 1 &&
        Arguments[0].getKind() == TemplateArgument::Type)
      Mutex = Arguments[0].getAsType().getAsString(U.ast().getPrintingPolicy());
  }
  if (IsTemplate && Mutex.empty())
    Fix.refuse();
  else
    Fix.replace(Range, IsTemplate ? (Template + "<" + Mutex + ">").str()
                                  : Template.str());
}

void LockFixes::renameCallee(const Expr *Call, llvm::StringRef Name) {
  const auto *Plain = dyn_cast<CallExpr>(Call);
  const Expr *Callee =
      Plain ? Plain->getCallee()->IgnoreParenImpCasts() : nullptr;
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(Callee))
    Fix.replace(Member->getMemberLoc(), Name);
  else if (const auto *Ref = dyn_cast_or_null<DeclRefExpr>(Callee))
    Fix.replace(Ref->getLocation(), Name);
  else
    Fix.refuse();
}

//===-- A shared lock -----------------------------------------------------===//

std::string LockFixes::sharedGuardFor(const Section &S) const {
  QualType Type = S.Guard->getType();
  const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
  const Model *Guard = U.models().find(Type);
  if (!Guard && Class)
    Guard = U.models().find(static_cast<const NamedDecl *>(Class));
  if (!Guard || !Guard->Guards || Guard->Guards->Shared)
    return "";
  return sharedForm(&U.apiModels(), *Guard, "*", [](const Model &M) {
    return M.Guards && M.Guards->Shared;
  });
}

std::string LockFixes::sharedCallFor(const Expr *Call) const {
  const FunctionDecl *F = calleeOf(Call);
  if (!F || !F->getIdentifier())
    return "";
  if (isa<CXXMethodDecl>(F) && F->getName() == "lock")
    return "lock_shared";
  const Model *Own = U.models().find(F);
  if (!Own || !Own->Acquires || Own->Acquires->Shared)
    return "";
  llvm::StringRef Scope;
  for (llvm::StringRef Name : Own->Names)
    if (Name.split('/').first.rsplit("::").second == F->getName() ||
        Name == F->getName())
      Scope = Name.rsplit("::").first;
  std::string Name =
      sharedForm(&U.apiModels(), *Own,
                 isa<CXXMethodDecl>(F) ? Scope : llvm::StringRef("*"),
                 [&](const Model &M) {
                   return M.Acquires && M.Acquires->Shared &&
                          !M.Acquires->Try && !M.Acquires->Callable;
                 });
  return llvm::StringRef(Name).contains("::")
             ? llvm::StringRef(Name).rsplit("::").second.str()
             : Name;
}

void LockFixes::shareSection(const Section &S, llvm::StringRef NewMutex) {
  const auto *Maker = dyn_cast<CallExpr>(S.Acquisition);
  if (S.How == Section::Kind::Guard && S.Guard && !Maker) {
    std::string Template = sharedGuardFor(S);
    if (Template.empty()) {
      Fix.refuse();
      return;
    }
    writeGuardType(S, Template, NewMutex);
    if (llvm::StringRef(Template).starts_with("std::"))
      Fix.include(S.Guard->getLocation(), "<shared_mutex>");
    return;
  }
  // A call: lock(), wlock(). An unlock() that undoes a lock() of its own.
  std::string Shared = Maker ? sharedCallFor(Maker) : "";
  if (Shared.empty()) {
    Fix.refuse();
    return;
  }
  renameCallee(Maker, Shared);
  if (Shared == "lock_shared")
    for (const Expr *Release : S.Releases) {
      const FunctionDecl *F = calleeOf(Release);
      if (F && F->getIdentifier() && F->getName() == "unlock")
        renameCallee(Release, "unlock_shared");
      else
        Fix.refuse();
    }
}

SharedMutexName sharedMutexFor(QualType Mutex, const LangOptions &Language) {
  const CXXRecordDecl *Class = Mutex->getAsCXXRecordDecl();
  std::string Name = Class ? Class->getQualifiedNameAsString() : "";
  if (Name == "std::mutex" && Language.CPlusPlus17)
    return {"std::shared_mutex", "<shared_mutex>"};
  if (Name == "boost::mutex")
    return {"boost::shared_mutex", "<boost/thread/shared_mutex.hpp>"};
  return {};
}

void LockFixes::keepExclusive(const Section &S, llvm::StringRef NewMutex) {
  if (S.How == Section::Kind::Manual)
    return; // lock() and unlock() are the same.
  const auto *Class =
      S.Guard ? S.Guard->getType()->getAsCXXRecordDecl() : nullptr;
  if (S.How != Section::Kind::Guard || !Class)
    Fix.refuse();
  else
    writeGuardType(S, Class->getQualifiedNameAsString(), NewMutex);
}

void LockFixes::shareMutex(const LockRemedy &Remedy) {
  const ValueDecl *Mutex = Remedy.Facts->Mutex;
  SharedMutexName New = sharedMutexFor(Mutex->getType(), U.ast().getLangOpts());
  SourceRange Type = writtenType(Mutex);
  if (!Remedy.Facts->AllSeen || New.Type.empty() || Type.isInvalid()) {
    Fix.refuse();
    return;
  }
  Fix.replace(Type, New.Type);
  Fix.include(Mutex->getLocation(), New.Header);
  llvm::SmallSet<SourceLocation, 8> Done; // instantiations share their text
  for (const Section *S : Remedy.Facts->Sections) {
    if (!S->Acquisition || S->Tried || S->Mutexes.size() != 1)
      Fix.refuse();
    else if (!Done.insert(S->location()).second)
      continue;
    else if (llvm::is_contained(Remedy.Sections, S))
      shareSection(*S, New.Type);
    else
      keepExclusive(*S, New.Type);
  }
}

//===-- An atomic ---------------------------------------------------------===//

void LockFixes::makeAtomic(const LockRemedy &Remedy) {
  const References &Refs = U.references();
  const ValueDecl *Scalar = Remedy.Scalar;
  const ValueDecl *Mutex = Remedy.Facts->Mutex;
  SourceRange Type = writtenType(Scalar);
  if (Type.isInvalid() || writtenType(Mutex).isInvalid() ||
      Scalar->hasAttrs()) {
    Fix.refuse();
    return;
  }
  const SourceManager &SM = U.ast().getSourceManager();
  const LangOptions &Language = U.ast().getLangOpts();
  std::string Text =
      Lexer::getSourceText(CharSourceRange::getTokenRange(Type), SM, Language)
          .str();
  SourceLocation End =
      Lexer::getLocForEndOfToken(Type.getEnd(), 0, SM, Language);
  bool Apart = End.isValid() && isWhitespace(*SM.getCharacterData(End));
  Fix.replace(Type, "std::atomic<" + Text + (Apart ? ">" : "> "));
  Fix.include(Scalar->getLocation(), "<atomic>");

  llvm::SmallSet<SourceLocation, 8> Done;
  for (const Expr *Use : Refs.usesOf(Scalar)) {
    std::optional<AtomicUse> How = atomicUse(Use, Refs);
    if (!How)
      Fix.refuse();
    else if (*How == AtomicUse::Load && Done.insert(Use->getEndLoc()).second)
      Fix.insertAfter(Use->getEndLoc(), ".load()");
  }
  auto Remove = [&](const Stmt *S) {
    while (S && !isa_and_nonnull<CompoundStmt>(Refs.parent(S)))
      S = isa<Expr, DeclStmt>(S) ? Refs.parent(S) : nullptr;
    if (!S)
      Fix.refuse();
    else if (Done.insert(S->getBeginLoc()).second)
      Fix.removeStatement(S);
  };
  for (const Section *S : Remedy.Facts->Sections) {
    if (S->How != Section::Kind::Guard && S->How != Section::Kind::Manual)
      Fix.refuse();
    if (S->Guard && isHandedOn(S->Guard, Refs))
      Fix.refuse();
    Remove(S->Acquisition);
    for (const Expr *Release : S->Releases)
      Remove(Release);
  }
  if (const auto *Local = dyn_cast<VarDecl>(Mutex);
      Local && Local->isLocalVarDecl())
    Fix.refuse(); // Its declaration is a statement: rare, and not worth it.
  else
    Fix.removeDeclaration(Mutex);
}

//===-- A shorter section -------------------------------------------------===//

void LockFixes::narrow(const LockRemedy &Remedy) {
  const References &Refs = U.references();
  const VarDecl *Guard = Remedy.Where->Guard;
  const auto *Declared = cast<DeclStmt>(Remedy.Guard);
  const SourceManager &SM = U.ast().getSourceManager();
  llvm::StringRef Text = Lexer::getSourceText(
      CharSourceRange::getTokenRange(Declared->getSourceRange()), SM,
      U.ast().getLangOpts());
  if (!Remedy.Behind) {
    if (Declared->getBeginLoc().isMacroID() || Text.empty())
      Fix.refuse();
    Fix.removeStatement(Declared);
    Fix.insertStatement(Remedy.First, Remedy.Block, Text);
    return;
  }
  // What is declared in between and used behind has to stay outside.
  bool Needed = false;
  auto First = llvm::find(Remedy.Block->body(),
                          Remedy.Before ? Remedy.First : Remedy.Guard);
  auto Last = llvm::find(Remedy.Block->body(), Remedy.Last);
  auto IsBehind = [&](const Expr *Use) {
    return SM.isBeforeInTranslationUnit(Remedy.Last->getEndLoc(),
                                        Use->getBeginLoc());
  };
  for (auto It = First; It != std::next(Last); ++It)
    if (const auto *Statement = dyn_cast<DeclStmt>(*It))
      for (const Decl *D : Statement->decls()) {
        const auto *V = dyn_cast<VarDecl>(D);
        if (V && V == Guard)
          continue;
        Needed |= !V || llvm::any_of(Refs.usesOf(V), IsBehind);
        if (const auto *Parts = dyn_cast_or_null<DecompositionDecl>(V))
          for (const BindingDecl *Part : Parts->bindings())
            Needed |= llvm::any_of(Refs.usesOf(Part), IsBehind);
      }
  bool Unlocks = false;
  if (const auto *Class = Guard->getType()->getAsCXXRecordDecl())
    Unlocks = llvm::any_of(Class->methods(), [](const CXXMethodDecl *M) {
      return M->getIdentifier() && M->getName() == "unlock";
    });
  if (!Needed && !Unlocks) {
    if (Remedy.Before) {
      Fix.removeStatement(Declared);
      Fix.enclose(Remedy.First, Remedy.Last, Remedy.Block, Text);
    } else {
      Fix.enclose(Declared, Remedy.Last, Remedy.Block);
    }
    return;
  }
  // The guard has to be one that can be told to unlock.
  const auto *Class = Guard->getType()->getAsCXXRecordDecl();
  std::string Name = Class ? Class->getQualifiedNameAsString() : "";
  bool Std = Name == "std::lock_guard" || Name == "std::scoped_lock";
  if (Remedy.Before || (!Unlocks && !Std) ||
      Guard->getType().isConstQualified())
    Fix.refuse();
  else if (!Unlocks)
    writeGuardType(*Remedy.Where, "std::unique_lock", "");
  Fix.insertStatementAfter(Remedy.Last, Remedy.Block,
                           Guard->getNameAsString() + ".unlock();");
}

void LockFixes::apply(const LockRemedy &Remedy) {
  switch (Remedy.What) {
  case LockRemedy::Kind::ShareGuard:
    return shareSection(*Remedy.Where, "");
  case LockRemedy::Kind::ShareMutex:
    return shareMutex(Remedy);
  case LockRemedy::Kind::Atomic:
    return makeAtomic(Remedy);
  case LockRemedy::Kind::Narrow:
    return narrow(Remedy);
  }
}

} // namespace p99
