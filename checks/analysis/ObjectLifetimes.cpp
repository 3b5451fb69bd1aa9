// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/ObjectLifetimes.h"
#include "analysis/CallSummaries.h"
#include "analysis/Expressions.h"
#include "analysis/References.h"
#include "analysis/RunOnce.h"
#include "analysis/Unit.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace p99::analysis {

bool areRelated(const CXXRecordDecl *A, const CXXRecordDecl *B) {
  if (!A || !B)
    return false;
  A = A->getCanonicalDecl();
  B = B->getCanonicalDecl();
  auto Derives = [](const CXXRecordDecl *D, const CXXRecordDecl *Base) {
    return D->hasDefinition() && D->isDerivedFrom(Base);
  };
  return A == B || Derives(A, B) || Derives(B, A);
}

/// The class of the object that a value is, points to or owns.
static const CXXRecordDecl *objectClass(QualType T) {
  T = T.getNonReferenceType();
  while (T->isPointerType() || T->isArrayType())
    T = T->isPointerType() ? T->getPointeeType()
                           : T->getAsArrayTypeUnsafe()->getElementType();
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  // unique_ptr<C>, atomic<C *>
  if (const auto *Smart =
          dyn_cast_or_null<ClassTemplateSpecializationDecl>(Class);
      Smart && isInStd(Smart) && Smart->getTemplateArgs().size() &&
      Smart->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
    return objectClass(Smart->getTemplateArgs()[0].getAsType());
  return Class;
}

static bool saysSingle(const NamedDecl *D) {
  std::string Name = D->getIdentifier() ? D->getName().lower() : "";
  return llvm::StringRef(Name).contains("instance") ||
         llvm::StringRef(Name).contains("singleton");
}

/// static C &instance();
bool ObjectLifetimes::isAccessor(const CXXMethodDecl *Method,
                                 const CXXRecordDecl *Class) const {
  if (!Method->isStatic() ||
      !areRelated(objectClass(Method->getReturnType()), Class))
    return false;
  QualType T = Method->getReturnType();
  return saysSingle(Method) || (Method->getNumParams() == 0 &&
                                (T->isReferenceType() || T->isPointerType()));
}

/// Also those of a namespace, as `extern Admin *TheAdmin` declares them.
static bool hasGlobal(const DeclContext *In, const CXXRecordDecl *Class,
                      const SourceManager &SM, unsigned Depth = 0) {
  for (const Decl *D : In->decls()) {
    if (SM.isInSystemHeader(SM.getExpansionLoc(D->getLocation())))
      continue;
    if (const auto *V = dyn_cast<VarDecl>(D)) {
      if (V->hasGlobalStorage() && areRelated(objectClass(V->getType()), Class))
        return true;
    } else if (isa<NamespaceDecl, LinkageSpecDecl>(D) && Depth < 6) {
      if (hasGlobal(cast<DeclContext>(D), Class, SM, Depth + 1))
        return true;
    }
  }
  return false;
}

bool ObjectLifetimes::livesOn(const CXXRecordDecl *Class) const {
  const References &Refs = U.references();
  Class = Class->getDefinition() ? Class->getDefinition() : Class;
  if (!Class->hasDefinition())
    return false;
  bool Single = llvm::any_of(Class->methods(), [&](const auto *Method) {
    return isAccessor(Method, Class);
  });
  Class->forallBases([&](const CXXRecordDecl *Base) {
    Single |= saysSingle(Base) ||
              llvm::any_of(Base->methods(), [&](const auto *Method) {
                return isAccessor(Method, Class);
              });
    return !Single;
  });
  for (const Decl *Member : Class->decls())
    if (const auto *V = dyn_cast<VarDecl>(Member))
      Single |= areRelated(objectClass(V->getType()), Class);
  if (Single || hasGlobal(U.ast().getTranslationUnitDecl(), Class,
                          U.ast().getSourceManager()))
    return true;
  // All that are made here are made once.
  bool Made = false;
  for (const Expr *Call : Refs.calls()) {
    const auto *C = dyn_cast_or_null<CXXConstructorDecl>(calleeOf(Call));
    if (!C)
      C = constructorMade(Call);
    if (!C || C->isCopyOrMoveConstructor() ||
        (C->getParent()->getCanonicalDecl() != Class->getCanonicalDecl() &&
         !C->getParent()->isDerivedFrom(Class)))
      continue;
    // That of a base is part of the derived class's own.
    const auto *Construct = dyn_cast<CXXConstructExpr>(Call);
    if (Construct &&
        Construct->getConstructionKind() != CXXConstructionKind::Complete)
      continue;
    Made = true;
    const Stmt *Whole = Call;
    while (Whole && isa<Expr>(Whole) && !Refs.initializedBy(Whole))
      Whole = Refs.parent(Whole);
    const auto *V =
        dyn_cast_or_null<VarDecl>(Whole ? Refs.initializedBy(Whole) : nullptr);
    const FunctionDecl *In = Refs.functionAround(Call);
    if (!(V && V->hasGlobalStorage()) && !(In && In->isMain()))
      return false;
  }
  return Made;
}

bool saysItWaits(const FunctionDecl *F) {
  std::string Name = F->getIdentifier() ? F->getName().lower() : "";
  llvm::StringRef Word = llvm::StringRef(Name).ltrim('_');
  return Word.starts_with("wait") || Word.starts_with("join") ||
         Word.starts_with("await") || Word.ends_with("_wait") ||
         Word.ends_with("_join");
}

bool ObjectLifetimes::waits(const FunctionDecl *F) const {
  if (llvm::any_of(U.callSummaries().of(F).Waits, [](const Blocking &B) {
        return B.Kind == BlockKind::Thread || B.Kind == BlockKind::Sleep;
      }))
    return true;
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  return llvm::any_of(U.references().callsIn(F), [&](const Expr *Call) {
    const FunctionDecl *G = calleeOf(Call);
    const auto *Own = dyn_cast_or_null<CXXMethodDecl>(G);
    // stop(), of which only the declaration is in sight.
    return G && (saysItWaits(G) ||
                 (Own && Method && Own->getParent() == Method->getParent() &&
                  !References::hasVisibleBody(Own)));
  });
}

bool ObjectLifetimes::endMayWait(const CXXRecordDecl *Class) const {
  Class = Class->getDefinition() ? Class->getDefinition() : Class;
  if (const CXXDestructorDecl *End = Class->getDestructor();
      End && End->isUserProvided()) {
    if (!References::hasVisibleBody(End) || waits(End))
      return true;
  }
  if (llvm::any_of(Class->fields(), [&](const FieldDecl *Field) {
        std::optional<Blocking> B =
            U.callSummaries().destructionBlocks(Field->getType(), nullptr);
        return B && B->Kind == BlockKind::Thread;
      }))
    return true;
  return llvm::any_of(Class->methods(), [&](const CXXMethodDecl *Method) {
    return !isa<CXXDestructorDecl>(Method) &&
           isShutDown(Method, U.references()) && waits(Method);
  });
}

const Expr *
ObjectLifetimes::deletedOutside(QualType Pointer,
                                llvm::ArrayRef<const FunctionDecl *> Of) const {
  const CXXRecordDecl *Class = objectClass(Pointer);
  if (!Class)
    return nullptr;
  for (const FunctionDecl *F : U.references().functions()) {
    const FunctionDecl *Body = nullptr;
    if (llvm::is_contained(Of, F->getCanonicalDecl()) || !F->hasBody(Body))
      continue;
    llvm::SmallVector<const Stmt *, 16> Open{Body->getBody()};
    while (!Open.empty()) {
      const Stmt *S = Open.pop_back_val();
      if (const auto *Delete = dyn_cast<CXXDeleteExpr>(S);
          Delete && !Delete->getDestroyedType().isNull() &&
          objectClass(Delete->getDestroyedType()) == Class)
        return Delete;
      for (const Stmt *Child : S->children())
        if (Child)
          Open.push_back(Child);
    }
  }
  return nullptr;
}

} // namespace p99::analysis
