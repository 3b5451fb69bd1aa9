// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/BufferUses.h"
#include "analysis/Expressions.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace p99::analysis {

//===-- Types -------------------------------------------------------------===//

static const ClassTemplateSpecializationDecl *stdTemplate(QualType T) {
  const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T.isNull() ? nullptr : T->getAsCXXRecordDecl());
  return Class && isInStd(Class) && Class->getIdentifier() ? Class : nullptr;
}

static bool hasStdAllocator(const ClassTemplateSpecializationDecl *Class) {
  const TemplateArgumentList &Args = Class->getTemplateArgs();
  const TemplateArgument &Last = Args[Args.size() - 1];
  if (Last.getKind() != TemplateArgument::Type)
    return false;
  const ClassTemplateSpecializationDecl *A = stdTemplate(Last.getAsType());
  return A && A->getName() == "allocator";
}

bool ownsMemoryOnly(QualType T) {
  T = T->getBaseElementTypeUnsafe()->getCanonicalTypeUnqualified();
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  if (!Class)
    return !T->isDependentType();
  Class = Class->getDefinition();
  if (!Class || Class->isDependentType())
    return false;
  if (Class->hasTrivialDestructor())
    return true;
  if (const ClassTemplateSpecializationDecl *Std = stdTemplate(T)) {
    static const llvm::StringRef Plain[] = {
        "basic_string", "vector", "deque", "list",     "map",    "set",
        "pair",         "tuple",  "array", "optional", "variant"};
    if (!llvm::is_contained(Plain, Std->getName()) &&
        !Std->getName().starts_with("unordered_"))
      return false;
    return llvm::all_of(Std->getTemplateArgs().asArray(),
                        [](const TemplateArgument &A) {
                          auto Of = [](const TemplateArgument &Type) {
                            return Type.getKind() != TemplateArgument::Type ||
                                   ownsMemoryOnly(Type.getAsType());
                          };
                          return A.getKind() == TemplateArgument::Pack
                                     ? llvm::all_of(A.pack_elements(), Of)
                                     : Of(A);
                        });
  }
  const CXXDestructorDecl *End = Class->getDestructor();
  return !isInStd(Class) && (!End || !End->isUserProvided()) &&
         llvm::all_of(
             Class->bases(),
             [](const auto &B) { return ownsMemoryOnly(B.getType()); }) &&
         llvm::all_of(Class->fields(), [](const FieldDecl *F) {
           return ownsMemoryOnly(F->getType());
         });
}

BufferType bufferType(QualType T) {
  if (T.isConstQualified() || T.isVolatileQualified())
    return BufferType::None;
  const ClassTemplateSpecializationDecl *Class = stdTemplate(T);
  if (!Class || !hasStdAllocator(Class))
    return BufferType::None;
  BufferType Type = llvm::StringSwitch<BufferType>(Class->getName())
                        .Case("basic_string", BufferType::Text)
                        .Case("vector", BufferType::Vector)
                        .Case("basic_ostringstream", BufferType::Output)
                        .Case("basic_stringstream", BufferType::Output)
                        .Case("basic_istringstream", BufferType::Input)
                        .Default(BufferType::None);
  if (Type == BufferType::Vector &&
      !ownsMemoryOnly(Class->getTemplateArgs()[0].getAsType()))
    return BufferType::None;
  return Type;
}

//===-- Uses --------------------------------------------------------------===//

static bool isPersistentManipulator(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Unary = dyn_cast<UnaryOperator>(E);
      Unary && Unary->getOpcode() == UO_AddrOf)
    E = Unary->getSubExpr()->IgnoreParenImpCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl())) {
      static const llvm::StringRef Passing[] = {"endl", "ends", "flush", "ws"};
      return !llvm::is_contained(Passing, nameOf(F));
    }
  E = strip(E);
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  return F && isInStd(F) && nameOf(F).starts_with("set") && nameOf(F) != "setw";
}

/// `Stream << A << B`: from the first operator on.
static BufferUse useOfStream(const Stmt *Operator, const References &Refs) {
  const Stmt *Child = nullptr;
  for (const Stmt *S = Operator; S; Child = S, S = Refs.parent(S)) {
    if (isa<ImplicitCastExpr, ParenExpr>(S))
      continue;
    const auto *Call = dyn_cast<CallExpr>(S);
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    // static_cast<std::ostringstream &>(S << A).str()
    if (!Call)
      return isa<ExplicitCastExpr, DeclStmt, ReturnStmt>(S) ? BufferUse::Leaves
                                                            : BufferUse::Reads;
    const auto *Binary = dyn_cast<CXXOperatorCallExpr>(S);
    if (!Binary || Binary->getNumArgs() != 2 ||
        (Child && Binary->getArg(0) != Child))
      return BufferUse::Formats;
    if (!F || !isInStd(F) || isPersistentManipulator(Binary->getArg(1)))
      return BufferUse::Formats;
  }
  return BufferUse::Reads;
}

static UseOfBuffer useByMethod(const MemberExpr *Member,
                               const CXXMemberCallExpr *Call) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Member->getMemberDecl());
  if (!Method || !Call)
    return {BufferUse::Leaves};
  static const llvm::StringRef Grow[] = {"push_back", "emplace_back", "append",
                                         "insert", "emplace"};
  static const llvm::StringRef Size[] = {"resize", "reserve", "assign"};
  static const llvm::StringRef Leave[] = {
      "swap", "shrink_to_fit", "get_allocator", "extract", "operator="};
  static const llvm::StringRef Format[] = {
      "setf",    "unsetf", "flags", "precision",  "fill", "width",
      "copyfmt", "imbue",  "tie",   "exceptions", "init", "register_callback"};
  llvm::StringRef Name = nameOf(Method);
  const Expr *Last =
      Call->getNumArgs() ? Call->getArg(Call->getNumArgs() - 1) : nullptr;
  if (llvm::is_contained(Grow, Name)) {
    // v.insert(v.end(), first, last), s.append(first, last).
    bool Range = Last && Call->getNumArgs() >= 2 &&
                 !isa<CXXDefaultArgExpr>(Last) &&
                 Last->getType().getCanonicalType() ==
                     Call->getArg(Call->getNumArgs() - 2)
                         ->getType()
                         .getCanonicalType() &&
                 !Last->getType()->isIntegerType();
    return {Range ? BufferUse::Fills : BufferUse::Grows,
            Call->getNumArgs() ? Call->getArg(0) : nullptr};
  }
  if (llvm::is_contained(Size, Name) && Call->getNumArgs() &&
      Call->getArg(0)->getType()->isIntegerType())
    return {BufferUse::Sizes, Call->getArg(0)};
  if (Name == "assign")
    return {BufferUse::Fills, Call};
  if (llvm::is_contained(Leave, Name))
    return {BufferUse::Leaves};
  return {llvm::is_contained(Format, Name) ? BufferUse::Formats
                                           : BufferUse::Reads};
}

static UseOfBuffer useAsArgument(const Expr *Call, const Stmt *Child,
                                 bool Address) {
  const FunctionDecl *F = calleeOf(Call);
  if (!F)
    return {BufferUse::Hands, Call};
  llvm::StringRef Name = nameOf(F);
  const ParmVarDecl *Parameter = nullptr;
  unsigned Index = 0;
  for (const Expr *Argument : argumentsOf(Call)) {
    if (Argument == Child) {
      Parameter = Index < F->getNumParams() ? F->getParamDecl(Index) : nullptr;
      break;
    }
    ++Index;
  }
  if (isInStd(F)) {
    static const llvm::StringRef Leave[] = {"move",         "forward",
                                            "swap",         "exchange",
                                            "ref",          "addressof",
                                            "make_pair",    "make_tuple",
                                            "tie",          "cref",
                                            "async",        "push",
                                            "push_front",   "emplace_front",
                                            "as_const",     "insert",
                                            "push_back",    "emplace",
                                            "emplace_back", "invoke",
                                            "try_emplace",  "insert_or_assign",
                                            "make_shared",  "make_unique"};
    if (Name == "getline" && Index == 1)
      return {BufferUse::Fills, Call};
    if (Name == "back_inserter")
      return {BufferUse::Fills, Call};
    // text.insert(0, buffer) takes what is in it; list.insert(buffer) all of
    // it, and could have it moved.
    const Expr *Object = objectOf(Call);
    if (Object && bufferType(Object->getType()) == BufferType::Text &&
        Name != "swap" && Name != "assign")
      return {BufferUse::Reads};
    if (llvm::is_contained(Leave, Name) || isa<CXXConstructorDecl>(F))
      return {BufferUse::Leaves};
    return {BufferUse::Reads};
  }
  if (!Parameter)
    return {BufferUse::Reads};
  QualType T = Parameter->getType();
  if (T->isRValueReferenceType())
    return {BufferUse::Leaves};
  if ((Address ? T->isPointerType() : T->isLValueReferenceType()) &&
      !T->getPointeeType().isConstQualified())
    return {BufferUse::Hands, Call, Parameter};
  return {Address && !T->isPointerType() ? BufferUse::Leaves
                                         : BufferUse::Reads};
}

UseOfBuffer useOfBuffer(const Expr *Use, const References &Refs) {
  const Stmt *Child = Use;
  bool Address = false;
  for (const Stmt *P = Refs.parent(Use); P; Child = P, P = Refs.parent(P)) {
    if (isa<ParenExpr, ImplicitCastExpr>(P))
      continue;
    if (const auto *Unary = dyn_cast<UnaryOperator>(P);
        Unary && Unary->getOpcode() == UO_AddrOf && !Address) {
      Address = true;
      continue;
    }
    // (*Out).push_back(x) of a parameter.
    if (const auto *Unary = dyn_cast<UnaryOperator>(P);
        Unary && Unary->getOpcode() == UO_Deref &&
        Use->getType()->isPointerType())
      continue;
    if (const auto *Member = dyn_cast<MemberExpr>(P)) {
      const Stmt *Around = Refs.parent(Member);
      while (isa_and_nonnull<ParenExpr>(Around))
        Around = Refs.parent(Around);
      return useByMethod(Member, dyn_cast_or_null<CXXMemberCallExpr>(Around));
    }
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(P)) {
      const FunctionDecl *F = Operator->getDirectCallee();
      bool First = Operator->getNumArgs() && Operator->getArg(0) == Child;
      switch (Operator->getOperator()) {
      case OO_PlusEqual:
        return First ? UseOfBuffer{BufferUse::Grows, Operator->getArg(1)}
                     : UseOfBuffer{BufferUse::Reads};
      case OO_LessLess:
      case OO_GreaterGreater:
        return {First ? useOfStream(P, Refs) : BufferUse::Reads};
      case OO_Equal:
        // What is assigned from a temporary takes over that one's memory.
        return {First && F && F->getNumParams() &&
                        !F->getParamDecl(0)->getType()->isRValueReferenceType()
                    ? BufferUse::Reads
                    : BufferUse::Leaves};
      case OO_Call:
      case OO_Comma:
        return {BufferUse::Leaves};
      default:
        return {BufferUse::Reads};
      }
    }
    if (isa<CallExpr, CXXConstructExpr>(P))
      return useAsArgument(cast<Expr>(P), Child, Address);
    if (const ValueDecl *Bound = Refs.initializedBy(Child))
      // The range of a range-for.
      return {Bound->isImplicit() && !Address ? BufferUse::Reads
                                              : BufferUse::Leaves};
    if (isa<CompoundStmt, CXXForRangeStmt>(P))
      return {BufferUse::Reads};
    return {BufferUse::Leaves};
  }
  return {BufferUse::Leaves};
}

} // namespace p99::analysis
