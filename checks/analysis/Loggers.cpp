// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Loggers.h"
#include "analysis/Expressions.h"
#include "analysis/References.h"
#include "analysis/Unit.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include <utility>

using namespace clang;

namespace p99::analysis {

static bool hasWord(llvm::StringRef Name,
                    llvm::ArrayRef<llvm::StringRef> Words) {
  return llvm::any_of(Words, [&](llvm::StringRef Word) {
    return Name.contains_insensitive(Word);
  });
}

namespace {
enum class Word { None, Debug, Info, AlwaysOn };
}

/// The level that a constant or a function is named after.
static Word levelIn(llvm::StringRef Name) {
  if (hasWord(Name, {"debug", "trace", "verbose", "dbg"}))
    return Word::Debug;
  if (hasWord(Name, {"warn", "err", "crit", "fatal", "alert", "emerg", "off"}))
    return Word::AlwaysOn;
  if (hasWord(Name, {"info", "notice"}))
    return Word::Info;
  return Word::None;
}

template <typename Visit> static bool anyName(const Stmt *S, Visit Accept) {
  if (!S)
    return false;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
    if (Accept(Ref->getDecl()))
      return true;
  } else if (const auto *Member = dyn_cast<MemberExpr>(S)) {
    if (Accept(Member->getMemberDecl()))
      return true;
  }
  return llvm::any_of(
      S->children(), [&](const Stmt *Child) { return anyName(Child, Accept); });
}

/// `level < Level::Debug`, `log.debug()`, `VLOG_IS_ON(2)`. A pointer to the
/// logger alone says nothing of its level.
static bool asksForLevel(const Stmt *Condition) {
  static constexpr llvm::StringRef Words[] = {
      "level",     "debug",     "trace",   "verbos",     "severity",
      "priority",  "threshold", "enabled", "vlog",       "should_log",
      "shouldlog", "will_log",  "willlog", "islog",      "is_log",
      "loggable",  "can_log",   "canlog",  "information"};
  return anyName(Condition, [](const NamedDecl *D) {
    if (hasWord(nameOf(D), Words))
      return true;
    const auto *Value = dyn_cast<ValueDecl>(D);
    const EnumType *Type =
        Value ? Value->getType().getNonReferenceType()->getAs<EnumType>()
              : nullptr;
    return Type && hasWord(nameOf(Type->getDecl()), Words);
  });
}

static bool leaves(const Stmt *S) {
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(S))
    return !Block->body_empty() && leaves(Block->body_back());
  return isa_and_nonnull<ReturnStmt, ContinueStmt, BreakStmt>(S);
}

static bool isTextual(QualType T) {
  T = T.getNonReferenceType();
  if (T->isPointerType())
    return T->getPointeeType()->isAnyCharacterType();
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  return Class && hasWord(nameOf(Class), {"string", "text", "message"});
}

/// The parameters that texts can come in.
static llvm::SmallVector<const ParmVarDecl *, 4>
textsOf(const FunctionDecl *F) {
  llvm::SmallVector<const ParmVarDecl *, 4> Texts;
  const FunctionDecl *Pattern = F->getTemplateInstantiationPattern();
  bool HasPack =
      Pattern && llvm::any_of(Pattern->parameters(), [](const ParmVarDecl *P) {
        return P->isParameterPack();
      });
  for (const ParmVarDecl *P : F->parameters())
    if (isTextual(P->getType()) ||
        (HasPack && !P->getType().getNonReferenceType()->isEnumeralType()))
      Texts.push_back(P);
  return Texts;
}

static bool names(const Stmt *S, llvm::ArrayRef<const ParmVarDecl *> Texts) {
  return anyName(
      S, [&](const NamedDecl *D) { return llvm::is_contained(Texts, D); });
}

static const Stmt *bare(const Stmt *S) {
  if (const auto *Return = dyn_cast<ReturnStmt>(S))
    S = Return->getRetValue();
  const auto *E = dyn_cast_or_null<Expr>(S);
  return E ? E->IgnoreImplicit() : S;
}

/// The level that one of the constants in an expression is named after.
static Word levelOfConstant(const Expr *E, const ASTContext &Context) {
  E = E->IgnoreParenCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const ValueDecl *D = Ref->getDecl();
    const auto *V = dyn_cast<VarDecl>(D);
    if (isa<EnumConstantDecl>(D) || (V && V->getType().isConstQualified()))
      return levelIn(nameOf(D));
  }
  if (isa<IntegerLiteral>(E) && E->getBeginLoc().isMacroID())
    return levelIn(Lexer::getImmediateMacroName(
        E->getBeginLoc(), Context.getSourceManager(), Context.getLangOpts()));
  return Word::None;
}

static std::optional<LogLevel> levelOf(Word W) {
  if (W == Word::Debug)
    return LogLevel::Debug;
  if (W == Word::Info)
    return LogLevel::Info;
  return std::nullopt;
}

std::optional<Loggers::Facts> Loggers::of(const Expr *Call) {
  if (!isa<CallExpr>(Call) || isa<CXXOperatorCallExpr>(Call))
    return std::nullopt;
  const FunctionDecl *F = calleeOf(Call);
  if (!F || F->getNumParams() == 0)
    return std::nullopt;
  std::optional<Facts> Found = factsOf(F);
  if (!Found || Found->Says.Level != LogLevel::Named)
    return Found;
  for (const Expr *Argument : argumentsOf(Call))
    if (Word W = levelOfConstant(Argument, U.ast()); W != Word::None) {
      std::optional<LogLevel> Level = levelOf(W);
      if (!Level)
        return std::nullopt;
      Found->Says.Level = *Level;
      return Found;
    }
  return std::nullopt;
}

std::optional<Loggers::Facts> Loggers::factsOf(const FunctionDecl *F) {
  F = F->getCanonicalDecl();
  auto [Entry, New] = Known.try_emplace(F);
  if (!New)
    return Entry->second;
  std::optional<Facts> Found;
  if (const Model *M = U.models().find(F)) {
    if (M->Logs)
      Found = Facts{*M->Logs, nullptr};
  } else {
    Found = derive(F);
  }
  return Known[F] = std::move(Found);
}

/// void Log::debug(const std::string &Text) {
///   if (Threshold < Level::Debug)
///     return;
std::optional<Loggers::Facts> Loggers::derive(const FunctionDecl *F) {
  const FunctionDecl *Definition = F->getDefinition();
  const auto *Body = Definition
                         ? dyn_cast_or_null<CompoundStmt>(Definition->getBody())
                         : nullptr;
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (!Body ||
      U.ast().getSourceManager().isInSystemHeader(Definition->getLocation()))
    return std::nullopt;
  auto Texts = textsOf(Definition);
  if (Texts.empty())
    return std::nullopt;
  for (const Stmt *S : Body->body()) {
    const auto *If = dyn_cast<IfStmt>(S);
    if (!If) {
      if (std::optional<Facts> Found = forwarded(Definition, S))
        return Found;
      if (names(S, Texts))
        return std::nullopt;
      continue;
    }
    static constexpr llvm::StringRef Writes[] = {
        "log", "debug", "dbg", "trace", "print", "message", "verbose", "write"};
    if (!hasWord(nameOf(F), Writes) &&
        !(Method && hasWord(nameOf(Method->getParent()), Writes)))
      return std::nullopt;
    if (If->getElse() || names(If->getCond(), Texts) ||
        !asksForLevel(If->getCond()) ||
        !(leaves(If->getThen()) || S == Body->body_back()))
      return std::nullopt;
    Facts Found{{}, If};
    Word Level = levelIn(nameOf(F));
    // DebugLog::write
    if (Level == Word::None && Method &&
        levelIn(nameOf(Method->getParent())) == Word::Debug)
      Level = Word::Debug;
    if (Level == Word::None)
      anyName(If->getCond(), [&](const NamedDecl *D) {
        if (isa<EnumConstantDecl>(D))
          Level = levelIn(nameOf(D));
        return Level != Word::None;
      });
    if (Level == Word::AlwaysOn)
      return std::nullopt;
    if (std::optional<LogLevel> Fixed = levelOf(Level))
      Found.Says.Level = *Fixed;
    return Found;
  }
  return std::nullopt;
}

/// void debug(const std::string &Text) { write(Level::Debug, Text); }
std::optional<Loggers::Facts> Loggers::forwarded(const FunctionDecl *F,
                                                 const Stmt *S) {
  const auto *Call = dyn_cast_or_null<CallExpr>(bare(S));
  const FunctionDecl *Next = Call ? calleeOf(Call) : nullptr;
  if (!Next || Next->getCanonicalDecl() == F->getCanonicalDecl() ||
      isa<CXXOperatorCallExpr>(Call))
    return std::nullopt;
  auto Texts = textsOf(F);
  bool Passes = llvm::any_of(argumentsOf(Call), [&](const Expr *Argument) {
    const ValueDecl *Named = placeOf(strip(Argument));
    return Named && llvm::is_contained(Texts, Named);
  });
  if (!Passes)
    return std::nullopt;
  std::optional<Facts> Found = of(Call);
  if (!Found) {
    // The level is one of its own parameters.
    Found = factsOf(Next);
    if (!Found || Found->Says.Level != LogLevel::Named ||
        !llvm::any_of(argumentsOf(Call), [](const Expr *Argument) {
          return isa_and_nonnull<ParmVarDecl>(placeOf(Argument)) &&
                 Argument->getType().getNonReferenceType()->isEnumeralType();
        }))
      return std::nullopt;
  }
  if (!Found->Check)
    Found->Check = Call;
  Found->Says.Form = TextForm::Finished;
  Found->Says.Asks = {};
  return Found;
}

bool Loggers::isGuarded(const Stmt *S) const { return isGuarded(S, 0); }

bool Loggers::isGuarded(const Stmt *S, unsigned Depth) const {
  const References &Refs = U.references();
  for (const Stmt *P = Refs.parent(S), *Child = S; P;
       Child = P, P = Refs.parent(P)) {
    if (const auto *If = dyn_cast<IfStmt>(P)) {
      if (Child != If->getCond() && asksForLevel(If->getCond()))
        return true;
    } else if (const auto *Choice = dyn_cast<ConditionalOperator>(P)) {
      if (Child != Choice->getCond() && asksForLevel(Choice->getCond()))
        return true;
    } else if (const auto *Operator = dyn_cast<BinaryOperator>(P)) {
      if (Operator->isLogicalOp() && Child == Operator->getRHS() &&
          asksForLevel(Operator->getLHS()))
        return true;
    } else if (const auto *For = dyn_cast<ForStmt>(P)) {
      if (asksForLevel(For->getCond()))
        return true;
    } else if (const auto *While = dyn_cast<WhileStmt>(P)) {
      if (asksForLevel(While->getCond()))
        return true;
    } else if (const auto *Switch = dyn_cast<SwitchStmt>(P)) {
      if (asksForLevel(Switch->getCond()))
        return true;
    } else if (const auto *Block = dyn_cast<CompoundStmt>(P)) {
      for (const Stmt *Before : Block->body()) {
        if (Before == Child)
          break;
        if (const auto *If = dyn_cast<IfStmt>(Before);
            If && leaves(If->getThen()) && asksForLevel(If->getCond()))
          return true;
      }
    }
  }
  const FunctionDecl *In = Refs.functionAround(S);
  constexpr unsigned MaxDepth = 2;
  if (!In || Depth == MaxDepth)
    return false;
  auto Calls = Refs.callsOf(In);
  return !Calls.empty() && llvm::all_of(Calls, [&](const Expr *Call) {
    return isGuarded(Call, Depth + 1);
  });
}

} // namespace p99::analysis
