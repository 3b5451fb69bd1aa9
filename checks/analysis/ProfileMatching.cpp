// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Which functions of a profile a declaration is.

#include "analysis/FrameTypes.h"
#include "analysis/LlvmCompat.h"
#include "analysis/Profile.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/PrettyPrinter.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace p99::analysis {

using Types = FrameName::Types;

static std::string typeText(QualType T, const ASTContext &Context) {
  if (T->isDependentType() || T->isUndeducedType())
    return "?";
  PrintingPolicy Policy(Context.getLangOpts());
  Policy.SuppressTagKeyword = true;
  compat::printInlineNamespaces(Policy);
  // A lambda or an unnamed class would bring its place.
  Policy.AnonymousTagLocations = false;
  return coarseType(
      T.getCanonicalType().getUnqualifiedType().getAsString(Policy));
}

//===-- Names -------------------------------------------------------------===//

static bool isLambda(const DeclContext *DC) {
  const auto *Record = dyn_cast<CXXRecordDecl>(DC);
  return Record && Record->isLambda();
}

/// The part of the key that the function itself is; "" for a lambda's, which
/// goes by the lambda.
static std::string ownName(const FunctionDecl *F) {
  DeclarationName Name = F->getDeclName();
  switch (Name.getNameKind()) {
  case DeclarationName::CXXConstructorName:
  case DeclarationName::CXXDestructorName: {
    const CXXRecordDecl *Class = cast<CXXMethodDecl>(F)->getParent();
    return (isa<CXXDestructorDecl>(F) ? "~" : "") + Class->getName().str();
  }
  case DeclarationName::CXXConversionFunctionName:
    return isLambda(F->getDeclContext())
               ? ""
               : "operator " +
                     typeText(cast<CXXConversionDecl>(F)->getConversionType(),
                              F->getASTContext());
  case DeclarationName::CXXOperatorName:
    if (isLambda(F->getDeclContext()))
      return "";
    [[fallthrough]];
  default:
    break;
  case DeclarationName::CXXLiteralOperatorName:
    return "operator\"\"" + Name.getCXXLiteralIdentifier()->getName().str();
  case DeclarationName::Identifier:
    // What a lambda converts to: `__invoke`.
    if (isLambda(F->getDeclContext()))
      return "";
    return F->getName().str();
  }
  return Name.getAsString(); // operator(), operator new[]
}

/// The name that the linker knows without any mangling, or "".
static StringRef plainLinkName(const FunctionDecl *F) {
  if (const auto *Label = F->getAttr<AsmLabelAttr>())
    return Label->getLabel();
  return F->getIdentifier() && (F->isExternC() || F->isMain()) ? F->getName()
                                                               : StringRef();
}

/// The key's parts, innermost first. `InlineNamespaces`: with those that are
/// part of mangled names.
static void partsOf(const DeclContext *DC, bool InlineNamespaces,
                    llvm::SmallVectorImpl<std::string> &Parts) {
  for (; DC && !DC->isTranslationUnit(); DC = DC->getParent()) {
    std::string Part;
    if (const auto *NS = dyn_cast<NamespaceDecl>(DC)) {
      if (!NS->isAnonymousNamespace() &&
          (!NS->isInline() ||
           (InlineNamespaces && !isLibraryInlineNamespace(NS->getName()))))
        Part = NS->getName();
    } else if (const auto *Record = dyn_cast<RecordDecl>(DC)) {
      if (isLambda(Record))
        Part = LambdaPart;
      else if (Record->getIdentifier())
        Part = Record->getName();
      else if (const TypedefNameDecl *Alias =
                   Record->getTypedefNameForAnonDecl())
        Part = Alias->getName();
    } else if (const auto *Function = dyn_cast<FunctionDecl>(DC)) {
      Part = ownName(Function);
    }
    if (!Part.empty())
      Parts.push_back(std::move(Part));
  }
}

static std::string joined(llvm::ArrayRef<std::string> InnermostFirst) {
  std::string Key;
  for (const std::string &Part : llvm::reverse(InnermostFirst))
    Key += (Key.empty() ? "" : "::") + Part;
  return Key;
}

//===-- Overloads ---------------------------------------------------------===//

/// Whether the function can have these parameters.
static bool fits(const FunctionDecl *F, const Types &Wanted) {
  size_t Index = 0;
  for (const ParmVarDecl *P : F->parameters()) {
    if (P->isParameterPack())
      return Index <= Wanted.size();
    if (Index == Wanted.size())
      return false;
    std::string Text = typeText(P->getType(), F->getASTContext());
    if (Text != "?" && Wanted[Index] != "?" && Text != Wanted[Index])
      return false;
    ++Index;
  }
  if (F->isVariadic() && Index < Wanted.size() && Wanted[Index] == "...")
    ++Index;
  return Index == Wanted.size();
}

static const FunctionDecl *patternOf(const FunctionDecl *F) {
  const FunctionDecl *Pattern = F->getTemplateInstantiationPattern();
  return (Pattern ? Pattern : F)->getCanonicalDecl();
}

/// The other functions of the same name and place.
static llvm::SmallVector<const FunctionDecl *, 4>
overloadsOf(const FunctionDecl *F) {
  llvm::SmallVector<const FunctionDecl *, 4> Others;
  const DeclContext *Scope = F->getDeclContext()->getRedeclContext();
  if (Scope->isFunctionOrMethod())
    return Others;
  for (const NamedDecl *D : Scope->lookup(F->getDeclName()))
    if (const FunctionDecl *Other = D->getUnderlyingDecl()->getAsFunction())
      if (patternOf(Other) != patternOf(F))
        Others.push_back(Other);
  return Others;
}

/// Whether a frame with these parameters is `F` and no other overload.
static bool isThisOverload(const FunctionDecl *F, const Types &Seen,
                           llvm::ArrayRef<const FunctionDecl *> Others) {
  if (fits(F, Seen))
    return true;
  // Spelled in a way that nobody fits: shared by those that take as many.
  return F->getNumParams() == Seen.size() &&
         llvm::none_of(Others, [&](const FunctionDecl *Other) {
           return fits(Other, Seen);
         });
}

Profile::Frames Profile::amongOverloads(const FunctionDecl *F,
                                        llvm::ArrayRef<unsigned> Found) const {
  llvm::SmallVector<const FunctionDecl *, 4> Others = overloadsOf(F);
  Frames Own;
  for (unsigned Index : Found) {
    const std::optional<Types> &Seen = Functions[Index].Name.Parameters;
    if (Others.empty() || !Seen || isThisOverload(F, *Seen, Others))
      Own.push_back(Index);
  }
  return Own;
}

//===-- Lambdas -----------------------------------------------------------===//

/// Those written in a statement, but not in each other.
static void collectLambdas(const Stmt *S,
                           std::vector<const CXXRecordDecl *> &Into) {
  if (!S)
    return;
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    Into.push_back(Lambda->getLambdaClass());
    for (const Expr *Captured : Lambda->capture_inits())
      collectLambdas(Captured, Into);
    return;
  }
  for (const Stmt *Child : S->children())
    collectLambdas(Child, Into);
}

namespace {

/// The lambdas of one function, to tell them apart by their numbers.
class Siblings {
public:
  explicit Siblings(const CXXRecordDecl *Lambda);

  /// The convention that these frames follow. Clang, and GCC from 13 on,
  /// number lambdas among those of their parameters, GCC 12 among all.
  void learnFrom(llvm::ArrayRef<const FrameName *> Frames);

  bool isThis(const FrameName &Frame) const;

private:
  static bool fitsLambda(const CXXRecordDecl *Lambda, const FrameName &Frame) {
    return !Frame.Parameters ||
           fits(Lambda->getLambdaCallOperator(), *Frame.Parameters);
  }
  /// From 1; 0 if it is not among them.
  unsigned
  numberAmong(llvm::function_ref<bool(const CXXRecordDecl *)> Counted) const;

  const CXXRecordDecl *Lambda;
  const FunctionDecl *Around = nullptr;
  std::vector<const CXXRecordDecl *> All;
  bool MayCountAll = true, MayCountSame = true;
};

} // namespace

Siblings::Siblings(const CXXRecordDecl *Lambda) : Lambda(Lambda) {
  Around = dyn_cast<FunctionDecl>(Lambda->getDeclContext());
  if (Around) {
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Around))
      for (const CXXCtorInitializer *Init : Constructor->inits())
        collectLambdas(Init->getInit(), All);
    collectLambdas(Around->getBody(), All);
  }
  if (!llvm::is_contained(All, Lambda))
    All = {Lambda}; // Of a default argument, or of a member's initialiser.
}

void Siblings::learnFrom(llvm::ArrayRef<const FrameName *> Frames) {
  for (const FrameName *F : Frames) {
    size_t Same = llvm::count_if(
        All, [&](const CXXRecordDecl *L) { return fitsLambda(L, *F); });
    if (F->Ordinal > Same)
      MayCountSame = false;
    for (const FrameName *Other : Frames)
      if (F->Ordinal && F->Ordinal == Other->Ordinal &&
          F->Parameters != Other->Parameters)
        MayCountAll = false;
  }
  // Built by both, or changed since.
  if (!MayCountAll && !MayCountSame)
    MayCountAll = MayCountSame = true;
}

unsigned Siblings::numberAmong(
    llvm::function_ref<bool(const CXXRecordDecl *)> Counted) const {
  unsigned Number = 0;
  for (const CXXRecordDecl *L : All) {
    Number += Counted(L);
    if (L == Lambda)
      break;
  }
  return Number;
}

bool Siblings::isThis(const FrameName &Frame) const {
  if (!fitsLambda(Lambda, Frame))
    return false;
  if (Around && Frame.Around &&
      !isThisOverload(Around, *Frame.Around, overloadsOf(Around)))
    return false;
  if (!Frame.Ordinal || All.size() == 1)
    return true;
  if (MayCountAll &&
      Frame.Ordinal == numberAmong([](const CXXRecordDecl *) { return true; }))
    return true;
  return MayCountSame &&
         Frame.Ordinal == numberAmong([&](const CXXRecordDecl *L) {
           return fitsLambda(L, Frame);
         });
}

/// Of `auto handler = [] {};` outside of functions: the variable, whose name
/// GCC makes part of the lambda's.
static const VarDecl *variableAround(const CXXRecordDecl *Lambda) {
  const SourceManager &SM = Lambda->getASTContext().getSourceManager();
  SourceLocation At = Lambda->getLocation();
  for (const Decl *D : Lambda->getDeclContext()->noload_decls())
    if (const auto *Var = dyn_cast<VarDecl>(D))
      if (SM.isPointWithin(At, Var->getBeginLoc(), Var->getEndLoc()))
        return Var;
  return nullptr;
}

Profile::Frames Profile::lambdaFrames(const CXXMethodDecl *CallOperator) const {
  const CXXRecordDecl *Lambda = CallOperator->getParent();
  llvm::SmallVector<std::string, 3> Keys;
  for (bool InlineNamespaces : {true, false}) {
    llvm::SmallVector<std::string, 8> Parts;
    partsOf(Lambda, InlineNamespaces, Parts);
    Keys.push_back(joined(Parts));
    if (Lambda->getDeclContext()->isFunctionOrMethod())
      continue;
    if (const VarDecl *Var = variableAround(Lambda)) {
      Parts.insert(Parts.begin() + 1, Var->getName().str());
      Keys.push_back(joined(Parts));
    }
  }

  Frames Own;
  std::optional<Siblings> Known;
  auto Take = [&](unsigned Index, llvm::ArrayRef<const FrameName *> Names) {
    if (llvm::any_of(Names,
                     [&](const FrameName *N) { return Known->isThis(*N); }))
      Own.push_back(Index);
  };
  for (const std::string &Key : Keys) {
    llvm::ArrayRef<unsigned> Direct = find(ByKey, Key);
    llvm::ArrayRef<unsigned> Carriers = find(ByCarried, Key);
    if (Direct.empty() && Carriers.empty())
      continue;
    llvm::SmallVector<const FrameName *, 8> Names;
    for (unsigned Index : Direct)
      Names.push_back(&Functions[Index].Name);
    for (unsigned Index : Carriers)
      for (const FrameName &Carried : Functions[Index].Name.Carried)
        if (Carried.Key == Key)
          Names.push_back(&Carried);
    Known.emplace(Lambda);
    Known->learnFrom(Names);
    for (unsigned Index : Direct)
      Take(Index, &Functions[Index].Name);
    if (!Own.empty())
      return Own;
    // All of it is inlined into what runs it: std::function's invoker,
    // std::for_each.
    for (unsigned Index : Carriers) {
      llvm::SmallVector<const FrameName *, 2> Inlined;
      for (const FrameName &Carried : Functions[Index].Name.Carried)
        if (Carried.Key == Key)
          Inlined.push_back(&Carried);
      Take(Index, Inlined);
    }
    if (!Own.empty())
      return Own;
  }
  return Own;
}

//===-- Functions ---------------------------------------------------------===//

Profile::Frames Profile::framesOf(const FunctionDecl *F) const {
  if (!F)
    return {};
  if (const auto *Method = dyn_cast<CXXMethodDecl>(F);
      Method && isLambda(Method->getParent()))
    return lambdaFrames(Method);
  if (StringRef Plain = plainLinkName(F); !Plain.empty()) {
    llvm::ArrayRef<unsigned> Found = find(ByKey, Plain);
    return {Found.begin(), Found.end()};
  }

  std::string Key;
  for (bool InlineNamespaces : {true, false}) {
    llvm::SmallVector<std::string, 8> Parts;
    partsOf(F, InlineNamespaces, Parts);
    std::string Name = joined(Parts);
    if (Name == Key)
      continue;
    Key = std::move(Name);
    if (llvm::ArrayRef<unsigned> Found = find(ByKey, Key); !Found.empty())
      return amongOverloads(F, Found);
  }
  // Debug information gives functions that no other file sees without their
  // namespaces.
  if (F->getIdentifier() && F->getFormalLinkage() == Linkage::Internal)
    if (llvm::ArrayRef<unsigned> Found = find(ByKey, F->getName());
        !Found.empty())
      return amongOverloads(F, Found);
  return {};
}

} // namespace p99::analysis
