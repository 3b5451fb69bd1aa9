// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Sinks.h"
#include "analysis/Expressions.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace p99::analysis {

static bool isSame(QualType A, QualType B) {
  return A.getNonReferenceType().getCanonicalType().getUnqualifiedType() ==
         B.getNonReferenceType().getCanonicalType().getUnqualifiedType();
}

static bool hasMoveConstructor(const CXXRecordDecl *Class) {
  if (Class->needsImplicitMoveConstructor())
    return true;
  return llvm::any_of(Class->ctors(), [](const CXXConstructorDecl *C) {
    // An explicit one is passed over where an argument is made.
    return C->isMoveConstructor() && !C->isDeleted() && !C->isExplicit() &&
           C->getAccess() == AS_public;
  });
}

static bool hasMoveAssignment(const CXXRecordDecl *Class) {
  if (Class->needsImplicitMoveAssignment())
    return true;
  return llvm::any_of(Class->methods(), [](const CXXMethodDecl *M) {
    return M->isMoveAssignmentOperator() && !M->isDeleted() &&
           M->getAccess() == AS_public;
  });
}

/// `f(const T &)` stands beside `f(T &&)`, which takes the rest alike.
static bool hasOverloadForRvalues(const FunctionDecl *F, unsigned N) {
  if (N >= F->getNumParams())
    return false;
  QualType T = F->getParamDecl(N)->getType();
  if (!T->isLValueReferenceType() || !T->getPointeeType().isConstQualified())
    return false;
  for (const NamedDecl *D : F->getDeclContext()->lookup(F->getDeclName())) {
    const auto *Other = dyn_cast<FunctionDecl>(D->getUnderlyingDecl());
    if (!Other || Other == F || Other->isDeleted() ||
        Other->getNumParams() != F->getNumParams())
      continue;
    bool Fits = true;
    for (unsigned I = 0; I < F->getNumParams() && Fits; ++I) {
      QualType Theirs = Other->getParamDecl(I)->getType();
      Fits = I == N ? Theirs->isRValueReferenceType() && isSame(Theirs, T) &&
                          !Theirs->getPointeeType().isConstQualified()
                    : Theirs.getCanonicalType() ==
                          F->getParamDecl(I)->getType().getCanonicalType();
    }
    if (Fits)
      return true;
  }
  return false;
}

/// A type that the class of a container names.
static QualType typeNamed(const CXXRecordDecl *Class, llvm::StringRef Name,
                          unsigned Depth = 0) {
  for (const Decl *D : Class->decls())
    if (const auto *Alias = dyn_cast<TypedefNameDecl>(D);
        Alias && Alias->getName() == Name)
      return Alias->getUnderlyingType();
  if (Depth < 4)
    for (const CXXBaseSpecifier &Base : Class->bases())
      if (const CXXRecordDecl *B = Base.getType()->getAsCXXRecordDecl();
          B && B->hasDefinition())
        if (QualType T = typeNamed(B, Name, Depth + 1); !T.isNull())
          return T;
  return {};
}

/// `emplace` and its kin forward the argument to the constructor of an element,
/// which copies it if that is all the element is made of.
static bool emplaces(const CallExpr *Call, const CXXMethodDecl *Method,
                     unsigned N, QualType T) {
  llvm::StringRef Name = Method->getName();
  const CXXRecordDecl *Class = Method->getParent();
  auto Is = [&](llvm::StringRef Alias) {
    QualType Named = typeNamed(Class, Alias);
    return !Named.isNull() && isSame(Named, T);
  };
  unsigned Given = Call->getNumArgs();
  bool Mapped = !typeNamed(Class, "mapped_type").isNull();
  if (Name == "emplace_back" || Name == "emplace_front" ||
      (Name == "emplace" && !Mapped))
    return Given == 1 && N == 0 && Is("value_type");
  if (Name == "emplace" || Name == "try_emplace" || Name == "insert_or_assign")
    return Mapped && Given == 2 &&
           (N == 0 ? Is("key_type") : Is("mapped_type"));
  return false;
}

static bool takesOver(const Expr *Call, unsigned N, QualType T) {
  const FunctionDecl *F = calleeOf(Call);
  if (!F || F->isOverloadedOperator())
    return false;
  if (N < F->getNumParams() && isSame(F->getParamDecl(N)->getType(), T) &&
      hasOverloadForRvalues(F, N))
    return true;
  if (!isInStd(F) || !F->getIdentifier())
    return false;
  const auto *Plain = dyn_cast<CallExpr>(Call);
  if (const auto *Method = dyn_cast<CXXMethodDecl>(F); Method && Plain)
    return emplaces(Plain, Method, N, T);
  if (F->getName() == "make_pair" || F->getName() == "make_tuple")
    return true;
  if (F->getName() == "make_unique" || F->getName() == "make_shared" ||
      F->getName() == "make_optional")
    if (const TemplateArgumentList *Given = F->getTemplateSpecializationArgs();
        Given && Given->size() &&
        Given->get(0).getKind() == TemplateArgument::Type &&
        argumentsOf(Call).size() == 1 && isSame(Given->get(0).getAsType(), T))
      return true;
  if (const CXXConstructorDecl *Made = constructorMade(Call);
      Made && N < Made->getNumParams()) {
    QualType P = Made->getParamDecl(N)->getType();
    return isSame(P, T) &&
           (!P->isReferenceType() || hasOverloadForRvalues(Made, N));
  }
  return false;
}

/// `return v;` and `throw v;` move it; what else they are made of does not.
static bool movesByItself(const Expr *Copy, const References &Refs) {
  const Stmt *Up = Refs.parent(Copy);
  while (isa_and_nonnull<ImplicitCastExpr, ParenExpr, FullExpr,
                         CXXBindTemporaryExpr, MaterializeTemporaryExpr>(Up))
    Up = Refs.parent(Up);
  if (isa_and_nonnull<ReturnStmt, CoreturnStmt, CXXThrowExpr>(Up))
    return true;
  // `return v;` as an optional.
  if (const auto *Outer = dyn_cast_or_null<CXXConstructExpr>(Up);
      Outer && Outer->getNumArgs() == 1 && !isa<CXXTemporaryObjectExpr>(Outer))
    return isa_and_nonnull<ReturnStmt>(Refs.parent(Outer));
  return false;
}

static std::optional<Sink> sinkOfCopy(const CXXConstructExpr *Copy,
                                      const Expr *Use, const References &Refs) {
  if (!hasMoveConstructor(Copy->getConstructor()->getParent()) ||
      movesByItself(Copy, Refs))
    return std::nullopt;
  Sink To{Copy};
  const ValueDecl *Made = Refs.initializedBy(Copy);
  To.IsMemberInitializer = isa_and_nonnull<FieldDecl>(Made);
  if (const auto *Lambda = dyn_cast_or_null<LambdaExpr>(Refs.parent(Copy))) {
    const auto *Name = dyn_cast<DeclRefExpr>(Use);
    for (const LambdaCapture &C : Lambda->captures())
      if (Name && C.capturesVariable() &&
          C.getCapturedVar() == Name->getDecl() && C.isExplicit())
        To.Capture = &C;
    if (!To.Capture)
      return std::nullopt;
  }
  return To;
}

std::optional<Sink> sinkOf(const Expr *Use, const References &Refs) {
  QualType T = Use->getType();
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition())
    return std::nullopt;
  Class = Class->getDefinition();
  const Stmt *Child = Use, *Up = Refs.parent(Use);
  while (isa_and_nonnull<ParenExpr>(Up) ||
         (isa_and_nonnull<ImplicitCastExpr>(Up) &&
          cast<ImplicitCastExpr>(Up)->getCastKind() == CK_NoOp)) {
    Child = Up;
    Up = Refs.parent(Up);
  }
  if (const auto *List = dyn_cast_or_null<InitListExpr>(Up)) {
    // What the list means has the copies in it.
    if (const InitListExpr *Semantic = List->getSemanticForm())
      List = Semantic;
    for (const Expr *Item : List->inits())
      if (const auto *Copy =
              dyn_cast_or_null<CXXConstructExpr>(Item->IgnoreImplicit()))
        if (Copy->getConstructor()->isCopyConstructor() &&
            Copy->getArg(0)->IgnoreParenImpCasts() == Use &&
            hasMoveConstructor(Class))
          return Sink{List};
    return std::nullopt;
  }
  if (const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Up)) {
    const CXXConstructorDecl *C = Construct->getConstructor();
    if (C->isCopyConstructor())
      return C->getParent()->getCanonicalDecl() == Class->getCanonicalDecl()
                 ? sinkOfCopy(Construct, Use, Refs)
                 : std::nullopt;
  }
  if (const auto *Assign = dyn_cast_or_null<CXXOperatorCallExpr>(Up);
      Assign && Assign->getOperator() == OO_Equal) {
    const auto *Method =
        dyn_cast_or_null<CXXMethodDecl>(Assign->getDirectCallee());
    return Method && Method->isCopyAssignmentOperator() &&
                   Assign->getArg(1) == Child &&
                   Method->getParent()->getCanonicalDecl() ==
                       Class->getCanonicalDecl() &&
                   hasMoveAssignment(Class)
               ? std::optional<Sink>(Sink{Assign})
               : std::nullopt;
  }
  const auto *Call = dyn_cast_or_null<Expr>(Up);
  if (!Call || !isa<CallExpr, CXXConstructExpr>(Call))
    return std::nullopt;
  auto Arguments = argumentsOf(Call);
  const auto *At = llvm::find(Arguments, Child);
  if (At == Arguments.end() ||
      !takesOver(Call, At - Arguments.begin(), T.getUnqualifiedType()))
    return std::nullopt;
  return Sink{Call};
}

} // namespace p99::analysis
