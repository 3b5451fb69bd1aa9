// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/LogCalls.h"
#include "analysis/Expressions.h"
#include "analysis/Loops.h"
#include "analysis/RunOnce.h"
#include "analysis/StdTypes.h"
#include "analysis/Unit.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace p99::analysis {

static bool isStringStream(const CXXRecordDecl *Class) {
  return Class->getIdentifier() && isInStd(Class) &&
         (Class->getName() == "basic_ostringstream" ||
          Class->getName() == "basic_stringstream");
}

static bool isNamed(const FunctionDecl *F, llvm::StringRef Name) {
  return F && F->getIdentifier() && F->getName() == Name;
}

static bool isDefault(const Expr *Argument) {
  return isa<CXXDefaultArgExpr>(Argument);
}

/// Past what turns a text into what a parameter asks for: a copy, a view of it,
/// `text.c_str()`. `Viewed` becomes true for a view that the compiler makes.
static const Expr *underConversions(const Expr *E, bool *Viewed = nullptr) {
  for (;;) {
    const Expr *Before = E;
    E = E->IgnoreImplicit()->IgnoreParens();
    if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(E))
      E = Cast->getSubExpr();
    if (const auto *Made = dyn_cast<CXXConstructExpr>(E)) {
      if (Made->getNumArgs() > 0 && isStdString(Made->getArg(0)->getType()) &&
          llvm::all_of(llvm::drop_begin(Made->arguments()), isDefault))
        E = Made->getArg(0);
    } else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
      const CXXMethodDecl *Method = Call->getMethodDecl();
      const Expr *Object = Call->getImplicitObjectArgument();
      if (Method && isStdString(Object->getType()) &&
          (isNamed(Method, "c_str") || isNamed(Method, "data")))
        E = Object;
      if (isa_and_nonnull<CXXConversionDecl>(Method) &&
          isStdString(Object->getType())) {
        E = Object;
        if (Viewed)
          *Viewed = true;
      }
    }
    if (E == Before)
      return E;
  }
}

llvm::SmallVector<const Expr *, 8> partsOf(const Expr *Joined) {
  llvm::SmallVector<const Expr *, 8> Parts;
  Joined = underConversions(Joined);
  const auto *Plus = dyn_cast<CXXOperatorCallExpr>(Joined);
  if (!Plus || Plus->getOperator() != OO_Plus ||
      !isStdString(Plus->getType()) || !isInStd(Plus->getDirectCallee())) {
    Parts.push_back(Joined);
    return Parts;
  }
  for (const Expr *Operand : Plus->arguments())
    Parts.append(partsOf(Operand));
  return Parts;
}

namespace {

class Search {
public:
  Search(Unit &U, bool Info)
      : U(U), Refs(U.references()), Functions(U), Info(Info) {}

  std::vector<EagerLog> run();

private:
  void consider(const CallExpr *Call);
  std::optional<EagerLog> built(const Expr *Argument) const;
  bool buildsText(const FunctionDecl *F) const;
  bool matters(EagerLog &Log) const;

  Unit &U;
  const References &Refs;
  Loggers Functions;
  bool Info;
  std::vector<EagerLog> Found;
};

static bool namesLocal(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && V->hasLocalStorage() && !isa<ParmVarDecl>(V);
}

/// Not a getter, nor one that only chooses between literals.
bool Search::buildsText(const FunctionDecl *F) const {
  // The name of an enumerator is short.
  if (U.ast().getSourceManager().isInSystemHeader(F->getLocation()) ||
      (F->getNumParams() == 1 &&
       F->getParamDecl(0)->getType().getNonReferenceType()->isEnumeralType()))
    return false;
  if (References::hasVisibleBody(F)) {
    const FunctionDecl *Definition = F->getDefinition();
    return llvm::any_of(Refs.returnsOf(Definition), [](const Expr *Value) {
      const Expr *E = underConversions(Value);
      if (const auto *Made = dyn_cast<CXXConstructExpr>(E))
        return llvm::any_of(Made->arguments(), namesLocal);
      return namesLocal(E) ||
             (isa<CallExpr>(E) && isStdString(E->getType()) && E->isPRValue());
    });
  }
  static constexpr llvm::StringRef Conversions[] = {
      "tostring",  "to_string", "tojson",  "to_json", "tohex",
      "to_hex",    "base32",    "base64",  "dump",    "debugstring",
      "serialize", "stringify", "describe"};
  return F->getIdentifier() &&
         llvm::any_of(Conversions, [&](llvm::StringRef Name) {
           return F->getName().contains_insensitive(Name);
         });
}

std::optional<EagerLog> Search::built(const Expr *Argument) const {
  bool Viewed = false;
  const Expr *E = underConversions(Argument, &Viewed);
  if (!isa<CallExpr>(E) || !E->isPRValue())
    return std::nullopt;
  const FunctionDecl *F = calleeOf(E);
  if (!F)
    return std::nullopt;
  EagerLog Log{EagerLog::Kind::Made, nullptr, E};
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E)) {
    if (Operator->getOperator() != OO_Plus || !isStdString(E->getType()) ||
        !isInStd(F))
      return std::nullopt;
    Log.How = EagerLog::Kind::Joined;
    Log.HasBuiltPart = llvm::any_of(
        partsOf(E), [&](const Expr *Part) { return built(Part).has_value(); });
    return Log;
  }
  if (const Model *M = U.models().find(F)) {
    if (M->MakesText) {
      // Without a value, or with a format that nobody can read, it makes
      // nothing that could be put off.
      Log.Form = *M->MakesText;
      if (Log.Form == TextForm::Finished)
        return Log;
      Log.How = EagerLog::Kind::Formatted;
      Log.HasBuiltPart = llvm::any_of(argumentsOf(E), [&](const Expr *Part) {
        return built(Part).has_value();
      });
      return Log;
    }
    if (!M->Materializes)
      return std::nullopt;
    Log.Model = &*M->Materializes;
    return Log;
  }
  if (!isStdString(E->getType()))
    return std::nullopt;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(F);
      Method && isNamed(F, "str") && isStringStream(Method->getParent())) {
    // p99-materialized-output knows how to do without this copy.
    if (Viewed)
      return std::nullopt;
    Log.How = EagerLog::Kind::Streamed;
    return Log;
  }
  if (!buildsText(F))
    return std::nullopt;
  return Log;
}

/// On a request path or in a loop, whatever the level.
bool Search::matters(EagerLog &Log) const {
  const FunctionDecl *In = Refs.functionAround(Log.Call);
  if (!In || U.hotPath().isColdCode(Log.Call) || U.hotPath().isCold(In))
    return false;
  HotAnswer Hot = U.hotPath().why(Log.Call);
  Log.Hot = Hot.Reasons;
  if (!Hot.isHot()) {
    if (runsSeldom(In, Refs))
      return false;
    constexpr uint64_t ShortLoop = 8;
    Loop Around = U.loops().around(Log.Call);
    if (!Around || U.loops().tripCount(Around).value_or(ShortLoop) < ShortLoop)
      return false;
  }
  return !Functions.isGuarded(Log.Call);
}

/// A level, or the place in the source.
static bool isNoText(const Expr *Argument) {
  QualType T = Argument->getType().getNonReferenceType();
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  return T->isIntegralOrEnumerationType() ||
         (Class && Class->getIdentifier() &&
          Class->getName().contains("source_loc"));
}

void Search::consider(const CallExpr *Call) {
  std::optional<Loggers::Facts> Logger = Functions.of(Call);
  if (!Logger || (Logger->Says.Level == LogLevel::Info && !Info))
    return;
  llvm::ArrayRef<const Expr *> Arguments = argumentsOf(Call);
  for (size_t I = 0; I < Arguments.size(); ++I) {
    std::optional<EagerLog> Log = built(Arguments[I]);
    if (!Log)
      continue;
    // The text is the user's own, at least its place is.
    const SourceManager &SM = U.ast().getSourceManager();
    if (SM.isInSystemHeader(SM.getSpellingLoc(Log->Text->getBeginLoc())))
      continue;
    Log->Call = Call;
    Log->Logger = *Logger;
    Log->IsLine = llvm::all_of(Arguments.take_front(I), isNoText) &&
                  llvm::all_of(Arguments.drop_front(I + 1), isDefault);
    if (matters(*Log))
      Found.push_back(std::move(*Log));
    return;
  }
}

std::vector<EagerLog> Search::run() {
  for (const Expr *Call : Refs.calls())
    if (const auto *C = dyn_cast<CallExpr>(Call))
      consider(C);
  const SourceManager &SM = U.ast().getSourceManager();
  llvm::sort(Found, [&](const EagerLog &A, const EagerLog &B) {
    return SM.isBeforeInTranslationUnit(A.Text->getBeginLoc(),
                                        B.Text->getBeginLoc());
  });
  // Once for all instantiations of a template.
  Found.erase(llvm::unique(Found,
                           [](const EagerLog &A, const EagerLog &B) {
                             return A.Text->getBeginLoc() ==
                                    B.Text->getBeginLoc();
                           }),
              Found.end());
  return std::move(Found);
}

} // namespace

std::vector<EagerLog> eagerLogs(Unit &U, bool Info) {
  if (!U.ast().getLangOpts().CPlusPlus)
    return {};
  return Search(U, Info).run();
}

} // namespace p99::analysis
